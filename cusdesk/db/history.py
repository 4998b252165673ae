"""Reading the record of changes back: who changed what, from and to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from cusdesk.db.capture import captured_tables
from cusdesk.models.journal import CapturedTable, Change, Operation
from cusdesk.models.office import User

if TYPE_CHECKING:
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
    """Return the changes of a record and of the rows that are its parts, newest first."""
    rows: dict[str, list[bytes]] = {}
    for table in captured_tables():
        if table.info["feature"] != feature:
            continue
        owner = table.info["owner"]
        if owner is None:
            rows[table.name] = [record_id]
        else:
            found = session.scalars(select(table.c.id).where(table.c[owner] == record_id))
            rows[table.name] = list(found)
    places = [
        and_(CapturedTable.name == name, Change.row_id.in_(ids))
        for name, ids in rows.items()
        if ids
    ]
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
        .where(or_(*places))
        .order_by(Change.seq.desc())
        .limit(limit)
    )
    return [ChangeRecord(r[0], r[1], r[2] or "", *r[3:]) for r in session.execute(query)]
