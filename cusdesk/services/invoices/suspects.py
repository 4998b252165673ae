"""Hours that do not count but that a provider may have billed: absences, removed and late ones."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.attendance import Mark
from cusdesk.domain.invoices import Suspect
from cusdesk.domain.periods import Period
from cusdesk.models.attendance import Attendance, Group, Meeting, Visit
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.services.contracts.given import resident_names

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_HOUR = 60
_TWICE = "visit_twice"
"""Why an import left a visit waiting that stands in its file a second time."""
_NEAR = dt.timedelta(days=7)
"""So many days before and after a period hours may have slipped into it."""
_ABSENT = {Mark.ABSENT.value: "absent", Mark.EXCUSED.value: "excused"}


def suspects_for(
    session: Session, service_id: bytes, provider_id: bytes | None, period: Period
) -> list[Suspect]:
    """Return hours of a service that were not counted in a period, the likeliest kinds first.

    Visits the import left waiting, visits and presences that were removed, those a few days outside
    the period, absences at meetings.
    """
    found = [
        *_waiting(session, service_id, period),
        *_removed(session, service_id, provider_id, period),
        *_near(session, service_id, provider_id, period),
        *_absences(session, service_id, provider_id, period),
    ]
    names = resident_names(session, {each.resident_id for each in found if each.resident_id})
    return [
        Suspect(
            each.why,
            each.date,
            each.resident_id,
            names.get(each.resident_id or b"", each.name),
            each.minutes,
        )
        for each in found
    ]


def _mine(provider_id: bytes | None, of_row: bytes | None) -> bool:
    return of_row in {None, provider_id}


def _visits(session: Session, service_id: bytes, first: dt.date, last: dt.date) -> list[Any]:
    query = (
        select(Visit.date, Visit.resident_id, Visit.minutes, Visit.provider_id, Visit.retired_at)
        .where(Visit.service_id == service_id, Visit.date.between(first, last))
        .order_by(Visit.date, Visit.id)
    )
    return list(session.execute(query).all())


def _removed(
    session: Session, service_id: bytes, provider_id: bytes | None, period: Period
) -> list[Suspect]:
    if period.start is None or period.end is None:
        return []
    return [
        Suspect("removed", row.date, row.resident_id, "", row.minutes)
        for row in _visits(session, service_id, period.start, period.end)
        if row.retired_at is not None and _mine(provider_id, row.provider_id)
    ]


def _near(
    session: Session, service_id: bytes, provider_id: bytes | None, period: Period
) -> list[Suspect]:
    if period.start is None or period.end is None:
        return []
    return [
        Suspect(
            "before" if row.date < period.start else "after",
            row.date,
            row.resident_id,
            "",
            row.minutes,
        )
        for row in _visits(session, service_id, period.start - _NEAR, period.end + _NEAR)
        if row.retired_at is None
        and not period.contains(row.date)
        and _mine(provider_id, row.provider_id)
    ]


def _absences(
    session: Session, service_id: bytes, provider_id: bytes | None, period: Period
) -> list[Suspect]:
    query = (
        select(
            Meeting.date,
            Attendance.resident_id,
            Meeting.minutes,
            Group.meeting_minutes,
            Group.provider_id,
            Attendance.mark,
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Group.service_id == service_id,
            Meeting.date.between(period.start, period.end),
            Attendance.mark.in_(_ABSENT),
            Attendance.retired_at.is_(None),
            Meeting.retired_at.is_(None),
            Group.retired_at.is_(None),
        )
        .order_by(Meeting.date, Attendance.id)
    )
    return [
        Suspect(
            _ABSENT[row.mark],
            row.date,
            row.resident_id,
            "",
            row.minutes or row.meeting_minutes or _HOUR,
        )
        for row in session.execute(query).all()
        if _mine(provider_id, row.provider_id)
    ]


def _around(period: Period) -> Period:
    """Return the period with the days near it."""
    start = period.start - _NEAR if period.start else None
    return Period(start, period.end + _NEAR if period.end else None)


def _waiting(session: Session, service_id: bytes, period: Period) -> list[Suspect]:
    """Return hours an import left waiting for a person's decision; a second copy says so."""
    query = (
        select(ImportIssue.row_json, ImportIssue.kind)
        .join(ImportBatch, ImportBatch.id == ImportIssue.batch_id)
        .where(
            ImportBatch.kind.in_(["hours", "attendance"]),
            ImportIssue.outcome == "doubtful",
            ImportIssue.decision == "",
            ImportIssue.retired_at.is_(None),
            ImportBatch.retired_at.is_(None),
        )
    )
    found = []
    for text, reason in session.execute(query).all():
        data = json.loads(text)
        payload = data.get("payload") or {}
        if payload.get("service_id") != service_id.hex():
            continue
        resident = bytes.fromhex(payload.get("resident_id") or "") or None
        why = "twice" if reason == _TWICE else "waiting"
        for each in payload.get("marks") or [payload]:
            day, minutes = each.get("date"), each.get("minutes")
            came = each.get("mark", Mark.PRESENT.value) == Mark.PRESENT.value
            if came and day and minutes and _around(period).contains(dt.date.fromisoformat(day)):
                name = data.get("title", "")
                found.append(Suspect(why, dt.date.fromisoformat(day), resident, name, minutes))
    return found
