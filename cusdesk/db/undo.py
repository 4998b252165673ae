"""Undo and redo: new operations that put the before-images back if nobody touched them since.

An undo never rewrites the past: it is an operation like any other, with `undoes` set. A row that
was created is put into the bin; a field gets its former value. The stack lives in the file, so it
survives closing the program; it is the last `LIMIT` undoable operations of the person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, table, update
from sqlalchemy import column as sql_column
from sqlalchemy.orm import aliased

from cusdesk.core.errors import ConflictError
from cusdesk.db.database import Step
from cusdesk.models import Base
from cusdesk.models.journal import CapturedTable, Change, Operation

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import Database
    from cusdesk.domain.changes import Changes

Row = tuple[str, bytes]
"""Table and row id."""

LIMIT = 50
UNDO, REDO = "undo", "redo"
Refresh = Callable[["Session", int], None]
"""Called inside the transaction with the operation whose rows were put back or repeated, so that
what is derived from them (the search index) changes with them or not at all."""


@dataclass(frozen=True, slots=True)
class UndoLabel:
    """What a step of undo or redo would take back: its operation's kind and count."""

    operation_id: int
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Undone:
    """A step that was taken back or repeated."""

    label: UndoLabel
    changes: Changes


def next_undo(session: Session, user_id: bytes | None) -> UndoLabel | None:
    """Return the step that undo would take back, None when there is none."""
    recent = (
        select(Operation)
        .where(Operation.user_id == user_id, Operation.undoes.is_(None))
        .order_by(Operation.id.desc())
        .limit(LIMIT)
        .subquery()
    )
    entity = aliased(Operation, recent)
    found = session.scalars(
        select(entity).where(entity.undone_by.is_(None)).order_by(entity.id.desc()).limit(1)
    ).first()
    if found is None or not found.undoable:
        return None
    return UndoLabel(found.id, found.kind, found.count)


def next_redo(session: Session, user_id: bytes | None) -> UndoLabel | None:
    """Return the step that redo would repeat, None when something new was done since."""
    last_ordinary = session.scalar(
        select(func.max(Operation.id)).where(
            Operation.user_id == user_id, Operation.undoes.is_(None)
        )
    )
    found = session.scalars(
        select(Operation)
        .where(
            Operation.user_id == user_id,
            Operation.undoes.is_(None),
            Operation.undone_by > (last_ordinary or 0),
        )
        .order_by(Operation.id)
        .limit(1)
    ).first()
    if found is None or not found.undoable:
        return None
    return UndoLabel(found.id, found.kind, found.count)


def undo(database: Database, user_id: bytes | None, refresh: Refresh) -> Undone | None:
    """Take back the last undoable operation of this person.

    `refresh` keeps derived rows true; see `Refresh`.

    Raises:
        ConflictError: `history.undo_conflict`: something it touched was changed since.
    """
    with database.read() as session:
        label = next_undo(session, user_id)
    if label is None:
        return None
    return take_back(database, user_id, label, refresh)


def redo(database: Database, user_id: bytes | None, refresh: Refresh) -> Undone | None:
    """Repeat the operation that was taken back last.

    Raises:
        ConflictError: `history.undo_conflict`.
    """
    with database.read() as session:
        label = next_redo(session, user_id)
        if label is None:
            return None
        undone_by = session.get_one(Operation, label.operation_id).undone_by
    step = Step(REDO, undoes=undone_by, count=label.count)
    with database.write(step, user_id) as work:
        if undone_by is not None:
            _reverse(work.session, undone_by, work.now_ms)
        together = select(Operation.id).where(Operation.undone_by == undone_by)
        for operation_id in work.session.scalars(together).all():
            refresh(work.session, operation_id)
        work.session.execute(
            update(Operation).where(Operation.undone_by == undone_by).values(undone_by=None)
        )
    return Undone(label, work.changes)


def take_back(
    database: Database, user_id: bytes | None, label: UndoLabel, refresh: Refresh
) -> Undone:
    """Take back one operation, the last or an older one whose rows nobody touched since.

    Raises:
        ConflictError: `history.undo_conflict`.
    """
    return take_back_all(database, user_id, label, refresh)


