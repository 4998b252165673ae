"""The grid of a group and a month: people down, meetings across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.attendance import Mark
from cusdesk.domain.catalogue import ServiceUnit, unit_minutes
from cusdesk.domain.planned import month_range
from cusdesk.models.attendance import Attendance, Group, GroupMember, Meeting
from cusdesk.models.catalogue import Service
from cusdesk.models.residents import Resident, ResidentIndex

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

MINUTES_OF_DAY = 24 * 60
FALLBACK_MINUTES = 60
"""A presence without any known length counts as an hour."""


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
    """What is written for a person at a meeting."""

    mark: Mark
    minutes: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A group's month.

    Shape: `cells[(resident_id, meeting_id)]` only where something is written.
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


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """One cell to be written; `mark` None clears it; `minutes` None takes the meeting's length."""

    meeting_id: bytes
    resident_id: bytes
    mark: Mark | None
    minutes: int | None = None
    note: str | None = None


def meeting_length(
    own: int | None, group: int | None, unit: str, unit_own: int | None, on: dt.date
) -> int:
    """Return the minutes of a plain presence: of the meeting, the group, or the service's unit."""
    if own is not None:
        return own
    if group is not None:
        return group
    return unit_minutes(ServiceUnit(unit), on, own=unit_own) or FALLBACK_MINUTES


def month_grid(office: Office, group_id: bytes, month: dt.date) -> MonthGrid:
    """Return a group's month: members in it by then, meetings by date, what is written.

    Raises:
        NotFoundError: no such group.
    """
    from cusdesk.core.errors import NotFoundError

    first, last = month_range(month)
    with office.read() as session:
        head = session.execute(
            select(
                Group.name,
                Group.meeting_minutes,
                Service.id,
                Service.name,
                Service.unit,
                Service.unit_minutes,
            )
            .join(Service, Service.id == Group.service_id)
            .where(Group.id == group_id, Group.retired_at.is_(None))
        ).first()
        if head is None:
            raise NotFoundError("storage.not_found")
        name, group_minutes, service_id, service_name, unit, unit_own = head
        meetings = tuple(
            MeetingColumn(
                row.id,
                row.date,
                row.start_minute,
                meeting_length(row.minutes, group_minutes, unit, unit_own, row.date),
            )
            for row in session.execute(
                select(Meeting.id, Meeting.date, Meeting.start_minute, Meeting.minutes)
                .where(
                    Meeting.group_id == group_id,
                    Meeting.retired_at.is_(None),
                    Meeting.date.between(first, last),
                )
                .order_by(Meeting.date, Meeting.start_minute)
            )
        )
        cells = _cells(session, group_id, first, last)
        people = _people(session, group_id, first, last, {resident for resident, _ in cells})
    return MonthGrid(
        group_id,
        name,
        service_id,
        service_name,
        ServiceUnit(unit),
        first,
        meetings,
        people,
        cells,
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
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Meeting.group_id == group_id,
            Meeting.date.between(first, last),
            Meeting.retired_at.is_(None),
            Attendance.retired_at.is_(None),
        )
    )
    return {
        (resident, meeting): GridCell(Mark(mark), minutes, note)
        for resident, meeting, mark, minutes, note in session.execute(query)
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


def write_marks(office: Office, entries: Sequence[MarkEntry]) -> Changes:
    """Write or clear cells of the grid, all or none, as one step of undo.

    Raises:
        ValidationError: minutes below zero or over a day.
        NotFoundError: a meeting is gone.
    """
    if any(e.minutes is not None and not 0 <= e.minutes <= MINUTES_OF_DAY for e in entries):
        raise ValidationError([Problem("minutes", "attendance.problem.minutes_of_day")])
    with office.write("attendance.mark") as work:
        work.step.count = max(1, len(entries))
        put_marks(work.session, entries, work.now_ms)
    return work.changes


def put_marks(session: Session, entries: Sequence[MarkEntry], now_ms: int) -> None:
    """Write cells inside a running operation; the last entry of a cell wins."""
    meetings = {entry.meeting_id for entry in entries}
    lengths = _lengths(session, meetings)
    existing = {
        (row.resident_id, row.meeting_id): row
        for row in session.scalars(
            select(Attendance).where(
                Attendance.meeting_id.in_(meetings), Attendance.retired_at.is_(None)
            )
        )
    }
    for entry in entries:
        key = (entry.resident_id, entry.meeting_id)
        row = existing.get(key)
        if entry.mark is None:
            if row is not None:
                row.retired_at = now_ms
                del existing[key]
            continue
        minutes = 0
        if entry.mark is Mark.PRESENT:
            minutes = lengths[entry.meeting_id] if entry.minutes is None else entry.minutes
        if row is None:
            row = existing[key] = Attendance(
                id=new_id(),
                subject_id=entry.resident_id,
                meeting_id=entry.meeting_id,
                resident_id=entry.resident_id,
                mark=entry.mark,
                minutes=minutes,
            )
            session.add(row)
        row.mark, row.minutes = str(entry.mark), minutes
        if entry.note is not None:
            row.note = entry.note


def _lengths(session: Session, meeting_ids: set[bytes]) -> dict[bytes, int]:
    """Return meeting → minutes of a plain presence.

    Raises:
        NotFoundError: one of the meetings is gone.
    """
    from cusdesk.core.errors import NotFoundError

    rows = session.execute(
        select(
            Meeting.id,
            Meeting.minutes,
            Group.meeting_minutes,
            Service.unit,
            Service.unit_minutes,
            Meeting.date,
        )
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(Meeting.id.in_(meeting_ids), Meeting.retired_at.is_(None))
    )
    lengths = {row[0]: meeting_length(*row[1:]) for row in rows}
    if lengths.keys() != meeting_ids:
        raise NotFoundError("storage.not_found")
    return lengths
