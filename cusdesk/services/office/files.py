"""The office as a file: its checked copies, where they lie, whether it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from cusdesk.core.errors import StorageError
from cusdesk.db.backup import make_backup, verify_file
from cusdesk.db.copy_files import MANUAL, SUFFIX, copies_folder, copies_in, copy_name, free_path
from cusdesk.db.copy_state import moment_of, read_state
from cusdesk.db.errors import from_os
from cusdesk.domain.access import needs

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.services.office.opened import Office

FILE_SUFFIX = SUFFIX


@needs("copies.make")
def backup_office(office: Office, target: Path | None = None, reason: str = MANUAL) -> Path:
    """Make a checked copy of the office file; return where it lies.

    Raises:
        StorageError: the copy could not be made or did not pass its check.
    """
    now = office.clock.now()
    if target is None:
        target = free_path(copies_home(office) / copy_name(reason, now))
    elif target.exists():
        raise StorageError("storage.file_exists", name=target.name)
    make_backup(office.path, office.database.key, target, reason=reason, now=now)
    return target


@needs("office.see")
def copies_home(office: Office) -> Path:
    """Return (and create) the folder of the copies of an open office on this computer.

    The salt is asked of the open file: to open it once more and close it would, on Linux, let go of
    the locks of every connection of this program.

    Raises:
        StorageError: the profile cannot be written.
    """
    with office.read() as session:
        salt = str(session.scalar(text("PRAGMA cipher_salt")))
    try:
        return copies_folder(salt)
    except OSError as error:
        raise from_os(error) from error


@needs("office.see")
def last_backup(office: Office) -> float | None:
    """Return when the newest checked copy was made, in seconds since 1970; None without one."""
    home = copies_home(office)
    moments = [copy.moment for copy in copies_in(home) if copy.is_checked]
    outside = moment_of(read_state(home).outside_moment)
    if outside is not None:
        moments.append(outside)
    return max((moment.timestamp() for moment in moments), default=None)


@needs("office.see")
def verify_office(office: Office) -> int:
    """Check every page and reference of the office file; return the number of residents.

    Raises:
        StorageError: `storage.damaged`.
    """
    return verify_file(office.path, office.database.key)
