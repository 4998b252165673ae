"""What stands in the file a person gets of themselves, section by section.

A table about people that no section here knows is shown by itself, column by column, so that a new
one can never be forgotten. A feature that wants better words adds a function to `SECTIONS` and
names its tables in `SHOWN`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.messages import tr
from cusdesk.db.erase import personal_tables
from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.reports.sections import PaperSection, PaperTable
from cusdesk.export.values import date_text, hours_text
from cusdesk.models import Base
from cusdesk.models.attendance import Attendance, Group, GroupMember, Meeting, Visit
from cusdesk.models.audit import AuditEntry
from cusdesk.models.base import UNCAPTURED
from cusdesk.models.catalogue import Service
from cusdesk.models.journal import CapturedTable, Change, Operation
from cusdesk.models.office import User
from cusdesk.models.plans import Plan
from cusdesk.models.protection import InformationClause
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Household, Resident
from cusdesk.services.audit.words import kind_label, shown_moment
from cusdesk.services.history import operation_label, shown_value
from cusdesk.services.plans.annex import told_content

if TYPE_CHECKING:
    from sqlalchemy import Row, RowMapping, Table
    from sqlalchemy.orm import Session

Section = Callable[["Session", bytes], Iterable[PaperSection]]
_LEFT_OUT = UNCAPTURED | {
    "position",
    "retired_at",
    "resident_id",
    "plan_id",
    "goal_id",
    "record_id",
}
_PLAN_PARTS = (
    *("plan_needs", "plan_goals", "plan_services", "plan_actions", "plan_reviews"),
    *("plan_notes", "plan_breaks", "plan_handovers", "plan_tasks", "plan_closings"),
    *("plan_steps", "plan_versions"),
)
_MOMENTS = {"at", "approved_at"}
"""Milliseconds since 1970 UTC, shown as day and time."""
_REGISTERS = ("consents", "disclosures", "data_requests", "clause_deliveries")
_NOBODY = "–"
_NARROW, _WIDE = 12, 28
_MOST_COLUMNS = 6
_AMOUNTS = {"amount", "total_amount"}


def card(session: Session, resident_id: bytes) -> Iterable[PaperSection]:
    """Yield the card itself with telephones, representatives and notes."""
    tables = ("resident_phones", "representatives", "resident_notes")
    yield PaperSection(
        "card",
        tr("protection.access.card"),
        facts=_facts(session, Base.metadata.tables["residents"], resident_id),
        tables=tuple(t for name in tables for t in _table(session, name, resident_id)),
    )


def household(session: Session, resident_id: bytes) -> Iterable[PaperSection]:
    """Yield the household: its remark and its size; others' data are theirs (RODO, art. 15(4))."""
    row = session.execute(
        select(Household.id, Household.note)
        .join(Resident, Resident.household_id == Household.id)
        .where(Resident.id == resident_id)
    ).first()
    if row is None:
        return
    size = session.scalar(
        select(func.count()).where(Resident.household_id == row.id, Resident.retired_at.is_(None))
    )
    facts = [(tr("protection.access.household_size"), str(size or 0))]
    if row.note:
        facts.append((tr("fields.households.note"), row.note))
    yield PaperSection("household", tr("protection.access.household"), facts=tuple(facts))


def plans(session: Session, resident_id: bytes) -> Iterable[PaperSection]:
    """Yield every plan with its goals, services, supporting actions and reviews."""
    table = Base.metadata.tables["plans"]
    ids = session.scalars(
        select(Plan.id).where(Plan.subject_id == resident_id).order_by(Plan.valid_from, Plan.id)
    ).all()
    for plan_id in ids:
        number = session.scalar(select(Plan.number).where(Plan.id == plan_id)) or _NOBODY
        parts = [t for name in _PLAN_PARTS for t in _table(session, name, resident_id, plan_id)]
        yield PaperSection(
            f"plan.{plan_id.hex()}",
            tr("protection.access.plan", number=number),
            facts=_facts(session, table, plan_id),
            tables=tuple(parts),
        )


def attendance(session: Session, resident_id: bytes) -> Iterable[PaperSection]:
    """Yield groups, every meeting and every visit, with their time."""
    tables = [*_groups(session, resident_id), *_meetings(session, resident_id)]
    tables += _visits(session, resident_id)
    yield PaperSection(
        "attendance",
        tr("protection.access.attendance"),
        tables=tuple(tables),
        empty=tr("protection.access.no_attendance"),
    )


