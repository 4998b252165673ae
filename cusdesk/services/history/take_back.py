"""Taking back one past change: what it goes over is shown first, then it is a step of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, RuleError
from cusdesk.db.capture import table_features
from cusdesk.db.undo_one import (
    OneChange,
    changed_together,
    later_changes,
    take_back_one,
    value_before,
    value_now,
)
from cusdesk.domain.access import needs, right_of_operation, right_to_see
from cusdesk.models import Base
from cusdesk.models.journal import Operation
from cusdesk.models.plans import Plan
from cusdesk.models.protection import Erasure
from cusdesk.services.history.names import Names
from cusdesk.services.history.records import HistoryEntry, entry, joined
from cusdesk.services.history.words import DERIVED, field_label
from cusdesk.services.programmes import refuse_hidden_column
from cusdesk.services.special_rows import refuse_hidden_row

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_INSEPARABLE: dict[str, tuple[frozenset[str], ...]] = {
    "attendance": (frozenset({"mark", "minutes"}),),
    "visits": (frozenset({"start_minute", "end_minute", "minutes"}),),
    "plans": (frozenset({"status", "agreed_by", "agreed_on", "coordinator_agreed_on"}),),
    "services": (frozenset({"unit", "unit_minutes"}),),
}
"""Fields that make sense only together: who takes one back takes the others of the step too."""


@dataclass(frozen=True, slots=True)
class TakeBackView:
    """What taking one change back would do.

    Attributes:
        change: which.
        field: the field in words; None when the row would go to the bin.
        now, then: its value now and afterwards, in words.
        later: later changes it would go over, newest first.
        together: names of the fields of the same step that stay as they are.
    """

    change: OneChange
    field: str | None
    now: str
    then: str
    later: tuple[HistoryEntry, ...]
    together: tuple[str, ...]


@needs("office.see")
def look_at_change(office: Office, one: OneChange) -> TakeBackView:
    """Return what taking a change back would do, for the question before it is done.

    Raises:
        RuleError: it cannot be taken back: `history.take_back.not_undoable` (such steps never
            can), `.nothing` (the value is as before), `.erased`, a fixed plan, or no right.
        NotFoundError: the row is gone.
    """
    feature = table_features()[one.table]
    office.require(right_to_see(feature), right_of_operation(feature))
    with office.read() as session:
        refuse_hidden_column(office, session, one.table, one.field)
        refuse_hidden_row(office, session, one.table, one.row_id)
        _check(session, one)
        names = Names(session, may_see_residents=office.may("residents.see"))
        before, now = value_before(session, one), value_now(session, one)
        later = joined(later_changes(session, one))
        others = changed_together(session, one) - _goes_with(one) - DERIVED
        return TakeBackView(
            one,
            None if one.field is None else field_label(one.table, one.field),
            names.value(one.table, one.field, now),
            names.value(one.table, one.field, before),
            tuple(entry(session, names, change, one.row_id) for change in later),
            tuple(sorted(field_label(one.table, other) for other in others)),
        )


@needs("office.see")
def take_back_change(office: Office, one: OneChange) -> Changes:
    """Take one change back, whatever came later; a new step that can be undone.

    Raises:
        RuleError, NotFoundError: as `look_at_change`.
    """
    feature = table_features()[one.table]
    kind = f"{feature}.take_back"
    with office.read() as session:
        record = (feature, _record_of(session, one.table, one.row_id))
    with office.write(kind, record=record) as work:
        refuse_hidden_column(office, work.session, one.table, one.field)
        refuse_hidden_row(office, work.session, one.table, one.row_id)
        _check(work.session, one)
        take_back_one(work, one, _goes_with(one) | DERIVED)
        _refresh(work.session, one)
    return work.changes


def _goes_with(one: OneChange) -> frozenset[str]:
    groups = _INSEPARABLE.get(one.table, ())
    return next((group for group in groups if one.field in group), frozenset())


def _check(session: Session, one: OneChange) -> None:
    table = Base.metadata.tables[one.table]
    row = session.execute(select(table).where(table.c.id == one.row_id)).mappings().first()
    operation = session.get(Operation, one.operation_id)
    if row is None or operation is None:
        raise NotFoundError("storage.not_found")
    if not operation.undoable:
        raise RuleError("history.take_back.not_undoable")
    if one.table == "users" and one.field in {None, "roles", "retired_at"}:
        raise RuleError("history.take_back.account")
    subjects = [row.get("subject_id"), one.row_id]
    gone = select(Erasure.id).where(Erasure.record_id.in_([s for s in subjects if s is not None]))
    if session.scalar(gone) is not None:
        raise RuleError("history.take_back.erased")
    now = value_now(session, one)
    is_back = now is not None if one.field is None else now == value_before(session, one)
    if is_back:
        raise RuleError("history.take_back.nothing")
    _check_plan(session, one)


def _check_plan(session: Session, one: OneChange) -> None:
    """Refuse for an approved plan (art. 41), and for what a confirmed month of fees stands on."""
    from cusdesk.services.fees.frozen import refuse_if_used
    from cusdesk.services.plans.fixed import FROZEN_TABLES, refuse_if_fixed

    if table_features()[one.table] == "fees":
        refuse_if_used(session, one.table, _record_of(session, one.table, one.row_id))
    if table_features()[one.table] != "plans":
        return
    plan = session.get(Plan, _record_of(session, one.table, one.row_id))
    if plan is not None and one.table in FROZEN_TABLES:
        refuse_if_fixed(plan)


def _record_of(session: Session, table_name: str, row_id: bytes) -> bytes:
    """Return the record a row is a part of, itself when it is one."""
    table = Base.metadata.tables[table_name]
    owner = table.info["owner"]
    if owner is None:
        return row_id
    parent: bytes | None = session.scalar(select(table.c[owner]).where(table.c.id == row_id))
    if parent is None:
        raise NotFoundError("storage.not_found")
    (reference,) = table.c[owner].foreign_keys
    return _record_of(session, reference.column.table.name, parent)


def _refresh(session: Session, one: OneChange) -> None:
    """Write the search rows of the resident anew."""
    # the index builds on this package
    from cusdesk.services.residents.index import reindex

    if table_features()[one.table] == "residents":
        table = Base.metadata.tables[one.table]
        if "subject_id" in table.columns:
            query = select(table.c.subject_id).where(table.c.id == one.row_id)
            reindex(session, session.scalars(query).all())
