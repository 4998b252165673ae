"""The series of a group."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.access import needs
from cusdesk.domain.schedule import Rhythm
from cusdesk.models.attendance import Meeting
from cusdesk.models.schedule import MeetingSeries
from cusdesk.services.attendance.series.drafts import SeriesDraft, SeriesRow

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.office import Office


@needs("attendance.see")
def list_series(office: Office, group_id: bytes) -> list[SeriesRow]:
    """Return the series of a group that still have a meeting, by their first day."""
    today = office.clock.today()
    days: dict[bytes, list[dt.date]] = defaultdict(list)
    held = (
        select(Meeting.series_id, Meeting.date)
        .where(
            Meeting.group_id == group_id,
            Meeting.series_id.is_not(None),
            Meeting.retired_at.is_(None),
        )
        .order_by(Meeting.date)
    )
    query = (
        select(MeetingSeries)
        .where(MeetingSeries.group_id == group_id, MeetingSeries.retired_at.is_(None))
        .order_by(MeetingSeries.valid_from, MeetingSeries.id)
    )
    with office.read() as session:
        for series, date in session.execute(held):
            days[series or b""].append(date)
        return [_row(row, days[row.id], today) for row in session.scalars(query) if days[row.id]]


def _row(row: MeetingSeries, days: list[dt.date], today: dt.date) -> SeriesRow:
    rhythm = Rhythm(row.rhythm)
    draft = SeriesDraft(
        row.group_id,
        rhythm,
        tuple(int(day) for day in row.weekdays.split()),
        tuple(days) if rhythm is Rhythm.DATES else (),
        row.valid_from,
        row.valid_to,
        row.start_minute,
        row.minutes,
        row.place,
        row.leader,
    )
    return SeriesRow(row.id, row.row_version, draft, len(days), sum(day >= today for day in days))
