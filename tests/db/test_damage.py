"""Ways for an office file to be wrong: each is told apart, nothing is lost, each has a way on."""

from __future__ import annotations

import errno
import os
import sqlite3

import pytest
from sqlalchemy import text

from cusdesk.core.errors import StorageError
from cusdesk.core.messages import describe
from cusdesk.db import keys, open_file
from cusdesk.db.copy_files import certificate_path, copies_folder
from cusdesk.db.damage import pack_for_support
from cusdesk.db.raw_file import file_salt
from cusdesk.services import copies
from cusdesk.services.office import create_office, open_office, verify_office
from tests.db.test_capture import add_resident
from tests.helpers.office import CHEAP, PASSWORD, change_setting, make_office

PAGE = 4096


@pytest.fixture(scope="module")
def kept():
    """What the first test made, for the others: name of each file -> its bytes."""
    return {}


@pytest.fixture
def closed(tmp_path, clock, kept):
    """A closed office with one resident, its checked copy, and an older state of its bytes."""
    path = tmp_path / "biuro.cusdesk"
    if not kept:
        office = make_office(tmp_path, clock).office
        add_resident(office)
        kept["older"] = path.read_bytes()
        for number in range(40):
            change_setting(office, f"test.{number}", "x" * 300)
        copy = copies.make_copy(office).path
        office.close()
        kept["name"] = copy.name
        for file in (path, keys.envelope_path(path), copy):
            kept[file.name] = file.read_bytes()
        for file in (keys.envelope_path(copy), certificate_path(copy)):
            kept[file.name] = file.read_bytes()
        return path, copy, kept["older"]
    for file in (path, keys.envelope_path(path)):
        file.write_bytes(kept[file.name])
    profile = keys.profile_copy_path(path)
    profile.parent.mkdir()
    profile.write_bytes(kept[keys.envelope_path(path).name])
    copy = copies_folder(file_salt(path)) / kept["name"]
    for file in (copy, keys.envelope_path(copy), certificate_path(copy)):
        file.write_bytes(kept[file.name])
    return path, copy, kept["older"]


def flip(at):
    def change(raw, _older):
        place = at % len(raw)
        return raw[:place] + bytes([raw[place] ^ 0x10]) + raw[place + 1 :]

    return change


def cut(size):
    return lambda raw, _older: raw[: size % len(raw) if size else 0]


def blank(first, last):
    def change(raw, _older):
        pages = len(raw) // PAGE
        start, end = first % pages * PAGE, (last % pages + 1) * PAGE
        return raw[:start] + bytes(end - start) + raw[end:]

    return change


def move(source, target):
    def change(raw, _older):
        page = raw[source * PAGE : (source + 1) * PAGE]
        return raw[: target * PAGE] + page + raw[(target + 1) * PAGE :]

    return change


def swap(raw, _older):
    pages = [raw[n : n + PAGE] for n in range(0, len(raw), PAGE)]
    pages[3], pages[7] = pages[7], pages[3]
    return b"".join(pages)


