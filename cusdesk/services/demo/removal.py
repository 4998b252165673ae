"""Throwing the fictional commune away: its file, its keys and its copies. Never a real office."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError, StorageError
from cusdesk.core.ids import starter_id
from cusdesk.db.backup import backup_dir
from cusdesk.db.keys import envelope_path, profile_copy_path
from cusdesk.domain.access import needs
from cusdesk.models.journal import CapturedTable, Change, Operation
from cusdesk.models.office import Setting
from cusdesk.services.office import setting

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

IS_DEMO = "office.is_demo"
_MAKING = 3
_BESIDE = ("-journal", "-wal", "-shm", ".lock", ".holder")


@needs("office.see")
def is_fictional(office: Office) -> bool:
    """Return True only for an office that was made as the fictional commune.

    The mark alone is not believed: it must have been set while the file was made. A mark that came
    later, by an exchange or by hand, proves nothing.
    """
    with office.read() as session:
        return bool(setting(session, IS_DEMO, default=False)) and _is_from_the_beginning(session)


def _is_from_the_beginning(session: Session) -> bool:
    """Return whether the mark was set once, by one of the first steps in the life of the file."""
    setters = session.scalars(
        select(Change.operation)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .where(
            CapturedTable.name == Setting.__tablename__,
            Change.row_id == starter_id("setting", IS_DEMO),
        )
    ).all()
    earliest = select(Operation).order_by(Operation.id).limit(_MAKING)
    made = {step.id for step in session.scalars(earliest) if _is_making(step)}
    return bool(setters) and set(setters) <= made


def _is_making(step: Operation) -> bool:
    """Tell a step of `build_demo` from a change of settings, which a person can undo."""
    return step.kind == "office.setting" and not step.undoable


@needs("office.settings")
def remove_demo(office: Office) -> None:
    """Close the fictional commune and delete its file, keys and copies.

    Raises:
        RuleError: `demo.not_fictional`: this is a real office; it stays open and untouched.
        StorageError: `storage.opened_read_only`, or `demo.not_removed`: another program holds
            the file; it is closed and whole.
    """
    if not is_fictional(office):
        raise RuleError("demo.not_fictional")
    if office.read_only:  # another window may be writing into it
        raise StorageError("storage.opened_read_only")
    path = office.path
    copies, profile = backup_dir(path), profile_copy_path(path)
    office.close()
    try:
        path.unlink()
    except OSError as error:
        raise StorageError("demo.not_removed", place=str(path)) from error
    with contextlib.suppress(OSError):
        shutil.rmtree(copies)
    for leftover in (envelope_path(path), profile, *(_beside(path))):
        with contextlib.suppress(OSError):
            leftover.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        path.parent.rmdir()  # only when nothing else lies in it


def _beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in _BESIDE]
