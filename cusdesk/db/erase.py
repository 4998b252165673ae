"""Taking a person out of the office file for good.

What becomes of each table's rows is declared beside its columns (`models.base.OnErasure`). Nothing
here is captured: the history would keep what is being taken out. The caller's transaction commits
or undoes all of it; `compact` then rewrites the file, so that no freed page holds anything.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, delete, func, select, update

from cusdesk.core.portions import PORTION, portions
from cusdesk.db.blobs import drop_unused
from cusdesk.db.capture import captured_tables
from cusdesk.db.engine import connect, use_truncate_journal
from cusdesk.db.errors import translated
from cusdesk.models import Base
from cusdesk.models.attendance import GroupMember
from cusdesk.models.base import OnErasure
from cusdesk.models.journal import CapturedTable, CaptureState, Change, Draft, Operation
from cusdesk.models.plans import Plan
from cusdesk.models.protection import Erasure
from cusdesk.models.residents import Household, Resident, ResidentIndex

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Column, Table
    from sqlalchemy.orm import Session

    from cusdesk.db.database import Database

PERSON, PLAN = "person", "plan"


@dataclass(frozen=True, slots=True)
class Target:
    """What is erased.

    Attributes:
        subject_id: the resident.
        plan_id: one plan of theirs; None for the person as a whole.
    """

    subject_id: bytes
    plan_id: bytes | None = None

    @property
    def scope(self) -> str:
        """`person` or `plan`, as the register says it."""
        return PERSON if self.plan_id is None else PLAN

    @property
    def record_id(self) -> bytes:
        """The id that stays empty for ever."""
        return self.plan_id or self.subject_id


def personal_tables() -> list[Table]:
    """Return every table with rows about a person, parents before their parts."""
    return [t for t in captured_tables() if "subject_id" in t.columns]


def policy_of(table: Table) -> OnErasure:
    """Return what becomes of a table's rows.

    Raises:
        LookupError: the table does not say; a bug of whoever added it.
    """
    policy = table.info.get("erasure")
    if not isinstance(policy, OnErasure):
        raise LookupError(table.name)
    return policy


def rows_of(session: Session, target: Target) -> dict[str, list[bytes]]:
    """Return table -> ids of the rows that belong to what is erased, also those in the bin."""
    found = {}
    for table in personal_tables():
        query = select(table.c.id).where(table.c.subject_id == target.subject_id)
        if target.plan_id is not None:
            if table.name == Plan.__tablename__:
                query = query.where(table.c.id == target.plan_id)
            elif "plan_id" in table.columns:
                query = query.where(table.c.plan_id == target.plan_id)
            elif "record_feature" in table.columns:
                query = query.where(
                    table.c.record_feature == "plans", table.c.record_id == target.plan_id
                )
            else:
                continue
        ids = list(session.scalars(query))
        if ids:
            found[table.name] = ids
    return found


def forget_changes(session: Session, target: Target, rows: dict[str, list[bytes]]) -> int:
    """Delete what the history holds of these rows and close its steps; return how many changes.

    A step of undo or redo that touched the person cannot be taken any more, also where it touched
    others as well: what it would put back is not whole.
    """
    if target.plan_id is None:
        hit = Change.subject_id == target.subject_id
        return _forget(session, [hit])
    numbers = dict(session.execute(select(CapturedTable.name, CapturedTable.id)).all())
    hits = [
        (Change.tbl == numbers[name]) & Change.row_id.in_(part)
        for name, ids in rows.items()
        for part in portions(ids)
    ]
    return _forget(session, hits)


def _forget(session: Session, hits: Iterable[Any]) -> int:
    gone = 0
    for hit in hits:
        close_operations(session, select(Change.operation).where(hit))
        removed = session.execute(delete(Change).where(hit).returning(Change.seq))
        gone += len(removed.all())
    return gone


def close_operations(session: Session, operations: Any) -> None:  # noqa: ANN401 (a query or ids)
    """Let these steps never be taken back nor repeated."""
    session.execute(
        update(Operation)
        .where(Operation.id.in_(operations))
        .values(undoable=False)
        .execution_options(synchronize_session=False)
    )


def blank_changes(session: Session, seqs: Sequence[int]) -> None:
    """Empty the values of single changes of other records, and close their steps."""
    for some in portions(seqs):
        part = Change.seq.in_(some)
        close_operations(session, select(Change.operation).where(part))
        session.execute(update(Change).where(part).values(before=None, after=None))


def empty_rows(
    session: Session, rows: dict[str, list[bytes]], *, name: str, now_ms: int, today: dt.date
) -> None:
    """Empty or delete the rows by the policy of their tables, in the order of references.

    Args:
        session: inside `unrecorded`.
        rows: see `rows_of`.
        name: what lists show in place of a person's name.
        now_ms: the moment; the stub goes out of every list of residents.
        today: last day of a membership that was still open.
    """
    connection = session.connection()
    tables = [t for t in personal_tables() if t.name in rows]
    for table in tables:
        policy = policy_of(table)
        if not policy.deletes:
            values = {column: _empty(table.c[column]) for column in policy.blank}
            values |= _stub_values(table, name, now_ms, today)
            values["row_version"] = table.c.row_version + 1
            for ids in portions(rows[table.name]):
                connection.execute(update(table).where(table.c.id.in_(ids)).values(values))
    for table in reversed(tables):
        if policy_of(table).deletes:
            for ids in portions(rows[table.name]):
                connection.execute(delete(table).where(table.c.id.in_(ids)))
    drop_unused(session)
    session.expire_all()


def _empty(column: Column[Any]) -> object:
    """Return what an emptied column holds: nothing, its default, or an empty text."""
    if column.nullable:
        return None
    default = column.default
    return getattr(default, "arg", "") if default is not None else ""


def _stub_values(table: Table, name: str, now_ms: int, today: dt.date) -> dict[str, object]:
    if table.name == Resident.__tablename__:
        return {"surname": name, "retired_at": func.coalesce(table.c.retired_at, now_ms)}
    if table.name == GroupMember.__tablename__:
        open_end = (table.c.left_on.is_(None)) | (table.c.left_on > today)
        return {"left_on": case((open_end, today), else_=table.c.left_on)}
    return {}


def leave_index(session: Session, subject_id: bytes) -> None:
    """Take a resident out of the search."""
    session.execute(delete(ResidentIndex).where(ResidentIndex.resident_id == subject_id))


def lone_household(session: Session, subject_id: bytes) -> bytes | None:
    """Return the household in which nobody else ever lived on record, None otherwise."""
    household = session.scalar(select(Resident.household_id).where(Resident.id == subject_id))
    if household is None:
        return None
    others = select(func.count()).where(
        Resident.household_id == household, Resident.id != subject_id
    )
    return None if session.scalar(others) else household


def empty_household(session: Session, household_id: bytes) -> None:
    """Empty the remark of a household nobody is left in."""
    session.execute(
        update(Household)
        .where(Household.id == household_id)
        .values(note="", row_version=Household.row_version + 1)
        .execution_options(synchronize_session=False)
    )


def drop_drafts(session: Session, ids: Sequence[int]) -> None:
    """Delete kept forms."""
    if ids:
        session.execute(delete(Draft).where(Draft.id.in_(ids)))


@contextlib.contextmanager
def unrecorded(session: Session) -> Iterator[None]:
    """Let the triggers of the history sleep and rows be deleted, inside a running write."""
    session.flush()
    before = session.execute(select(CaptureState.muted, CaptureState.erasing)).one()
    session.execute(update(CaptureState).values(muted=1, erasing=1))
    yield
    session.flush()
    session.execute(update(CaptureState).values(muted=before[0], erasing=before[1]))


def registered(session: Session) -> dict[bytes, Erasure]:
    """Return the register of the file by the ids that must stay empty."""
    return {row.record_id: row for row in session.scalars(select(Erasure))}


def is_there_again(session: Session, record_id: bytes, name: str) -> Target | None:
    """Return what holds data although its id stands in a register of erasures; None when nothing.

    A stub of an earlier erasure bears `name` and has no part that would be deleted.
    """
    resident = session.get(Resident, record_id)
    target = Target(record_id)
    if resident is None:
        plan = session.get(Plan, record_id)
        if plan is None:
            return None
        target = Target(plan.subject_id, plan.id)
    if resident is not None and (resident.surname != name or resident.retired_at is None):
        return target
    return target if _holds_anything(session, target) else None


def _holds_anything(session: Session, target: Target) -> bool:
    for table_name, ids in rows_of(session, target).items():
        table = Base.metadata.tables[table_name]
        policy = policy_of(table)
        if policy.deletes:
            return True
        texts = [c for c in policy.blank if _empty(table.c[c]) == "" and c != "surname"]
        for text in texts:
            query = select(func.count()).where(table.c.id.in_(ids[:PORTION]), table.c[text] != "")
            if session.scalar(query):
                return True
    return False


def compact(database: Database) -> None:
    """Rewrite the whole file, so that nothing of what was erased is left in any page of it.

    Raises:
        StorageError: the disk is full or somebody reads; the erasure itself stands.
    """
    with database.exclusively(), translated():
        connection = connect(database.path, database.key)
        try:
            # the pool's connections keep the journal open, and Windows deletes no open file
            use_truncate_journal(connection)
            connection.execute("VACUUM")
            connection.execute("UPDATE erasures SET compacted = 1 WHERE compacted = 0")
        finally:
            connection.close()
