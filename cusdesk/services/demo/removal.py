"""Throwing the fictional commune away: its file, its keys and its copies. Never a real office."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from cusdesk.core.errors import RuleError, StorageError
from cusdesk.db.backup import backup_dir
from cusdesk.db.keys import envelope_path, profile_copy_path
from cusdesk.domain.access import needs
from cusdesk.services.fictional import is_fictional

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.services.office import Office

_BESIDE = ("-journal", "-wal", "-shm", ".lock", ".holder")


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
