"""One operation: how it begins, what may be done in it, and what it leaves in history and log.

The triggers file every change under the operation that is under way; see `models.journal`.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from sqlalchemy import func, select, update

from cusdesk.core.errors import ConflictError, NotFoundError
from cusdesk.core.ids import new_writer_id
from cusdesk.db.audit.chain import NewEntry, append
from cusdesk.db.capture import table_features
from cusdesk.domain.changes import Changes
from cusdesk.models.base import Record
from cusdesk.models.journal import CapturedTable, CaptureState, Change, Operation, Writer

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

BURST_MS = 60_000
"""Edits of one record by one person within this time are one step of undo."""
LONGEST_BURST_MS = 600_000
"""A burst ends even for who never pauses: undo takes back ten minutes of work, never a morning."""
_LISTED_ROWS = 5000
R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class Step:
    """What an operation is called and about; see `models.journal.Operation`.

    Attributes:
        kind: its label is the message `history.operation.<kind>`.
        record: (feature, id) when the operation is about one record.
        merges: whether it may join the last operation of the same kind on the same record.
        undoable: False for what a person was told cannot be taken back.
        undoes: the operation this one takes back or repeats.
        count: how many things it is about, for its label; may be set during the work.
    """

    kind: str
    record: tuple[str, bytes] | None = None
    merges: bool = False
    undoable: bool = True
    undoes: int | None = None
    count: int = 1


class UnitOfWork:
    """A write in progress.

    Attributes:
        session: for queries and new rows.
        step: `count` may still be set.
        changes: what was changed; complete after the `with` block has ended.
    """

    def __init__(self, session: Session, operation: Operation, step: Step, now_ms: int) -> None:
        self.session = session
        self.operation_id = operation.id
        self.step = step
        self.now_ms = now_ms
        self.changes = Changes(step.kind, {}, operation.id)

    def get(self, model: type[R], record_id: bytes, version: int | None = None) -> R:
        """Return a row that is not in the bin; `version` is the one the person saw.

        Raises:
            NotFoundError: no such row, or it is in the bin.
            ConflictError: somebody changed it since.
        """
        row = self.session.get(model, record_id)
        if row is None or row.retired_at is not None:
            raise NotFoundError("storage.not_found")
        if version is not None and row.row_version != version:
            raise ConflictError("storage.conflict")
        return row

    def retire(self, row: Record) -> None:
        """Put a row into the bin."""
        row.retired_at = self.now_ms

    def restore(self, model: type[R], record_id: bytes) -> R:
        """Take a row out of the bin and return it.

        Raises:
            NotFoundError: there is no such row.
        """
        row = self.session.get(model, record_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        row.retired_at = None
        return row


def add_writer(session: Session, now: int) -> int:
    """Return the number of a new writer: one for each run of the program that writes."""
    writer = Writer(uid=new_writer_id(), computer=socket.gethostname(), started_at=now)
    session.add(writer)
    session.flush()
    return writer.id


def begin(session: Session, step: Step, user_id: bytes | None, writer: int, now: int) -> UnitOfWork:
    """Open the operation the triggers file changes under: a new one, or the last of a burst."""
    operation = _burst(session, step, (user_id, writer), now) if step.merges else None
    if operation is None:
        feature, record_id = step.record or ("", None)
        operation = Operation(
            kind=step.kind,
            user_id=user_id,
            writer=writer,
            moment=now,
            touched=now,
            record_feature=feature,
            record_id=record_id,
            undoable=step.undoable,
            undoes=step.undoes,
        )
        session.add(operation)
        session.flush()
    session.execute(update(CaptureState).values(writer=writer, operation=operation.id))
    return UnitOfWork(session, operation, step, now)


def _burst(
    session: Session, step: Step, author: tuple[bytes | None, int], now: int
) -> Operation | None:
    """Return the last operation when this edit belongs to the same burst."""
    last = session.scalars(select(Operation).order_by(Operation.id.desc()).limit(1)).first()
    if last is None or step.record is None:
        return None
    same = (
        (last.kind, last.record_feature, last.record_id) == (step.kind, *step.record)
        and (last.user_id, last.writer) == author
        and (last.undoes, last.undone_by) == (None, None)
        and 0 <= now - last.touched <= BURST_MS
        and now - last.moment <= LONGEST_BURST_MS
    )
    return last if same else None


def finish(session: Session, work: UnitOfWork) -> Changes:
    """Close the operation and its entry in the log; return what was touched."""
    window = session.execute(
        select(func.min(Change.seq), func.max(Change.seq)).where(
            Change.operation == work.operation_id,
            Change.seq > _last_seq_before(session, work.operation_id),
        )
    ).one()
    # min and max of no rows are NULL, which SQLAlchemy's types do not say
    first, last = cast("tuple[int | None, int | None]", tuple(window))
    operation = session.get_one(Operation, work.operation_id)
    operation.count = work.step.count
    operation.touched = work.now_ms
    if last is None and operation.last_seq == 0 and operation.undoes is None:
        # nothing happened: no step of undo, no history entry; but what was undone names its undo,
        # also where a burst had come back to what it began with
        session.delete(operation)
    if last is not None:
        operation.first_seq = operation.first_seq or first or last
        operation.last_seq = last
        _log(session, operation, (first or last, last))
    session.execute(update(CaptureState).values(writer=None, operation=None))
    session.flush()
    changes = _changes(session, first, last)
    return Changes(work.step.kind, changes, work.operation_id)


def _last_seq_before(session: Session, operation_id: int) -> int:
    """Return the last change before this block, so that the look-up reads only its own rows."""
    found = session.scalar(select(func.max(Operation.last_seq)).where(Operation.id <= operation_id))
    return found or 0


def _changes(session: Session, first: int | None, last: int | None) -> dict[str, frozenset[bytes]]:
    """Return feature → ids of the touched rows and of the persons they are about.

    After a bulk operation the ids are left out: empty sets say "many".
    """
    if first is None or last is None:
        return {}
    features = table_features()
    names = dict(session.execute(select(CapturedTable.id, CapturedTable.name)).all())
    window = Change.seq.between(first, last)
    if last - first >= _LISTED_ROWS:
        tables = session.scalars(select(Change.tbl).where(window).distinct())
        return {features[names[table]]: frozenset() for table in tables}
    rows: dict[str, set[bytes]] = {}
    query = select(Change.tbl, Change.row_id, Change.subject_id).where(window).distinct()
    for table, row_id, subject_id in session.execute(query):
        ids = rows.setdefault(features[names[table]], set())
        ids.update(i for i in (row_id, subject_id) if i is not None)
    return {feature: frozenset(ids) for feature, ids in rows.items()}


def _log(session: Session, operation: Operation, window: tuple[int, int]) -> None:
    """Put what this transaction changed into the chained log; each of a burst has its entry."""
    entry = NewEntry(
        operation.kind,
        operation.user_id,
        feature=operation.record_feature,
        record_id=operation.record_id,
        operation=operation.id,
        count=operation.count,
        window=window,
    )
    append(session, entry)
