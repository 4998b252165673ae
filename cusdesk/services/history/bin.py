"""The bin: everything taken out of use, from every feature, and the way back.

Nothing is ever deleted from it; only an erasure (RODO, art. 17) takes data away.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, RuleError
from cusdesk.core.messages import tr
from cusdesk.db.capture import captured_tables
from cusdesk.db.undo import put_values
from cusdesk.domain.access import needs, right_of_operation, right_to_see
from cusdesk.models import Base
from cusdesk.models.journal import CapturedTable, Change, Operation
from cusdesk.models.office import User
from cusdesk.models.protection import Erasure
from cusdesk.services.history.names import CALLED, Names

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

RECENT_DAYS = 90
"""Older things stand below a line: they are hardly looked for any more."""
_LEFT_OUT = frozenset({"settings", "users", "import_batches", "attendance"})
"""Rows nobody would look for one by one; accounts, which come back with a new password only."""


@dataclass(frozen=True, slots=True)
class BinRow:
    """One thing in the bin.

    Attributes:
        id: the row.
        table: where it lies.
        feature: the feature word.
        kind: what kind of thing, in words.
        name: what it is called.
        belongs_to: of which record it was a part; "" for a record.
        retired_at: local time.
        retired_by: who put it there; "" when nobody's password opened the office.
        is_recent: within the last `RECENT_DAYS` days.
        can_restore: whether whoever asks may take it out.
    """

    id: bytes
    table: str
    feature: str
    kind: str
    name: str
    belongs_to: str
    retired_at: dt.datetime
    retired_by: str
    is_recent: bool
    can_restore: bool


@needs("office.see")
def bin_rows(office: Office) -> list[BinRow]:
    """Return everything in the bin that whoever works here may see, newest first."""
    border = office.clock.epoch_ms() - RECENT_DAYS * 24 * 3600 * 1000
    found: list[tuple[int, BinRow]] = []
    with office.read() as session:
        names = Names(session, may_see_residents=office.may("residents.see"))
        erased = set(session.scalars(select(Erasure.record_id)))
        for table in _tables(office):
            may = office.may(right_of_operation(table.info["feature"]))
            for row_id, retired_at, owner in _retired(session, table):
                if row_id in erased:
                    continue
                who = _retired_by(session, table, row_id)
                row = BinRow(
                    row_id,
                    table.name,
                    str(table.info["feature"]),
                    tr(f"history.thing.{table.name}"),
                    names.of(table.name, row_id) or tr("history.nameless"),
                    "" if owner is None else names.of(*owner),
                    dt.datetime.fromtimestamp(retired_at / 1000),  # noqa: DTZ006 (local wall time)
                    who,
                    retired_at >= border,
                    may,
                )
                found.append((retired_at, row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0], reverse=True)]


@needs("office.see")
def restore(office: Office, table_name: str, row_id: bytes) -> Changes:
    """Take a row out of the bin, with the parts that went there in the same step.

    Raises:
        NotFoundError: it is not in the bin any more.
        RuleError: `history.bin.owner_first` (what it belongs to lies in the bin itself),
            `history.take_back.erased`, or no right.
    """
    table = Base.metadata.tables[table_name]
    feature = str(table.info["feature"])
    with office.write(f"{feature}.restore", record=(feature, row_id)) as work:
        session = work.session
        retired_at = session.scalar(select(table.c.retired_at).where(table.c.id == row_id))
        if retired_at is None:
            raise NotFoundError("storage.not_found")
        if session.scalar(select(Erasure.id).where(Erasure.record_id == row_id)) is not None:
            raise RuleError("history.take_back.erased")
        _refuse_without_owner(session, table, row_id)
        put_values(session, table_name, "retired_at", {row_id: None})
        _restore_parts(session, table, row_id, retired_at)
        if feature == "residents":
            from cusdesk.services.residents.index import reindex  # builds on this package

            if "subject_id" in table.columns:
                query = select(table.c.subject_id).where(table.c.id == row_id)
                reindex(session, session.scalars(query).all())
    return work.changes


def _tables(office: Office) -> list[Table]:
    return [
        table
        for table in captured_tables()
        if table.name in CALLED
        and table.name not in _LEFT_OUT
        and office.may(right_to_see(table.info["feature"]))
    ]


def _retired(session: Session, table: Table) -> list[tuple[bytes, int, tuple[str, bytes] | None]]:
    owner = table.info["owner"]
    columns = [table.c.id, table.c.retired_at, *([table.c[owner]] if owner else [])]
    rows = session.execute(select(*columns).where(table.c.retired_at.is_not(None))).all()
    if owner is None:
        return [(row[0], row[1], None) for row in rows]
    (reference,) = table.c[owner].foreign_keys
    return [(row[0], row[1], (reference.column.table.name, row[2])) for row in rows]


def _retired_by(session: Session, table: Table, row_id: bytes) -> str:
    number = select(CapturedTable.id).where(CapturedTable.name == table.name).scalar_subquery()
    last = (
        select(func.max(Change.seq))
        .where(Change.tbl == number, Change.row_id == row_id, Change.field == "retired_at")
        .scalar_subquery()
    )
    query = (
        select(User.name)
        .join(Operation, Operation.user_id == User.id)
        .join(Change, Change.operation == Operation.id)
        .where(Change.seq == last)
    )
    return session.scalar(query) or ""


def _refuse_without_owner(session: Session, table: Table, row_id: bytes) -> None:
    owner = table.info["owner"]
    if owner is None:
        return
    (reference,) = table.c[owner].foreign_keys
    parents = reference.column.table
    query = (
        select(parents.c.retired_at)
        .join(table, table.c[owner] == parents.c.id)
        .where(table.c.id == row_id)
    )
    if session.scalar(query) is not None:
        raise RuleError("history.bin.owner_first", what=tr(f"history.thing.{parents.name}"))


def _restore_parts(session: Session, table: Table, row_id: bytes, retired_at: int) -> None:
    """Take out the parts that went into the bin in the very step their record did."""
    for part in captured_tables():
        owner = part.info["owner"]
        if owner is None:
            continue
        (reference,) = part.c[owner].foreign_keys
        if reference.column.table is not table:
            continue
        same_step = (part.c[owner] == row_id, part.c.retired_at == retired_at)
        ids = session.scalars(select(part.c.id).where(*same_step)).all()
        put_values(session, part.name, "retired_at", dict.fromkeys(ids))
        for part_id in ids:
            _restore_parts(session, part, part_id, retired_at)
