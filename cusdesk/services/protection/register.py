"""The register of erasures in the file and outside it, and erasing again what came back.

An older file put in the place of a newer one, restored or copied by hand, still holds who was
erased since. The registers in the profile, beside the file and beside its copies know their ids.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sqlalchemy import text

from cusdesk.core.errors import StorageError
from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.db import audit
from cusdesk.db import erase as db_erase
from cusdesk.db.copy_files import copies_root
from cusdesk.db.erase_register import (
    add_to_registers,
    profile_folder,
    read_registers,
)
from cusdesk.models.protection import Erasure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from cusdesk.db.database import Database

logger = logging.getLogger(__name__)
AGAIN = "protection.erase_again"


def places(database: Database) -> list[Path]:
    """Return the folders where the register of an office lies.

    The salt that names the folder of copies is asked of the open file: to open it once more and
    close it would, on Linux, let go of the locks of every connection of this program.
    """
    with database.read() as session:
        copies = copies_root() / str(session.scalar(text("PRAGMA cipher_salt")))
    found = [profile_folder(), database.path.parent]
    return [*found, copies] if copies.is_dir() else found


def reapply_erasures(database: Database, today: dt.date, folders: Iterable[Path] = ()) -> int:
    """Erase again whoever a register knows and the file still holds; return how many.

    Call it when a file was opened for writing and when a copy was put in its place. It also
    completes an erasure after which the file could not be rewritten, and brings every register up
    to date. Nothing is done to a file that needs nothing: a few reads.

    Args:
        database: the open office file.
        today: last day of memberships that are closed.
        folders: further places of registers, such as the folder a copy came from.

    Raises:
        StorageError: the file could not be written; it must not be shown as it is.
    """
    where = list(dict.fromkeys([*places(database), *folders]))
    outside = read_registers(where, database.key)
    with database.read() as session:
        inside = db_erase.registered(session)
        erased_at = {i: row.erased_at for i, row in inside.items()}
        to_compact = any(not row.compacted for row in inside.values())
    # Who stands in the file's own register was erased in the very transaction that wrote it.
    unknown = {i: moment for i, moment in outside.items() if i not in erased_at}
    back = _erase_again(database, unknown, today) if unknown else 0
    add_to_registers(where, database.key, outside | erased_at)
    if back or to_compact:
        try_to_compact(database)
    return back


def _erase_again(database: Database, unknown: dict[bytes, int], today: dt.date) -> int:
    """Erase who came back with an older file, and register everybody it did not know of."""
    # Heavy, and needed next to never: most openings find nothing to do.
    from cusdesk.services.protection.taking_out import take_out

    name = tr("protection.erased.name")
    back = 0
    with database.write_unrecorded() as session:
        for record_id, moment in unknown.items():
            target = db_erase.is_there_again(session, record_id, name)
            if target is not None:
                take_out(session, target, today=today, user_id=None)
                audit.note(session, AGAIN, None, target.subject_id)
                back += 1
            session.add(_entry(target or db_erase.Target(record_id), moment))
    return back


def _entry(target: db_erase.Target, moment: int) -> Erasure:
    return Erasure(
        id=new_id(),
        subject_id=target.subject_id,
        scope=target.scope,
        record_id=target.record_id,
        erased_at=moment,
    )


def try_to_compact(database: Database) -> bool:
    """Rewrite the file; return False when that has to wait for the next opening."""
    try:
        db_erase.compact(database)
    except StorageError as error:
        logger.warning("the file could not be rewritten after an erasure: %s", error.key)
        return False
    return True


def put_beside(database: Database, folder: Path) -> bool:
    """Write the register of the file into a folder of copies; return whether that went well."""
    with database.read() as session:
        erased = {i: row.erased_at for i, row in db_erase.registered(session).items()}
    return not add_to_registers([folder], database.key, erased)
