"""Restores with every kind of leftover beside the office: each one must be healthy afterwards.

A journal that stays behind is replayed into whatever file lies there next. Copying a backup over
the file by hand, with a crashed journal left lying, damages it nearly every time.

A short set runs always; `CUSDESK_LONG_FAULTS=1` runs two hundred.
"""

from __future__ import annotations

import os
import random

import pytest
from sqlalchemy import text

from cusdesk.core.errors import StorageError
from cusdesk.db import keys
from cusdesk.db.copy_files import certificate_path, copies_folder
from cusdesk.db.damage import sidecars
from cusdesk.db.engine import connect
from cusdesk.db.raw_file import file_salt
from cusdesk.services import copies
from cusdesk.services.office import open_office, verify_office
from tests.db.test_capture import add_resident
from tests.helpers.office import PASSWORD, change_setting, make_office

ROUNDS = 200 if os.environ.get("CUSDESK_LONG_FAULTS") else 11
_WRITE = "UPDATE settings SET value_json = value_json || printf('%*s', 1400, ' ')"


def cut_off_write(path, key, mode):
    """Return what a program killed in the middle of a write leaves: the file and its sidecars."""
    before = path.read_bytes()
    connection = connect(path, key)
    connection.execute("PRAGMA cache_size = 2")
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE capture_state SET muted = 1")
    connection.execute(_WRITE)
    if mode == "WAL":
        connection.execute("COMMIT")
    left = {file.name: file.read_bytes() for file in (path, *sidecars(path))}
    if mode != "WAL":
        connection.execute("ROLLBACK")
    connection.close()
    for file in sidecars(path):
        file.unlink()
    path.write_bytes(before)
    return left


class World:
    """An office of forty settings, its copy of one resident, and leftovers of every kind."""

    def __init__(self, folder, clock):
        office = make_office(folder, clock).office
        self.path = office.path
        self.key = office.database.key
        add_resident(office)
        for number in range(40):
            change_setting(office, f"test.{number}", "x" * 300)
        copy = copies.make_copy(office).path
        old = cut_off_write(self.path, self.key, "TRUNCATE")
        clock.advance(hours=1)
        add_resident(office, "Późniejsza")
        for number in range(40):
            change_setting(office, f"test.{number}", "y" * 500)
        office.close()
        for file in sidecars(self.path):
            file.unlink()
        parts = (copy, keys.envelope_path(copy), certificate_path(copy))
        self.copy = {file.name: file.read_bytes() for file in parts}
        self.copy_name = copy.name
        self.office = self.path.read_bytes()
        self.envelope = keys.envelope_path(self.path).read_bytes()
        self.leftovers = self._leftovers(old)

    def _leftovers(self, old):
        name = self.path.name
        hot = cut_off_write(self.path, self.key, "TRUNCATE")
        wal = cut_off_write(self.path, self.key, "WAL")
        journal, stale = f"{name}-journal", old[f"{name}-journal"]
        return {
            "nothing": {},
            "an empty journal": {journal: b""},
            "a blank journal": {journal: bytes(9000)},
            "noise": {journal: os.urandom(9000), f"{name}-wal": os.urandom(5000)},
            "a write cut off now": hot,
            "the journal of a write cut off now": {journal: hot[journal]},
            "a journal of an older state": {journal: stale},
            "a torn journal": {journal: hot[journal][: len(hot[journal]) // 2 + 300]},
            "a log of another mode": wal,
            "only the log of another mode": {k: v for k, v in wal.items() if k != name},
            "everything at once": {k: v for k, v in {**wal, journal: stale}.items() if k != name},
        }

    def set_up(self, leftovers, rng):
        """Put the office, its copy and the leftovers in place; damage it every second time."""
        for file in self.path.parent.glob(f"{self.path.name}-*"):
            file.unlink()
        self.path.write_bytes(self.office)
        keys.envelope_path(self.path).write_bytes(self.envelope)
        home = copies_folder(file_salt(self.path))
        for file in home.iterdir():
            file.unlink()
        for name, content in self.copy.items():
            (home / name).write_bytes(content)
        for name, content in leftovers.items():
            self.path.with_name(name).write_bytes(content)
        if rng.random() < 0.5:
            raw = bytearray(self.path.read_bytes())
            raw[rng.randrange(len(raw))] ^= 0x40
            self.path.write_bytes(bytes(raw))
        return home / self.copy_name


def restored(path, copy, clock):
    """Restore by the way the state of the office leaves open; return the open office."""
    office = None
    try:
        office = open_office(path, password=PASSWORD, clock=clock)
        copies.restore(office, copy)
    except StorageError as error:
        if office is not None:
            office.close()
        if error.key not in copies.RECOVERABLE:
            raise
        return copies.restore_closed(path, copy, copies.Way(PASSWORD), clock=clock)[0]
    return office


def content(office):
    with office.read() as session:
        people = session.scalars(text("SELECT surname FROM residents")).all()
        settings = session.scalars(
            text("SELECT count(*) FROM settings WHERE value_json LIKE '\"xxx%'")
        ).one()
    return people, settings


def test_every_restore_is_healthy(tmp_path, clock):
    world = World(tmp_path, clock)
    rng = random.Random(5)
    names = list(world.leftovers)
    healthy = 0
    for number in range(ROUNDS):
        clock.advance(minutes=1)
        copy = world.set_up(world.leftovers[names[number % len(names)]], rng)
        office = restored(world.path, copy, clock)
        assert verify_office(office) == 1
        assert content(office) == (["Łuczak"], 40)
        add_resident(office, "Nowa")
        office.close()
        again = open_office(world.path, password=PASSWORD, clock=clock)
        assert verify_office(again) == 2
        again.close()
        assert not [file for file in sidecars(world.path) if file.stat().st_size]
        healthy += 1
    assert healthy == ROUNDS


def test_a_copy_put_there_by_hand_is_wrecked_by_what_was_left(tmp_path, clock):
    """Show that the leftovers bite: without the restore they would ruin the copy."""
    world = World(tmp_path, clock)
    wrecked = 0
    for leftovers in world.leftovers.values():
        copy = world.set_up({}, random.Random(1))
        world.path.write_bytes(copy.read_bytes())
        for name, left in leftovers.items():
            if name != world.path.name:
                world.path.with_name(name).write_bytes(left)
        try:
            office = open_office(world.path, password=PASSWORD, clock=clock)
            verify_office(office)
            wrecked += content(office) != (["Łuczak"], 40)
        except StorageError:
            wrecked += 1
        else:
            office.close()
    assert wrecked >= 1


@pytest.mark.parametrize("step", ["before", "after"])
def test_a_power_cut_in_the_exchange_is_finished_or_taken_back(tmp_path, clock, step, monkeypatch):
    from cusdesk.db import restore

    world = World(tmp_path, clock)
    copy = world.set_up({}, random.Random(1))
    world.path.write_bytes(world.office)
    office = open_office(world.path, password=PASSWORD, clock=clock)
    real = restore.put_in_place

    def power_cut(source, target):
        if target == world.path and step == "after":
            real(source, target)
        if target == world.path:
            raise KeyboardInterrupt
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(restore, "put_in_place", power_cut)
        patch.setattr(restore, "recover", lambda _office: None)  # the program is gone
        patch.setattr("cusdesk.db.restore.discard", lambda _staged: None)
        with pytest.raises(KeyboardInterrupt):
            copies.restore(office, copy)
    office.close()

    again = open_office(world.path, password=PASSWORD, clock=clock)
    assert verify_office(again) == (2 if step == "before" else 1)
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]
    again.close()
