"""What a month adds up to: the figures of the screen, of the sheet and of the office are these."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from cusdesk.core.errors import NotFoundError
from cusdesk.core.messages import tr
from cusdesk.db.reading import read_columns
from cusdesk.domain.access import needs
from cusdesk.domain.attendance import Mark
from cusdesk.domain.calendar import holidays_of
from cusdesk.domain.catalogue import ServiceUnit, counts_time
from cusdesk.domain.planned import month_range, planned_in_month
from cusdesk.domain.reports import (
    DayMark,
    LegendEntry,
    MarkKind,
    MonthlySheet,
    MonthMeeting,
    PersonMonth,
    ServiceMonth,
)
from cusdesk.models.attendance import Attendance, Group, GroupMember, Meeting, Visit
from cusdesk.models.catalogue import Service, ServiceProvider
from cusdesk.models.plans import Plan, PlanService
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Resident, ResidentIndex
from cusdesk.services.attendance.grid import meeting_length
from cusdesk.services.attendance.people import facts_of, told_apart
from cusdesk.services.office import office_header

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

KINDS = {
    Mark.PRESENT: MarkKind.PRESENT,
    Mark.ABSENT: MarkKind.ABSENT,
    Mark.EXCUSED: MarkKind.EXCUSED,
    Mark.CANCELLED: MarkKind.OTHER,
    Mark.NOT_APPLICABLE: MarkKind.OTHER,
}
_STRENGTH = (Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT, Mark.CANCELLED, Mark.NOT_APPLICABLE)
DELIVERING_PLANS = ("agreed", "approved", "ended", "resigned")


@dataclass(slots=True)
class _Person:
    """What is known of a person in one service and month, before it becomes a row."""

    order: tuple[int, int] = (1, 0)
    """Listed people first in list order, others after them by name."""
    written: dict[int, tuple[Mark, int]] = field(default_factory=dict)
    """Day of the month -> its mark and minutes of presence."""
    member_planned: int | None = None
    plan_planned: int | None = None
    scheduled: int = 0


@dataclass(slots=True)
class _Service:
    people: dict[bytes, _Person] = field(default_factory=lambda: defaultdict(_Person))
    meetings: list[MonthMeeting] = field(default_factory=list)
    visits: int = 0
    leaders: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


def symbol(mark: Mark) -> str:
    """Return what stands for a mark in the grid and on paper."""
    return tr(f"attendance.symbol.{mark}")


def legend() -> tuple[LegendEntry, ...]:
    """Return every symbol with its meaning, in the order to print them."""
    return tuple(
        LegendEntry(symbol(mark), KINDS[mark], tr(f"enums.mark.{mark}")) for mark in _STRENGTH
    )


@dataclass(frozen=True, slots=True)
class OfficeMonth:
    """The sheet of a month, with the ids of its services in the order of `sheet.services`."""

    sheet: MonthlySheet
    service_ids: tuple[bytes, ...]


@needs("attendance.see")
def monthly_sheet(office: Office, month: dt.date, service_id: bytes | None = None) -> MonthlySheet:
    """Return the sheet of `office_month`."""
    return office_month(office, month, service_id).sheet


@needs("attendance.see")
def office_month(office: Office, month: dt.date, service_id: bytes | None = None) -> OfficeMonth:
    """Return the office's month: every service with a meeting, a visit or a member in it.

    Shape: services by name; people in list order. Only living rows count.

    Raises:
        NotFoundError: the asked service does not exist.
    """
    first, last = month_range(month)
    with office.read() as session:
        if service_id is not None and session.get(Service, service_id) is None:
            raise NotFoundError("storage.not_found")
        gathered = _gather(session, first, last, service_id)
        found = list(_service_months(session, gathered, (last - first).days + 1))
        header = office_header(session)
    sheet = MonthlySheet(
        office=header,
        year=first.year,
        month=first.month,
        services=tuple(month for _, month in found),
        legend=legend(),
        printed_on=office.clock.today(),
        holidays=tuple(
            (date, name)
            for date, name in sorted(holidays_of(first.year).items())
            if date.month == first.month
        ),
        prepared_by=office.user_name,
    )
    return OfficeMonth(sheet, tuple(service for service, _ in found))


@needs("attendance.see")
def service_month(office: Office, service_id: bytes, month: dt.date) -> ServiceMonth | None:
    """Return one service's month, None when nothing of it happened or was planned."""
    sheet = monthly_sheet(office, month, service_id)
    return sheet.services[0] if sheet.services else None


def _gather(
    session: Session, first: dt.date, last: dt.date, only: bytes | None
) -> dict[bytes, _Service]:
    gathered: dict[bytes, _Service] = defaultdict(_Service)
    _gather_members(session, gathered, first, last, only)
    held = _gather_meetings(session, gathered, first, last, only)
    _gather_marks(session, held, first, last, only)
    _gather_visits(session, gathered, first, last, only)
    _gather_plans(session, gathered, first, last)
    return gathered


