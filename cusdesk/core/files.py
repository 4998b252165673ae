"""Writing a file so that the old one stays whole until the new one is complete.

The bytes go to a temporary file in the same folder, are forced to the disk and take the place of
the old file in one step. A failure leaves the old file as it was and no rubbish behind.
"""

from __future__ import annotations

import contextlib
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Windows: access denied, sharing violation, lock violation. A virus scanner or an indexer lets go
# within moments; Excel holds on until the person closes the file.
SHARING_ERRORS = frozenset({5, 32, 33})
WAITS_S = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a binary file to write to; on a clean exit it becomes `path`.

    Raises:
        OSError: whatever was at `path` before is untouched.
    """
    temporary = path.parent / f".cusdesk-{os.urandom(6).hex()}.tmp"
    try:
        with temporary.open("xb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        put_in_place(temporary, path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write ready bytes as `path`, whole or not at all.

    Raises:
        OSError: nothing was changed at `path`.
    """
    with whole_file(path) as out:
        out.write(content)


def put_in_place(source: Path, target: Path) -> None:
    """Rename a finished file over `target`, waiting out short sharing errors on Windows.

    Raises:
        OSError: it still fails after about two seconds.
    """
    for wait in WAITS_S:
        try:
            source.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in SHARING_ERRORS:
                raise
            time.sleep(wait)
        else:
            break
    else:
        source.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name last through a power cut, where the system offers that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