def between(raw, older):
    """Return a place that parts the pages that differ, wherever the schema lets them lie."""
    pages = range(min(len(raw), len(older)) // PAGE)
    differ = [n for n in pages if raw[n * PAGE : (n + 1) * PAGE] != older[n * PAGE :][:PAGE]]
    return differ[len(differ) // 2] * PAGE


DAMAGED = {
    "a bit of the salt": flip(3),
    "a bit of the last byte of the salt": flip(15),
    "a bit of the header": flip(40),
    "a bit of the first page": flip(2000),
    "a bit of the hash of the first page": flip(PAGE - 20),
    "a bit of the second page": flip(PAGE + 100),
    "a bit in the middle": flip(31 * PAGE + 77),
    "a bit of the hash of a page": flip(30 * PAGE - 40),
    "a bit of the last page": flip(-2000),
    "the last byte is gone": cut(-1),
    "half a page is gone": cut(-2048),
    "the last page is gone": cut(-PAGE),
    "the last ten pages are gone": cut(-10 * PAGE),
    "only a third is left": cut(25 * PAGE),
    "only the first page is left": cut(PAGE),
    "only half of the first page is left": cut(2048),
    "only the salt is left": cut(16),
    "nothing is left": cut(0),
    "the first page is blank": blank(0, 0),
    "a page is blank": blank(9, 9),
    "the last page is blank": blank(-1, -1),
    "the last ten pages are blank": blank(-10, -1),
    "all is blank": blank(0, -1),
    "two pages changed places": swap,
    "a page stands twice": move(8, 12),
    "the first page stands twice": move(0, 5),
    "the first page is another one": move(5, 0),
    "the first half is of an older state": lambda raw, older: (
        older[: between(raw, older)] + raw[between(raw, older) :]
    ),
    "the second half is of an older state": lambda raw, older: (
        raw[: between(raw, older)] + older[between(raw, older) :]
    ),
    "every second page is of an older state": lambda raw, older: b"".join(
        (older if n % 2 else raw)[n * PAGE : (n + 1) * PAGE] for n in range(len(older) // PAGE)
    ),
    "all is noise": lambda raw, _older: os.urandom(len(raw)),
}


def open_and_check(path, clock):
    office = open_office(path, password=PASSWORD, clock=clock)
    try:
        verify_office(office)
    finally:
        office.close()


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_is_told_kept_aside_and_restored(closed, clock, name):
    path, copy, older = closed
    broken = DAMAGED[name](path.read_bytes(), older)
    path.write_bytes(broken)

    with pytest.raises(StorageError) as caught:
        open_and_check(path, clock)
    assert caught.value.key == "storage.damaged"
    assert path.read_bytes() == broken
    assert [row.path for row in copies.find_copies(path)] == [copy]

    again, restored = copies.restore_closed(path, copy, copies.Way(PASSWORD), clock=clock)
    assert (restored.aside / path.name).read_bytes() == broken
    assert verify_office(again) == 1
    with again.read() as session:
        assert session.scalar(text("SELECT count(*) FROM settings WHERE key LIKE 'test.%'")) == 40
    again.close()


def refused(path, clock, **way):
    with pytest.raises(StorageError) as caught:
        open_office(path, clock=clock, **(way or {"password": PASSWORD})).close()
    assert describe(caught.value)
    assert not list(path.parent.glob("uszkodzona-*"))
    return caught.value.key


def a_database():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE a (b)")
    return connection.serialize()


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04" + os.urandom(9000), b"%PDF-1.7" + os.urandom(9000), b"to nie jest biuro " * 400,
     b"\xd0\xcf\x11\xe0" + os.urandom(9000), a_database()],
    ids=["workbook", "pdf", "text", "old workbook", "plain SQLite"],
)  # fmt: skip
def test_another_kind_of_file_in_its_place_is_foreign(closed, clock, content):
    path, _copy, _older = closed
    path.write_bytes(content)
    assert refused(path, clock) == "storage.not_an_office"


@pytest.fixture
def other(tmp_path, clock):
    (tmp_path / "inne").mkdir()
    created = make_office(tmp_path / "inne", clock)
    created.office.close()
    return created


def test_another_office_in_its_place_is_named(closed, other, clock):
    path, _copy, _older = closed
    path.write_bytes(other.office.path.read_bytes())
    assert refused(path, clock) == "storage.other_office"


def test_keys_of_another_office_beside_it_are_named(closed, other, clock):
    path, _copy, _older = closed
    theirs = keys.envelope_path(other.office.path).read_bytes()
    keys.envelope_path(path).write_bytes(theirs)
    assert refused(path, clock) == "storage.other_office"


def test_the_code_of_another_office_begins_no_recovery(closed, other, clock):
    path, _copy, _older = closed
    code = other.recovery_code
    assert refused(path, clock, recovery_code=code) == "storage.wrong_recovery_code"
    keys.profile_copy_path(path).unlink()
    keys.envelope_path(path).unlink()
    assert refused(path, clock, recovery_code=code) == "storage.code_opens_nothing"


def test_damaged_keys_are_told_and_those_of_the_profile_open(closed, clock):
    path, _copy, _older = closed
    keys.envelope_path(path).write_bytes(b"{broken")
    open_office(path, password=PASSWORD, clock=clock).close()
    keys.envelope_path(path).write_bytes(b"{broken")
    keys.profile_copy_path(path).write_bytes(b"")
    assert refused(path, clock) == "storage.keys_damaged"


def test_a_folder_and_nothing_are_no_file(tmp_path, clock):
    (tmp_path / "folder.cusdesk").mkdir()
    for name in ("folder.cusdesk", "nothing.cusdesk"):
        assert refused(tmp_path / name, clock) == "storage.no_such_file"


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("content", [b"", b"\0" * 5000, os.urandom(5000)])
def test_rubbish_beside_a_healthy_file_changes_nothing(closed, clock, ending, content):
    path, _copy, _older = closed
    path.with_name(path.name + ending).write_bytes(content)
    office = open_office(path, password=PASSWORD, clock=clock)
    assert verify_office(office) == 1
    add_resident(office)
    assert verify_office(office) == 2
    office.close()


def test_a_cut_off_write_asks_a_reader_to_let_a_writer_open_first(closed, clock):
    path, _copy, _older = closed
    half_written(path)

    with pytest.raises(StorageError) as caught:
        open_office(path, password=PASSWORD, clock=clock, read_only=True)
    assert caught.value.key == "storage.unfinished"
    office = open_office(path, password=PASSWORD, clock=clock)
    assert verify_office(office) == 1
    office.close()


def half_written(path):
    """Leave the file and its journal as a program that was killed in the middle of a write does."""
    from cusdesk.db.engine import connect, use_truncate_journal

    envelope = keys.read_envelope(path)
    connection = connect(path, envelope.unwrap(PASSWORD)[0])
    use_truncate_journal(connection)
    connection.execute("PRAGMA cache_size = 2")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE capture_state SET muted = 1")
    connection.execute("UPDATE settings SET value_json = value_json || hex(randomblob(900))")
    journal = path.with_name(path.name + "-journal")
    kept = journal.read_bytes(), path.read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    journal.write_bytes(kept[0])
    path.write_bytes(kept[1])


@pytest.mark.parametrize(
    ("number", "key"),
    [(errno.EIO, "storage.io_error"), (errno.ENOSPC, "storage.disk_full"),
     (errno.EMFILE, "storage.no_handles"), (errno.EACCES, "storage.cannot_open")],
)  # fmt: skip
def test_what_the_system_refuses_begins_no_recovery(closed, clock, monkeypatch, number, key):
    def fail(*_args, **_kwargs):
        raise OSError(number, "refused")

    monkeypatch.setattr(open_file, "_prove_and_migrate", fail)
    assert refused(closed[0], clock) == key


@pytest.mark.parametrize(
    "key", ["storage.busy", "storage.io_error", "storage.disk_full", "storage.cannot_open"]
)
def test_only_damage_begins_a_recovery(closed, clock, monkeypatch, key):
    def fail(*_args, **_kwargs):
        raise StorageError(key)

    monkeypatch.setattr(open_file, "_prove_and_migrate", fail)
    assert refused(closed[0], clock) == key
    assert key not in copies.RECOVERABLE


def test_a_read_only_file_is_told_and_can_be_read(closed, clock, monkeypatch):
    path, _copy, _older = closed
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda p, mode: real(p, mode) and not (p == path and mode == os.W_OK)
    )
    assert refused(path, clock) == "storage.file_read_only"
    open_office(path, password=PASSWORD, clock=clock, read_only=True).close()


