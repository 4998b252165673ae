"""Folders for copies that are only looked at: this person's alone, wiped when the office closes.

A program outside cannot read the encrypted office, so that looking at a file means writing it to
the disk for a while. The folder lies in the user's own profile, is closed to others, and goes when
the office is closed; what a crash leaves behind goes when an office is next opened.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from cusdesk.core.clock import SystemClock
from cusdesk.core.paths import user_data_dir

_PREFIX = "otwarte-"
_OWN: list[Path] = []
_LEFT_AFTER_S = 12 * 3600
"""A folder of another program of the same person is left alone as long as somebody may look."""


def new_folder() -> Path:
    """Make an empty folder nobody else can look into.

    Raises:
        OSError: the disk refused.
    """
    parent = user_data_dir()
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    _OWN.append(folder)
    return folder


def wipe_opened() -> int:
    """Remove the copies this program made; return how many folders are still held by somebody."""
    left = [folder for folder in _OWN if not _wiped(folder)]
    _OWN[:] = left
    return len(left)


def wipe_leftovers() -> None:
    """Remove what earlier programs left, as after a crash; young folders of others stay."""
    now = SystemClock().epoch_ms() / 1000
    with contextlib.suppress(OSError):
        for folder in user_data_dir().glob(f"{_PREFIX}*"):
            if folder not in _OWN and now - folder.stat().st_mtime > _LEFT_AFTER_S:
                _wiped(folder)


def _wiped(folder: Path) -> bool:
    """Overwrite and remove a folder; True when nothing of it is left."""
    for path in folder.glob("*"):
        with contextlib.suppress(OSError):
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
            size = path.stat().st_size
            with path.open("r+b") as file:
                file.write(bytes(size))
                file.flush()
                os.fsync(file.fileno())
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()
