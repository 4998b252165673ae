"""What is doubtful about a visit before it is written: overlaps, and days that are too long."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, or_, select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.attendance import Mark
from cusdesk.domain.polish_text import fold, one_line
from cusdesk.models.attendance import Attendance, Group, Meeting, Visit
from cusdesk.models.catalogue import Service
from cusdesk.services.attendance.lengths import meeting_length
from cusdesk.services.attendance.visits import VisitDraft, VisitRow, rows_query
from cusdesk.services.office import put_setting, setting

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

MINUTES_OF_DAY = 24 * 60
_LIMITS = "attendance.day_limits"


@dataclass(slots=True)
class DayLimits:
    """Most minutes of a day; None bars nothing and warns of nothing.

    Attributes:
        worker: of whoever visits, the way there and back counted in.
        resident: of the resident, in all services.
    """

    worker: int | None = 480
    resident: int | None = None


@dataclass(frozen=True, slots=True)
class MeetingClash:
    """A meeting at the time of a visit.

    Attributes:
        leads: whether the worker leads it; else the resident was present there.
    """

    date: dt.date
    start_minute: int
    minutes: int
    group_name: str
    leads: bool


@dataclass(frozen=True, slots=True)
class VisitWarnings:
    """What is doubtful about a typed visit; nothing of it stops anybody.

    Attributes:
        clashes: visits of the same worker or resident at the same time.
        worker_minutes: the whole day of the worker with this visit, when over the limit; else 0.
        resident_minutes: the same of the resident.
        limits: those of the office.
        meetings: of groups, at the same time.
    """

    clashes: tuple[VisitRow, ...]
    worker_minutes: int
    resident_minutes: int
    limits: DayLimits
    meetings: tuple[MeetingClash, ...] = ()


@needs("attendance.see")
def day_limits(office: Office) -> DayLimits:
    """Return the daily limits of the office."""
    with office.read() as session:
        return _limits(session)


@needs("attendance.change")
def set_day_limits(office: Office, limits: DayLimits) -> Changes:
    """Set the daily limits; None switches one off.

    Raises:
        ValidationError: a limit of nothing or of more than a day.
    """
    problems = [
        Problem(name, "attendance.problem.minutes_of_day")
        for name in ("worker", "resident")
        if (value := getattr(limits, name)) is not None and not 0 < value <= MINUTES_OF_DAY
    ]
    if problems:
        raise ValidationError(problems)
    with office.write("attendance.limits") as work:
        put_setting(work.session, _LIMITS, [limits.worker, limits.resident])
    return work.changes


def _limits(session: Session) -> DayLimits:
    kept = setting(session, _LIMITS)
    return DayLimits() if kept is None else DayLimits(*kept)


@needs("attendance.see")
def visit_warnings(
    office: Office, draft: VisitDraft, exclude: bytes | None = None
) -> VisitWarnings:
    """Return what overlaps with a visit, and whose day becomes longer than the limit."""
    with office.read() as session:
        limits = _limits(session)
        found = tuple(_clashes(session, draft, exclude))
        meetings = tuple(_meetings(session, draft))
        worker = _day(session, draft, exclude, of_worker=True)
        resident = _day(session, draft, exclude, of_worker=False)
    return VisitWarnings(
        found,
        worker if limits.worker is not None and worker > limits.worker else 0,
        resident if limits.resident is not None and resident > limits.resident else 0,
        limits,
        meetings,
    )


def _meetings(session: Session, draft: VisitDraft) -> list[MeetingClash]:
    """Return meetings that overlap: the resident was there, or the worker leads them."""
    if draft.date is None or draft.start_minute is None or not draft.minutes:
        return []
    leader = func.coalesce(func.nullif(Meeting.leader, ""), Group.leader)
    present = exists().where(
        Attendance.meeting_id == Meeting.id,
        Attendance.resident_id == draft.resident_id,
        Attendance.mark == Mark.PRESENT.value,
        Attendance.retired_at.is_(None),
    )
    query = (
        select(
            Meeting.date,
            Meeting.start_minute,
            Meeting.minutes,
            Group.meeting_minutes,
            Service.unit,
            Service.unit_minutes,
            Group.name,
            leader,
            present,
        )
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(
            Meeting.date.between(draft.date - dt.timedelta(1), draft.date + dt.timedelta(1)),
            Meeting.start_minute.is_not(None),
            Meeting.retired_at.is_(None),
            Group.retired_at.is_(None),
        )
        .order_by(Meeting.date, Meeting.start_minute)
    )
    mine = _span(draft.date, draft.start_minute, draft.start_minute + draft.minutes)
    worker, found = fold(draft.worker).strip(), []
    for date, start, own, usual, unit, of_unit, name, led_by, was_there in session.execute(query):
        length = meeting_length(own, usual, unit, of_unit, date)
        leads = bool(worker) and fold(led_by).strip() == worker
        if (leads or was_there) and _overlap(mine, _span(date, start, start + length)):
            found.append(MeetingClash(date, start, length, name, leads and not was_there))
    return found


def _day(session: Session, draft: VisitDraft, exclude: bytes | None, *, of_worker: bool) -> int:
    """Return the minutes of the day with this visit; 0 where nobody is named."""
    who = one_line(draft.worker) if of_worker else draft.resident_id
    if not who or draft.date is None:
        return 0
    whose: ColumnElement[bool] = Visit.worker == who if of_worker else Visit.resident_id == who
    length = Visit.minutes + Visit.travel_minutes if of_worker else Visit.minutes
    query = select(func.coalesce(func.sum(length), 0)).where(
        Visit.date == draft.date, Visit.retired_at.is_(None), whose
    )
    if exclude is not None:
        query = query.where(Visit.id != exclude)
    mine = (draft.minutes or 0) + (draft.travel_minutes if of_worker else 0)
    return int(session.scalar(query) or 0) + mine


@needs("attendance.see")
def visit_clashes(
    office: Office, draft: VisitDraft, exclude: bytes | None = None
) -> list[VisitRow]:
    """Return visits of the same worker or the same person that overlap with this one.

    A visit without hours overlaps with nothing. Nights are compared across midnight.
    """
    with office.read() as session:
        return _clashes(session, draft, exclude)


def _clashes(session: Session, draft: VisitDraft, exclude: bytes | None) -> list[VisitRow]:
    if draft.date is None or draft.start_minute is None or draft.end_minute is None:
        return []
    end = draft.end_minute
    if end <= draft.start_minute:
        end += MINUTES_OF_DAY
    day = dt.timedelta(1)
    query = rows_query().where(
        Visit.date.between(draft.date - day, draft.date + day),
        Visit.start_minute.is_not(None),
        Visit.end_minute.is_not(None),
        or_(
            Visit.resident_id == draft.resident_id,
            and_(Visit.worker == one_line(draft.worker), Visit.worker != ""),
        ),
    )
    near = [VisitRow(*row) for row in session.execute(query)]
    mine = _span(draft.date, draft.start_minute, end)
    return [
        row
        for row in near
        if row.id != exclude and _overlap(mine, _span(row.date, row.start_minute, row.end_minute))
    ]


def _span(date: dt.date, start: int | None, end: int | None) -> tuple[int, int]:
    base = date.toordinal() * MINUTES_OF_DAY
    return base + (start or 0), base + (end or 0)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
