"""Safe copies of the office file: made now, made elsewhere, made by themselves; and its check.

A copy counts only after it was opened and every page of it checked (`db.backup`).
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.errors import StorageError
from cusdesk.core.messages import tr
from cusdesk.db.backup import backup_dir, backup_name, make_backup
from cusdesk.domain.access import needs
from cusdesk.domain.changes import Changes
from cusdesk.services.office import ELSEWHERE, last_backup, verify_office

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.services.office import Office

OLD_AFTER_S = 24 * 60 * 60
_OF_THE_TARGET = {
    "storage.disk_full": "office.copy.no_room",
    "storage.cannot_open": "office.copy.not_there",
    "storage.io_error": "office.copy.not_there",
    "storage.read_only": "office.copy.not_there",
    "storage.backup_failed": "office.copy.not_there",
}
"""What is said of the office file while it is saved, said of the copy."""
_CHANGES = Changes("office.copy", {"office": frozenset()})


@dataclass(frozen=True, slots=True)
class CopyMade:
    """A copy that was opened and checked.

    Attributes:
        path: where it lies.
        residents: how many were found in it.
        changes: so that the screens tell the new age of the last copy.
    """

    path: Path
    residents: int
    changes: Changes = _CHANGES


@dataclass(frozen=True, slots=True)
class FileChecked:
    """An office file in which nothing is wrong: how many residents, how many bytes."""

    residents: int
    size: int


@needs("copies.make")
def make_copy(office: Office, progress: Progress = no_progress) -> CopyMade:
    """Make a checked copy in the folder of copies on this computer.

    Raises:
        StorageError: the copy could not be made or did not pass its check.
    """
    return _copy_to(office, _own_target(office, "recznie"), progress)


@needs("copies.make")
def make_copy_in(office: Office, folder: Path, progress: Progress = no_progress) -> CopyMade:
    """Make a checked copy in a folder the person chose, such as a stick.

    Raises:
        StorageError: as `make_copy`; also when a copy of this very moment lies there already.
    """
    name = tr(
        "office.copy.file_name",
        office=office.path.stem,
        moment=f"{office.clock.now():%Y-%m-%d_%H%M%S}",
    )
    target = folder / name
    if target.exists():
        raise StorageError("storage.file_exists", name=target.name)
    made = _copy_to(office, target, progress)
    with contextlib.suppress(OSError):  # the copy is there; only its age is not told
        (backup_dir(office.path) / ELSEWHERE).touch()
    return made


@needs("copies.make")
def make_copy_if_old(office: Office) -> CopyMade | None:
    """Make a copy when the last checked one is over 24 hours old; None when it is not.

    Raises:
        StorageError: as `make_copy`.
    """
    last = last_backup(office)
    if last is not None and office.clock.epoch_ms() / 1000 - last <= OLD_AFTER_S:
        return None
    return _copy_to(office, _own_target(office, "sama"), no_progress)


@needs("office.see")
def check_pages(office: Office) -> None:
    """Check every page of the file once, before anything is written; see `db.page_check`.

    Raises:
        StorageError: `storage.damaged`.
    """
    office.database.check()


@needs("office.see")
def check_file(office: Office) -> FileChecked:
    """Check every page and reference of the office file itself.

    Raises:
        StorageError: `storage.damaged`.
    """
    return FileChecked(verify_office(office), office.path.stat().st_size)


def _own_target(office: Office, reason: str) -> Path:
    return backup_dir(office.path) / backup_name(reason, office.clock.now())


def _copy_to(office: Office, target: Path, progress: Progress) -> CopyMade:
    try:
        residents = make_backup(office.path, office.database.key, target, progress)
    except StorageError as error:
        if error.key in _OF_THE_TARGET:
            raise StorageError(_OF_THE_TARGET[error.key], folder=str(target.parent)) from error
        raise
    return CopyMade(target, residents)
