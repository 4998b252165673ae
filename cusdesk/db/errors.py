"""SQLite error codes into our errors: the environment's fault is a `StorageError`, else a bug."""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEYS = {
    5: "storage.busy",  # SQLITE_BUSY
    6: "storage.busy",  # SQLITE_LOCKED
    8: "storage.read_only",  # SQLITE_READONLY
    10: "storage.io_error",  # SQLITE_IOERR
    11: "storage.damaged",  # SQLITE_CORRUPT
    13: "storage.disk_full",  # SQLITE_FULL
    14: "storage.cannot_open",  # SQLITE_CANTOPEN
    15: "storage.busy",  # SQLITE_PROTOCOL
    26: "storage.damaged",  # SQLITE_NOTADB
}
_PRIMARY_CODE = 0xFF
_CODES_OF_WORDS = {
    "database is locked": 5,
    "database table is locked": 6,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "unable to open database file": 14,
    "file is not a database": 26,
}
"""SQLite's words for its codes: the driver's backup raises its errors without the code."""
_OS_KEYS = {
    errno.ENOSPC: "storage.disk_full",
    errno.EDQUOT: "storage.disk_full",
    errno.EIO: "storage.io_error",
    errno.EMFILE: "storage.no_handles",
    errno.ENFILE: "storage.no_handles",
    errno.EROFS: "storage.folder_read_only",
}


def from_os(error: OSError) -> StorageError:
    """Return the `StorageError` for what the system says of a file; else it cannot be opened."""
    return StorageError(_OS_KEYS.get(error.errno or 0, "storage.cannot_open"))


def known_error(error: BaseException) -> StorageError | None:
    """Return the `StorageError` for a driver error that is the environment's fault, else None.

    Accepts the driver's error or SQLAlchemy's wrapper around it.
    """
    original = getattr(error, "orig", None) or error
    code = getattr(original, "sqlite_errorcode", None) or _CODES_OF_WORDS.get(str(original))
    if not isinstance(code, int):
        return None
    key = _KEYS.get(code & _PRIMARY_CODE)
    return StorageError(key) if key else None


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Run a block of database work and turn known driver errors into `StorageError`.

    Raises:
        StorageError: disk full, locked, read-only, damaged, input/output error.
    """
    import sqlcipher3.dbapi2 as driver
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except (DBAPIError, driver.Error) as error:
        known = known_error(error)
        if known is None:
            raise
        raise known from error
