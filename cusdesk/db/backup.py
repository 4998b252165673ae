"""Copies that can be trusted: made by SQLite's backup, opened and checked before they count.

The only recipe that lost and broke nothing when every crash state was replayed: write to a
temporary neighbour, open it, check it, flush it, put it in place, flush the folder. The copy keeps
the salt of its office, so that a restored copy finds its keys and its copies again.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.errors import StorageError
from cusdesk.core.files import put_in_place, sync_folder, write_whole
from cusdesk.db.copy_files import (
    Certificate,
    certificate_path,
    copies_folder,
    write_certificate,
)
from cusdesk.db.engine import connect, scalar
from cusdesk.db.errors import translated
from cusdesk.db.fingerprint import Fingerprint, fingerprint
from cusdesk.db.keys import envelope_path, load_envelope, profile_copy_path
from cusdesk.db.raw_file import file_salt

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    import sqlcipher3.dbapi2 as driver

_SYNC = os.O_RDWR | getattr(os, "O_BINARY", 0)
_PAGES_A_STEP = 512
"""Copied between two looks of the watcher; the office may be written to in between."""
_TRIES = 3
"""Copies made until the office stands still long enough to be compared row by row."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a full check of a file found."""

    residents: int
    rows: Fingerprint
    last_change: int
    schema: int


def backup_dir(office: Path) -> Path:
    """Return (and create) the folder of the automatic copies of this office, which is closed."""
    return copies_folder(file_salt(office))


def make_backup(
    office: Path,
    key: bytes,
    target: Path,
    *,
    reason: str,
    now: dt.datetime,
    progress: Progress = no_progress,
) -> Certificate:
    """Copy the office file to `target`, check the copy, and put keys and certificate beside it.

    Shape: `target` does not exist; it appears last, when all the rest is on the disk.

    Raises:
        StorageError: the copy could not be made or did not pass its check; nothing is left of it.
    """
    temporary = target.with_name(f".{target.name}.tmp")
    is_done = False
    try:
        with translated():
            found, is_compared = _checked_copy(office, key, temporary, progress)
        _flush(temporary)
        certificate = Certificate(
            moment=now.isoformat(),
            reason=reason,
            residents=found.residents,
            rows=found.rows.rows,
            digest=found.rows.digest,
            last_change=found.last_change,
            schema=found.schema,
            is_compared=is_compared,
        )
        envelope = _envelope_of(office)
        if envelope is not None:
            write_whole(envelope_path(target), envelope)
        write_certificate(target, certificate)
        put_in_place(temporary, target)
        sync_folder(target.parent)
        is_done = True
        return certificate
    except OSError as error:
        raise StorageError("storage.backup_failed") from error
    finally:
        beside = () if is_done else (envelope_path(target), certificate_path(target))
        for leftover in (temporary, temporary.with_name(temporary.name + "-journal"), *beside):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    handle = os.open(path, _SYNC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _envelope_of(office: Path) -> bytes | None:
    """Return the bytes of the first envelope of this office that can be read."""
    for place in (envelope_path, profile_copy_path):
        with contextlib.suppress(OSError, StorageError):
            raw = place(office).read_bytes()
            load_envelope(raw)
            return raw
    return None


def _checked_copy(
    office: Path, key: bytes, temporary: Path, progress: Progress
) -> tuple[Found, bool]:
    """Make and check a copy; also tell whether it was compared with the office row by row.

    The office may be written to meanwhile. Then what was copied cannot be told from what is there
    now, and the copy is made again; the last try goes without the comparison.
    """
    source = connect(office, key, read_only=True)
    try:
        for attempt in range(1, _TRIES + 1):
            temporary.unlink(missing_ok=True)
            before = scalar(source, "PRAGMA data_version")
            copy_pages(source, temporary, key, progress)
            progress(0, 0, "copies.progress.checking")
            found = examine(temporary, key)
            rows = fingerprint(source)
            if scalar(source, "PRAGMA data_version") == before:
                if rows != found.rows:
                    raise StorageError("storage.copy_differs")
                return found, True
            if attempt == _TRIES:
                return found, False
    finally:
        source.close()
    raise AssertionError  # the loop always returns


def copy_pages(
    source: driver.Connection,
    target: Path,
    key: bytes,
    progress: Progress = no_progress,
    salt: str = "",
) -> None:
    """Copy an open file page by page to a new file under the same key and, unless given, salt.

    Raises:
        StorageError, sqlcipher3.Error: a page could not be read or written.
    """

    def report(_status: int, remaining: int, total: int) -> None:
        """Turn the pages still to come into pages done."""
        progress(total - remaining, total, "copies.progress.copying")

    copy = connect(target, key, salt=salt or str(scalar(source, "PRAGMA cipher_salt")))
    try:
        source.backup(copy, pages=_PAGES_A_STEP, progress=report)
    finally:
        copy.close()


def examine(path: Path, key: bytes) -> Found:
    """Check every page, index and reference of an office file; return what is in it.

    Raises:
        StorageError: `storage.damaged`, or the disk failed.
    """
    with _healthy(path, key) as connection:
        return Found(
            residents=count_residents(connection),
            rows=fingerprint(connection),
            last_change=int(scalar(connection, "SELECT coalesce(max(seq), 0) FROM changes")),
            schema=int(scalar(connection, "PRAGMA user_version")),
        )


@contextlib.contextmanager
def _healthy(path: Path, key: bytes) -> Iterator[driver.Connection]:
    """Give a connection to a file of which every page, index and reference was checked."""
    connection: driver.Connection = connect(path, key, read_only=True)
    try:
        with translated():
            healthy = (
                connection.execute("PRAGMA cipher_integrity_check").fetchone() is None
                and scalar(connection, "PRAGMA integrity_check") == "ok"
                and connection.execute("PRAGMA foreign_key_check").fetchone() is None
            )
            if not healthy:
                raise StorageError("storage.damaged")
            yield connection
    finally:
        connection.close()


def count_residents(connection: driver.Connection) -> int:
    """Return how many residents an office file holds; who was erased is nobody any more."""
    query = "SELECT count(*) FROM residents"
    known = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'erasures'"
    if scalar(connection, known):  # a file of the first schema has none
        query += " WHERE id NOT IN (SELECT record_id FROM erasures)"
    return int(scalar(connection, query))


def verify_file(path: Path, key: bytes) -> int:
    """Check every page, index and reference of an office file; return the number of residents.

    Raises:
        StorageError: as `examine`.
    """
    with _healthy(path, key) as connection:
        return count_residents(connection)
