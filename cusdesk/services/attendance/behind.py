"""The entries behind the figures of a month: every mark and every visit, a line each."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from cusdesk.db.reading import read_columns
from cusdesk.domain.access import needs
from cusdesk.domain.attendance import Mark
from cusdesk.domain.planned import month_range
from cusdesk.models.attendance import Attendance, Group, Meeting, Visit
from cusdesk.models.catalogue import Service
from cusdesk.models.residents import Resident

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


class EntryRow(NamedTuple):
    """One mark or one visit; a named tuple, for a month has tens of thousands of them.

    Attributes:
        id: of the mark or the visit.
        source: name of the group, or who made the visit.
        minutes: of a presence; 0 for any other mark.
    """

    id: bytes
    date: dt.date
    resident_id: bytes
    resident_name: str
    service_id: bytes
    service_name: str
    source: str
    mark: Mark
    minutes: int
    is_visit: bool = False


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting of a group, with the number of people who were present."""

    id: bytes
    date: dt.date
    service_id: bytes
    service_name: str
    group_id: bytes
    group_name: str
    present: int


@needs("attendance.see")
def entries(
    office: Office,
    month: dt.date,
    service_id: bytes | None = None,
    resident_id: bytes | None = None,
) -> list[EntryRow]:
    """Return every mark and visit of a month, by service, date and person."""
    first, last = month_range(month)
    with office.read() as session:
        found = _marks(session, first, last) + _visits(session, first, last)
    if service_id is not None:
        found = [row for row in found if row.service_id == service_id]
    if resident_id is not None:
        found = [row for row in found if row.resident_id == resident_id]
    return sorted(found, key=attrgetter("service_name", "date", "resident_name"))


def _marks(session: Session, first: dt.date, last: dt.date) -> list[EntryRow]:
    query = (
        select(
            Attendance.id,
            Meeting.date,
            Attendance.resident_id,
            Resident.surname + " " + Resident.given_name,
            Service.id,
            Service.name,
            Group.name,
            Attendance.mark,
            Attendance.minutes,
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .join(Resident, Resident.id == Attendance.resident_id)
        .where(
            Attendance.retired_at.is_(None),
            Meeting.retired_at.is_(None),
            Group.retired_at.is_(None),
            Service.retired_at.is_(None),
            Meeting.date.between(first, last),
        )
    )
    marks = {mark.value: mark for mark in Mark}
    return [
        EntryRow(entry, date, who, name.strip(), service, title, group, marks[mark], minutes)
        for entry, date, who, name, service, title, group, mark, minutes in read_columns(
            session, query
        )
    ]


def _visits(session: Session, first: dt.date, last: dt.date) -> list[EntryRow]:
    query = (
        select(
            Visit.id,
            Visit.date,
            Visit.resident_id,
            Resident.surname + " " + Resident.given_name,
            Service.id,
            Service.name,
            Visit.worker,
            Visit.minutes,
        )
        .join(Service, Service.id == Visit.service_id)
        .join(Resident, Resident.id == Visit.resident_id)
        .where(
            Visit.retired_at.is_(None),
            Service.retired_at.is_(None),
            Visit.date.between(first, last),
        )
    )
    return [
        EntryRow(
            visit,
            date,
            resident,
            name.strip(),
            service,
            service_name,
            worker,
            Mark.PRESENT,
            minutes,
            is_visit=True,
        )
        for visit, date, resident, name, service, service_name, worker, minutes in read_columns(
            session, query
        )
    ]


@needs("attendance.see")
def meeting_entries(
    office: Office, month: dt.date, service_id: bytes | None = None
) -> list[MeetingEntry]:
    """Return the meetings of a month, by service and date, with how many were present."""
    present = (
        select(func.count())
        .where(
            Attendance.meeting_id == Meeting.id,
            Attendance.retired_at.is_(None),
            Attendance.mark == Mark.PRESENT.value,
        )
        .scalar_subquery()
    )
    query = (
        select(Meeting.id, Meeting.date, Service.id, Service.name, Group.id, Group.name, present)
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(
            Meeting.retired_at.is_(None),
            Group.retired_at.is_(None),
            Service.retired_at.is_(None),
            Meeting.date.between(*month_range(month)),
        )
        .order_by(Service.sort_key, Meeting.date, Meeting.start_minute)
    )
    if service_id is not None:
        query = query.where(Service.id == service_id)
    with office.read() as session:
        return [MeetingEntry(*row) for row in session.execute(query)]
