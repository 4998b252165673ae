"""Safe copies: where they lie, that they open, when they are made by themselves."""

from __future__ import annotations

import os

import pytest

from cusdesk.core.errors import StorageError
from cusdesk.core.places import Probes
from cusdesk.db.copy_files import copies_in, read_certificate
from cusdesk.services import copies
from cusdesk.services.office import copies_home, last_backup, open_office
from tests.helpers.office import PASSWORD, change_setting

OTHER_DISK = Probes(device=lambda path: 2 if path.name == "stick" else 1)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_copy_opens_with_the_same_password(office):
    made = copies.make_copy(office)

    again = open_office(made.path, password=PASSWORD, read_only=True)
    assert (again.name, made.residents) == ("CUS Testowo", 0)
    again.close()


def test_copying_says_how_far_it_is(office):
    heard = []

    copies.make_copy(office, lambda done, total, key="": heard.append((done, total, key)))

    copied = [(done, total) for done, total, key in heard if key == "copies.progress.copying"]
    assert copied[-1][0] == copied[-1][1] > 0
    assert heard[-1][2] == "copies.progress.checking"


def test_a_copy_on_a_stick_has_a_name_a_person_knows(office, stick):
    made = copies.make_copy_in(office, stick)

    assert made.path.name == "biuro_kopia_2026-06-15_100000.cusdesk"
    assert {file.name for file in stick.iterdir()} == {
        made.path.name,
        f"{made.path.name}-check",
        f"{made.path.name}-keys",
    }


def test_a_copy_on_a_stick_counts_as_the_last_one(office, stick):
    assert last_backup(office) is None

    made = copies.make_copy_in(office, stick, probes=OTHER_DISK)

    assert made.is_outside
    assert last_backup(office) is not None


def test_a_copy_on_the_same_disk_is_no_copy_outside(office, tmp_path):
    made = copies.make_copy_in(office, tmp_path)

    assert not made.is_outside
    assert last_backup(office) is None


def test_two_copies_of_one_moment_never_write_over(office, tmp_path):
    copies.make_copy_in(office, tmp_path)

    with pytest.raises(StorageError) as caught:
        copies.make_copy_in(office, tmp_path)

    assert caught.value.key == "storage.file_exists"


def test_a_stick_that_is_gone_is_said(office, tmp_path):
    with pytest.raises(StorageError) as caught:
        copies.make_copy_in(office, tmp_path / "gone")

    assert caught.value.key == "copies.problem.not_there"


def test_two_copies_on_this_computer_in_one_moment_are_two(office):
    assert copies.make_copy(office).path != copies.make_copy(office).path


def test_the_first_copy_is_made_by_itself(office):
    assert copies.make_if_due(office, "opening") is not None


@pytest.mark.parametrize(("hours", "is_made"), [(23, False), (25, True)])
def test_a_copy_is_made_at_opening_after_a_day(office, clock, hours, is_made):
    copies.make_copy(office)
    clock.advance(hours=hours)

    assert (copies.make_if_due(office, "opening") is not None) is is_made


@pytest.mark.parametrize(
    ("occasion", "minutes", "is_changed", "is_made"),
    [
        ("work", 59, True, False),
        ("work", 61, True, True),
        ("work", 61, False, False),
        ("closing", 1, True, True),
        ("closing", 600, False, False),
    ],
)
def test_work_and_closing_copy_what_was_changed(
    office, clock, occasion, minutes, is_changed, is_made
):
    copies.make_copy(office)
    clock.advance(minutes=minutes)
    if is_changed:
        change_setting(office, "office.place", "Dolina")

    assert (copies.make_if_due(office, occasion) is not None) is is_made


def test_the_certificate_says_what_was_found(office):
    made = copies.make_copy(office, reason="przed-importem")

    found = read_certificate(made.path)

    assert (found.moment, found.reason) == ("2026-06-15T10:00:00", "przed-importem")
    assert found.is_compared
    assert found.rows > 0


def test_old_copies_go_and_the_copies_of_another_office_stay(office, stick, clock):
    (stick / "inne_kopia_2020-01-01_100000.cusdesk").write_bytes(b"x" * 5000)
    for _ in range(20):
        copies.make_copy_in(office, stick, probes=OTHER_DISK)
        clock.advance(days=10)
    copies.make_copy_in(office, stick, probes=OTHER_DISK)

    names = [copy.path.name for copy in copies_in(stick)]
    assert "inne_kopia_2020-01-01_100000.cusdesk" in names
    assert len(names) == 1 + 10  # every ten days for ninety days
    assert len(list(stick.iterdir())) == 1 + 3 * 10


def test_nothing_goes_while_the_office_is_suspect(office, clock):
    from cusdesk.db.copy_state import read_state, remember

    home = copies_home(office)
    copies.make_copy(office)
    clock.advance(days=200)
    copies.make_copy_in(office, home)
    assert len(copies_in(home)) == 1
    clock.advance(days=200)
    remember(home, suspect_since="2026-06-15T10:00:00")
    copies.make_copy_in(office, home)
    assert len(copies_in(home)) == 2

    copies.make_copy(office)  # it was read from end to end and is healthy
    assert (len(copies_in(home)), read_state(home).suspect_since) == (2, "")


def test_damage_found_while_copying_is_kept_aside_and_stops_the_thinning(office, tmp_path):
    from cusdesk.db.copy_state import read_state

    copies.make_copy(office)
    with office.path.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(os.urandom(4096))

    with pytest.raises(StorageError) as caught:
        copies.make_copy(office)

    assert caught.value.key == "storage.damaged"
    assert list(tmp_path.glob("uszkodzona-*"))
    assert read_state(copies_home(office)).suspect_since
    assert len(copies_in(copies_home(office))) == 1


def test_the_term_of_the_office_counts(office, clock):
    copies.set_keep_days(office, 20)
    copies.make_copy(office)
    clock.advance(days=21)
    copies.make_copy(office)

    assert len(copies_in(copies_home(office))) == 1


def test_what_an_unfinished_copy_left_goes_after_a_day(office):
    home = copies_home(office)
    old, new = home / ".a.cusdesk.tmp", home / "b.cusdesk-keys"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))

    copies.make_copy(office)

    assert (old.exists(), new.exists()) == (False, True)


def test_a_healthy_file_is_told_with_its_size(office):
    checked = copies.check_file(office)

    assert checked.size == office.path.stat().st_size
    assert checked.residents == 0


def test_a_damaged_file_is_found(office):
    with office.path.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(os.urandom(4096))

    with pytest.raises(StorageError) as caught:
        copies.check_file(office)

    assert caught.value.key == "storage.damaged"
