"""The grid of a group and a month: people down, meetings across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from cusdesk.core.errors import NotFoundError
from cusdesk.db.reading import read_plain
from cusdesk.domain.access import needs
from cusdesk.domain.attendance import Mark
from cusdesk.domain.catalogue import ServiceUnit, counts_time, unit_minutes
from cusdesk.domain.planned import month_range
from cusdesk.models.attendance import Attendance, Group, GroupMember, Meeting
from cusdesk.models.catalogue import Service
from cusdesk.models.residents import Resident, ResidentIndex
from cusdesk.services.attendance.lengths import (
    meeting_length as meeting_length,  # noqa: PLC0414 (imported from here by the import)
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class MeetingColumn:
    """A column of the grid; `minutes` is what a plain presence counts."""

    id: bytes
    date: dt.date
    start_minute: int | None
    minutes: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A row of the grid, in the order of the printed list."""

    member_id: bytes | None
    """None for somebody with marks who is not on the list (came once, or left)."""
    resident_id: bytes
    number: int
    name: str
    joined_on: dt.date | None
    left_on: dt.date | None
    planned_minutes: int | None


@dataclass(frozen=True, slots=True)
class GridCell:
    """What is written for a person at a meeting.

    Attributes:
        reason: code of why somebody was absent; mostly empty.
        makes_up: for a presence, the missed meeting it makes up for.
    """

    mark: Mark
    minutes: int
    note: str = ""
    reason: str = ""
    makes_up: bytes | None = None


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A group's month.

    Shape: `cells[(resident_id, meeting_id)]` only where something is written.

    Attributes:
        hour_minutes: what a bare number typed into a cell counts: 60, 45 or the office's own unit.
        day_minutes: what a presence on a day without a meeting will count, if one is added.
    """

    group_id: bytes
    group_name: str
    service_id: bytes
    service_name: str
    unit: ServiceUnit
    month: dt.date
    meetings: tuple[MeetingColumn, ...]
    people: tuple[PersonLine, ...]
    cells: dict[tuple[bytes, bytes], GridCell]
    hour_minutes: int = 60
    day_minutes: int = 60


@needs("attendance.see")
def month_grid(office: Office, group_id: bytes, month: dt.date) -> MonthGrid:
    """Return a group's month: members in it by then, meetings by date, what is written.

    Raises:
        NotFoundError: no such group.
    """
    first, last = month_range(month)
    with office.read() as session:
        head = _head(session, group_id)
        name, service_id, service_name, group_minutes, unit, unit_own = head
        found = session.execute(_meetings(group_id, first, last))
        meetings = tuple(
            MeetingColumn(i, date, start, meeting_length(own, group_minutes, unit, unit_own, date))
            for i, date, start, own in found
        )
        cells = _cells(session, group_id, first, last)
        people = _people(session, group_id, first, last, {resident for resident, _ in cells})
    kind = ServiceUnit(unit)
    length = unit_minutes(kind, first, own=unit_own) if counts_time(kind) else None
    return MonthGrid(
        group_id,
        name,
        service_id,
        service_name,
        kind,
        first,
        meetings,
        people,
        cells,
        length or 60,
        meeting_length(None, group_minutes, unit, unit_own, first),
    )


def _head(session: Session, group_id: bytes) -> tuple[Any, ...]:
    """Return name, id and name of the service, length of a meeting, unit and its own length."""
    query = (
        select(
            Group.name,
            Service.id,
            Service.name,
            Group.meeting_minutes,
            Service.unit,
            Service.unit_minutes,
        )
        .join(Service, Service.id == Group.service_id)
        .where(Group.id == group_id, Group.retired_at.is_(None))
    )
    head = session.execute(query).first()
    if head is None:
        raise NotFoundError("storage.not_found")
    return tuple(head)


def _meetings(
    group_id: bytes, first: dt.date, last: dt.date
) -> Select[bytes, dt.date, int | None, int | None]:
    return (
        select(Meeting.id, Meeting.date, Meeting.start_minute, Meeting.minutes)
        .where(
            Meeting.group_id == group_id,
            Meeting.retired_at.is_(None),
            Meeting.date.between(first, last),
        )
        .order_by(Meeting.date, Meeting.start_minute)
    )


def _cells(
    session: Session, group_id: bytes, first: dt.date, last: dt.date
) -> dict[tuple[bytes, bytes], GridCell]:
    query = (
        select(
            Attendance.resident_id,
            Attendance.meeting_id,
            Attendance.mark,
            Attendance.minutes,
            Attendance.note,
            Attendance.reason,
            Attendance.makes_up,
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Meeting.group_id == group_id,
            Meeting.date.between(first, last),
            Meeting.retired_at.is_(None),
            Attendance.retired_at.is_(None),
        )
    )
    marks = {mark.value: mark for mark in Mark}
    return {
        (resident, meeting): GridCell(marks[mark], *more)
        for resident, meeting, mark, *more in read_plain(session, query)
    }


def _people(
    session: Session, group_id: bytes, first: dt.date, last: dt.date, marked: set[bytes]
) -> tuple[PersonLine, ...]:
    """Return members of that month in list order, then others with marks by name."""
    name = Resident.surname + " " + Resident.given_name
    members = session.execute(
        select(
            GroupMember.id,
            GroupMember.resident_id,
            name,
            GroupMember.joined_on,
            GroupMember.left_on,
            GroupMember.planned_minutes,
        )
        .join(Resident, Resident.id == GroupMember.resident_id)
        .where(
            GroupMember.group_id == group_id,
            GroupMember.retired_at.is_(None),
            or_(GroupMember.joined_on.is_(None), GroupMember.joined_on <= last),
            or_(GroupMember.left_on.is_(None), GroupMember.left_on >= first),
        )
        .order_by(GroupMember.position, GroupMember.id)
    ).all()
    listed = {row[1] for row in members}
    others = session.execute(
        select(Resident.id, name)
        .join(ResidentIndex, ResidentIndex.resident_id == Resident.id, isouter=True)
        .where(Resident.id.in_(marked - listed))
        .order_by(ResidentIndex.sort_key)
    ).all()
    lines = [
        PersonLine(member_id, resident_id, number, text.strip(), joined, left, planned)
        for number, (member_id, resident_id, text, joined, left, planned) in enumerate(members, 1)
    ]
    lines += [
        PersonLine(None, resident_id, len(lines) + n, text.strip(), None, None, None)
        for n, (resident_id, text) in enumerate(others, 1)
    ]
    return tuple(lines)
