"""Writing a file so that the old one stays whole until the new one is complete.

The bytes go to a temporary file in the same folder, are forced to the disk and take the place of
the old file in one step. A failure leaves the old file as it was and no rubbish behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Windows: access denied, sharing violation, lock violation. A virus scanner or an indexer lets go
# within moments; Excel holds on until the person closes the file.
_SHARING_ERRORS = {5, 32, 33}
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8)
_NO_SPACE = (
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    if hasattr(errno, "EDQUOT")
    else {
        errno.ENOSPC,
        errno.EFBIG,
    }
)
_NO_RIGHTS = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR}
_BAD_NAME = {errno.ENAMETOOLONG, errno.EINVAL, errno.EISDIR}


@contextmanager
def replace_file(path: Path) -> Iterator[BinaryIO]:
    """Give a binary file to write to; on a clean exit it becomes `path`.

    Raises:
        DocumentError: the disk is full, the folder is missing or closed to us, or another program
            holds the file open. Whatever was at `path` before is untouched.
    """
    temporary = path.parent / f".cusdesk-{secrets.token_hex(6)}.tmp"
    try:
        with temporary.open("xb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        _replace(temporary, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise DocumentError(_key(error), name=path.name, folder=str(path.parent)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_file(path: Path, data: bytes) -> None:
    """Write ready bytes as `path`, whole or not at all.

    Raises:
        DocumentError: see `replace_file`.
    """
    with replace_file(path) as out:
        out.write(data)


def _replace(temporary: Path, path: Path) -> None:
    for wait in _WAITS:
        try:
            temporary.replace(path)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _SHARING_ERRORS:
                raise
            time.sleep(wait)
        else:
            return
    temporary.replace(path)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system offers that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _key(error: OSError) -> str:
    if getattr(error, "winerror", None) in _SHARING_ERRORS:
        return "export.file.in_use"
    for codes, key in (
        (_NO_SPACE, "export.file.no_space"),
        (_NO_RIGHTS, "export.file.no_rights"),
        (_NO_FOLDER, "export.file.no_folder"),
        (_BAD_NAME, "export.file.bad_name"),
    ):
        if error.errno in codes:
            return key
    return "export.file.failed"
