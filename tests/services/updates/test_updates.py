"""A new version out of a file: newer only, a copy first, the installer outlives the program."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import cusdesk
from cusdesk.core import manifest
from cusdesk.core.errors import RuleError, StorageError
from cusdesk.core.paths import user_data_dir
from cusdesk.db.copy_files import (
    BEFORE_VERSION,
    certificate_path,
    copies_in,
    read_certificate,
    write_certificate,
)
from cusdesk.db.migrate import latest_version
from cusdesk.services import copies, updates
from cusdesk.services.office import copies_home, verify_office
from tests.core.test_update_file import KEYS, make
from tests.services.test_copies_restore import add


@pytest.fixture
def offer(tmp_path):
    return updates.check_update(make(tmp_path, "99.0.0", latest_version() + 1), KEYS)


def test_a_newer_version_is_offered(offer):
    assert (offer.file.version, offer.installed) == ("99.0.0", cusdesk.__version__)
    assert offer.changes_offices


@pytest.mark.parametrize(
    ("version", "schema", "key"),
    [
        (cusdesk.__version__, latest_version(), "same"),
        ("0.0.9", latest_version(), "older"),
        ("99.0.0", latest_version() - 1, "older"),
    ],
)
def test_the_same_and_the_older_are_refused(tmp_path, version, schema, key):
    with pytest.raises(RuleError) as caught:
        updates.check_update(make(tmp_path, version, schema), KEYS)
    assert caught.value.key == f"updates.problem.{key}"


def test_the_office_is_copied_and_the_installer_unpacked(office, offer):
    add(office, "Nowa")
    ready = updates.prepare(office, offer)

    assert ready.setup.read_bytes().startswith(b"MZ")
    assert user_data_dir() in ready.setup.parents
    newest = copies_in(copies_home(office))[0]
    assert (newest.path, newest.reason, newest.is_checked) == (ready.copy, BEFORE_VERSION, True)
    assert verify_office(office) == 1


def test_what_an_earlier_update_left_is_cleared(offer):
    first = updates.prepare(None, offer)
    second = updates.prepare(None, offer)
    assert first.copy is None
    assert first.setup != second.setup
    assert not first.setup.exists()


def test_without_a_copy_nothing_is_unpacked(office, offer, monkeypatch):
    def full(*_a, **_k):
        raise StorageError("copies.problem.no_room", folder="x")

    monkeypatch.setattr("cusdesk.services.updates.run.make_copy", full)
    with pytest.raises(StorageError):
        updates.prepare(office, offer)
    assert not (user_data_dir() / "updates").exists()


def test_the_installer_waits_for_us_and_starts_us_again(offer):
    begun = []
    ready = updates.prepare(None, offer)
    updates.start_installer(ready, lambda command, **options: begun.append((command, options)))

    command, options = begun[0]
    assert command == [str(ready.setup), "/CZEKAJ", "/URUCHOM"]
    assert options["creationflags"] == 0x208


def test_an_installer_that_does_not_start_is_said(offer):
    def blocked(_command, **_options):
        raise OSError(5, "blocked")

    with pytest.raises(StorageError) as caught:
        updates.start_installer(updates.prepare(None, offer), blocked)
    assert caught.value.key == "updates.problem.not_started"


@pytest.fixture
def program(tmp_path):
    """An installed program with the version before beside it."""
    folder = tmp_path / "cusdesk" / "program"
    before = folder.with_name("program.poprzedni")
    for place, version in ((folder, "0.2.0"), (before, "0.1.0")):
        place.mkdir(parents=True)
        (place / "a.txt").write_text("a", encoding="utf-8")
        made = manifest.make_manifest(place, version)
        (place / manifest.FILE_NAME).write_bytes(made.to_bytes())
    (folder.parent / "Odinstaluj.exe").write_bytes(b"MZ")
    return folder


def test_the_version_before_is_found_and_put_back(program):
    found = updates.find_installed(program, "win32")
    assert (found.kind, found.before) == ("installed", "0.1.0")
    begun = []
    updates.start_return(found, lambda command, **_options: begun.append(command))
    assert begun[0][1:] == ["/CZEKAJ", "/WROC"]
    assert Path(begun[0][0]).name == "Odinstaluj.exe"


def test_a_first_version_has_no_way_back(program):
    (program.with_name("program.poprzedni") / manifest.FILE_NAME).unlink()
    found = updates.find_installed(program, "win32")
    assert (found.before, found.remover) == ("", None)
    with pytest.raises(StorageError):
        updates.start_return(found)


def test_a_program_from_its_sources_was_not_installed(program):
    assert updates.find_installed().kind == "none"
    assert updates.find_installed(program, "linux").kind == "none"


def test_a_portable_program_is_told_apart(program, monkeypatch):
    monkeypatch.setattr("cusdesk.services.updates.run.portable_dir", lambda: program)
    assert updates.find_installed(program, "win32").kind == "portable"


def test_the_way_back_names_the_copy_and_what_it_lacks(office, clock):
    add(office, "Dawna")
    assert updates.way_back(office) is None
    path = updates.copy_before(office)
    assert updates.way_back(office) is None  # the older program would open the office itself
    older = dataclasses.replace(read_certificate(path), schema=latest_version() - 1)
    write_certificate(path, older)
    clock.advance(hours=1)
    add(office, "Nowa")
    add(office, "Nowsza")

    way = updates.way_back(office)

    assert way.lost_steps == 2
    assert way.moment == office.clock.now().replace(hour=10)
    path.unlink()
    assert updates.way_back(office) is None
    assert certificate_path(path).exists()
    assert copies.list_copies(office) == []
