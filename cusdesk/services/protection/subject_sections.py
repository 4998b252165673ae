"""What stands in the file a person gets of themselves, section by section.

A table about people that no section here knows is shown by itself, column by column, so that a new
one can never be forgotten. A feature that wants better words adds a function to `SECTIONS` and
names its tables in `SHOWN`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.messages import tr
from cusdesk.db.erase import personal_tables
from cusdesk.domain.absences import reason_name
from cusdesk.domain.reports.sections import PaperSection, PaperTable
from cusdesk.export.values import date_text, hours_text
from cusdesk.models import Base
from cusdesk.models.attendance import Attendance, Group, GroupMember, Meeting, Visit
from cusdesk.models.audit import AuditEntry
from cusdesk.models.catalogue import Service
from cusdesk.models.journal import CapturedTable, Change, Operation
from cusdesk.models.office import User
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Household, Resident
from cusdesk.services.audit.words import kind_label, shown_moment
from cusdesk.services.history import operation_label, shown_value
from cusdesk.services.protection.subject_rows import facts, table_of, worded

if TYPE_CHECKING:
    from sqlalchemy import Row
    from sqlalchemy.orm import Session

Section = Callable[["Session", bytes], Iterable[PaperSection]]
_PLAN_PARTS = (
    *("plan_needs", "plan_goals", "plan_services", "plan_actions", "plan_reviews"),
    *("plan_notes", "plan_breaks", "plan_handovers", "plan_tasks", "plan_closings"),
    *("plan_steps", "plan_versions"),
)
_REGISTERS = ("consents", "disclosures", "data_requests", "clause_deliveries")
_NOBODY = "–"


def card(session: Session, resident_id: bytes) -> Iterable[PaperSection]:
    """Yield the card itself with telephones, representatives and notes."""
    tables = ("resident_phones", "representatives", "resident_notes")
    yield PaperSection(
        "card",
        tr("protection.access.card"),
        facts=facts(session, Base.metadata.tables["residents"], resident_id),
        tables=tuple(t for name in tables for t in table_of(session, name, resident_id)),
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
        parts = [t for name in _PLAN_PARTS for t in table_of(session, name, resident_id, plan_id)]
        yield PaperSection(
            f"plan.{plan_id.hex()}",
            tr("protection.access.plan", number=number),
            facts=facts(session, table, plan_id),
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
    return worded("groups", heads, rows, (5, 5, 2, 2))


def _meetings(session: Session, resident_id: bytes) -> list[PaperTable]:
    query = (
        select(
            Meeting.date,
            Service.name,
            Attendance.mark,
            Attendance.minutes,
            Attendance.reason,
            Attendance.note,
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(Attendance.subject_id == resident_id, Attendance.retired_at.is_(None))
        .order_by(Meeting.date)
    )
    rows = [
        (
            date_text(day),
            name,
            shown_value("attendance", "mark", mark),
            _hours(minutes),
            ", ".join(part for part in (reason_name(reason), note) if part),
        )
        for day, name, mark, minutes, reason, note in session.execute(query)
    ]
    heads = ("date", "service", "mark", "time", "note")
    return worded("meetings", heads, rows, (2, 5, 3, 2, 4))


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
    return worded("visits", heads, rows, (2, 4, 3, 2, 5))


def _hours(minutes: int) -> str:
    return tr("protection.access.hours", hours=hours_text(minutes)) if minutes else ""


def registers(session: Session, resident_id: bytes) -> Iterable[PaperSection]:
    """Yield consents, requests, clauses given and to whom data went (RODO, art. 15(1)(c))."""
    tables = [part for name in _REGISTERS for part in table_of(session, name, resident_id)]
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
        for part in table_of(session, table.name, resident_id)
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
        tables=tuple(worded("", ("moment", "who", "deed", "what"), rows, (3, 3, 4, 8))),
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
        tables=tuple(worded("", ("moment", "who", "deed"), rows, (3, 4, 8))),
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
