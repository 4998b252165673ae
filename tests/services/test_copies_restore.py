"""Restoring a copy: what it keeps, what it brings back, what it refuses, and what it says first."""

from __future__ import annotations

import shutil

import pytest
from sqlalchemy import text

from cusdesk.core.errors import RuleError, StorageError
from cusdesk.core.paths import user_data_dir
from cusdesk.db import keys
from cusdesk.db.copy_files import copies_in
from cusdesk.db.raw_file import file_salt
from cusdesk.domain.access import Role
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import copies
from cusdesk.services.copies import placing, restoring
from cusdesk.services.office import copies_home, open_office
from cusdesk.services.residents import create_resident
from tests.helpers.office import PASSWORD, make_office
from tests.helpers.people import add_colleague


def add(office, surname):
    return create_resident(office, ResidentDraft(surname=surname, given_name="Anna"))


def surnames(office):
    with office.read() as session:
        return set(session.scalars(text("SELECT surname FROM residents")))


@pytest.fixture
def copy(office, clock):
    """A copy with one resident; a second one came an hour later."""
    add(office, "Dawna")
    made = copies.make_copy(office).path
    clock.advance(hours=1)
    add(office, "Nowa")
    return made


def test_the_data_of_the_copy_come_back_and_work_goes_on(office, copy):
    copies.restore(office, copy)

    assert surnames(office) == {"Dawna"}
    add(office, "Późniejsza")
    assert surnames(office) == {"Dawna", "Późniejsza"}


def test_what_was_there_before_is_in_the_safety_copy(office, copy):
    restored = copies.restore(office, copy)

    again = open_office(restored.safety, password=PASSWORD, read_only=True)
    assert surnames(again) == {"Dawna", "Nowa"}
    again.close()
    copies.restore(office, restored.safety)
    assert surnames(office) == {"Dawna", "Nowa"}


def test_nothing_is_left_lying_beside_the_office(office, copy):
    before = {path.name for path in office.path.parent.iterdir()}
    copies.restore(office, copy)

    after = {path.name for path in office.path.parent.iterdir()}
    assert {name for name in after - before if "odlozone" not in name} == set()


def test_the_restored_file_keeps_its_copies_and_keys(office, copy):
    home, salt = copies_home(office), file_salt(office.path)
    copies.restore(office, copy)
    office.close()

    assert file_salt(office.path) == salt
    assert copies_in(home)
    keys.envelope_path(office.path).unlink()  # the profile's copy opens it
    open_office(office.path, password=PASSWORD).close()


def test_a_password_changed_since_the_copy_stays(office, copy):
    envelope = keys.read_envelope(office.path)
    new = keys.NewPassword("Nowe-haslo-po-kopii-1", cost=envelope.users[0].cost)
    user = envelope.users[0]
    envelope.wrap(office.database.key, new, user_id=user.user_id, name=user.name)
    keys.write_envelope(office.path, envelope)
    copies.restore(office, copy)
    office.close()

    open_office(office.path, password="Nowe-haslo-po-kopii-1").close()
    with pytest.raises(StorageError):
        open_office(office.path, password=PASSWORD)


def test_people_added_since_the_copy_stay(office, copy):
    from cusdesk.models.office import User

    with office.write("people.add") as work:
        work.session.add(User(name="Piotr Testowy", roles="director"))
    copies.restore(office, copy)

    with office.read() as session:
        names = set(session.scalars(text("SELECT name FROM users")))
    assert names == {"Anna Testowa", "Piotr Testowy"}


def test_a_new_writer_and_an_entry_in_the_log(office, copy):
    def writers():
        with office.read() as session:
            return set(session.scalars(text("SELECT uid FROM writers")))

    before = writers()
    copies.restore(office, copy)
    add(office, "Późniejsza")

    assert writers() - before
    with office.read() as session:
        query = text("SELECT detail FROM audit_entries WHERE kind = 'copies.restore'")
        (detail,) = session.scalars(query).all()
    assert detail.startswith("kopia z 2026-06-15 10:00; zastąpiła dziennik")


def test_the_log_is_whole_after_a_restore_and_a_strange_head_stays_strange(office, copy, clock):
    from cusdesk.services import audit

    path = office.path
    office.close()  # the head of the log is kept in the profile
    again = open_office(path, password=PASSWORD, clock=clock)
    copies.restore(again, copy)
    assert audit.verify(again).is_whole
    again.close()

    (heads,) = (user_data_dir() / "audit").glob("*.head")
    heads.write_text(heads.read_text() + "999 " + "ab" * 32 + "\n")
    again = open_office(path, password=PASSWORD, clock=clock)
    copies.restore(again, copy)
    assert not audit.verify(again).is_whole
    again.close()


def test_preview_names_who_did_what_to_whom_since(office, copy):
    seen = copies.preview_restore(office, copy)

    assert (seen.residents_then, seen.residents_now) == (1, 2)
    assert (seen.lost_steps, seen.returning) == (1, 0)
    (step,) = seen.steps
    assert (step.user_name, step.whom) == ("Anna Testowa", "Nowa Anna")
    assert step.changes > 0


def test_preview_leaves_out_the_accounts_that_stay(office, copy):
    add_colleague(office, "Jan Próbny", Role.OSL)

    seen = copies.preview_restore(office, copy)

    assert seen.lost_steps == len(seen.steps) == 1
    assert seen.lost_changes == seen.steps[0].changes


