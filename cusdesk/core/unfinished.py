"""Folders that are filled beside their target and that a cut-off program must not leave behind.

What is made in them may be readable by anybody, as the whole office in plain files. Each has a
neighbour `<folder>.lock` that the system lets go of when the program dies, and a line in the
profile (`unfinished/`) with nothing but its path: the next start finds it there, wherever it lies.
"""

from __future__ import annotations

import contextlib
import json
import re
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from cusdesk.core.files import write_whole
from cusdesk.core.paths import user_data_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"\.cusdesk-[0-9a-f]{12}\.tmp")
_LOCK = ".lock"


@contextlib.contextmanager
def folder_beside(target: Path) -> Iterator[Path]:
    """Give a new folder beside the target; whatever is left of it at the end is removed.

    What an earlier, cut-off program left in the same place goes first.

    Raises:
        OSError: the folder, or the line in the profile, cannot be made.
    """
    from filelock import FileLock

    sweep_in(target.parent)
    folder = target.parent / f".cusdesk-{secrets.token_hex(6)}.tmp"
    note = _notes() / f"{folder.name}.json"
    note.parent.mkdir(parents=True, exist_ok=True)
    write_whole(note, json.dumps({"folder": str(folder.resolve())}).encode())
    lock = FileLock(str(_lock_of(folder)))
    try:
        with lock:
            folder.mkdir()
            try:
                yield folder
            finally:
                _remove(folder)
    finally:
        _forget(folder, note)


def sweep() -> int:
    """Remove every folder the profile knows of whose program is gone; return how many.

    A folder on a stick that is not there waits for the stick.
    """
    count = 0
    for note in sorted(_notes().glob("*.json")):
        try:
            folder = Path(str(json.loads(note.read_bytes())["folder"]))
        except (OSError, ValueError, KeyError, TypeError):
            with contextlib.suppress(OSError):
                note.unlink()
            continue
        if _NAME.fullmatch(folder.name) and folder.parent.is_dir():
            count += _sweep_one(folder, note)
    return count


def sweep_in(parent: Path) -> int:
    """Remove what cut-off programs, also of other people, left in one folder; return how many."""
    locks = [path for path in parent.glob(f".cusdesk-*.tmp{_LOCK}") if path.is_file()]
    folders = [path.with_name(path.name.removesuffix(_LOCK)) for path in locks]
    return sum(
        _sweep_one(folder, _notes() / f"{folder.name}.json")
        for folder in folders
        if _NAME.fullmatch(folder.name)
    )


def _sweep_one(folder: Path, note: Path) -> int:
    """Remove one folder unless the program that fills it is alive; return 1 when it was there."""
    from filelock import FileLock, Timeout

    was_there = folder.is_dir() and not folder.is_symlink()
    try:
        with FileLock(str(_lock_of(folder)), timeout=0):
            if was_there:
                _remove(folder)
    except (Timeout, OSError):
        return 0
    _forget(folder, note)
    return int(was_there)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _forget(folder: Path, note: Path) -> None:
    """Take the lock and the line away once nothing is left to find."""
    if not folder.exists():
        for path in (_lock_of(folder), note):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _lock_of(folder: Path) -> Path:
    return folder.with_name(folder.name + _LOCK)


def _notes() -> Path:
    return user_data_dir() / "unfinished"
