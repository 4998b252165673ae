"""The list people sign, in the order and with the numbers of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.domain.access import needs
from cusdesk.domain.reports import SignInList, SignInPerson
from cusdesk.models.attendance import Group, Meeting
from cusdesk.services.attendance.grid import month_grid
from cusdesk.services.attendance.people import facts_of, told_apart
from cusdesk.services.office import office_header

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.services.attendance.grid import MonthGrid
    from cusdesk.services.office import Office


@needs("attendance.see")
def sign_in_list(
    office: Office,
    group_id: bytes,
    month: dt.date,
    dates: Sequence[dt.date] | None = None,
) -> SignInList:
    """Return the attendance list of a group: for the given days, or for all meetings of a month.

    Raises:
        NotFoundError: no such group.
    """
    grid = month_grid(office, group_id, month)
    wanted = tuple(sorted(dates if dates is not None else (m.date for m in grid.meetings)))
    with office.read() as session:
        leader, place = _who_and_where(session, group_id, wanted)
        details = told_apart(facts_of(session, [line.resident_id for line in grid.people]))
        header = office_header(session)
    return SignInList(
        office=header,
        service=grid.service_name,
        people=tuple(
            SignInPerson(line.number, _name(line.name, details.get(line.resident_id, "")))
            for line in grid.people
            if line.member_id is not None
        ),
        printed_on=office.clock.today(),
        group=grid.group_name,
        dates=wanted,
        starts=_starts(grid, wanted),
        hours=_hours(grid, wanted),
        place=place,
        leader=leader,
    )


def _who_and_where(session: Session, group_id: bytes, dates: Sequence[dt.date]) -> tuple[str, str]:
    """Return leader and place of the days, where they are the same on all; else of the group."""
    own = (
        select(
            func.coalesce(func.nullif(Meeting.leader, ""), Group.leader),
            func.coalesce(func.nullif(Meeting.place, ""), Group.place),
        )
        .select_from(Meeting)
        .join(Group, Group.id == Meeting.group_id)
        .where(Meeting.group_id == group_id, Meeting.date.in_(dates), Meeting.retired_at.is_(None))
        .distinct()
    )
    found = session.execute(own).all()
    if len(found) != 1:
        usual = select(Group.leader, Group.place).where(Group.id == group_id)
        found = session.execute(usual).all()
    leader, place = found[0]
    return leader, place


def _starts(grid: MonthGrid, dates: Sequence[dt.date]) -> tuple[str, ...]:
    """Return the hour of every day that is there more than once; nothing when none is."""
    left = {day: [m.start_minute for m in grid.meetings if m.date == day] for day in dates}
    found = []
    for day in dates:
        start = left[day].pop(0) if left[day] else None
        found.append(_clock(start) if dates.count(day) > 1 and start is not None else "")
    return tuple(found) if any(found) else ()


def _name(name: str, detail: str) -> str:
    return f"{name} ({detail})" if detail else name


def _hours(grid: MonthGrid, dates: Sequence[dt.date]) -> str:
    """Return such as `16.00–17.30` when all the meetings are at one hour, else nothing."""
    spans = {(m.start_minute, m.minutes) for m in grid.meetings if m.date in dates}
    if len(spans) != 1:
        return ""
    start, minutes = spans.pop()
    return "" if start is None else f"{_clock(start)}–{_clock(start + minutes)}"


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24}.{minute % 60:02d}"
