"""When groups meet."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.calendar import holiday_name
from cusdesk.domain.planned import month_range
from cusdesk.domain.polish_text import one_line
from cusdesk.models.attendance import Attendance, Group, Meeting
from cusdesk.models.catalogue import Service
from cusdesk.services.attendance.closed import refuse_closed
from cusdesk.services.attendance.lengths import meeting_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

MINUTES_OF_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in the list of a month.

    Attributes:
        minutes: how long it lasts; `own_minutes` only when it was set for this meeting.
        marks: for how many people something is written.
        holiday: name of the public holiday on that day, else empty.
        series_id: the series it belongs to; None for a single meeting.
        place: empty for that of the group; so is `leader`.
    """

    id: bytes
    version: int
    date: dt.date
    start_minute: int | None
    minutes: int
    own_minutes: int | None
    marks: int
    holiday: str
    series_id: bytes | None = None
    place: str = ""
    leader: str = ""


@needs("attendance.see")
def list_meetings(office: Office, group_id: bytes, month: dt.date) -> list[MeetingRow]:
    """Return the meetings of a group in a month, by date and hour."""
    with office.read() as session:
        found = session.execute(_of_month(group_id, month)).all()
    return [
        MeetingRow(
            meeting_id,
            version,
            date,
            start,
            meeting_length(own, of_group, unit, of_unit, date),
            own,
            count,
            holiday_name(date) or "",
            *series,
        )
        for meeting_id, version, date, start, own, of_group, unit, of_unit, count, *series in found
    ]


def _of_month(group_id: bytes, month: dt.date) -> Select[Any]:
    """Return the query for the meetings of a month, with the lengths and the marks of each."""
    marks = (
        select(func.count())
        .where(Attendance.meeting_id == Meeting.id, Attendance.retired_at.is_(None))
        .scalar_subquery()
    )
    return (
        select(
            Meeting.id,
            Meeting.row_version,
            Meeting.date,
            Meeting.start_minute,
            Meeting.minutes,
            Group.meeting_minutes,
            Service.unit,
            Service.unit_minutes,
            marks,
            Meeting.series_id,
            Meeting.place,
            Meeting.leader,
        )
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(
            Meeting.group_id == group_id,
            Meeting.retired_at.is_(None),
            Meeting.date.between(*month_range(month)),
        )
        .order_by(Meeting.date, Meeting.start_minute)
    )


@needs("attendance.change")
def add_meetings(
    office: Office,
    group_id: bytes,
    dates: Sequence[dt.date],
    start_minute: int | None = None,
    minutes: int | None = None,
) -> Changes:
    """Add meetings of a group; a day that has one at the same hour is left alone.

    Raises:
        NotFoundError: no such group.
    """
    with office.write("attendance.add_meetings", record=("attendance", group_id)) as work:
        work.get(Group, group_id)
        ids = put_meetings(work.session, group_id, dates, start_minute, minutes)
        work.step.count = max(1, len(ids))
    return work.changes


def put_meetings(
    session: Session,
    group_id: bytes,
    dates: Sequence[dt.date],
    start_minute: int | None = None,
    minutes: int | None = None,
) -> dict[dt.date, bytes]:
    """Add the missing meetings inside a running operation; return date → id of the new ones.

    Raises:
        RuleError: `months.problem.closed`.
    """
    refuse_closed(session, dates)
    held = set(
        session.execute(
            select(Meeting.date, Meeting.start_minute).where(
                Meeting.group_id == group_id,
                Meeting.date.in_(dates),
                Meeting.retired_at.is_(None),
            )
        ).all()
    )
    new: dict[dt.date, bytes] = {}
    for date in dates:
        if (date, start_minute) in held or date in new:
            continue
        new[date] = new_id()
        session.add(
            Meeting(
                id=new[date],
                group_id=group_id,
                date=date,
                start_minute=start_minute,
                minutes=minutes,
            )
        )
    return new


@dataclass(slots=True)
class MeetingDraft:
    """One meeting as typed; empty words and no length follow the group."""

    date: dt.date
    start_minute: int | None = None
    minutes: int | None = None
    place: str = ""
    leader: str = ""


@needs("attendance.change")
def change_meeting(office: Office, meeting_id: bytes, version: int, draft: MeetingDraft) -> Changes:
    """Move one meeting or change its length, place or leader; its marks stay as they are.

    Raises:
        ValidationError: it would last nothing or more than a day.
        RuleError: `months.problem.closed`, of the day it was on or the day it shall be on.
        ConflictError, NotFoundError.
    """
    if draft.minutes is not None and not 0 < draft.minutes <= MINUTES_OF_DAY:
        raise ValidationError([Problem("minutes", "attendance.problem.meeting_minutes")])
    with office.write("attendance.change_meeting") as work:
        row = work.get(Meeting, meeting_id, version)
        refuse_closed(work.session, (row.date, draft.date))
        row.date, row.start_minute, row.minutes = draft.date, draft.start_minute, draft.minutes
        row.place, row.leader = one_line(draft.place), one_line(draft.leader)
    return work.changes


@needs("attendance.change")
def retire_meetings(office: Office, meeting_ids: Sequence[bytes]) -> Changes:
    """Put meetings and the marks written for them into the bin, as one step of undo."""
    with office.write("attendance.retire_meeting", count=max(1, len(meeting_ids))) as work:
        for meeting_id in meeting_ids:
            _retire(work, meeting_id)
    return work.changes


def _retire(work: UnitOfWork, meeting_id: bytes) -> None:
    meeting = work.get(Meeting, meeting_id)
    refuse_closed(work.session, [meeting.date])
    marks = work.session.scalars(
        select(Attendance).where(
            Attendance.meeting_id == meeting_id, Attendance.retired_at.is_(None)
        )
    )
    for mark in marks:
        work.retire(mark)
    work.retire(meeting)
