"""What a month's fees are counted from: presences and visits, and absences that may be paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.db.reading import read_columns
from cusdesk.domain.attendance import Mark
from cusdesk.domain.fees.situation import Usage
from cusdesk.models.attendance import Attendance, Group, Meeting
from cusdesk.models.catalogue import Service
from cusdesk.services.attendance.delivered import delivered_rows

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

Use = dict[tuple[bytes, bytes], list[Usage]]
"""(resident, service) -> uses by day."""


def usage_of(
    session: Session, start: dt.date, end: dt.date, *, resident_id: bytes | None = None
) -> Use:
    """Return every use between two days, both inclusive, by person and service."""
    found: Use = {}
    for row in delivered_rows(session, start, end, resident_id=resident_id):
        key = (row.resident_id, row.service_id)
        found.setdefault(key, []).append(Usage(row.date, row.minutes))
    for resident, service, day, minutes, mark in _absences(session, start, end, resident_id):
        usage = Usage(day, minutes or 0, is_absence=True, is_excused=mark == Mark.EXCUSED.value)
        found.setdefault((resident, service), []).append(usage)
    return found


def _absences(
    session: Session, start: dt.date, end: dt.date, resident_id: bytes | None
) -> list[tuple[bytes, bytes, dt.date, int | None, str]]:
    """Return absences with the length of the meeting that was missed."""
    length = func.coalesce(Meeting.minutes, Group.meeting_minutes, Service.unit_minutes, 60)
    query = (
        select(Attendance.resident_id, Group.service_id, Meeting.date, length, Attendance.mark)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(
            Meeting.date.between(start, end),
            Attendance.mark.in_((Mark.ABSENT.value, Mark.EXCUSED.value)),
            *(model.retired_at.is_(None) for model in (Attendance, Meeting, Group, Service)),
        )
        .order_by(Meeting.date)
    )
    if resident_id is not None:
        query = query.where(Attendance.resident_id == resident_id)
    return [(who, service, day, minutes, mark) for who, service, day, minutes, mark in
            read_columns(session, query)]  # fmt: skip