def test_preview_counts_what_comes_back(office, copy):
    restored = copies.restore(office, copy)
    add(office, "Późniejsza")

    seen = copies.preview_restore(office, restored.safety)

    assert [s.whom for s in seen.steps] == ["Późniejsza Anna"]
    assert seen.returning == 1


def test_preview_keeps_names_from_who_may_not_see_residents(office, copy):
    from cusdesk.domain.access import Role

    office.take_roles([Role.ADMINISTRATOR])

    assert [s.whom for s in copies.preview_restore(office, copy).steps] == ["1 osoba"]


def test_a_part_of_a_burst_is_lost_too(office, clock):
    from cusdesk.services import office_settings
    from tests.helpers.office import change_setting

    change_setting(office, "office.place", "Dolina")
    made = copies.make_copy(office).path
    change_setting(office, "office.place", "Górka")

    assert copies.preview_restore(office, made).lost_changes == 1
    assert office_settings.get(office).place == "Górka"


def test_another_office_is_refused(office, tmp_path, clock):
    (tmp_path / "inne").mkdir()
    other = make_office(tmp_path / "inne", clock).office
    foreign = copies.make_copy(other).path
    other.close()

    for call in (copies.preview_restore, copies.restore):
        with pytest.raises(StorageError) as caught:
            call(office, foreign)
        assert caught.value.key == "storage.copy_of_other"


def test_a_lone_copy_without_its_keys_is_ours_by_the_key(office, copy, tmp_path):
    lone = tmp_path / "z pendrive.cusdesk"
    shutil.copyfile(copy, lone)

    copies.restore(office, lone)

    assert surnames(office) == {"Dawna"}


def test_a_damaged_copy_is_refused_and_changes_nothing(office, copy):
    raw = bytearray(copy.read_bytes())
    raw[len(raw) // 2] ^= 1
    copy.write_bytes(bytes(raw))

    with pytest.raises(StorageError) as caught:
        copies.restore(office, copy)

    assert caught.value.key == "storage.copy_damaged"
    assert surnames(office) == {"Dawna", "Nowa"}


def test_a_missing_copy_is_refused(office, tmp_path):
    with pytest.raises(StorageError) as caught:
        copies.restore(office, tmp_path / "nie ma.cusdesk")
    assert caught.value.key == "storage.copy_missing"


@pytest.mark.parametrize(
    ("module", "step"),
    [
        (restoring, "make_copy"),
        (placing, "stage"),
        (placing, "_prepare"),
        (placing, "finish_staged"),
        (placing, "exchange"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_failure_at_any_step_leaves_the_office_as_it_was(office, copy, module, step, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(module, step, fail)
        with pytest.raises((StorageError, OSError)):
            copies.restore(office, copy)

    assert surnames(office) == {"Dawna", "Nowa"}
    add(office, "Jeszcze")
    assert not [p for p in office.path.parent.iterdir() if p.name.startswith(".")]


def test_a_file_that_fails_after_the_exchange_gives_way_to_the_one_before(
    office, copy, monkeypatch
):
    def fail(_connection):
        raise StorageError("storage.io_error")

    with monkeypatch.context() as patch:
        patch.setattr(placing, "check_pages", fail)
        with pytest.raises(StorageError):
            copies.restore(office, copy)

    assert surnames(office) == {"Dawna", "Nowa"}
    assert not list(office.path.parent.glob("odlozone-*"))


def test_only_who_may_restore_does(office, copy):
    from cusdesk.domain.access import Role

    office.take_roles([Role.OFFICE_WORKER])
    with pytest.raises(RuleError):
        copies.restore(office, copy)


def test_a_damaged_office_is_replaced_and_kept_aside(office, copy):
    path = office.path
    office.close()
    path.write_bytes(path.read_bytes()[:4096] + b"\0" * 4096)
    broken = path.read_bytes()

    again, restored = copies.restore_closed(path, copy, copies.Way(PASSWORD))

    assert surnames(again) == {"Dawna"}
    assert (restored.aside / path.name).read_bytes() == broken
    again.close()


def test_an_office_that_is_gone_comes_back_with_the_keys_of_the_copy(office, copy):
    path = office.path
    office.close()
    path.unlink()
    keys.envelope_path(path).unlink()

    again, restored = copies.restore_closed(path, copy, copies.Way(PASSWORD))

    assert surnames(again) == {"Dawna"}
    assert restored.aside is None
    assert keys.envelope_path(path).exists()
    again.close()


def test_a_damaged_office_is_not_touched_for_a_wrong_password(office, copy):
    path = office.path
    office.close()
    path.write_bytes(b"\1" * 8192)

    with pytest.raises(StorageError) as caught:
        copies.restore_closed(path, copy, copies.Way("nie to"))

    assert caught.value.key == "storage.wrong_password"
    assert path.read_bytes() == b"\1" * 8192


def test_copies_of_a_file_that_lost_its_head_are_found_by_its_keys(office, copy):
    path = office.path
    office.close()
    path.write_bytes(b"")
    assert [row.path for row in copies.find_copies(path)] == [copy]
    path.unlink()
    assert [row.path for row in copies.find_copies(path)] == [copy]
    keys.envelope_path(path).unlink()
    assert [row.path for row in copies.find_copies(path)] == [copy]
    assert copies.find_copies(path.with_name("inne.cusdesk")) == []