def _gather_members(
    session: Session, into: dict[bytes, _Service], first: dt.date, last: dt.date, only: bytes | None
) -> None:
    query = (
        select(
            Group.service_id,
            Group.id,
            GroupMember.resident_id,
            GroupMember.position,
            GroupMember.planned_minutes,
        )
        .join(Group, Group.id == GroupMember.group_id)
        .where(
            GroupMember.retired_at.is_(None),
            Group.retired_at.is_(None),
            or_(GroupMember.joined_on.is_(None), GroupMember.joined_on <= last),
            or_(GroupMember.left_on.is_(None), GroupMember.left_on >= first),
        )
        .order_by(Group.name, Group.id, GroupMember.position, GroupMember.id)
    )
    if only is not None:
        query = query.where(Group.service_id == only)
    for number, (service, _group, resident, _position, planned) in enumerate(
        read_columns(session, query)
    ):
        people = into[service].people
        known = resident in people
        person = people[resident]
        if not known:
            person.order = (0, number)
        if planned is not None:
            person.member_planned = (person.member_planned or 0) + planned


def _gather_meetings(
    session: Session, into: dict[bytes, _Service], first: dt.date, last: dt.date, only: bytes | None
) -> dict[bytes, tuple[dict[bytes, _Person], int]]:
    """Return meeting -> the people of its service and the day of the month."""
    query = (
        select(
            Meeting.id,
            Group.service_id,
            Group.id,
            Meeting.date,
            Meeting.minutes,
            Group.meeting_minutes,
            Service.unit,
            Service.unit_minutes,
            Group.leader,
            Group.place,
        )
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(
            Meeting.retired_at.is_(None),
            Group.retired_at.is_(None),
            Meeting.date.between(first, last),
        )
        .order_by(Meeting.date, Meeting.start_minute)
    )
    if only is not None:
        query = query.where(Group.service_id == only)
    scheduled: dict[bytes, int] = defaultdict(int)
    held = {}
    for row in read_columns(session, query):
        meeting, service, group, date, own, of_group, unit, of_unit, leader, place = row
        length = meeting_length(own, of_group, unit, of_unit, date)
        target = into[service]
        held[meeting] = (target.people, date.day)
        target.meetings.append(MonthMeeting(date, length))
        _note(target.leaders, leader)
        _note(target.places, place)
        scheduled[group] += length if counts_time(ServiceUnit(unit)) else 1
    members = select(GroupMember.group_id, Group.service_id, GroupMember.resident_id).join(
        Group, Group.id == GroupMember.group_id
    )
    members = members.where(GroupMember.group_id.in_(scheduled), GroupMember.retired_at.is_(None))
    for group, service, resident in read_columns(session, members):
        if resident in into[service].people:
            into[service].people[resident].scheduled += scheduled[group]
    return held


def _note(texts: list[str], text: str) -> None:
    if text and text not in texts:
        texts.append(text)


def _gather_marks(
    session: Session,
    held: dict[bytes, tuple[dict[bytes, _Person], int]],
    first: dt.date,
    last: dt.date,
    only: bytes | None,
) -> None:
    """Add the marks of the meetings in `held`; service and date are theirs, once for all rows."""
    query = (
        select(Attendance.meeting_id, Attendance.resident_id, Attendance.mark, Attendance.minutes)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.retired_at.is_(None), Meeting.date.between(first, last))
    )
    if only is not None:
        query = query.join(Group, Group.id == Meeting.group_id).where(Group.service_id == only)
    marks = {mark.value: mark for mark in Mark}
    for meeting, resident, mark, minutes in read_columns(session, query):
        if meeting in held:
            people, day = held[meeting]
            _write(people[resident].written, day, marks[mark], minutes)


def _write(written: dict[int, tuple[Mark, int]], day: int, mark: Mark, minutes: int) -> None:
    """Add a mark to a day: presence wins over what stands there, its minutes add up."""
    if mark is not Mark.PRESENT:
        minutes = 0
    if day in written:
        before, more = written[day]
        mark, minutes = min(before, mark, key=_STRENGTH.index), minutes + more
    written[day] = mark, minutes


def _gather_visits(
    session: Session, into: dict[bytes, _Service], first: dt.date, last: dt.date, only: bytes | None
) -> None:
    query = select(Visit.service_id, Visit.resident_id, Visit.date, Visit.minutes).where(
        Visit.retired_at.is_(None), Visit.date.between(first, last)
    )
    if only is not None:
        query = query.where(Visit.service_id == only)
    for service, resident, date, minutes in read_columns(session, query):
        into[service].visits += 1
        _write(into[service].people[resident].written, date.day, Mark.PRESENT, minutes)


