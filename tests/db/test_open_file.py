"""Opening: each thing that can be wrong with a file has its own answer and changes nothing."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import StorageError
from cusdesk.core.messages import describe
from cusdesk.db import keys, migrate
from cusdesk.db.engine import connect, scalar
from cusdesk.domain.access import Role
from cusdesk.models.residents import Resident
from cusdesk.services.office import backup_office, create_office, open_office, verify_office
from tests.db.test_capture import add_resident
from tests.helpers.office import CHEAP, PASSWORD, make_office

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.core.clock import FixedClock
    from cusdesk.services.office import Office


def refusal(path: Path, clock: FixedClock, **credentials: str) -> str:
    """Return the key of the refusal, after checking that it reads and that nothing changed."""
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(StorageError) as caught:
        open_office(path, clock=clock, **(credentials or {"password": PASSWORD}))
    assert describe(caught.value)
    assert (path.read_bytes() if path.exists() else None) == before
    return caught.value.key


@pytest.fixture
def closed(tmp_path: Path, clock: FixedClock) -> Path:
    created = make_office(tmp_path, clock)
    add_resident(created.office)
    created.office.close()
    return created.office.path


def test_password_and_recovery_code_open(tmp_path: Path, clock: FixedClock) -> None:
    created = make_office(tmp_path, clock, name="CUS Dolina")
    path, code = created.office.path, created.recovery_code
    created.office.close()

    by_password = open_office(path, password=PASSWORD, clock=clock)
    assert (by_password.name, by_password.user_name) == ("CUS Dolina", "Anna Testowa")
    by_password.close()
    by_code = open_office(path, recovery_code=code.lower().replace("-", " "), clock=clock)
    assert by_code.user_name == "kod odzyskiwania"
    assert by_code.roles == {Role.ADMINISTRATOR}
    by_code.close()


def test_lone_file_opens_with_the_paper(tmp_path: Path, clock: FixedClock) -> None:
    created = make_office(tmp_path, clock)
    created.office.close()
    lone = tmp_path / "gdzie indziej" / "kopia.cusdesk"
    lone.parent.mkdir()
    lone.write_bytes(created.office.path.read_bytes())
    keys.profile_copy_path(lone).unlink()

    assert refusal(lone, clock) == "storage.keys_missing"
    open_office(lone, recovery_code=created.recovery_code, clock=clock).close()


def test_profile_keeps_a_copy_of_the_keys(closed: Path, clock: FixedClock) -> None:
    keys.envelope_path(closed).unlink()
    open_office(closed, password=PASSWORD, clock=clock).close()


def test_wrong_password_and_wrong_code(closed: Path, clock: FixedClock) -> None:
    assert refusal(closed, clock, password="nie to hasło") == "storage.wrong_password"
    assert refusal(closed, clock, recovery_code="ABC") == "storage.recovery_code_typo"
    other = keys.new_recovery_code()
    assert refusal(closed, clock, recovery_code=other) == "storage.wrong_recovery_code"


def test_missing_and_foreign_files(tmp_path: Path, clock: FixedClock) -> None:
    assert refusal(tmp_path / "brak.cusdesk", clock) == "storage.no_such_file"
    text = tmp_path / "tekst.cusdesk"
    text.write_text("to nie jest biuro", encoding="utf-8")
    assert refusal(text, clock) == "storage.not_an_office"
    plain = tmp_path / "zwykla.cusdesk"
    with sqlite3.connect(plain) as connection:
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    assert refusal(plain, clock) == "storage.not_an_office"


def test_second_program_is_told_who_holds_the_office(tmp_path: Path, clock: FixedClock) -> None:
    office = make_office(tmp_path, clock).office
    with pytest.raises(StorageError) as caught:
        open_office(office.path, password=PASSWORD, clock=clock)
    assert caught.value.key == "storage.locked"
    assert caught.value.params["since"] == "15.06.2026 10:00"

    reader = open_office(office.path, password=PASSWORD, clock=clock, read_only=True)
    with pytest.raises(StorageError) as refused, reader.write("residents.create"):
        pass
    assert refused.value.key == "storage.opened_read_only"
    reader.close()
    office.close()


PAGE = 4096


def key_of(path: Path) -> bytes:
    envelope = keys.read_envelope(path)
    assert envelope is not None
    return envelope.unwrap(PASSWORD)[0]


def damage_unread_page(path: Path) -> None:
    """Damage the page where the table of the plans begins: opening does not read it."""
    connection = connect(path, key_of(path))
    page = scalar(connection, "SELECT rootpage FROM sqlite_master WHERE name = 'plans'")
    connection.close()
    damage(path, page - 1)


def damage(path: Path, page: int) -> None:
    """Change one byte in the middle of a page (numbered from 0)."""
    raw = bytearray(path.read_bytes())
    raw[page * PAGE + PAGE // 2] ^= 0xFF
    path.write_bytes(bytes(raw))


def test_damage_is_told_from_a_wrong_password(closed: Path, clock: FixedClock) -> None:
    damage(closed, 0)

    assert refusal(closed, clock) == "storage.damaged"


def test_damage_in_a_page_nobody_reads_stops_every_write(closed: Path, clock: FixedClock) -> None:
    damage_unread_page(closed)
    before = closed.read_bytes()
    office = open_office(closed, password=PASSWORD, clock=clock)

    for write in (office.database.check, lambda: add_resident(office), lambda: draft(office)):
        with pytest.raises(StorageError) as caught:
            write()
        assert caught.value.key == "storage.damaged"
    office.close()
    assert closed.read_bytes() == before


def draft(office: Office) -> None:
    with office.database.write_unrecorded():
        pass


def test_damaged_file_of_an_older_program_is_not_migrated(
    closed: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage_unread_page(closed)
    steps = [*migrate.migrations(), (99, "UPDATE residents SET solectwo = 'Nowe';\n")]
    monkeypatch.setattr(migrate, "migrations", lambda: steps)

    assert refusal(closed, clock) == "storage.damaged"


def test_healthy_file_is_checked_once(closed: Path, clock: FixedClock) -> None:
    office = open_office(closed, password=PASSWORD, clock=clock)
    office.database.check()
    damage_unread_page(closed)
    office.database.check()
    office.close()


def test_newer_file_is_refused(closed: Path, clock: FixedClock) -> None:
    connection = connect(closed, key_of(closed))
    connection.execute(f"PRAGMA user_version = {migrate.latest_version() + 1}")
    connection.close()

    assert refusal(closed, clock) == "storage.newer"


def test_existing_file_is_never_overwritten(closed: Path, clock: FixedClock) -> None:
    before = closed.read_bytes()
    with pytest.raises(StorageError) as caught:
        create_office(closed, name="X", user_name="Y", password=PASSWORD, clock=clock, cost=CHEAP)
    assert caught.value.key == "storage.file_exists"
    assert closed.read_bytes() == before


def test_nothing_readable_lies_in_the_folder(tmp_path: Path, clock: FixedClock) -> None:
    office = make_office(tmp_path, clock, name="Kanarek-Biuro").office
    add_resident(office, "Kanarkowska")
    copy = backup_office(office, tmp_path / "kopia.cusdesk")
    office.close()

    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert b"Kanark" not in content, path.name
        assert b"Kanarek" not in content, path.name
    reopened = open_office(copy, password=PASSWORD, clock=clock)
    assert verify_office(reopened) == 1
    reopened.close()


def test_failing_migration_changes_nothing(
    closed: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [*migrate.migrations(), (99, "CREATE TABLE extra (a);\nCREATE TABLE extra (a);\n")]
    monkeypatch.setattr(migrate, "migrations", lambda: steps)
    before = closed.read_bytes()
    with pytest.raises(Exception, match="already exists"):
        open_office(closed, password=PASSWORD, clock=clock)
    monkeypatch.undo()

    assert closed.read_bytes() == before
    open_office(closed, password=PASSWORD, clock=clock).close()


def test_migration_keeps_the_data_and_leaves_a_backup(
    closed: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [*migrate.migrations(), (99, "UPDATE residents SET solectwo = 'Nowe';\n")]
    monkeypatch.setattr(migrate, "migrations", lambda: steps)
    office = open_office(closed, password=PASSWORD, clock=clock)

    with office.read() as session:
        assert [r.solectwo for r in session.query(Resident)] == ["Nowe"]
    from cusdesk.db.backup import backup_dir

    assert [f.suffix for f in backup_dir(closed).glob("*.cusdesk")] == [".cusdesk"]
    office.close()
