"""Office files of earlier versions, as they were written then: opened, migrated, undone, gone back.

`tests/data/offices` holds one for every schema version that was ever released.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from cusdesk.core.errors import StorageError
from cusdesk.core.messages import describe
from cusdesk.db import keys, migrate, open_file
from cusdesk.db.backup import examine
from cusdesk.db.copy_files import copies_in, copies_root
from cusdesk.db.engine import connect, scalar
from cusdesk.services import history
from cusdesk.services.office import office_setting, open_office, verify_office
from tests.helpers.office import change_setting

OFFICES = Path(__file__).parent.parent / "data" / "offices"
PASSWORD = "Pokazowa-gmina-2026"
VERSIONS = sorted(int(path.name.removeprefix("version_")) for path in OFFICES.glob("version_*"))


@pytest.fixture(params=VERSIONS, ids=lambda version: f"version {version}")
def old(request, tmp_path):
    """Return the path of an old office and its schema version."""
    for file in (OFFICES / f"version_{request.param}").iterdir():
        shutil.copyfile(file, tmp_path / file.name)
    return next(tmp_path.glob("*.cusdesk")), request.param


def key_of(path):
    return keys.read_envelope(path).unwrap(PASSWORD)[0]


def rows(path, key):
    """Return table -> how many rows, of the tables an old file has."""
    connection = connect(path, key, read_only=True)
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    found = {name: scalar(connection, f'SELECT count(*) FROM "{name}"') for (name,) in names}
    connection.close()
    return found


def surnames(path, key):
    connection = connect(path, key, read_only=True)
    found = connection.execute("SELECT id, surname, pesel FROM residents ORDER BY id").fetchall()
    connection.close()
    return found


def test_there_is_a_file_of_every_released_version():
    assert list(range(1, migrate.latest_version())) == [
        v for v in VERSIONS if v < migrate.latest_version()
    ]


def test_an_old_office_opens_and_keeps_every_row(old, clock):
    path, version = old
    key = key_of(path)
    before, people = rows(path, key), surnames(path, key)
    open_office(path, password=PASSWORD, clock=clock).close()

    after = rows(path, key)
    assert after.pop("captured_tables") >= before.pop("captured_tables")  # numbers for new tables
    assert {name: after.get(name) for name in before} == before
    assert surnames(path, key) == people
    assert examine(path, key).schema == migrate.latest_version() >= version


def test_the_copy_before_the_migration_is_the_way_back(old, clock, monkeypatch):
    path, version = old
    key = key_of(path)
    before = rows(path, key)
    open_office(path, password=PASSWORD, clock=clock).close()
    if version == migrate.latest_version():
        return
    (copy,) = copies_in(next(copies_root().iterdir()))
    assert (copy.reason, copy.is_checked) == ("przed-wersja", True)
    assert rows(copy.path, key) == before
    assert examine(copy.path, key).schema == version

    older_program(monkeypatch, version)  # the way back: the old program opens the kept copy
    connection = connect(copy.path, key, read_only=True)
    assert migrate.check_version(connection) == version
    connection.close()


def older_program(monkeypatch, version):
    steps = [step for step in migrate.migrations() if step[0] <= version]
    monkeypatch.setattr(migrate, "migrations", lambda: steps)


def test_what_was_done_before_can_still_be_taken_back(old, clock):
    path, _version = old
    office = open_office(path, password=PASSWORD, clock=clock)
    change_setting(office, "office.place", "Nowe Miejsce")
    assert history.undo(office) is not None
    assert office_setting(office, "office.place") != "Nowe Miejsce"
    steps = 0
    while steps < 3 and history.undo(office) is not None:
        steps += 1
    assert steps or history.next_undo(office) is None
    assert verify_office(office) > 0
    office.close()


def test_an_older_program_refuses_the_migrated_file_and_changes_nothing(old, clock, monkeypatch):
    path, version = old
    open_office(path, password=PASSWORD, clock=clock).close()
    before = path.read_bytes()
    if version == migrate.latest_version():
        return
    older_program(monkeypatch, version)

    for read_only in (False, True):
        with pytest.raises(StorageError) as caught:
            open_office(path, password=PASSWORD, clock=clock, read_only=read_only)
        assert caught.value.key == "storage.newer"
        assert "nowsza wersja" in describe(caught.value)
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_every_byte(old, clock, monkeypatch):
    path, _version = old
    before = path.read_bytes()
    bad = [*migrate.migrations(), (99, "CREATE TABLE x (a);\nCREATE TABLE x (a);\n")]
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "migrations", lambda: bad)
        with pytest.raises(Exception, match="already exists"):
            open_office(path, password=PASSWORD, clock=clock)
    assert path.read_bytes() == before
    open_office(path, password=PASSWORD, clock=clock).close()


def test_without_a_copy_there_is_no_migration(old, clock, monkeypatch):
    path, version = old
    if version == migrate.latest_version():
        return
    before = path.read_bytes()

    def fail(*_args, **_kwargs):
        raise StorageError("storage.disk_full")

    monkeypatch.setattr(open_file, "make_backup", fail)
    with pytest.raises(StorageError) as caught:
        open_office(path, password=PASSWORD, clock=clock)
    assert caught.value.key == "storage.disk_full"
    assert path.read_bytes() == before


def test_an_old_copy_is_restored_into_the_office_of_today(old, clock):
    from cusdesk.services import copies

    path, version = old
    office = open_office(path, password=PASSWORD, clock=clock)
    older = copies_in(next(copies_root().iterdir())) if version < migrate.latest_version() else []
    change_setting(office, "office.place", "Nowe Miejsce")
    for copy in older:
        copies.restore(office, copy.path)
        assert office_setting(office, "office.place") != "Nowe Miejsce"
        with office.read() as session:
            assert session.scalar(text("PRAGMA user_version")) == migrate.latest_version()
    office.close()
