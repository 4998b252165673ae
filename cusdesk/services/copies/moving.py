"""Bringing an office home from a share or a cloud folder."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.errors import StorageError
from cusdesk.core.files import put_in_place
from cusdesk.core.messages import tr
from cusdesk.core.places import Place, Probes, place_of, safe_documents_dir
from cusdesk.db.backup import make_backup
from cusdesk.db.copy_files import MANUAL, certificate_path, free_path
from cusdesk.db.keys import envelope_path
from cusdesk.domain.access import needs

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.services.office import Office


@needs("office.see")
def place_of_office(office: Office, probes: Probes | None = None) -> Place:
    """Return where the open office lies."""
    return place_of(office.path.resolve(), probes)


@needs("copies.make")
def copy_here(
    office: Office, progress: Progress = no_progress, probes: Probes | None = None
) -> Path:
    """Put a checked copy of the office, with its keys, on this computer; return where.

    Raises:
        StorageError: the copy could not be made; nothing was changed.
    """
    folder = safe_documents_dir(probes)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError("copies.problem.not_there", folder=str(folder)) from error
    target = free_path(folder / office.path.name)
    make_backup(
        office.path,
        office.database.key,
        target,
        reason=MANUAL,
        now=office.clock.now(),
        progress=progress,
    )
    with contextlib.suppress(OSError):
        certificate_path(target).unlink()  # from here on it is an office, not a copy
    return target


def leave_behind(before: Path, today: str) -> Path | None:
    """Give the old file a name nobody opens by habit; None when that cannot be done."""
    name = tr("copies.moved_name", office=before.stem, date=today)
    target = free_path(before.with_name(name))
    try:
        put_in_place(before, target)
        with contextlib.suppress(FileNotFoundError):
            put_in_place(envelope_path(before), envelope_path(target))
    except OSError:
        return None
    return target
