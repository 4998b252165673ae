"""Putting a copy in the place of the office file, whole or not at all.

The copy is prepared beside the office (`.NAME.restore`) and checked there. The exchange itself is
one rename. Before it SQLite's sidecars go into a folder `odlozone-<time>`, never away: a journal
that stays behind is replayed into whatever file lies there next and wrecks it. An intent file
(`.NAME.restoring`) tells the next start which half of the exchange a power cut left behind.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.errors import StorageError
from cusdesk.core.files import put_in_place, sync_folder, write_whole
from cusdesk.db.backup import copy_pages, examine
from cusdesk.db.copy_files import free_path
from cusdesk.db.damage import sidecars
from cusdesk.db.engine import connect, use_truncate_journal
from cusdesk.db.errors import translated
from cusdesk.db.migrate import check_version, latest_version, migrate

if TYPE_CHECKING:
    import datetime as dt

    import sqlcipher3.dbapi2 as driver

ASIDE = "odlozone"
_SYNC = os.O_RDWR | getattr(os, "O_BINARY", 0)


def staged_path(office: Path) -> Path:
    """Return where a copy is made ready to take the place of the office."""
    return office.with_name(f".{office.name}.restore")


def _intent_path(office: Path) -> Path:
    return office.with_name(f".{office.name}.restoring")


def stage(
    office: Path, copy: Path, key: bytes, salt: str, progress: Progress = no_progress
) -> Path:
    """Make the copy ready beside the office: today's schema, the office's salt; return where.

    Raises:
        StorageError: `storage.copy_damaged`, `storage.newer`, `storage.not_an_office`, or the disk
            failed; nothing is left behind.
    """
    staged = staged_path(office)
    discard(staged)
    try:
        with translated():
            _copy_under_salt(copy, staged, key, salt, progress)
            connection = connect(staged, key)
            try:
                version = check_version(connection)
                use_truncate_journal(connection)
                if version < latest_version():
                    migrate(connection, version)
            finally:
                connection.close()
    except StorageError as error:
        discard(staged)
        raise _about_copy(error) from error
    except BaseException:
        discard(staged)
        raise
    return staged


def _copy_under_salt(copy: Path, staged: Path, key: bytes, salt: str, progress: Progress) -> None:
    journal = copy.with_name(copy.name + "-journal")
    if journal.exists() and journal.stat().st_size:
        _finish_hot_copy(copy, journal, staged, key, salt)
        return
    source = connect(copy, key, read_only=True)
    try:
        check_version(source)
        _check_hashes(source)
        copy_pages(source, staged, key, progress, salt)
    finally:
        source.close()


def _check_hashes(source: driver.Connection) -> None:
    """Check the keyed hash of every page: SQLite's backup would copy a torn page as an empty one.

    Raises:
        StorageError: `storage.damaged`.
    """
    if source.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
        raise StorageError("storage.damaged")


def _finish_hot_copy(copy: Path, journal: Path, staged: Path, key: bytes, salt: str) -> None:
    """Take a file copied by hand with the journal of a write that was cut off."""
    raw = staged.with_name(staged.name + "-raw")
    try:
        shutil.copyfile(copy, raw)
        shutil.copyfile(journal, raw.with_name(raw.name + "-journal"))
        source = connect(raw, key)
        try:
            check_version(source)  # the first read rolls the cut-off write back
            _check_hashes(source)
            copy_pages(source, staged, key, salt=salt)
        finally:
            source.close()
    finally:
        discard(raw)


def _about_copy(error: StorageError) -> StorageError:
    """Say of the copy what was said of an office file."""
    if error.key == "storage.damaged":
        return StorageError("storage.copy_damaged")
    return error


def finish_staged(staged: Path, key: bytes) -> None:
    """Check the staged file page by page and leave it alone on the disk, without a journal.

    Raises:
        StorageError: `storage.copy_damaged`, or the disk failed.
    """
    try:
        examine(staged, key)
    except StorageError as error:
        raise _about_copy(error) from error
    for leftover in sidecars(staged):
        leftover.unlink(missing_ok=True)
    handle = os.open(staged, _SYNC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(staged.parent)


def discard(staged: Path) -> None:
    """Remove a staged file that is not wanted."""
    for path in (staged, *sidecars(staged)):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exchange that was made and can still be taken back.

    Attributes:
        office: the path of the office file.
        aside: folder with the sidecars and the file that lay there before.
    """

    office: Path
    aside: Path

    def take_back(self) -> None:
        """Put the office back as it was, sidecars and all.

        Raises:
            OSError: it could not be; everything lies in `aside`.
        """
        before = self.aside / self.office.name
        for path in sidecars(self.office):
            path.unlink(missing_ok=True)
        if before.exists():
            put_in_place(before, self.office)
        _return_sidecars(self.office, self.aside)
        _drop_empty(self.aside)

    def settle(self, *, keep_before: bool) -> None:
        """Let the exchange stand; the file before goes unless it is to be kept."""
        if not keep_before:
            with contextlib.suppress(OSError):
                (self.aside / self.office.name).unlink(missing_ok=True)
        _drop_empty(self.aside)