def _gather_plans(
    session: Session, into: dict[bytes, _Service], first: dt.date, last: dt.date
) -> None:
    """Add what plans foresee for the services and people already gathered."""
    query = (
        select(
            PlanService.service_id,
            Plan.resident_id,
            PlanService.amount,
            PlanService.amount_per,
            PlanService.valid_from,
            PlanService.valid_to,
            Plan.valid_from,
            Plan.valid_to,
        )
        .join(Plan, Plan.id == PlanService.plan_id)
        .where(
            PlanService.retired_at.is_(None),
            Plan.retired_at.is_(None),
            Plan.status.in_(DELIVERING_PLANS),
            PlanService.amount.is_not(None),
            or_(Plan.valid_from.is_(None), Plan.valid_from <= last),
            or_(Plan.valid_to.is_(None), Plan.valid_to >= first),
        )
    )
    for row in read_columns(session, query):
        service, resident, amount, per, own_from, own_to, start, end = row
        if service is None or amount is None or service not in into:
            continue
        share = planned_in_month(amount, per, own_from or start, own_to or end, first)
        if share is not None:
            person = into[service].people[resident]
            person.plan_planned = (person.plan_planned or 0) + share


def _service_months(
    session: Session, gathered: dict[bytes, _Service], days: int
) -> Iterable[tuple[bytes, ServiceMonth]]:
    heads = session.execute(
        select(Service.id, Service.name, Service.unit, Service.unit_minutes, Service.place)
        .where(Service.id.in_(gathered), Service.retired_at.is_(None))
        .order_by(Service.sort_key, Service.name)
    ).all()
    residents = _residents(session, {r for s in gathered.values() for r in s.people})
    details = _details(session, residents)
    providers = _providers(session)
    for service_id, name, unit, unit_own, place in heads:
        service = gathered[service_id]
        people = sorted(
            (r for r in service.people if r in residents),
            key=lambda r: (service.people[r].order, residents[r][0]),
        )
        persons = tuple(
            _person_month(
                number,
                resident,
                service.people[resident],
                (*residents[resident][1:], details.get(resident, "")),
                days,
            )
            for number, resident in enumerate(people, 1)
        )
        yield (
            service_id,
            ServiceMonth(
                name=name,
                persons=persons,
                unit=ServiceUnit(unit),
                unit_minutes=unit_own,
                provider=", ".join(providers.get(service_id, ())),
                place=", ".join(service.places) or place,
                leader=", ".join(service.leaders),
                meetings=tuple(service.meetings),
                visits=service.visits,
            ),
        )


def _person_month(
    number: int, resident: bytes, person: _Person, known: tuple[str, str, str], days: int
) -> PersonMonth:
    name, pesel, detail = known
    planned = person.member_planned
    if planned is None:
        planned = person.plan_planned
    if planned is None:
        planned = person.scheduled or None
    return PersonMonth(
        number=number,
        person_id=resident,
        name=name,
        marks=_day_marks(person.written, days),
        pesel=pesel,
        planned=planned,
        detail=detail,
    )


def _day_marks(written: dict[int, tuple[Mark, int]], days: int) -> tuple[DayMark | None, ...]:
    found: list[DayMark | None] = [None] * days
    for day, (mark, minutes) in written.items():
        found[day - 1] = _day_mark(mark, minutes)
    return tuple(found)


@lru_cache(maxsize=1024)
def _day_mark(mark: Mark, minutes: int) -> DayMark:
    """Return the mark of a day; a month has few different ones and many thousands of days."""
    return DayMark(KINDS[mark], symbol(mark), minutes)


def _residents(session: Session, ids: set[bytes]) -> dict[bytes, tuple[str, str, str]]:
    """Return id → (sort key, name, PESEL) of the residents asked for, also of those in the bin."""
    query = select(
        Resident.id,
        ResidentIndex.sort_key,
        Resident.surname + " " + Resident.given_name,
        Resident.pesel,
    ).join(ResidentIndex, ResidentIndex.resident_id == Resident.id, isouter=True)
    found: dict[bytes, tuple[str, str, str]] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), 500):
        part = query.where(Resident.id.in_(wanted[start : start + 500]))
        for resident, key, name, pesel in read_columns(session, part):
            found[resident] = (key or name, name.strip(), pesel)
    return found


def _details(session: Session, residents: dict[bytes, tuple[str, str, str]]) -> dict[bytes, str]:
    """Return what tells people of one name apart; only they are asked for."""
    names = Counter(name for _, name, _ in residents.values())
    doubles = [resident for resident, (_, name, _) in residents.items() if names[name] > 1]
    return told_apart(facts_of(session, doubles)) if doubles else {}


def _providers(session: Session) -> dict[bytes, list[str]]:
    query = (
        select(ServiceProvider.service_id, Provider.name)
        .join(Provider, Provider.id == ServiceProvider.provider_id)
        .where(ServiceProvider.retired_at.is_(None), Provider.retired_at.is_(None))
        .order_by(ServiceProvider.position)
    )
    found: dict[bytes, list[str]] = defaultdict(list)
    for service, name in read_columns(session, query):
        found[service].append(name)
    return found
