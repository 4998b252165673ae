"""Writing a document as a file, whole or not at all, with a sentence for each way it can fail."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.errors import DocumentError
from cusdesk.core.files import SHARING_ERRORS, whole_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Windows knows no quota.
_NO_SPACE = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
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
    try:
        with whole_file(path) as out:
            yield out
    except OSError as error:
        raise DocumentError(_key(error), name=path.name, folder=str(path.parent)) from error


def write_file(path: Path, data: bytes) -> None:
    """Write ready bytes as `path`, whole or not at all.

    Raises:
        DocumentError: see `replace_file`.
    """
    with replace_file(path) as out:
        out.write(data)


def _key(error: OSError) -> str:
    if getattr(error, "winerror", None) in SHARING_ERRORS:
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
