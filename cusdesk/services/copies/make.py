"""Safe copies of the office file: by hand, on a stick, and by themselves when one is due.

A copy counts only after it was opened and every page and row of it checked (`db.backup`).
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.errors import StorageError
from cusdesk.core.messages import tr
from cusdesk.core.places import Probes, is_elsewhere
from cusdesk.db.backup import make_backup
from cusdesk.db.copy_files import CLOSING, DAILY, HOURLY, MANUAL, OUTSIDE, copy_name, free_path
from cusdesk.db.copy_state import read_state, remember
from cusdesk.db.diagnosis import DAMAGE, note_damage
from cusdesk.domain.access import needs
from cusdesk.domain.changes import Changes
from cusdesk.domain.copies import COPY_AFTER, WORK_COPY_AFTER
from cusdesk.domain.copies import is_due as is_old
from cusdesk.services.audit import record_event
from cusdesk.services.copies.keeping import checked_copies, last_change, thin
from cusdesk.services.office import copies_home, verify_office
from cusdesk.services.protection.register import put_beside

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.services.office import Office

Occasion = Literal["opening", "work", "closing"]
_REASONS: dict[Occasion, str] = {"opening": DAILY, "work": HOURLY, "closing": CLOSING}
_OF_THE_TARGET = {
    "storage.disk_full": "copies.problem.no_room",
    "storage.cannot_open": "copies.problem.not_there",
    "storage.io_error": "copies.problem.not_there",
    "storage.read_only": "copies.problem.not_there",
    "storage.backup_failed": "copies.problem.not_there",
}
"""What is said of the office file while it is saved, said of the copy."""
_WHERE = {OUTSIDE: "outside"}
CHANGES = Changes("copies", {"copies": frozenset()})


@dataclass(frozen=True, slots=True)
class CopyMade:
    """A copy that was opened and checked.

    Attributes:
        path: where it lies.
        residents: how many were found in it.
        is_outside: it lies on another disk than the office.
        changes: so that the screens tell the new age of the last copy.
    """

    path: Path
    residents: int
    is_outside: bool = False
    changes: Changes = CHANGES


@dataclass(frozen=True, slots=True)
class FileChecked:
    """An office file in which nothing is wrong: how many residents, how many bytes."""

    residents: int
    size: int


@needs("copies.make")
def make_copy(
    office: Office, progress: Progress = no_progress, *, reason: str = MANUAL
) -> CopyMade:
    """Make a checked copy in the folder of copies on this computer, and thin the older ones.

    Raises:
        StorageError: the copy could not be made or did not pass its check.
    """
    home = copies_home(office)
    target = free_path(home / copy_name(reason, office.clock.now()))
    made = _copy_to(office, target, reason, progress)
    where = str(office.path.resolve())
    _remember(home, suspect_since="", failed_moment="", failed_reason="", office=where)
    thin(office, home)
    return made


@needs("copies.make")
def make_copy_in(
    office: Office, folder: Path, progress: Progress = no_progress, probes: Probes | None = None
) -> CopyMade:
    """Make a checked copy in a folder the person chose, such as a stick, and thin ours there.

    Raises:
        StorageError: as `make_copy`; also when a copy of this very moment lies there already.
    """
    moment = f"{office.clock.now():%Y-%m-%d_%H%M%S}"
    target = folder / tr("copies.file_name", office=office.path.stem, moment=moment)
    if target.exists():
        raise StorageError("storage.file_exists", name=target.name)
    made = _copy_to(office, target, OUTSIDE, progress)
    home = copies_home(office)
    is_outside = is_elsewhere(folder, office.path, probes)
    if is_outside:
        now = office.clock.now().isoformat()
        _remember(home, outside_moment=now, outside_folder=str(folder))
    thin(office, folder)
    return CopyMade(made.path, made.residents, is_outside)


@needs("copies.make")
def make_if_due(
    office: Office, occasion: Occasion, progress: Progress = no_progress
) -> CopyMade | None:
    """Make a copy if this is the time for one; None when it is not.

    Opening: the last is over 24 hours old. Work: it is over an hour old and something was changed
    since. Closing: something was changed since.

    Raises:
        StorageError: as `make_copy`; also remembered, and told with the state of the copies.
    """
    if not is_due(office, occasion):
        return None
    try:
        return make_copy(office, progress, reason=_REASONS[occasion])
    except StorageError as error:
        now = office.clock.now().isoformat()
        _remember(copies_home(office), failed_moment=now, failed_reason=error.key)
        raise


@needs("office.see")
def is_due(office: Office, occasion: Occasion) -> bool:
    """Return whether `make_if_due` would make a copy."""
    copies = checked_copies(office)
    last = copies[0] if copies else None
    moment = last.moment if last else None
    if occasion == "opening" and read_state(copies_home(office)).suspect_since:
        return True  # a copy is the proof that the office is healthy again
    if occasion == "opening":
        return is_old(moment, office.clock.now(), COPY_AFTER)
    certificate = last.certificate if last else None
    is_changed = certificate is None or certificate.last_change != last_change(office)
    if occasion == "work":
        return is_changed and is_old(moment, office.clock.now(), WORK_COPY_AFTER)
    return is_changed


@needs("office.see")
def check_pages(office: Office) -> None:
    """Check every page of the file once, before anything is written; see `db.page_check`.

    Raises:
        StorageError: `storage.damaged`, with `aside`, the folder in which all of it was kept.
    """
    try:
        office.database.check()
    except StorageError as error:
        if error.key not in DAMAGE:
            raise
        raise note_damage(office.path, office.database.key, office.clock.now()) from error


@needs("copies.make")
def check_file(office: Office) -> FileChecked:
    """Check every page and reference of the office file itself.

    Raises:
        StorageError: `storage.damaged`.
    """
    return FileChecked(verify_office(office), office.path.stat().st_size)


def _remember(home: Path, **changed: str | int) -> None:
    with contextlib.suppress(OSError):  # the copy is there; only what is told of it is older
        remember(home, **changed)


def _copy_to(office: Office, target: Path, reason: str, progress: Progress) -> CopyMade:
    try:
        certificate = make_backup(
            office.path,
            office.database.key,
            target,
            reason=reason,
            now=office.clock.now(),
            progress=progress,
        )
    except StorageError as error:
        if error.key in DAMAGE:
            raise note_damage(office.path, office.database.key, office.clock.now()) from error
        if error.key in _OF_THE_TARGET:
            raise StorageError(_OF_THE_TARGET[error.key], folder=str(target.parent)) from error
        raise
    put_beside(office.database, target.parent)
    _put_erasures_beside(office, target.parent)
    record_event(office, "copies.make", detail=tr(f"audit.copy.{_WHERE.get(reason, 'here')}"))
    return CopyMade(target, certificate.residents)


def _put_erasures_beside(office: Office, folder: Path) -> None:
    """Let whoever restores a copy from this folder know who was erased for good since."""
    from cusdesk.services.protection.register import put_beside

    put_beside(office.database, folder)
