"""How the office stands with its copies: in words, in red when late, after a drill."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cusdesk.core.errors import StorageError
from cusdesk.core.paths import user_data_dir
from cusdesk.core.places import Probes
from cusdesk.db.copy_files import certificate_path, read_certificate
from cusdesk.services import copies
from cusdesk.services.copies import make as making
from cusdesk.services.copies.state import ago, at
from cusdesk.services.office import copies_home
from tests.db.test_capture import add_resident

OTHER_DISK = Probes(device=lambda path: 2 if path.name == "stick" else 1)
NOW = dt.datetime(2026, 6, 15, 10, 0)  # noqa: DTZ001 (wall time)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_without_a_copy_the_words_are_red(office):
    state = copies.copies_state(office)
    assert (
        state.words == "ostatnia sprawdzona kopia: jeszcze nie powstała; poza tym komputerem: nigdy"
    )
    assert state.is_late


def test_the_words_tell_both_ages(office, clock, stick):
    copies.make_copy_in(office, stick, probes=OTHER_DISK)
    clock.advance(days=9, hours=-2, minutes=-18)
    copies.make_copy(office)

    state = copies.copies_state(office)

    assert state.words == ("ostatnia sprawdzona kopia: dziś 7:42; poza tym komputerem: 9 dni temu")
    assert (state.is_late, state.is_outside_late, state.is_stick_waiting) == (False, True, True)


def test_a_stick_that_is_not_there_is_not_waited_for(office, clock, stick):
    made = copies.make_copy_in(office, stick, probes=OTHER_DISK)
    clock.advance(days=8)
    for path in stick.iterdir():
        path.unlink()
    stick.rmdir()

    state = copies.copies_state(office)

    assert (state.outside_folder, state.is_stick_waiting) == (made.path.parent, False)


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (dt.timedelta(minutes=5), "dziś 9:55"),
        (dt.timedelta(hours=12), "wczoraj 22:00"),
        (dt.timedelta(days=2), "2 dni temu"),
        (dt.timedelta(days=22), "22 dni temu"),
        (dt.timedelta(days=61), "15.04.2026"),
        (dt.timedelta(days=-3), "18.06.2026"),
    ],
)
def test_ages_in_words(back, words):
    assert ago(NOW - back, NOW) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-06-09T14:20", "wtorek 14:20"),
        ("2026-06-08T14:20", "08.06.2026, 14:20"),
        ("2026-06-14T07:05", "wczoraj 7:05"),
    ],
)
def test_moments_to_choose_by(moment, words):
    assert at(dt.datetime.fromisoformat(moment), NOW) == words


def test_a_copy_that_failed_by_itself_is_remembered_until_one_is_made(office, monkeypatch):
    def fail(*_args, **_kwargs):
        raise StorageError("storage.disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(making, "make_backup", fail)
        with pytest.raises(StorageError):
            copies.make_if_due(office, "opening")
    assert "zabrakło miejsca" in copies.copies_state(office).failure

    copies.make_copy(office)
    assert copies.copies_state(office).failure == ""


def test_a_drill_restores_the_newest_copy_and_leaves_nothing(office):
    add_resident(office)
    copies.make_copy(office)
    before = {path.name for path in user_data_dir().iterdir()}

    assert copies.run_drill_if_due(office) is not None

    drill = copies.copies_state(office).drill
    assert (drill.problem, drill.residents) == ("", 1)
    assert {path.name for path in user_data_dir().iterdir()} == before
    assert copies.run_drill_if_due(office) is None


def test_a_drill_is_due_again_after_a_month(office, clock):
    copies.make_copy(office)
    copies.run_drill(office)
    clock.advance(days=31)
    assert copies.run_drill_if_due(office) is not None


def test_without_a_copy_there_is_nothing_to_try(office):
    assert copies.run_drill_if_due(office) is None
    with pytest.raises(StorageError) as caught:
        copies.run_drill(office)
    assert caught.value.key == "copies.problem.nothing_to_try"


def spoil_page(copy: Path) -> None:
    raw = bytearray(copy.read_bytes())
    raw[len(raw) // 2] ^= 4
    copy.write_bytes(bytes(raw))


def spoil_rows(copy: Path) -> None:
    text = certificate_path(copy).read_text().replace('"digest": "', '"digest": "0')
    certificate_path(copy).write_text(text)


@pytest.mark.parametrize("spoil", [spoil_page, spoil_rows])
def test_a_copy_that_fails_the_drill_does_not_count_any_more(office, spoil):
    made = copies.make_copy(office)
    spoil(made.path)

    copies.run_drill(office)

    state = copies.copies_state(office)
    assert state.drill.problem
    assert state.last is None
    assert not read_certificate(made.path).is_healthy
    (row,) = copies.list_copies(office)
    assert (row.is_checked, row.is_damaged) == (False, True)


def test_the_list_tells_moment_reason_size_and_residents(office, clock, stick):
    add_resident(office)
    copies.make_copy(office, reason="przed-importem")
    clock.advance(hours=1)
    copies.make_copy_in(office, stick, probes=OTHER_DISK)

    outside, here = copies.list_copies(office)

    assert (here.reason, here.residents, here.is_checked, here.is_here) == (
        "przed importem",
        1,
        True,
        True,
    )
    assert (outside.reason, outside.is_here) == ("na pendrive lub do folderu", False)
    assert outside.size > outside.path.stat().st_size


def test_a_state_that_cannot_be_read_is_an_empty_one(office):
    (copies_home(office) / "state.json").write_text('{"drill_moment": "nonsense"}')
    assert copies.copies_state(office).drill is None


def test_an_office_is_brought_home_and_the_old_file_gets_another_name(office, tmp_path, clock):
    add_resident(office)
    target = copies.copy_here(office)
    before = office.path
    office.close()
    left = copies.leave_behind(before, "2026-06-15")

    from cusdesk.services.office import open_office, verify_office
    from tests.helpers.office import PASSWORD

    again = open_office(target, password=PASSWORD, clock=clock)
    assert verify_office(again) == 1
    again.close()
    assert (before.exists(), left.name) == (False, "biuro (przeniesione 2026-06-15).cusdesk")
    assert not certificate_path(target).exists()