def take_back_all(
    database: Database,
    user_id: bytes | None,
    label: UndoLabel,
    refresh: Refresh,
    *,
    followers: Sequence[int] = (),
    keep: Collection[Row] = (),
) -> Undone:
    """Take back an operation together with later ones that only continued it, in one step.

    Args:
        database: the open office file.
        user_id: whose step it is.
        label: the operation itself.
        refresh: keeps derived rows true; see `Refresh`.
        followers: numbers of later operations that go with it.
        keep: rows that stay as they are.

    Raises:
        ConflictError: `history.undo_conflict`.
    """
    step = Step(UNDO, undoes=label.operation_id, count=label.count)
    with database.write(step, user_id) as work:
        for operation_id in sorted({label.operation_id, *followers}, reverse=True):
            _reverse(work.session, operation_id, work.now_ms, frozenset(keep))
            refresh(work.session, operation_id)
            work.session.execute(
                update(Operation)
                .where(Operation.id == operation_id)
                .values(undone_by=work.operation_id)
            )
    return Undone(label, work.changes)


def _reverse(
    session: Session, operation_id: int, now_ms: int, keep: frozenset[Row] = frozenset()
) -> None:
    """Apply the before-images of an operation, last change first."""
    operation = session.get_one(Operation, operation_id)
    query = (
        select(CapturedTable.name, Change.row_id, Change.field, Change.before, Change.after)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .where(
            Change.operation == operation_id,
            Change.seq.between(operation.first_seq, operation.last_seq),
        )
        .order_by(Change.seq.desc())
    )
    found = session.execute(query).all()
    changes = [change for change in found if (change[0], change[1]) not in keep]
    created = {(name, row_id) for name, row_id, field, _, _ in changes if field is None}
    if changes and touched_rows(session, operation, one=not keep) - keep:
        raise ConflictError("history.undo_conflict")
    # Walked from the last change, so what stays per field is the value before the first.
    former: dict[tuple[str, str], dict[bytes, object]] = {}
    for name, row_id, field, before, _after in changes:
        if field is not None and (name, row_id) not in created:
            former.setdefault((name, field), {})[row_id] = before
    for (name, field), values in former.items():
        put_values(session, name, field, values)
    for name in {name for name, _ in created}:
        put_values(session, name, "retired_at", {i: now_ms for n, i in created if n == name})


def touched_rows(session: Session, operation: Operation, *, one: bool = False) -> set[Row]:
    """Return the rows of an operation that a later operation which still stands changed.

    A later operation counts as standing unless it was itself taken back, or is an undo or redo,
    whose effect its target already tells. With `one` the first such row is enough.
    """
    later = aliased(Change)
    standing = (
        select(CapturedTable.name, later.row_id)
        .join(Operation, Operation.id == later.operation)
        .join(
            Change,
            (Change.tbl == later.tbl)
            & (Change.row_id == later.row_id)
            & ((Change.field == later.field) | Change.field.is_(None)),
        )
        .join(CapturedTable, CapturedTable.id == later.tbl)
        .where(
            Change.operation == operation.id,
            Change.seq.between(operation.first_seq, operation.last_seq),
            later.seq > operation.last_seq,
            Operation.undoes.is_(None),
            Operation.undone_by.is_(None),
        )
    )
    if one:
        standing = standing.limit(1)
    return {(name, row_id) for name, row_id in session.execute(standing)}


def put_values(
    session: Session, table_name: str, field: str, values: Mapping[bytes, object]
) -> None:
    """Write raw values (by row) back as they were stored, and move the version on."""
    rows = [{"row": row_id, "value": value} for row_id, value in values.items()]
    if not rows:
        return
    version = Base.metadata.tables[table_name].c.row_version
    target = table(table_name, sql_column("id"), sql_column(field), sql_column("row_version"))
    statement = (
        update(target)
        .where(target.c.id == bindparam("row"))
        .values({field: bindparam("value"), "row_version": target.c[version.name] + 1})
    )
    session.connection().execute(statement, rows)
