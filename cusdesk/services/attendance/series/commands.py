"""Making, changing and repeating series of meetings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.schedule import (
    DayChange,
    Fate,
    PlannedDay,
    Standing,
    in_next_year,
    reconciled,
)
from cusdesk.models.attendance import Attendance, Group, Meeting
from cusdesk.models.schedule import MeetingSeries
from cusdesk.services.attendance.closed import closed_months
from cusdesk.services.attendance.series.drafts import (
    ChangePreview,
    ClashRow,
    SeriesDraft,
    SeriesPreview,
)
from cusdesk.services.attendance.series.gathering import clashes_of, days_of
from cusdesk.services.attendance.series.queries import list_series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@needs("attendance.see")
def preview_series(office: Office, drafts: Sequence[SeriesDraft]) -> SeriesPreview:
    """Return every day of the series with the reason of each left out, and all clashes.

    Raises:
        ValidationError: a series has no days or no end.
    """
    days: list[PlannedDay] = []
    found: list[ClashRow] = []
    with office.read() as session:
        for draft in drafts:
            own = days_of(session, draft, draft.rule)
            days += own
            found += clashes_of(session, draft, [day.date for day in own if day.is_new])
    return SeriesPreview(
        tuple(sorted(days, key=lambda day: day.date)),
        tuple(sorted(found, key=lambda clash: clash.date)),
    )


@dataclass(frozen=True, slots=True)
class AddedSeries:
    """What was made: how many meetings, and the first day of them."""

    meetings: int
    first: dt.date
    changes: Changes


@needs("attendance.change")
def add_series(
    office: Office, drafts: Sequence[SeriesDraft], *, repeats: bool = False
) -> AddedSeries:
    """Add series of one group with their meetings; days left out stay without one.

    Args:
        office: the open office.
        drafts: at least one, all of one group.
        repeats: whether they come from an earlier year, which the history says.

    Raises:
        ValidationError: no days at all, or all of them are left out.
        NotFoundError: no such group.
    """
    kind = "attendance.clone_series" if repeats else "attendance.add_series"
    with office.write(kind, record=("attendance", drafts[0].group_id)) as work:
        days: list[dt.date] = []
        for draft in drafts:
            work.get(Group, draft.group_id)
            days += _make(work.session, draft.tidy())
        if not days:
            raise ValidationError([Problem("", "attendance.series.problem.nothing")])
        work.step.count = len(days)
    return AddedSeries(len(days), min(days), work.changes)


def _make(session: Session, draft: SeriesDraft) -> list[dt.date]:
    rule = draft.rule
    days = [day.date for day in days_of(session, draft, rule) if day.is_new]
    if not days:
        return []
    series_id = new_id()
    session.add(MeetingSeries(id=series_id, group_id=draft.group_id, **_columns(draft)))
    session.flush()  # the meetings refer to it
    session.add_all(_meeting(draft, series_id, day) for day in days)
    session.flush()  # the next series must see them
    return days


def _meeting(draft: SeriesDraft, series_id: bytes, day: dt.date) -> Meeting:
    return Meeting(
        group_id=draft.group_id,
        series_id=series_id,
        date=day,
        start_minute=draft.start_minute,
        minutes=draft.minutes,
        place=draft.place,
        leader=draft.leader,
    )


def _columns(draft: SeriesDraft) -> dict[str, object]:
    rule = draft.rule
    return {
        "rhythm": draft.rhythm.value,
        "weekdays": " ".join(str(day) for day in sorted(draft.weekdays)),
        "valid_from": rule.start,
        "valid_to": rule.end,
        "start_minute": draft.start_minute,
        "minutes": draft.minutes,
        "place": draft.place,
        "leader": draft.leader,
    }


@needs("attendance.see")
def preview_change(
    office: Office, series_id: bytes, draft: SeriesDraft, from_day: dt.date
) -> ChangePreview:
    """Return what a change from a day on would do to every meeting it reaches.

    Raises:
        ValidationError: the series would have no days or no end.
    """
    with office.read() as session:
        changes, skipped = _reach(session, series_id, draft, _pivot(office, from_day))
        wanted = [one.date for one in changes if one.fate in _WILL_BE]
        found = clashes_of(session, draft, wanted)
    return ChangePreview(tuple(changes), tuple(skipped), tuple(found))


@needs("attendance.change")
def change_series(
    office: Office, series_id: bytes, version: int, draft: SeriesDraft, from_day: dt.date
) -> Changes:
    """Change a series from a day on: this meeting and the following, or all that are still ahead.

    Meetings of the past and of closed months are never touched, nor is one for which presence is
    written moved or taken away. A series that began earlier is parted: what was keeps its rule.

    Raises:
        ValidationError: the series would have no days or no end.
        ConflictError, NotFoundError.
    """
    draft, day = draft.tidy(), _pivot(office, from_day)
    with office.write("attendance.change_series", record=("attendance", draft.group_id)) as work:
        row = work.get(MeetingSeries, series_id, version)
        changes, _skipped = _reach(work.session, series_id, draft, day)
        series_id = _parted(work, row, draft, day)
        work.step.count = max(1, len(changes))
        for change in changes:
            _apply(work, change, draft, series_id)
    return work.changes


_WILL_BE = frozenset({Fate.CHANGED, Fate.MOVED, Fate.NEW})


def _pivot(office: Office, from_day: dt.date) -> dt.date:
    return max(from_day, office.clock.today())


def _reach(
    session: Session, series_id: bytes, draft: SeriesDraft, day: dt.date
) -> tuple[list[DayChange], list[PlannedDay]]:
    """Return what becomes of every meeting from a day on, and the days that are left out."""
    marked = exists().where(Attendance.meeting_id == Meeting.id, Attendance.retired_at.is_(None))
    query = select(Meeting.id, Meeting.date, marked).where(
        Meeting.series_id == series_id, Meeting.retired_at.is_(None), Meeting.date >= day
    )
    closed = closed_months(session)
    standing = [
        Standing(meeting, date, bool(is_marked))
        for meeting, date, is_marked in session.execute(query)
        if date.replace(day=1) not in closed
    ]
    days = [one for one in days_of(session, draft, draft.rule, series_id) if one.date >= day]
    wanted = [one.date for one in days if one.is_new]
    return reconciled(standing, wanted), [one for one in days if not one.is_new]


def _parted(work: UnitOfWork, row: MeetingSeries, draft: SeriesDraft, day: dt.date) -> bytes:
    """Write the rule, into a series of its own when the old one has earlier meetings."""
    earlier = exists().where(
        Meeting.series_id == row.id, Meeting.retired_at.is_(None), Meeting.date < day
    )
    if not work.session.scalar(select(earlier)):
        for name, value in _columns(draft).items():
            setattr(row, name, value)
        return row.id
    row.valid_to = day - dt.timedelta(days=1)
    if draft.rule.end < day:  # it ends here
        return row.id
    later = replace(draft, valid_from=max(day, draft.rule.start))
    series_id = new_id()
    columns = _columns(later)
    work.session.add(MeetingSeries(id=series_id, group_id=row.group_id, **columns))
    work.session.flush()
    return series_id


def _apply(work: UnitOfWork, change: DayChange, draft: SeriesDraft, series_id: bytes) -> None:
    if change.id is None:
        work.session.add(_meeting(draft, series_id, change.date))
        return
    row = work.get(Meeting, change.id)
    if change.fate is Fate.GONE:
        work.retire(row)
        return
    row.series_id = series_id
    if change.fate is Fate.KEPT:
        return
    row.date = change.date
    row.start_minute, row.minutes = draft.start_minute, draft.minutes
    row.place, row.leader = draft.place, draft.leader


@needs("attendance.see")
def next_year(office: Office, group_id: bytes) -> list[SeriesDraft]:
    """Return the series of a group that fall into this year, a year later.

    Without any in this year those of the last year it met in; nothing without a series.
    """
    drafts = [row.draft for row in list_series(office, group_id)]
    year = min(office.clock.today().year, max((one.rule.end.year for one in drafts), default=0))
    return [_later(one) for one in drafts if one.rule.start.year <= year <= one.rule.end.year]


def _later(draft: SeriesDraft) -> SeriesDraft:
    rule = in_next_year(draft.rule)
    return replace(draft, valid_from=rule.start, valid_to=rule.end, dates=rule.dates)
