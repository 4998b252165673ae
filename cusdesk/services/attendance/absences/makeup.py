"""Presences that make up for a missed meeting."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cusdesk.core.errors import NotFoundError, Problem, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.attendance import Mark
from cusdesk.models.attendance import Attendance, Group, Meeting
from cusdesk.services.attendance.closed import refuse_closed_meetings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

MONTHS_BACK = 92
"""Days within which a missed meeting is offered."""
_MISSED = (Mark.ABSENT.value, Mark.EXCUSED.value, Mark.CANCELLED.value)


@dataclass(frozen=True, slots=True)
class MissedMeeting:
    """A meeting somebody missed and has not made up for yet."""

    meeting_id: bytes
    date: dt.date
    group_name: str


@needs("attendance.see")
def missed_meetings(office: Office, meeting_id: bytes, resident_id: bytes) -> list[MissedMeeting]:
    """Return what a presence at a meeting may make up for, the last first.

    Missed meetings of the same service in any of its groups, before or after, within three
    months; each once.
    """
    with office.read() as session:
        return _missed(session, meeting_id, resident_id)


def _missed(session: Session, meeting_id: bytes, resident_id: bytes) -> list[MissedMeeting]:
    at = session.execute(
        select(Meeting.date, Group.service_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(Meeting.id == meeting_id, Meeting.retired_at.is_(None))
    ).first()
    if at is None:
        raise NotFoundError("storage.not_found")
    date, service_id = at
    other = aliased(Attendance)
    made_up = select(other.makes_up).where(
        other.resident_id == resident_id,
        other.makes_up.is_not(None),
        other.retired_at.is_(None),
        other.meeting_id != meeting_id,
    )
    reach = dt.timedelta(days=MONTHS_BACK)
    query = (
        select(Meeting.id, Meeting.date, Group.name)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Attendance.resident_id == resident_id,
            Attendance.mark.in_(_MISSED),
            Attendance.retired_at.is_(None),
            Meeting.retired_at.is_(None),
            Group.retired_at.is_(None),
            Group.service_id == service_id,
            Meeting.date.between(date - reach, date + reach),
            Meeting.id.not_in(made_up),
        )
        .order_by(Meeting.date.desc())
    )
    return [MissedMeeting(*row) for row in session.execute(query)]


@needs("attendance.change")
def make_up(
    office: Office, meeting_id: bytes, resident_id: bytes, missed_id: bytes | None
) -> Changes:
    """Say that a presence makes up for a missed meeting; None takes it back.

    The hours count where they were given. What was planned from the meetings of the person's
    groups does not grow by the meeting that makes up.

    Raises:
        NotFoundError: nobody is present there.
        ValidationError: the meeting was not missed, or is made up for already.
        RuleError: `months.problem.closed`.
    """
    with office.write("attendance.make_up") as work:
        refuse_closed_meetings(work.session, [meeting_id])
        row = work.session.scalar(
            select(Attendance).where(
                Attendance.meeting_id == meeting_id,
                Attendance.resident_id == resident_id,
                Attendance.mark == Mark.PRESENT.value,
                Attendance.retired_at.is_(None),
            )
        )
        if row is None:
            raise NotFoundError("storage.not_found")
        open_ones = {one.meeting_id for one in _missed(work.session, meeting_id, resident_id)}
        if missed_id is not None and missed_id not in open_ones:
            raise ValidationError([Problem("makes_up", "attendance.makeup.problem")])
        row.makes_up = missed_id
    return work.changes
