"""Taking back one past change of one field, wherever it stands, as a new operation.

Unlike undo of a step this may go over later changes: whoever asks is shown them first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from cusdesk.db.history import ChangeRecord, changes_where
from cusdesk.db.undo import put_values
from cusdesk.models import Base
from cusdesk.models.journal import CapturedTable, Change, Operation

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork


@dataclass(frozen=True, slots=True)
class OneChange:
    """What one operation did to one field of one row; `field` None: it made the row."""

    operation_id: int
    table: str
    row_id: bytes
    field: str | None


def value_before(session: Session, one: OneChange) -> object:
    """Return what the field held before the operation, None for a row that was made."""
    query = (
        select(Change.before)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .where(
            Change.operation == one.operation_id,
            CapturedTable.name == one.table,
            Change.row_id == one.row_id,
            Change.field == one.field,
        )
        .order_by(Change.seq)
        .limit(1)
    )
    return session.scalar(query)


def value_now(session: Session, one: OneChange) -> object:
    """Return what the field holds, as it is stored; for a made row whether it is in the bin."""
    table = Base.metadata.tables[one.table]
    column = table.c[one.field or "retired_at"].name
    found = session.connection().exec_driver_sql(
        f'SELECT "{column}" FROM "{one.table}" WHERE id = ?',  # noqa: S608 (names of our own)
        (one.row_id,),
    )
    return found.scalar_one()


def later_changes(session: Session, one: OneChange) -> list[ChangeRecord]:
    """Return the later changes that still stand and that taking this one back would go over.

    For a field these are the changes of the same field, for a made row all changes of it.
    """
    operation = session.get_one(Operation, one.operation_id)
    number = select(CapturedTable.id).where(CapturedTable.name == one.table).scalar_subquery()
    same = Change.field.is_not(None) if one.field is None else Change.field == one.field
    which = and_(
        Change.tbl == number,
        Change.row_id == one.row_id,
        same,
        Change.seq > operation.last_seq,
        Operation.undoes.is_(None),
        Operation.undone_by.is_(None),
    )
    return changes_where(session, which)


def changed_together(session: Session, one: OneChange) -> set[str]:
    """Return the other fields of the row that the same operation changed."""
    query = (
        select(Change.field)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .where(
            Change.operation == one.operation_id,
            CapturedTable.name == one.table,
            Change.row_id == one.row_id,
            Change.field.is_not(None),
        )
        .distinct()
    )
    return {name for name in session.scalars(query) if name is not None} - {one.field or ""}


def take_back_one(work: UnitOfWork, one: OneChange, also: Collection[str] = ()) -> None:
    """Put the former value back, and those of the fields in `also` that changed with it.

    A row that was made goes into the bin.
    """
    session = work.session
    if one.field is None:
        put_values(session, one.table, "retired_at", {one.row_id: work.now_ms})
        return
    for field in sorted({one.field, *also} & (changed_together(session, one) | {one.field})):
        same = OneChange(one.operation_id, one.table, one.row_id, field)
        put_values(session, one.table, field, {one.row_id: value_before(session, same)})
