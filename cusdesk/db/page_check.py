"""The check of every page of an office file: before a migration, else before the first write.

Reading needs no such check: SQLCipher keeps a keyed hash with every page and refuses a torn one the
moment it is read. Writing does, because a sound page may refer to a lost one. The check reads the
whole file, so it runs beside a person who reads, after the first data is shown (decision 0005).
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.db.engine import connect, scalar
from cusdesk.db.errors import translated

if TYPE_CHECKING:
    from pathlib import Path

    import sqlcipher3.dbapi2 as driver


def check_pages(connection: driver.Connection) -> None:
    """Read every page and the order of every tree.

    Raises:
        StorageError: `storage.damaged`, or the disk failed.
    """
    with translated():
        if scalar(connection, "PRAGMA quick_check(1)") != "ok":
            raise StorageError("storage.damaged")


class PageCheck:
    """The check of one open file: passed once, it is passed; failed, it fails every write."""

    def __init__(self, path: Path, key: bytes, *, is_passed: bool = False) -> None:
        self._path = path
        self._key = key
        self._passed = threading.Event()
        self._lock = threading.Lock()
        if is_passed:
            self._passed.set()

    def run(self) -> None:
        """Check the file unless it has passed; wait for a check that is under way.

        Raises:
            StorageError: as `check_pages`.
        """
        if self._passed.is_set():
            return
        with self._lock:
            if self._passed.is_set():
                return
            connection = connect(self._path, self._key, read_only=True)
            try:
                check_pages(connection)
            finally:
                connection.close()
            self._passed.set()
