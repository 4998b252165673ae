"""The whole office as plain files: an ordinary SQLite database and csv, for leaving the program.

What is written is NOT encrypted. Whoever does it gives their password once more, and the log knows
it before the first byte leaves the office file.
"""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.cancel import no_progress
from cusdesk.core.errors import DocumentError, StorageError
from cusdesk.core.messages import tr
from cusdesk.core.unfinished import folder_beside
from cusdesk.db.blobs import read_blob
from cusdesk.domain.access import needs
from cusdesk.services.audit import record_event
from cusdesk.services.people import is_own_password

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.core.cancel import CancelToken, Progress
    from cusdesk.services.office import Office

KIND = "protection.export_all"
CANCELLED = "protection.export_all_stopped"
ZIP = ".zip"
DATABASE, CSV, README, FILES = "biuro.sqlite", "csv", "czytaj.txt", "pliki"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: where, how many tables and rows."""

    path: Path
    tables: int
    rows: int


@needs("protection.export_all")
def check_export(office: Office, target: Path, password: str) -> None:
    """Refuse what `export_all` would refuse before it writes anything.

    Raises:
        StorageError: `storage.wrong_password`.
        DocumentError: the target is not empty or its folder is not there.
    """
    if not is_own_password(office, password):
        raise StorageError("storage.wrong_password")
    _check_target(target)


@needs("protection.export_all")
def export_all(
    office: Office,
    target: Path,
    password: str,
    *,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> Exported:
    """Write everything the office holds as plain files, into an empty folder or a new zip.

    The files are complete or not there: they are made beside the target and put in place at the
    end; a cancelled or failed export leaves nothing, and what a killed one left goes at the next
    opening of any office (`core.unfinished`).

    Args:
        office: the open office.
        target: a folder that is empty or not there yet, or the name of a zip to be made.
        password: of the person who works here now.
        progress: gets rows done and in all.
        cancel: looked at every few thousand rows.

    Raises:
        StorageError: `storage.wrong_password`, or the office file failed.
        DocumentError: the target is not empty or cannot be written.
        OperationCancelledError: somebody asked to stop.
    """
    check_export(office, target, password)
    record_event(office, KIND)
    try:
        with folder_beside(target) as folder:
            exported = _write(office, folder, target, progress, cancel)
            if target.suffix.lower() == ZIP:
                _zip(folder, target, cancel)
            else:
                if target.exists():
                    target.rmdir()
                folder.rename(target)
    except OSError as error:
        record_event(office, CANCELLED)
        raise DocumentError("protection.export.failed", folder=str(target.parent)) from error
    except BaseException:
        record_event(office, CANCELLED)
        raise
    return exported


def _check_target(target: Path) -> None:
    """Refuse what holds anything already: nothing of anybody's is overwritten."""
    try:
        if target.suffix.lower() == ZIP:
            is_free = not target.exists()
        else:
            is_free = not target.exists() or (target.is_dir() and not any(target.iterdir()))
    except OSError as error:
        raise DocumentError("protection.export.failed", folder=str(target.parent)) from error
    if not is_free:
        raise DocumentError("protection.export.not_empty", name=target.name)
    if not target.parent.is_dir():
        raise DocumentError("protection.export.failed", folder=str(target.parent))


def _write(
    office: Office, folder: Path, target: Path, progress: Progress, cancel: CancelToken | None
) -> Exported:
    # Heavy, and used once in the life of an office: nothing of it is imported at start.
    from cusdesk.export.plain_database import PlainDatabase
    from cusdesk.services.protection import plain_tables as plain

    (folder / CSV).mkdir()
    database = PlainDatabase(folder / DATABASE, folder / CSV)
    tables = plain.plain_tables()
    done = 0
    words = plain.WordList()
    try:
        with office.read() as session:
            total = _count(session, [table.name for table in tables])
            _write_files(session, folder / FILES, cancel)

            def tick(rows: int) -> None:
                """Count rows written, and stop here if the person cancelled."""
                nonlocal done
                done += rows
                progress(done, total, "protection.export.writing")
                if cancel is not None:
                    cancel.check()

            for table in tables:
                tick(0)
                rows = plain.plain_rows(session, table, words, tick)
                database.add_table(plain.plain_table(table), rows)
        progress(total, total, "protection.export.views")
        found = words.rows()
        database.add_table(plain.WORD_TABLE, found)
        for view in plain.plain_views(found):
            if cancel is not None:
                cancel.check()
            database.add_view(view)
        database.index_references()
    finally:
        database.close()
    about = tr(
        "protection.export.readme",
        office=office.name,
        moment=f"{office.clock.now():%d.%m.%Y %H:%M}",
    )
    (folder / README).write_text(about, encoding="utf-8-sig")
    return Exported(target, len(tables), done)


def _write_files(session: Session, folder: Path, cancel: CancelToken | None) -> None:
    """Write every whole file (attachments, issued papers) under its hash, with its ending."""
    run = session.connection().exec_driver_sql
    endings = {
        digest: name.rpartition(".")[2]
        for table in ("attachments", "invoice_files")
        for digest, name in run(f"SELECT sha256, file_name FROM {table}")  # noqa: S608 (own names)
        if "." in name
    }
    folder.mkdir()
    for (digest,) in run("SELECT hash FROM blobs").all():
        if cancel is not None:
            cancel.check()
        content = read_blob(session, digest)
        ending = endings.get(digest) or ("pdf" if content.startswith(b"%PDF") else "docx")
        (folder / f"{digest.hex()}.{ending}").write_bytes(content)


def _count(session: Session, names: list[str]) -> int:
    run = session.connection().exec_driver_sql
    return sum(
        int(run(f'SELECT count(*) FROM "{name}"').scalar_one())  # noqa: S608 (own names)
        for name in names
    )


def _zip(folder: Path, target: Path, cancel: CancelToken | None) -> None:
    """Pack a folder; the zip gets its name only when it is whole."""
    packed = folder / f"whole{ZIP}"
    with zipfile.ZipFile(packed, "x", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(folder.rglob("*")):
            if cancel is not None:
                cancel.check()
            if path.is_file() and path != packed:
                out.write(path, f"{target.stem}/{path.relative_to(folder).as_posix()}")
    with packed.open("rb+") as file:
        os.fsync(file.fileno())
    packed.rename(target)
