"""Writing the cells of a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.attendance import Mark
from cusdesk.models.attendance import Attendance, Group, Meeting
from cusdesk.models.catalogue import Service
from cusdesk.services.attendance.closed import refuse_closed_meetings
from cusdesk.services.attendance.lengths import meeting_length

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

MINUTES_OF_DAY = 24 * 60
_WITH_REASON = frozenset({Mark.ABSENT, Mark.EXCUSED})


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """One cell to be written.

    Attributes:
        mark: None clears the cell.
        minutes: None takes the meeting's length.
        note: None leaves it.
        reason: code of `absence_reasons.toml`; None leaves that of the same mark.
    """

    meeting_id: bytes
    resident_id: bytes
    mark: Mark | None
    minutes: int | None = None
    note: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting that comes into being with the first mark written for its day."""

    id: bytes
    group_id: bytes
    date: dt.date


@needs("attendance.change")
def write_marks(
    office: Office, entries: Sequence[MarkEntry], new_meetings: Sequence[NewMeeting] = ()
) -> Changes:
    """Write or clear cells of the grid, all or none, as one step of undo.

    `new_meetings` are added first; one that is there already is left alone, so that every mark of
    a new day may bring it along.

    Raises:
        ValidationError: minutes below zero or over a day.
        NotFoundError: a meeting is gone.
        RuleError: `months.problem.closed`.
    """
    if any(e.minutes is not None and not 0 <= e.minutes <= MINUTES_OF_DAY for e in entries):
        raise ValidationError([Problem("minutes", "attendance.problem.minutes_of_day")])
    with office.write("attendance.mark") as work:
        work.step.count = max(1, len(entries))
        _put_new_meetings(work.session, new_meetings)
        put_marks(work.session, entries, work.now_ms)
    return work.changes


def _put_new_meetings(session: Session, meetings: Sequence[NewMeeting]) -> None:
    for meeting in meetings:
        row = session.get(Meeting, meeting.id)
        if row is None:
            session.add(Meeting(id=meeting.id, group_id=meeting.group_id, date=meeting.date))
        else:
            row.retired_at = None  # taken back by an undo while its marks were still being typed
    session.flush()


def put_marks(session: Session, entries: Sequence[MarkEntry], now_ms: int) -> None:
    """Write cells inside a running operation; the last entry of a cell wins.

    Raises:
        RuleError: `months.problem.closed`.
    """
    meetings = {entry.meeting_id for entry in entries}
    refuse_closed_meetings(session, meetings)
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
        _put_reason(row, entry)
        row.mark, row.minutes = str(entry.mark), minutes
        if entry.note is not None:
            row.note = entry.note


def _put_reason(row: Attendance, entry: MarkEntry) -> None:
    """Keep why somebody is absent and what a presence makes up for, as long as they fit."""
    if entry.mark not in _WITH_REASON:
        row.reason = ""
    elif entry.reason is not None:
        row.reason = entry.reason
    elif row.mark != entry.mark:
        row.reason = ""
    if entry.mark is not Mark.PRESENT:
        row.makes_up = None


def _lengths(session: Session, meeting_ids: set[bytes]) -> dict[bytes, int]:
    """Return meeting → minutes of a plain presence.

    Raises:
        NotFoundError: one of the meetings is gone.
    """
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
