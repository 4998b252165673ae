"""What the history says of rows: made and not taken back, removed or changed by a person."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.models.journal import CapturedTable, Change, Operation

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cusdesk.models.base import Record

Former = dict[bytes, dict[str, set[str]]]
"""Row or owner → field → values it had and somebody replaced, as text."""

QUIET = frozenset({"imports.save_map", "office.setting"})
"""Operations that change nothing an import plan looks at."""


def made_to_stay(model: type[Record]) -> ColumnElement[bool]:
    """Return the condition that the making of a row was not taken back.

    A row in the bin that meets it was put there by a person, and must not come back quietly.
    """
    return (
        select(Change.seq)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .join(Operation, Operation.id == Change.operation)
        .where(
            CapturedTable.name == model.__tablename__,
            Change.row_id == model.id,
            Change.field.is_(None),
            Operation.undone_by.is_(None),
        )
        .exists()
    )


def former_values(session: Session, model: type[Record]) -> Former:
    """Return what the fields of a table held before somebody replaced or cleared it."""
    query = (
        select(Change.row_id, Change.field, Change.before)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .join(Operation, Operation.id == Change.operation)
        .where(
            CapturedTable.name == model.__tablename__,
            Change.field.is_not(None),
            Operation.undoes.is_(None),
            Operation.undone_by.is_(None),
        )
    )
    found: Former = defaultdict(lambda: defaultdict(set))
    for row_id, field, before in session.execute(query):
        if before not in {None, ""}:
            found[row_id][field].add(str(before))
    return found


def last_operation(session: Session, except_id: int | None = None) -> int:
    """Return the number of the last operation that an import plan may depend on, 0 for none."""
    query = select(Operation.id).where(Operation.kind.not_in(QUIET))
    if except_id is not None:
        query = query.where(Operation.id != except_id)
    return session.scalar(query.order_by(Operation.id.desc()).limit(1)) or 0
