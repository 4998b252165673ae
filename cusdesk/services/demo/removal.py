"""Throwing the fictional commune away: its file, its keys and its copies. Never a real office."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from cusdesk.core.errors import RuleError, StorageError
from cusdesk.db.erase_register import profile_folder, register_name
from cusdesk.db.keys import envelope_path
from cusdesk.db.traces import profile_traces, remove_traces
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
    register = register_name(office.database.key)
    office.close()
    delete_files(office.path, with_folder=False)
    for place in (profile_folder(), office.path.parent):
        with contextlib.suppress(OSError):
            (place / register).unlink(missing_ok=True)
    _remove_empty(office.path.parent)


def delete_files(path: Path, *, with_folder: bool) -> None:
    """Delete the closed file of a commune, its keys and copies; with an empty folder, that too.

    Raises:
        StorageError: `demo.not_removed`: another program holds the file; everything is there.
    """
    try:
        traces = profile_traces(path)
        path.unlink()
    except OSError as error:
        raise StorageError("demo.not_removed", place=str(path)) from error
    remove_traces(traces)
    for leftover in (envelope_path(path), *(_beside(path))):
        with contextlib.suppress(OSError):
            leftover.unlink(missing_ok=True)
    if with_folder:
        _remove_empty(path.parent)


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()  # only when nothing else lies in it


def _beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in _BESIDE]
