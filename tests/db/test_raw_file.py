"""Whatever reads the office file as bytes leaves the locks of the open database alone."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import StorageError
from cusdesk.db import keys
from cusdesk.db.attempts import note_failure
from cusdesk.db.damage import keep_aside
from cusdesk.db.raw_file import file_salt, raw_file
from cusdesk.services import copies, people
from cusdesk.services.logins import login_names
from cusdesk.services.office import backup_office, open_office
from cusdesk.services.protection.register import places
from tests.helpers.office import CHEAP, PASSWORD
from tests.helpers.people import add_colleague

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cusdesk.services.office import Office

pytest.importorskip("fcntl", reason="locks of this kind are those of Linux and macOS")
# SQLite's lock bytes: pending, reserved, and the 510 of the readers.
ASK = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 0x40000001)
    except OSError:
        sys.exit(7)
"""


def is_locked(path: Path) -> bool:
    """Ask another process whether somebody is about to write."""
    asked = subprocess.run([sys.executable, "-S", "-c", ASK, str(path)], check=False)
    return asked.returncode == 7


def wrong_password(office: Office) -> None:
    with pytest.raises(StorageError, match="wrong_password"):
        open_office(office.path, password="Zupelnie-inne-haslo", read_only=True)


def without_envelope(work: Callable[[Office], object]) -> Callable[[Office], object]:
    def run(office: Office) -> None:
        keys.envelope_path(office.path).unlink()
        work(office)

    return run


WORK: dict[str, Callable[[Office], object]] = {
    "password": lambda office: people.change_own_password(
        office, PASSWORD, "trzy spokojne bociany", CHEAP
    ),
    "list of people": without_envelope(people.list_people),
    "login page": without_envelope(lambda office: login_names(office.path)),
    "copy": without_envelope(lambda o: backup_office(o, o.path.with_name("k.cusdesk"))),
    "copies": lambda office: copies.find_copies(office.path),
    "erasures": lambda office: places(office.database),
    "wrong password": lambda office: note_failure(office.path, office.clock),
    "damage": lambda office: keep_aside(office.path, office.clock.now()),
    "second look": wrong_password,
}


@pytest.mark.parametrize("name", WORK)
def test_the_lock_of_a_write_in_progress_stays(office: Office, name: str) -> None:
    with office.write("people.change"):
        assert is_locked(office.path)
        WORK[name](office)
        assert is_locked(office.path)
    assert not is_locked(office.path)


def test_without_the_held_descriptor_the_lock_is_lost(office: Office) -> None:
    with office.write("people.change"):
        office.path.open("rb").close()
        assert not is_locked(office.path)  # so the test above can fail


def test_the_descriptor_goes_with_the_last_database(office: Office, tmp_path: Path) -> None:
    add_colleague(office, "Jan Próbny", *office.roles)
    link = tmp_path / "inny.cusdesk"
    link.symlink_to(office.path)
    reader = open_office(office.path, password=PASSWORD, read_only=True, clock=office.clock)
    with raw_file(link) as file:
        assert file.read(16).hex() == file_salt(office.path)
    reader.close()
    with office.write("people.change"):
        file_salt(link)
        assert is_locked(office.path)
    office.close()
    office.path.write_bytes(b"0123456789abcdef")
    assert bytes.fromhex(file_salt(office.path)) == b"0123456789abcdef"
