"""Attendance lists: who, when, with what mark, in which group of which service."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.domain.attendance import Mark
from cusdesk.models.attendance import Attendance, Group, GroupMember, Meeting
from cusdesk.models.catalogue import Service
from cusdesk.services.attendance.grid import meeting_length
from cusdesk.services.attendance.groups import put_meetings, put_members
from cusdesk.services.catalogue.find import name_key
from cusdesk.services.imports.model import PlannedRow, date_of, id_of
from cusdesk.services.imports.people import PeopleFinder, Resolved, people_finder
from cusdesk.services.imports.services_named import NamedService, add_named, name_service

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.importing.attendance import AttendanceEntry, AttendanceFile, Participant
    from cusdesk.services.catalogue import ServiceFinder

Cell = tuple[bytes, dt.date]
Written = tuple[str, int | None]


@dataclass(slots=True)
class _Context:
    """What the office already knows, and what this file has put on each day so far."""

    people: PeopleFinder
    services: dict[tuple[str, str], NamedService]
    written: dict[bytes, dict[Cell, Written]] = field(default_factory=dict)
    in_file: dict[tuple[str, bytes, dt.date], Written] = field(default_factory=dict)


def plan_attendance(
    session: Session,
    file: AttendanceFile,
    finder: ServiceFinder,
    chosen_service: bytes | None = None,
) -> list[PlannedRow]:
    """Return what a list would do: for each person line one row per outcome of its marks.

    Args:
        session: for what the office already knows.
        file: the list as read.
        finder: the catalogue.
        chosen_service: what a person said the list is about, over whatever the sheets say.
    """
    people = people_finder(session)
    people.see((entry.place.sheet, entry.person) for entry in file.entries)
    context = _Context(people, _services(session, file, finder, chosen_service))
    ids = {s.service_id for s in context.services.values() if s.service_id is not None}
    people.evidence |= _members(session, ids)
    context.written = {service_id: _marks_of(session, service_id) for service_id in ids}
    lines: dict[tuple[str, int, str], list[AttendanceEntry]] = defaultdict(list)
    for entry in file.entries:
        lines[entry.place.sheet, entry.place.row, entry.person.as_written].append(entry)
    rows = [row for line in lines.values() for row in _plan_line(context, line)]
    return rows + _plan_silent(context, file.participants, set(lines))


def _services(
    session: Session, file: AttendanceFile, finder: ServiceFinder, chosen: bytes | None
) -> dict[tuple[str, str], NamedService]:
    """Return (sheet, service written in the row) → the service."""
    said = {report.name: report.services for report in file.sheets}
    wanted = {(entry.place.sheet, entry.service) for entry in file.entries}
    wanted |= {(person.place.sheet, "") for person in file.participants}
    if chosen is not None:
        name = session.scalar(select(Service.name).where(Service.id == chosen)) or ""
        return dict.fromkeys(wanted, NamedService(chosen, name))
    return {
        (sheet, own): name_service(finder, [own] if own else list(said.get(sheet, ())))
        for sheet, own in wanted
    }


def _members(session: Session, services: set[bytes]) -> set[bytes]:
    query = (
        select(GroupMember.resident_id)
        .join(Group, Group.id == GroupMember.group_id)
        .where(Group.service_id.in_(services), GroupMember.retired_at.is_(None))
    )
    return set(session.scalars(query))


def _marks_of(session: Session, service_id: bytes) -> dict[Cell, Written]:
    query = (
        select(Attendance.resident_id, Meeting.date, Attendance.mark, Attendance.minutes)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Group.service_id == service_id,
            Attendance.retired_at.is_(None),
            Meeting.retired_at.is_(None),
        )
    )
    return {
        (resident, date): (mark, minutes)
        for resident, date, mark, minutes in session.execute(query)
    }


def _plan_line(context: _Context, line: Sequence[AttendanceEntry]) -> list[PlannedRow]:
    """Return the rows of one person line, one for each outcome that occurs in it."""
    first = line[0]
    service = context.services[first.place.sheet, first.service]
    person = context.people.resolve(first.place.sheet, first.person, first.pesel)
    rows: dict[tuple[str, str], PlannedRow] = {}
    for entry in line:
        outcome, reason = _outcome(context, service, person, entry)
        row = rows.get((outcome, reason))
        if row is None:
            row = rows[outcome, reason] = _row(entry, service, person, outcome, reason)
        row.payload["marks"].append(
            {
                "date": entry.date,
                "mark": entry.mark,
                "minutes": entry.minutes,
                "note": entry.remark,
                "raw": entry.raw,
                "column": entry.place.letters,
            }
        )
        row.problems += entry.problems
        row.weight = len(row.payload["marks"])
    return list(rows.values())


def _row(
    entry: AttendanceEntry, service: NamedService, person: Resolved, outcome: str, reason: str
) -> PlannedRow:
    in_doubt = outcome in {"doubtful", "rejected"}
    return PlannedRow(
        outcome=outcome,  # type: ignore[arg-type]
        sheet=entry.place.sheet,
        row=entry.place.row,
        title=entry.person.as_written,
        payload={
            "service_id": service.service_id,
            "service_name": service.name,
            "group": entry.group,
            "resident_id": person.resident_id,
            "person": entry.person.as_written,
            "marks": [],
        },
        candidates=person.candidates if in_doubt else (),
        reason=reason,
        reason_params={"name": entry.person.as_written, "service": service.name},
    )


def _outcome(
    context: _Context, service: NamedService, person: Resolved, entry: AttendanceEntry
) -> tuple[str, str]:
    """Return what becomes of one mark, and the reason when a person should look."""
    doubt = _doubt(service, person, entry)
    if doubt or person.resident_id is None or entry.date is None:
        return "doubtful", doubt
    key = service.service_id.hex() if service.service_id else name_key(service.name)
    mine: Written = (entry.mark, entry.minutes)
    place = (key, person.resident_id, entry.date)
    earlier = context.in_file.get(place)
    if earlier is None:
        context.in_file[place] = mine
        known = context.written.get(service.service_id or b"", {})
        earlier, reason = known.get((person.resident_id, entry.date)), "day_differs"
    else:
        reason = "day_twice"
    if earlier is not None:
        return ("unchanged", "") if _same(earlier, mine) else ("doubtful", reason)
    return "new", person.reason or service.reason


def _doubt(service: NamedService, person: Resolved, entry: AttendanceEntry) -> str:
    """Return why a mark cannot be taken over without somebody's word; empty when it can."""
    checks = (
        (entry.mark == "unclear" or bool(entry.doubts), "mark_in_doubt"),
        (entry.date is None, "day_in_doubt"),
        (service.reason in {"service_in_doubt", "service_missing"}, service.reason),
        (person.resident_id is None, person.reason),
    )
    return next((reason for applies, reason in checks if applies), "")


