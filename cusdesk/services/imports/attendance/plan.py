"""What the marks of an attendance list would do to the office; nothing is written."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from cusdesk.domain.attendance import Mark
from cusdesk.domain.polish_text import name_key
from cusdesk.models.attendance import Attendance, Group, GroupMember, Meeting
from cusdesk.services.imports.model import PlannedRow
from cusdesk.services.imports.people import PeopleFinder, Resolved, people_finder
from cusdesk.services.imports.services_named import (
    UNDECIDED,
    NamedService,
    name_service,
    named_by_person,
)
from cusdesk.services.imports.standing import made_to_stay

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.importing.attendance import AttendanceEntry, AttendanceFile, Participant
    from cusdesk.services.catalogue import ServiceFinder
    from cusdesk.services.imports.model import Outcome

Cell = tuple[bytes, dt.date]
Written = tuple[str, int | None]
REMOVED = "removed"
Line = tuple[str, int, str]
"""Sheet, row, name as written."""


@dataclass(slots=True)
class _Context:
    """What the office already knows, and what this file says of each day.

    Attributes:
        written: service → person and day → mark in the office.
        members: (service, person) of the groups.
        said: service, person and day → everything different that the file says of it.
        seen: the days of the file planned so far, with the group they stood in.
    """

    people: PeopleFinder
    services: dict[tuple[str, str], NamedService]
    written: dict[bytes, dict[Cell, Written]] = field(default_factory=dict)
    members: set[tuple[bytes, bytes]] = field(default_factory=set)
    said: dict[tuple[str, bytes, dt.date], list[Written]] = field(default_factory=dict)
    seen: dict[tuple[str, bytes, dt.date], str] = field(default_factory=dict)


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
    context.members = _members(session, ids)
    people.evidence |= {person for _, person in context.members}
    context.written = {service_id: _marks_of(session, service_id) for service_id in ids}
    lines: dict[Line, list[AttendanceEntry]] = defaultdict(list)
    for entry in file.entries:
        lines[entry.place.sheet, entry.place.row, entry.person.as_written].append(entry)
    for entry in file.entries:
        _hear(context, entry)
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
        return dict.fromkeys(wanted, named_by_person(session, chosen))
    return {
        (sheet, own): name_service(finder, [own] if own else list(said.get(sheet, ())))
        for sheet, own in wanted
    }


def _members(session: Session, services: set[bytes]) -> set[tuple[bytes, bytes]]:
    query = (
        select(Group.service_id, GroupMember.resident_id)
        .join(Group, Group.id == GroupMember.group_id)
        .where(Group.service_id.in_(services), GroupMember.retired_at.is_(None))
    )
    return {(service, person) for service, person in session.execute(query)}


def _marks_of(session: Session, service_id: bytes) -> dict[Cell, Written]:
    """Return the marks of a service; one that a person took out says `removed`."""
    query = (
        select(
            Attendance.resident_id,
            Meeting.date,
            Attendance.mark,
            Attendance.minutes,
            Attendance.retired_at.is_not(None),
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Group.service_id == service_id,
            or_(
                and_(Attendance.retired_at.is_(None), Meeting.retired_at.is_(None)),
                and_(Attendance.retired_at.is_not(None), made_to_stay(Attendance)),
            ),
        )
    )
    found: dict[Cell, Written] = {}
    for resident, date, mark, minutes, removed in session.execute(query):
        if not removed:
            found[resident, date] = (mark, minutes)
        else:
            found.setdefault((resident, date), (REMOVED, None))
    return found


def _plan_line(context: _Context, line: Sequence[AttendanceEntry]) -> list[PlannedRow]:
    """Return the rows of one person line, one for each outcome that occurs in it."""
    first = line[0]
    service = context.services[first.place.sheet, first.service]
    person = context.people.resolve(first.place.sheet, first.person, first.pesel)
    rows: dict[tuple[Outcome, str], PlannedRow] = {}
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
    entry: AttendanceEntry, service: NamedService, person: Resolved, outcome: Outcome, reason: str
) -> PlannedRow:
    in_doubt = outcome in {"doubtful", "rejected"}
    return PlannedRow(
        outcome=outcome,
        sheet=entry.place.sheet,
        row=entry.place.row,
        title=entry.person.as_written,
        payload={
            "service_id": service.service_id,
            "service_name": service.name,
            "service_is_new": service.reason == "service_new",
            "group": entry.group,
            "resident_id": person.resident_id,
            "person": entry.person.as_written,
            "marks": [],
        },
        candidates=person.candidates if in_doubt else (),
        reason=reason,
        reason_params={"name": entry.person.as_written, "service": service.name},
    )


def _hear(context: _Context, entry: AttendanceEntry) -> None:
    """Note what the file says of a person's day, before anything is planned."""
    service = context.services[entry.place.sheet, entry.service]
    person = context.people.resolve(entry.place.sheet, entry.person, entry.pesel)
    if person.resident_id is None or entry.date is None or entry.doubts:
        return
    said = context.said.setdefault((_key(service), person.resident_id, entry.date), [])
    mine: Written = (entry.mark, entry.minutes)
    if not any(_same(mine, other) for other in said):
        said.append(mine)


def _key(service: NamedService) -> str:
    return service.service_id.hex() if service.service_id else name_key(service.name)


def _outcome(
    context: _Context, service: NamedService, person: Resolved, entry: AttendanceEntry
) -> tuple[Outcome, str]:
    """Return what becomes of one mark, and the reason when a person should look."""
    doubt = _doubt(context, service, person, entry)
    if doubt or person.resident_id is None or entry.date is None:
        return "doubtful", doubt
    place = (_key(service), person.resident_id, entry.date)
    if len(context.said.get(place, ())) > 1:
        return "doubtful", "day_twice"
    if place in context.seen:
        # The same mark again; in another group it may be another meeting of that day.
        same_group = context.seen[place] == name_key(entry.group)
        return ("unchanged", "") if same_group else ("doubtful", "day_in_two_groups")
    context.seen[place] = name_key(entry.group)
    known = context.written.get(service.service_id or b"", {})
    earlier = known.get((person.resident_id, entry.date))
    if earlier is not None:
        if earlier[0] == REMOVED:
            return "doubtful", "day_removed"
        mine: Written = (entry.mark, entry.minutes)
        return ("unchanged", "") if _same(earlier, mine) else ("doubtful", "day_differs")
    return "new", person.reason or service.reason


def _doubt(
    context: _Context, service: NamedService, person: Resolved, entry: AttendanceEntry
) -> str:
    """Return why a mark cannot be taken over without somebody's word; empty when it can."""
    checks = (
        (entry.mark == "unclear" or bool(entry.doubts), "mark_in_doubt"),
        (entry.date is None, "day_in_doubt"),
        (service.reason in UNDECIDED, service.reason),
        (person.resident_id is None, person.reason),
        (context.people.was_dead(person.resident_id, entry.date), "person_deceased"),
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
        if person.resident_id is None or service.reason in UNDECIDED:
            continue
        is_member = (service.service_id or b"", person.resident_id) in context.members
        rows.append(
            PlannedRow(
                outcome="unchanged" if is_member else "new",
                sheet=who.place.sheet,
                row=who.place.row,
                title=who.person.as_written,
                payload={
                    "service_id": service.service_id,
                    "service_name": service.name,
                    "service_is_new": service.reason == "service_new",
                    "group": who.group,
                    "resident_id": person.resident_id,
                    "person": who.person.as_written,
                    "marks": [],
                },
                weight=0,
            )
        )
    return rows
