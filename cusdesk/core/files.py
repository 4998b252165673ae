"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_REPLACE_TRIES = 6  # about 2.5 s in all: antivirus and indexers on Windows hold files for moments
_FIRST_PAUSE_S = 0.04


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable where the system can (not on Windows)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_file(source: Path, target: Path) -> None:
    """Rename `source` over `target`, waiting out short sharing errors on Windows.

    Raises:
        OSError: it still fails after about 2.5 seconds.
    """
    pause = _FIRST_PAUSE_S
    for attempt in range(_REPLACE_TRIES):
        try:
            os.replace(source, target)
        except PermissionError:
            if attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(pause)
            pause *= 2
        else:
            break
    sync_folder(target.parent)


def write_whole(target: Path, content: bytes) -> None:
    """Write `content` to a temporary neighbour, flush it to the disk, and put it in place.

    Raises:
        OSError: nothing was changed at `target`.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        replace_file(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
