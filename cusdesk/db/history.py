"""Reading the record of changes back: who changed what, from and to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, literal, or_, select

from cusdesk.db.capture import captured_tables
from cusdesk.models.journal import CapturedTable, Change, Operation
from cusdesk.models.office import User

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One captured change.

    Attributes:
        moment: milliseconds since 1970 UTC of its operation.
        user_name: who; empty when the recovery code opened the office.
        operation: the operation's kind.
        table, row_id: where.
        field: None when the row was created.
        before, after: values as stored.
    """

    operation_id: int
    moment: int
    user_name: str
    operation: str
    table: str
    row_id: bytes
    field: str | None
    before: object
    after: object


def subjects_touched(session: Session, feature: str, operation_id: int) -> set[bytes]:
    """Return the persons whose rows of a feature an operation wrote."""
    tables = [t.name for t in captured_tables() if t.info["feature"] == feature]
    operation = session.get_one(Operation, operation_id)
    query = (
        select(Change.subject_id)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .where(
            Change.operation == operation_id,
            Change.seq.between(operation.first_seq, operation.last_seq),
            CapturedTable.name.in_(tables),
            Change.subject_id.is_not(None),
        )
        .distinct()
    )
    return {subject for subject in session.scalars(query) if subject is not None}


def changes_of_record(
    session: Session, feature: str, record_id: bytes, limit: int = 2000
) -> list[ChangeRecord]:
    """Return the changes of a record, of its parts and of theirs, newest first."""
    numbers = {
        row[1]: row[0] for row in session.execute(select(CapturedTable.id, CapturedTable.name))
    }
    ids = rows_of_record(feature, record_id)
    places = [
        and_(Change.tbl == numbers[name], Change.row_id.in_(rows)) for name, rows in ids.items()
    ]
    return changes_where(session, or_(*places), limit)


def changes_where(
    session: Session, which: ColumnElement[bool], limit: int = 2000
) -> list[ChangeRecord]:
    """Return the changes that fit a condition on `Change` and `Operation`, newest first."""
    query = (
        select(
            Operation.id,
            Operation.moment,
            User.name,
            Operation.kind,
            CapturedTable.name,
            Change.row_id,
            Change.field,
            Change.before,
            Change.after,
        )
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .join(Operation, Operation.id == Change.operation)
        .join(User, User.id == Operation.user_id, isouter=True)
        .where(which)
        .order_by(Change.seq.desc())
        .limit(limit)
    )
    return [ChangeRecord(r[0], r[1], r[2] or "", *r[3:]) for r in session.execute(query)]


def rows_of_record(feature: str, record_id: bytes) -> dict[str, Select[tuple[bytes]]]:
    """Return table → query of the ids of a record's rows: itself, its parts, their parts."""
    found: dict[str, Select[tuple[bytes]]] = {}
    for table in captured_tables():  # a part comes after what it is a part of
        if table.info["feature"] != feature:
            continue
        owner = table.info["owner"]
        if owner is None:
            found[table.name] = select(literal(record_id))
            continue
        (reference,) = table.c[owner].foreign_keys
        parents = found.get(reference.column.table.name)
        if parents is not None:
            found[table.name] = select(table.c.id).where(table.c[owner].in_(parents))
    return found