def _groups(session: Session, resident_id: bytes) -> list[PaperTable]:
    query = (
        select(Group.name, Service.name, GroupMember.joined_on, GroupMember.left_on)
        .join(Group, Group.id == GroupMember.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(GroupMember.subject_id == resident_id, GroupMember.retired_at.is_(None))
    )
    rows = [(g, s, date_text(a), date_text(b)) for g, s, a, b in session.execute(query)]
    heads = ("group", "service", "from", "to")
    return _worded("groups", heads, rows, (5, 5, 2, 2))


def _meetings(session: Session, resident_id: bytes) -> list[PaperTable]:
    query = (
        select(Meeting.date, Service.name, Attendance.mark, Attendance.minutes, Attendance.note)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(Attendance.subject_id == resident_id, Attendance.retired_at.is_(None))
        .order_by(Meeting.date)
    )
    rows = [
        (date_text(day), name, shown_value("attendance", "mark", mark), _hours(minutes), note)
        for day, name, mark, minutes, note in session.execute(query)
    ]
    heads = ("date", "service", "mark", "time", "note")
    return _worded("meetings", heads, rows, (2, 5, 3, 2, 4))


def _visits(session: Session, resident_id: bytes) -> list[PaperTable]:
    query = (
        select(Visit.date, Service.name, Visit.worker, Visit.minutes, Visit.activities)
        .join(Service, Service.id == Visit.service_id)
        .where(Visit.subject_id == resident_id, Visit.retired_at.is_(None))
        .order_by(Visit.date, Visit.id)
    )
    rows = [
        (date_text(day), name, worker, _hours(minutes), activities)
        for day, name, worker, minutes, activities in session.execute(query)
    ]
    heads = ("date", "service", "worker", "time", "activities")
    return _worded("visits", heads, rows, (2, 4, 3, 2, 5))


def _hours(minutes: int) -> str:
    return tr("protection.access.hours", hours=hours_text(minutes)) if minutes else ""


def registers(session: Session, resident_id: bytes) -> Iterable[PaperSection]:
    """Yield consents, requests, clauses given and to whom data went (RODO, art. 15(1)(c))."""
    tables = [part for name in _REGISTERS for part in _table(session, name, resident_id)]
    yield PaperSection(
        "registers",
        tr("protection.access.registers"),
        tables=tuple(tables),
        empty=tr("protection.access.no_registers"),
    )


def rest(session: Session, resident_id: bytes) -> Iterable[PaperSection]:
    """Yield every other table about people, as it stands."""
    tables = [
        part
        for table in personal_tables()
        if table.name not in SHOWN
        for part in _table(session, table.name, resident_id)
    ]
    if tables:
        yield PaperSection("other", tr("protection.access.other"), tables=tuple(tables))


def changes(session: Session, resident_id: bytes) -> Iterable[PaperSection]:
    """Yield who changed what and when."""
    query = (
        select(
            Operation.moment,
            User.name,
            Operation.kind,
            CapturedTable.name,
            Change.field,
            Change.before,
            Change.after,
        )
        .join(Operation, Operation.id == Change.operation)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .join(User, User.id == Operation.user_id, isouter=True)
        .where(Change.subject_id == resident_id)
        .order_by(Change.seq)
    )
    found = (_change(row) for row in session.execute(query) if row[4] != "sort_key")
    rows = [
        (*line[:3], line[3] if times == 1 else tr("protection.access.times", what=line[3], n=times))
        for line, same in groupby(found)
        if (times := len(list(same)))
    ]
    yield PaperSection(
        "changes",
        tr("protection.access.changes"),
        tables=tuple(_worded("", ("moment", "who", "deed", "what"), rows, (3, 3, 4, 8))),
        empty=tr("protection.access.no_changes"),
    )


def _change(row: Row[*tuple[Any, ...]]) -> tuple[str, str, str, str]:
    moment, user, kind, table, field, before, after = row
    if field is None:
        what = tr("protection.access.added", what=tr(f"protection.table.{table}"))
    else:
        what = tr(
            "protection.access.changed",
            field=tr(f"fields.{table}.{field}"),
            before=shown_value(table, field, before) or _NOBODY,
            after=shown_value(table, field, after) or _NOBODY,
        )
    return (shown_moment(moment), user or _NOBODY, operation_label(kind), what)


def views(session: Session, resident_id: bytes) -> Iterable[PaperSection]:
    """Yield who looked and when, and every other event about the person (CUS act, art. 50)."""
    query = (
        select(AuditEntry.moment, User.name, AuditEntry.kind, AuditEntry.count)
        .join(User, User.id == AuditEntry.user_id, isouter=True)
        .where(AuditEntry.subject_id == resident_id, AuditEntry.operation.is_(None))
        .order_by(AuditEntry.seq)
    )
    rows = [
        (shown_moment(moment), user or _NOBODY, kind_label(kind, count))
        for moment, user, kind, count in session.execute(query)
    ]
    yield PaperSection(
        "views",
        tr("protection.access.views"),
        tables=tuple(_worded("", ("moment", "who", "deed"), rows, (3, 4, 8))),
        empty=tr("protection.access.no_views"),
    )


SECTIONS: list[Section] = [card, household, plans, attendance, registers, rest, changes, views]
"""In the order of the paper; the purposes and rights of the person stand before them."""
SHOWN = {
    "residents",
    "resident_phones",
    "representatives",
    "resident_notes",
    "plans",
    *_PLAN_PARTS,
    *_REGISTERS,
    "group_members",
    "attendance",
    "visits",
}
"""Tables some section above shows in its own words."""


# --- rows as they stand


def _worded(
    title: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    widths: tuple[int, ...],
) -> list[PaperTable]:
    if not rows:
        return []
    headings = tuple(tr(f"protection.access.head.{head}") for head in heads)
    return [
        PaperTable(
            headings, tuple(rows), widths, tr(f"protection.access.caption.{title}") if title else ""
        )
    ]


def _facts(session: Session, table: Table, row_id: bytes) -> tuple[tuple[str, str], ...]:
    row = session.execute(select(table).where(table.c.id == row_id)).mappings().first()
    if row is None:
        return ()
    return tuple(
        (tr(f"fields.{table.name}.{name}"), text)
        for name, value in row.items()
        if name not in _LEFT_OUT and not isinstance(value, bytes)
        if (text := _words(table.name, name, value))
    )


def _table(
    session: Session, name: str, resident_id: bytes, plan_id: bytes | None = None
) -> Iterable[PaperTable]:
    """Yield the rows of a table about the person, without columns that are empty in all of them.

    A row in the bin is held too, and says so.
    """
    table = Base.metadata.tables[name]
    query = select(table).where(table.c.subject_id == resident_id)
    if plan_id is not None:
        query = query.where(table.c.plan_id == plan_id)
    rows = session.execute(query).mappings().all()
    columns = [c.name for c in table.columns if c.name not in _LEFT_OUT]
    named = _names(session, table, rows)
    texts = [
        [named.get(row[column]) or _words_in(name, column, row) for column in columns]
        for row in rows
    ]
    used = [i for i in range(len(columns)) if any(line[i] for line in texts)]
    if not rows or not used:
        return
    headings = [tr(f"fields.{name}.{columns[i]}") for i in used]
    body = [
        tuple(line[i] for i in used)
        + ((tr("history.in_bin"),) if row["retired_at"] is not None else ("",))
        for line, row in zip(texts, rows, strict=True)
    ]
    if any(line[-1] for line in body):
        headings.append(tr("protection.access.head.state"))
    else:
        body = [line[:-1] for line in body]
    longest = [max(len(line[i]) for line in body) for i in range(len(headings))]
    widths = tuple(min(max(length, _NARROW), _WIDE) for length in longest)
    label = tr(f"protection.table.{name}")
    title = label[:1].upper() + label[1:]
    yield PaperTable(tuple(headings), tuple(body), widths, title, len(headings) > _MOST_COLUMNS)


_CALLED = {
    Service: Service.name,
    Provider: Provider.name,
    InformationClause: InformationClause.title,
}


def _names(session: Session, table: Table, rows: Sequence[RowMapping]) -> dict[object, str]:
    """Return id -> name of the services, providers and clauses the rows point to."""
    found: dict[object, str] = {}
    for model, name in _CALLED.items():
        columns = [
            column.name
            for column in table.columns
            for key in column.foreign_keys
            if key.column.table.name == model.__tablename__
        ]
        ids = {row[column] for row in rows for column in columns}
        query = select(model.id, name).where(model.id.in_(ids))
        found |= dict(session.execute(query).all())
    return found


def _words_in(table: str, column: str, row: RowMapping) -> str:
    """Return a value of a row in words; a planned amount is in minutes when its unit is time."""
    value = row[column]
    is_amount = table == "plan_services" and column in _AMOUNTS and value is not None
    if is_amount and row["unit"] in {ServiceUnit.HOUR, ServiceUnit.LESSON_HOUR}:
        return tr("protection.access.minutes", n=value)
    return _words(table, column, value)


def _words(table: str, column: str, value: object) -> str:
    """Return a value in words; ids of other records say nothing to the person."""
    if value is None or isinstance(value, bytes):
        return ""
    if (table, column) == ("plan_versions", "content"):
        return told_content(str(value))
    if column in _MOMENTS and isinstance(value, int):
        return shown_moment(value)
    if hasattr(value, "isoformat"):
        return shown_value(table, column, value.isoformat())
    return shown_value(table, column, value)
