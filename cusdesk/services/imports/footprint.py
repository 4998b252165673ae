"""What an import wrote and somebody has edited or used since."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import Table, select

from cusdesk.db.undo import touched_rows
from cusdesk.models import Base
from cusdesk.models.journal import CapturedTable, Change, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cusdesk.db.undo import Row


def rows_in_use(session: Session, operations: Sequence[Operation]) -> set[Row]:
    """Return the rows the operations wrote that are edited or used by anything else.

    With a row comes everything it stands on (a mark's meeting, group, resident) and everything
    that belongs to the same person, so that nobody is left in halves.
    """
    numbers = [operation.id for operation in operations]
    own = {("import_batches", b) for b in _created(session, numbers, "import_batches")}
    own |= {("import_issues", i) for i in _created(session, numbers, "import_issues")}
    used = {row for operation in operations for row in touched_rows(session, operation)}
    used -= {row for row in used if _touched_by_own(session, row, numbers)}
    used -= own
    for table in _tables_written(session, numbers):
        used |= _referred_to(session, table, numbers)
    return _with_everything(session, used, numbers) if used else used


def _created_query(numbers: Sequence[int], table: str) -> Select[bytes]:
    return (
        select(Change.row_id)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .where(Change.operation.in_(numbers), CapturedTable.name == table, Change.field.is_(None))
    )


def _created(session: Session, numbers: Sequence[int], table: str) -> set[bytes]:
    return set(session.scalars(_created_query(numbers, table)))


def _tables_written(session: Session, numbers: Sequence[int]) -> list[str]:
    query = (
        select(CapturedTable.name)
        .join(Change, Change.tbl == CapturedTable.id)
        .where(Change.operation.in_(numbers), Change.field.is_(None))
        .distinct()
    )
    return list(session.scalars(query))


def _touched_by_own(session: Session, row: Row, numbers: Sequence[int]) -> bool:
    """Return True when only the operations themselves came back to the row."""
    name, row_id = row
    query = (
        select(Change.seq)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .join(Operation, Operation.id == Change.operation)
        .where(
            CapturedTable.name == name,
            Change.row_id == row_id,
            Change.operation > min(numbers),
            Change.operation.not_in(numbers),
            Operation.undoes.is_(None),
            Operation.undone_by.is_(None),
        )
        .limit(1)
    )
    return session.scalar(query) is None


def _references(table: str) -> Iterable[tuple[Table, str]]:
    """Return (table, column) of everything that may point to rows of a table."""
    for child in Base.metadata.tables.values():
        if "retired_at" in child.c and "id" in child.c:
            for key in child.foreign_keys:
                if key.column.table.name == table:
                    yield child, key.parent.name


def _referred_to(session: Session, table: str, numbers: Sequence[int]) -> set[Row]:
    """Return the created rows of a table that living rows of others point to."""
    found: set[Row] = set()
    for child, column in _references(table):
        query = select(child.c[column]).where(
            child.c.retired_at.is_(None),
            child.c[column].in_(_created_query(numbers, table)),
            child.c.id.not_in(_created_query(numbers, child.name)),
        )
        found |= {(table, row_id) for row_id in session.scalars(query)}
    return found


def _with_everything(session: Session, used: set[Row], numbers: Sequence[int]) -> set[Row]:
    """Add what the rows stand on, and the other rows of the same people."""
    subjects: dict[bytes | None, set[Row]] = defaultdict(set)
    of_row: dict[Row, bytes | None] = {}
    query = (
        select(CapturedTable.name, Change.row_id, Change.subject_id)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .where(Change.operation.in_(numbers))
        .distinct()
    )
    for name, row_id, subject in session.execute(query):
        of_row[name, row_id] = subject
        if name in _OF_A_CARD:
            subjects[subject].add((name, row_id))
    whole: set[Row] = set()
    waiting = list(used)
    while waiting:
        row = waiting.pop()
        if row in whole or row not in of_row:
            continue
        whole.add(row)
        subject = of_row[row]
        if subject is not None:
            waiting += subjects[subject]
        waiting += _stands_on(session, row)
    return whole


_OF_A_CARD = frozenset({"residents", "resident_phones", "representatives", "resident_notes"})


def _stands_on(session: Session, row: Row) -> list[Row]:
    """Return the rows that a row points to."""
    table = Base.metadata.tables[row[0]]
    keys = [(key.column.table.name, key.parent.name) for key in table.foreign_keys]
    if not keys:
        return []
    values = session.execute(
        select(*(table.c[column] for _, column in keys)).where(table.c.id == row[1])
    ).first()
    if values is None:
        return []
    return [
        (name, value)
        for (name, _), value in zip(keys, values, strict=True)
        if isinstance(value, bytes)
    ]