def exchange(office: Path, staged: Path, now: dt.datetime) -> Exchange:
    """Put the staged file in the place of the office, which is closed and locked by us.

    Raises:
        StorageError: it could not be done; the office is as it was.
    """
    aside = free_path(office.with_name(f"{ASIDE}-{now:%Y-%m-%d_%H%M%S}"))
    try:
        aside.mkdir()
        write_whole(_intent_path(office), json.dumps({"aside": aside.name}).encode())
        for path in sidecars(office):
            put_in_place(path, aside / path.name)
        if office.exists():
            _keep(office, aside / office.name)
        sync_folder(aside)
        put_in_place(staged, office)
    except BaseException as error:
        with contextlib.suppress(OSError):
            recover(office)
        _drop_empty(aside)
        if isinstance(error, OSError):
            raise StorageError("storage.restore_failed") from error
        raise
    with contextlib.suppress(OSError):  # it only says again what the missing staged file says
        _intent_path(office).unlink(missing_ok=True)
        sync_folder(office.parent)
    return Exchange(office, aside)


def _keep(office: Path, kept: Path) -> None:
    """Give the file a second name, or a second copy where the disk knows no second names."""
    try:
        os.link(office, kept)
    except OSError:
        shutil.copy2(office, kept)


def recover(office: Path) -> None:
    """Finish or take back an exchange that was cut off; called under the lock, before opening.

    The staged file still lies there: the exchange did not happen, and the sidecars return.

    Raises:
        OSError: a file could not be moved or removed; the next start tries again.
    """
    intent, staged = _intent_path(office), staged_path(office)
    if intent.exists():
        if staged.exists():
            aside = office.with_name(_aside_name(intent))
            _return_sidecars(office, aside)
            with contextlib.suppress(OSError):
                (aside / office.name).unlink(missing_ok=True)
            _drop_empty(aside)
            discard(staged)
        intent.unlink(missing_ok=True)
        sync_folder(office.parent)
    elif staged.exists():
        discard(staged)


def _aside_name(intent: Path) -> str:
    try:
        return Path(str(json.loads(intent.read_bytes())["aside"])).name
    except (ValueError, KeyError, TypeError):
        return ASIDE


def _return_sidecars(office: Path, aside: Path) -> None:
    for path in sidecars(aside / office.name):
        put_in_place(path, office.with_name(path.name))


def _drop_empty(folder: Path) -> None:
    """Remove a folder that holds nothing but the empty journals of a file nobody was writing to."""
    with contextlib.suppress(OSError):
        if all(path.stat().st_size == 0 for path in folder.iterdir()):
            for path in folder.iterdir():
                path.unlink()
        folder.rmdir()
