"""What should be seen before a month is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, exists, func, or_, select

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.attendance import Mark
from cusdesk.domain.dates import format_date
from cusdesk.domain.durations import format_minutes
from cusdesk.domain.months import Finding, FindingKind
from cusdesk.domain.periods import Period
from cusdesk.domain.planned import month_range, planned_in_month
from cusdesk.models.attendance import Attendance, Group, GroupMember, Meeting, Visit
from cusdesk.models.catalogue import Service
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.models.plans import PlanService
from cusdesk.models.residents import Resident
from cusdesk.services.attendance.delivered import delivered_rows
from cusdesk.services.catalogue.naming import service_names
from cusdesk.services.months.money_findings import invoices_waiting, pools_over
from cusdesk.services.planned import planned_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cusdesk.domain.reports import ServiceMonth
    from cusdesk.services.attendance.month.frozen import Found
    from cusdesk.services.office import Office

_MINUTES_OF_DAY = 24 * 60
_OF_HOURS = ("attendance", "hours")


@needs("attendance.see")
def findings(office: Office, session: Session, month: dt.date, services: Found) -> list[Finding]:
    """Return everything to be seen before a month is closed, by kind.

    Pools and invoices are left out for whoever may not see contracts and invoices; who may close a
    month sees both. Meetings of days to come need no list yet.

    Args:
        office: the open office.
        session: a running read or operation.
        month: any day of it.
        services: the month as it is now.
    """
    first, last = month_range(month)
    return [
        *_without_list(session, first, min(last, office.clock.today())),
        *_over_plan(services),
        *_not_enrolled(session, first, last),
        *_overlaps(session, first, last),
        *_without_card(session, first, last),
        *_waiting(session),
        *(pools_over(session, first, last) if office.may("contracts.see") else ()),
        *(invoices_waiting(session, first, last) if office.may("invoices.see") else ()),
    ]


def _without_list(session: Session, first: dt.date, last: dt.date) -> Iterator[Finding]:
    marks = select(Attendance.id).where(
        Attendance.meeting_id == Meeting.id, Attendance.retired_at.is_(None)
    )
    query = (
        select(Group.id, Group.name, Service.name, Meeting.date)
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(
            Meeting.date.between(first, last),
            Meeting.retired_at.is_(None),
            Group.retired_at.is_(None),
            ~exists(marks),
        )
        .order_by(Meeting.date, Group.name)
    )
    for group_id, group, service, date in session.execute(query):
        words = tr("months.what.no_list", group=group, service=service, date=format_date(date))
        yield Finding(FindingKind.NO_LIST, words, "attendance", group_id)


def _over_plan(services: Found) -> Iterator[Finding]:
    for _, service in services:
        for person in service.persons:
            given = person.delivered(service.unit)
            if person.planned is not None and given > person.planned:
                words = tr(
                    "months.what.over_plan",
                    person=person.full_name,
                    service=service.name,
                    given=_amount(service, given),
                    planned=_amount(service, person.planned),
                )
                yield Finding(FindingKind.OVER_PLAN, words, "residents", person.person_id)


def _amount(service: ServiceMonth, amount: int) -> str:
    return format_minutes(amount) if service.unit.is_time else str(amount)


def _not_enrolled(session: Session, first: dt.date, last: dt.date) -> Iterator[Finding]:
    member = select(GroupMember.id).where(
        GroupMember.group_id == Group.id,
        GroupMember.resident_id == Attendance.resident_id,
        GroupMember.retired_at.is_(None),
        or_(GroupMember.joined_on.is_(None), GroupMember.joined_on <= Meeting.date),
        or_(GroupMember.left_on.is_(None), GroupMember.left_on >= Meeting.date),
    )
    query = (
        select(Group.id, Group.name, Resident.surname, Resident.given_name, func.count())
        .select_from(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .join(Resident, Resident.id == Attendance.resident_id)
        .where(
            Attendance.mark == Mark.PRESENT.value,
            Attendance.retired_at.is_(None),
            Meeting.retired_at.is_(None),
            Group.retired_at.is_(None),
            Meeting.date.between(first, last),
            ~exists(member),
        )
        .group_by(Group.id, Resident.id)
        .order_by(Group.name, Resident.surname, Resident.given_name)
    )
    for group_id, group, surname, given, count in session.execute(query):
        person = f"{surname} {given}".strip()
        words = tr("months.what.not_enrolled", person=person, group=group, n=count)
        yield Finding(FindingKind.NOT_ENROLLED, words, "attendance", group_id)


class _Stay(NamedTuple):
    start: int
    end: int
    date: dt.date
    worker: str
    resident_id: bytes
    resident: str


def _overlaps(session: Session, first: dt.date, last: dt.date) -> Iterator[Finding]:
    query = (
        select(
            *(Visit.date, Visit.start_minute, Visit.end_minute, Visit.worker, Visit.resident_id),
            *(Resident.surname, Resident.given_name),
        )
        .join(Resident, Resident.id == Visit.resident_id)
        .where(
            Visit.date.between(first, last),
            Visit.retired_at.is_(None),
            and_(Visit.start_minute.is_not(None), Visit.end_minute.is_not(None)),
        )
    )
    stays = []
    for date, start, end, worker, resident_id, surname, given in session.execute(query):
        base = date.toordinal() * _MINUTES_OF_DAY
        name = f"{surname} {given}".strip()
        hours = base + (start or 0), base + (end or 0)
        stays.append(_Stay(*hours, date, worker, resident_id, name))
    workers = [stay for stay in stays if stay.worker]
    for one, other in _meeting(workers, "worker"):
        words = tr(
            "months.what.overlap_worker",
            worker=one.worker,
            date=format_date(other.date),
            one=one.resident,
            other=other.resident,
        )
        yield Finding(FindingKind.OVERLAP_WORKER, words, "residents", other.resident_id)
    for one, other in _meeting(stays, "resident_id"):
        if one.worker != other.worker:  # of one worker it is said above
            words = tr(
                "months.what.overlap_resident",
                person=one.resident,
                date=format_date(other.date),
                one=one.worker or tr("months.what.nobody"),
                other=other.worker or tr("months.what.nobody"),
            )
            yield Finding(FindingKind.OVERLAP_RESIDENT, words, "residents", other.resident_id)


def _meeting(stays: list[_Stay], key: str) -> Iterator[tuple[_Stay, _Stay]]:
    """Yield stays of one worker or resident where the later began before the other ended."""
    latest: dict[object, _Stay] = {}
    for stay in sorted(stays):
        before = latest.get(getattr(stay, key))
        if before is not None and stay.start < before.end:
            yield before, stay
        if before is None or stay.end > before.end:
            latest[getattr(stay, key)] = stay


def _without_card(session: Session, first: dt.date, last: dt.date) -> Iterator[Finding]:
    given = {(row.resident_id, row.service_id) for row in delivered_rows(session, first, last)}
    individual = set(
        session.scalars(select(PlanService.id).where(PlanService.form == "individual"))
    )
    names = service_names(session)
    for row in planned_rows(session, Period(first, last)):
        if row.row_id not in individual or row.service_id not in names or row.amount is None:
            continue
        if (row.resident_id, row.service_id) in given or not row.unit.is_time:
            continue
        days = row.period
        minutes = planned_in_month(row.amount, row.amount_per, days.start, days.end, first)
        if minutes:
            words = tr(
                "months.what.no_card",
                person=_name(session, row.resident_id),
                service=names[row.service_id],
                planned=format_minutes(minutes),
            )
            yield Finding(FindingKind.NO_CARD, words, "residents", row.resident_id)


def _name(session: Session, resident_id: bytes) -> str:
    row = session.get(Resident, resident_id)
    return f"{row.surname} {row.given_name}".strip() if row else ""


def _waiting(session: Session) -> Iterator[Finding]:
    query = (
        select(func.count())
        .select_from(ImportIssue)
        .join(ImportBatch, ImportBatch.id == ImportIssue.batch_id)
        .where(
            ImportIssue.outcome == "doubtful",
            ImportIssue.decision == "",
            ImportIssue.retired_at.is_(None),
            ImportBatch.kind.in_(_OF_HOURS),
        )
    )
    count = session.scalar(query) or 0
    if count:
        yield Finding(
            FindingKind.WAITING_IMPORT, tr("months.what.waiting_import", n=count), "imports"
        )
