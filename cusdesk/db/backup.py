"""Copies that can be trusted: made by SQLite's backup, opened and checked before they count.

The only recipe that lost and broke nothing when every crash state was replayed: write to a
temporary neighbour, open it, check it, flush it, put it in place, flush the folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.errors import StorageError
from cusdesk.core.files import put_in_place, sync_folder
from cusdesk.db.engine import connect, scalar
from cusdesk.db.errors import translated
from cusdesk.db.keys import envelope_path

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    import sqlcipher3.dbapi2 as driver

_SYNC = os.O_RDWR | getattr(os, "O_BINARY", 0)
_PAGES_A_STEP = 512
"""Copied between two looks of the watcher; the office may be written to in between."""


def backup_dir(office: Path) -> Path:
    """Return (and create) the folder of the automatic copies of this office."""
    from cusdesk.core.paths import user_data_dir
    from cusdesk.db.keys import file_salt

    folder = user_data_dir() / "backups" / file_salt(office)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def backup_name(reason: str, now: dt.datetime) -> str:
    """Return the file name of a copy: moment and reason, nothing about the office."""
    return f"{now:%Y-%m-%d_%H%M%S}_{reason}.cusdesk"


def make_backup(office: Path, key: bytes, target: Path, progress: Progress = no_progress) -> int:
    """Copy the office file to `target`, check the copy, and put the key envelope beside it.

    Returns the number of residents found in the copy.

    Raises:
        StorageError: the copy could not be made or did not pass its check; `target` is as it was.
    """
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        temporary.unlink(missing_ok=True)
        with translated():
            _copy(office, key, temporary, progress)
            progress(0, 0, "office.copy.checking")
            residents = verify_file(temporary, key)
        handle = os.open(temporary, _SYNC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        put_in_place(temporary, target)
        keys = envelope_path(office)
        if keys.exists():
            shutil.copyfile(keys, envelope_path(target))
        sync_folder(target.parent)
        return residents
    except OSError as error:
        raise StorageError("storage.backup_failed") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _copy(office: Path, key: bytes, target: Path, progress: Progress) -> None:
    def report(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total, "office.copy.copying")

    source = connect(office, key, read_only=True)
    try:
        copy = connect(target, key)
        try:
            source.backup(copy, pages=_PAGES_A_STEP, progress=report)
        finally:
            copy.close()
    finally:
        source.close()


def verify_file(path: Path, key: bytes) -> int:
    """Check every page, index and reference of an office file; return the number of residents.

    Raises:
        StorageError: `storage.damaged`.
    """
    connection: driver.Connection = connect(path, key, read_only=True)
    try:
        with translated():
            healthy = (
                scalar(connection, "PRAGMA integrity_check") == "ok"
                and connection.execute("PRAGMA cipher_integrity_check").fetchone() is None
                and connection.execute("PRAGMA foreign_key_check").fetchone() is None
            )
            if not healthy:
                raise StorageError("storage.damaged")
            return int(scalar(connection, "SELECT count(*) FROM residents"))
    finally:
        connection.close()