def test_who_was_cut_off_is_remembered_and_who_closed_is_not(closed, clock):
    path, _copy, _older = closed
    office = open_office(path, password=PASSWORD, clock=clock)
    assert office.left_by is None
    holder = path.with_name(path.name + ".holder").read_bytes()
    office.close()
    path.with_name(path.name + ".holder").write_bytes(holder)  # as after a power cut
    office = open_office(path, password=PASSWORD, clock=clock)
    assert office.left_by.since == "15.06.2026 10:00"
    office.close()


def test_a_lock_whose_holder_said_nothing_is_told(closed, clock):
    path, _copy, _older = closed
    office = open_office(path, password=PASSWORD, clock=clock)
    path.with_name(path.name + ".holder").write_bytes(b"")
    assert refused(path, clock) == "storage.locked_by_unknown"
    office.close()


def test_the_same_damage_is_kept_once_and_packed_without_keys(closed, clock, tmp_path):
    import zipfile

    path, _copy, _older = closed
    path.write_bytes(flip(100)(path.read_bytes(), b""))
    for _ in range(3):
        with pytest.raises(StorageError) as caught:
            open_office(path, password=PASSWORD, clock=clock)
        clock.advance(minutes=1)
    (folder,) = tmp_path.glob("uszkodzona-*")
    assert caught.value.params["aside"] == str(folder)

    pack_for_support(folder, tmp_path / "dla pomocy.zip")
    with zipfile.ZipFile(tmp_path / "dla pomocy.zip") as packed:
        assert not [name for name in packed.namelist() if name.endswith("-keys")]
        assert packed.read(path.name) == path.read_bytes()


@pytest.mark.parametrize(("folder", "key"), [("Dropbox", "in_cloud"), ("gvfs", "on_share")])
def test_no_office_is_made_in_a_cloud_or_on_a_share(tmp_path, clock, folder, key):
    path = tmp_path / folder / "biuro.cusdesk"
    path.parent.mkdir()
    with pytest.raises(StorageError) as caught:
        create_office(path, name="X", user_name="Y", password=PASSWORD, clock=clock, cost=CHEAP)
    assert caught.value.key == f"storage.{key}"
    assert describe(caught.value)
    assert not list(path.parent.iterdir())
