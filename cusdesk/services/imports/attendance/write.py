"""Writing the marks of a plan: services and groups that are missing, members, meetings, marks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.domain.attendance import Mark
from cusdesk.domain.polish_text import name_key
from cusdesk.models.attendance import Attendance, Group, Meeting
from cusdesk.models.catalogue import Service
from cusdesk.services.attendance.closed import refuse_closed
from cusdesk.services.attendance.grid import meeting_length
from cusdesk.services.attendance.groups import put_meetings, put_members
from cusdesk.services.imports.model import date_of, id_of
from cusdesk.services.imports.services_named import add_named

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.imports.model import PlannedRow


def apply_attendance(work: UnitOfWork, rows: Sequence[PlannedRow]) -> None:
    """Write the new marks: services and groups that are missing, members, meetings, marks."""
    by_service: dict[bytes, list[dict[str, Any]]] = defaultdict(list)
    made: dict[str, bytes] = {}
    for row in rows:
        if row.outcome != "new":
            continue
        payload = row.payload
        service_id = id_of(payload["service_id"])
        if service_id is None:
            service_id = add_named(work, payload["service_name"], made)
        by_service[service_id].append(payload)
    for service_id, payloads in by_service.items():
        _apply_service(work, service_id, payloads)


def _apply_service(work: UnitOfWork, service_id: bytes, payloads: list[dict[str, Any]]) -> None:
    session = work.session
    groups: dict[str, bytes] = {}
    by_group: dict[bytes, list[dict[str, Any]]] = defaultdict(list)
    for payload in payloads:
        name = payload["group"]
        if name not in groups:
            groups[name] = _group_for(session, service_id, name)
        by_group[groups[name]].append(payload)
    for group_id, members in by_group.items():
        people = [who for p in members if (who := id_of(p["resident_id"])) is not None]
        put_members(session, group_id, dict.fromkeys(people), None)
        _apply_group(session, group_id, members)


def _group_for(session: Session, service_id: bytes, name: str) -> bytes:
    """Return the group of this name; without a name the only group there is; else a new one."""
    existing = session.execute(
        select(Group.id, Group.name).where(
            Group.service_id == service_id, Group.retired_at.is_(None)
        )
    ).all()
    for group_id, called in existing:
        if name and name_key(called) == name_key(name):
            return group_id
    if not name and len(existing) == 1:
        return existing[0][0]
    default = tr("imports_plan.group_name")
    for group_id, called in existing:
        if not name and called == default:
            return group_id
    group = Group(id=new_id(), service_id=service_id, name=name or default)
    session.add(group)
    session.flush()
    return group.id


def _apply_group(session: Session, group_id: bytes, payloads: list[dict[str, Any]]) -> None:
    marks = [
        (resident, date, mark)
        for payload in payloads
        for mark in payload["marks"]
        if (resident := id_of(payload["resident_id"])) and (date := date_of(mark["date"]))
    ]
    dates = {date for _, date, _ in marks}
    refuse_closed(session, dates)
    meetings = _meetings_on(session, group_id, dates)
    unit, own, of_group = session.execute(
        select(Service.unit, Service.unit_minutes, Group.meeting_minutes)
        .join(Group, Group.service_id == Service.id)
        .where(Group.id == group_id)
    ).one()
    present = _marks_there(session, set(meetings.values()))
    rows = []
    for resident, date, mark in marks:
        minutes = 0
        if mark["mark"] == Mark.PRESENT:
            minutes = mark["minutes"]
            if minutes is None:
                minutes = meeting_length(None, of_group, unit, own, date)
        values = (str(mark["mark"]), minutes, mark["note"])
        there = present.get((meetings[date], resident))
        if there is None:
            rows.append((new_id(), resident, meetings[date], resident, *values, 1))
        else:  # decided in the queue: the file was right
            _replace(session, there, values)
    if rows:
        session.connection().exec_driver_sql(
            "INSERT INTO attendance (id, subject_id, meeting_id, resident_id, mark, minutes, note,"
            " row_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def _meetings_on(
    session: Session, group_id: bytes, dates: Iterable[dt.date]
) -> dict[dt.date, bytes]:
    """Return the meeting of each day, the first of the day; meetings that are missing are made."""
    meetings = {
        row.date: row.id
        for row in session.execute(
            select(Meeting.id, Meeting.date)
            .where(Meeting.group_id == group_id, Meeting.retired_at.is_(None))
            .order_by(Meeting.start_minute.desc())
        )
    }
    new = put_meetings(session, group_id, sorted(set(dates) - set(meetings)))
    session.flush()
    return {**meetings, **new}


def _marks_there(session: Session, meetings: set[bytes]) -> dict[tuple[bytes, bytes], bytes]:
    query = select(Attendance.meeting_id, Attendance.resident_id, Attendance.id).where(
        Attendance.meeting_id.in_(meetings), Attendance.retired_at.is_(None)
    )
    return {(meeting, resident): i for meeting, resident, i in session.execute(query)}


def _replace(session: Session, mark_id: bytes, values: tuple[str, int, str]) -> None:
    mark, minutes, note = values
    session.execute(
        update(Attendance)
        .where(Attendance.id == mark_id)
        .values(mark=mark, minutes=minutes, note=note, row_version=Attendance.row_version + 1)
    )
