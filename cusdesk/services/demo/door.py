"""Entering the fictional commune, which is made when it is not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.cancel import CancelToken, Progress, no_progress
from cusdesk.core.errors import StorageError
from cusdesk.domain.demo import DEMO_FILE, DEMO_PASSWORD
from cusdesk.models.office import Setting
from cusdesk.services.demo.build import build_demo
from cusdesk.services.demo.removal import remove_demo
from cusdesk.services.fictional import is_fictional
from cusdesk.services.office import open_office
from cusdesk.services.office_settings import COORDINATORS

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.services.office import Office


def enter_demo(
    folder: Path, progress: Progress = no_progress, cancel: CancelToken | None = None
) -> Office:
    """Open the fictional commune of a folder; make it where there is none, or half of one.

    Raises:
        StorageError: `demo.other_office`: a real office has its name; `storage.wrong_password`:
            its password was changed; or it cannot be written.
        OperationCancelledError: somebody asked to stop; nothing is left.
    """
    path = folder / DEMO_FILE
    if path.is_file():
        office = open_office(path, password=DEMO_PASSWORD)
        if not is_fictional(office):
            office.close()
            raise StorageError("demo.other_office", place=str(path))
        if office.read_only or _is_whole(office):
            return office
        remove_demo(office)  # the computer was switched off while it was made
    made = build_demo(folder, progress=progress, cancel=cancel)
    return open_office(made.path, password=DEMO_PASSWORD)


def _is_whole(office: Office) -> bool:
    """Return whether the last step of the making was taken: it is the first to write these."""
    with office.read() as session:
        return session.scalar(select(Setting.key).where(Setting.key == COORDINATORS)) is not None