def _same(one: Written, other: Written) -> bool:
    """Equal marks; a length that one of them does not say is not a difference."""
    lengths_agree = None in (one[1], other[1]) or one[1] == other[1]
    return one[0] == other[0] and (one[0] != Mark.PRESENT or lengths_agree)


def _plan_silent(
    context: _Context, participants: Iterable[Participant], seen: set[tuple[str, int, str]]
) -> list[PlannedRow]:
    """Return a row for everybody on the list without a single mark: still a member of the group."""
    rows = []
    for who in participants:
        if (who.place.sheet, who.place.row, who.person.as_written) in seen:
            continue
        service = context.services[who.place.sheet, ""]
        person = context.people.resolve(who.place.sheet, who.person, who.pesel)
        if person.resident_id is None or service.reason in {"service_in_doubt", "service_missing"}:
            continue
        rows.append(
            PlannedRow(
                outcome="new",
                sheet=who.place.sheet,
                row=who.place.row,
                title=who.person.as_written,
                payload={
                    "service_id": service.service_id,
                    "service_name": service.name,
                    "group": who.group,
                    "resident_id": person.resident_id,
                    "person": who.person.as_written,
                    "marks": [],
                },
                weight=0,
            )
        )
    return rows


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
        (id_of(payload["resident_id"]), date_of(mark["date"]), mark)
        for payload in payloads
        for mark in payload["marks"]
    ]
    dates = sorted({date for _, date, _ in marks if date is not None})
    meetings = {
        row.date: row.id
        for row in session.execute(
            select(Meeting.id, Meeting.date)
            .where(Meeting.group_id == group_id, Meeting.retired_at.is_(None))
            .order_by(Meeting.start_minute.desc())
        )
    }
    new = put_meetings(session, group_id, [date for date in dates if date not in meetings])
    session.flush()
    meetings.update(new)
    unit, own, of_group = session.execute(
        select(Service.unit, Service.unit_minutes, Group.meeting_minutes)
        .join(Group, Group.service_id == Service.id)
        .where(Group.id == group_id)
    ).one()
    rows = []
    for resident, date, mark in marks:
        if resident is None or date is None:
            continue
        minutes = 0
        if mark["mark"] == Mark.PRESENT:
            minutes = mark["minutes"]
            if minutes is None:
                minutes = meeting_length(None, of_group, unit, own, date)
        rows.append(
            (
                new_id(),
                resident,
                meetings[date],
                resident,
                str(mark["mark"]),
                minutes,
                mark["note"],
                1,
            )
        )
    if rows:
        session.connection().exec_driver_sql(
            "INSERT INTO attendance (id, subject_id, meeting_id, resident_id, mark, minutes, note,"
            " row_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
