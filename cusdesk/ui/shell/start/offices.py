"""The few calls of `services.office` the start pages make; each runs on the database thread.

The services are imported inside: they bring SQLAlchemy, which must not be loaded before the first
picture of the window is on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cusdesk.core.cancel import CancelToken, Progress, no_progress
from cusdesk.core.errors import StorageError
from cusdesk.core.messages import describe, tr
from cusdesk.core.places import safe_documents_dir
from cusdesk.domain.demo import DEMO_FILE

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.copies import CopyRow
    from cusdesk.services.office import CreatedOffice, Office
    from cusdesk.ui.shell.start.new_office import NewOffice


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """What opens an office: a password or the recovery code, the other empty."""

    password: str
    recovery_code: str
    user_name: str = ""


def open_existing(path: Path, key: Key, *, read_only: bool) -> Office:
    """Open an office file; one that cannot be written is opened for reading and says why."""
    try:
        return _open(path, key, read_only=read_only)
    except StorageError as error:
        if read_only or error.key not in _READABLE:
            raise
        office = _open(path, key, read_only=True)
        office.why_read_only = describe(error)
        return office


def _open(path: Path, key: Key, *, read_only: bool) -> Office:
    from cusdesk.services.office import open_office

    return open_office(
        path,
        password=key.password or None,
        recovery_code=key.recovery_code or None,
        user_name=key.user_name or None,
        read_only=read_only,
    )


DAMAGED, NEWER = "storage.damaged", "storage.newer"
_READABLE = frozenset(
    {
        "storage.locked",
        "storage.locked_by_unknown",
        "storage.folder_read_only",
        "storage.file_read_only",
    }
)
"""Refusals of writing after which the office is opened for reading, and says why."""


def is_recoverable(error: CusdeskError) -> bool:
    """Tell whether a copy may take the place of an office that was refused so."""
    from cusdesk.services.copies import RECOVERABLE

    return error.key in RECOVERABLE


def find_copies(path: Path) -> list[CopyRow]:
    """Return the checked copies this program can open of an office that does not, newest first."""
    from cusdesk.services.copies import find_copies

    return [copy for copy in find_copies(path) if copy.is_checked and not copy.is_of_newer]


def restore_closed(path: Path, copy: Path, key: Key) -> Office:
    """Put a copy in the place of an office that does not open, and open it."""
    from cusdesk.services.copies import Way, restore_closed

    way = Way(key.password, key.recovery_code, key.user_name)
    return restore_closed(path, copy, way)[0]


def restore_open(office: Office, copy: Path) -> Office:
    """Put a copy in the place of an open office that was found damaged."""
    from cusdesk.services.copies import restore_damaged

    restore_damaged(office, copy)
    return office


def pack_for_support(folder: str, target: Path) -> None:
    """Pack what was kept of a damaged office, encrypted and without its keys."""
    from cusdesk.services.copies import pack_damaged

    pack_damaged(Path(folder), target)


def names_at_login(path: Path) -> list[str]:
    """Return who can open an office file by a password; the key file says so in clear."""
    from cusdesk.services.logins import login_names

    return login_names(path)


def people_of(office: Office) -> list[tuple[bytes, str]]:
    """Return id and name of everybody who works in an open office."""
    from cusdesk.services.people import list_people

    return [(person.id, person.name) for person in list_people(office) if person.is_on]


def set_first_password(office: Office, person_id: bytes, password: str) -> Office:
    """Give somebody a password of their own after the recovery code; return the office as theirs.

    Raises:
        StorageError, RuleError: nothing was changed; the office is still open by the code.
    """
    from cusdesk.services.office import open_office
    from cusdesk.services.people import list_people, set_password

    set_password(office, person_id, password, is_temporary=False)
    name = next(person.name for person in list_people(office) if person.id == person_id)
    path, clock = office.path, office.clock
    office.close()
    return open_office(path, password=password, user_name=name, clock=clock)


def replace_temporary(office: Office, old: str, new: str) -> Office:
    """Put one's own password in place of a temporary one; return the same office."""
    from cusdesk.services.people import change_own_password

    change_own_password(office, old, new)
    return office


def postpone_recovery(office: Office) -> Office:
    """Begin work without a proved recovery sheet; the day sheet will remind of it."""
    from cusdesk.services.people import postpone_recovery as postpone

    postpone(office)
    return office


def create_new(wanted: NewOffice) -> CreatedOffice:
    """Make a new office file."""
    from cusdesk.services.office import create_office

    wanted.path.parent.mkdir(parents=True, exist_ok=True)
    return create_office(
        wanted.path, name=wanted.name, user_name=wanted.user_name, password=wanted.password
    )


def moment_of_copy(path: Path) -> dt.datetime | None:
    """Return when a file was made as a copy; None for an office people work in."""
    from cusdesk.services.copies import moment_of_copy

    return moment_of_copy(path)


def adopt_copy(copy: Path, folder: Path, progress: Progress = no_progress) -> Path:
    """Make an office on this computer out of a copy; return where it lies."""
    from cusdesk.services.copies import adopt_copy

    return adopt_copy(copy, folder, progress)


def demo_folder() -> Path:
    """Return where the fictional commune is made."""
    return safe_documents_dir() / tr("shell.welcome.demo_folder")


def demo_path() -> Path:
    """Return the file of the fictional commune, whether it was made or not."""
    return demo_folder() / DEMO_FILE


def open_demo(
    folder: Path, progress: Progress = no_progress, cancel: CancelToken | None = None
) -> Office:
    """Open the fictional commune in `folder`; make it first when it is not there yet."""
    from cusdesk.services.demo import enter_demo

    return enter_demo(folder, progress, cancel)
