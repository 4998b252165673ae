"""Attendance of the fictional commune: groups with marks, and visits of workers, up to yesterday.

Nearly everything happens within somebody's plan, as it has to (art. 38 of the act on social service
centres); a few people come to open groups without one.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.domain.attendance import Mark
from cusdesk.domain.calendar import is_working_day
from cusdesk.domain.periods import add_months
from cusdesk.domain.polish_text import sort_key
from cusdesk.services import attendance
from cusdesk.services.attendance.series import BreakDraft, SeriesDraft, add_break, add_series
from cusdesk.services.demo.people import age_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cusdesk.services.demo.model import Build, Planned

GROUP_SIZE = 14
SMALLEST_GROUP = 9
WITHOUT_PLAN = 2
"""So many in a full group come without a plan."""
MONTHS_AHEAD = 4
_MARKS = (Mark.PRESENT, Mark.ABSENT, Mark.EXCUSED)
_MARK_WEIGHTS = (84, 10, 6)
_VISITS_HELD = 0.95
_FIRST_MINUTE = 480
_BETWEEN_MINUTES = 15


def write_attendance(build: Build) -> None:
    """Write the groups with their meetings, and the visits."""
    first = add_months(build.today.replace(day=1), -12 * build.years)
    _breaks(build, first)
    rows = build.words["services"]
    total, written = sum(len(row.get("groups", ())) + ("workers" in row) for row in rows), 0
    for number, row in enumerate(rows):
        for pattern, name, weekday, start_minute in row.get("groups", ()):
            group_id = _group(build, number, name, pattern)
            _meetings(build, group_id, first, weekday, start_minute)
            written += 1
            build.did(written, total)
        if "workers" in row:
            attendance.add_visits(build.office, list(_visits(build, number, row, first)))
            written += 1
            build.did(written, total)


def _with_service(build: Build, number: int) -> list[Planned]:
    """Return the people in whose plan a service stands."""
    patterns = build.words["plans"]
    return [
        planned
        for planned in build.planned
        if any(row[0] == number for row in patterns[planned.pattern]["services"])
    ]


def _group(build: Build, number: int, name: str, pattern: int) -> bytes:
    row = build.words["services"][number]
    inside = [p.resident_id for p in _with_service(build, number) if p.pattern == pattern]
    inside = inside[: GROUP_SIZE - WITHOUT_PLAN]
    low, high = build.words["plans"][pattern]["ages"]
    others = [
        person_id
        for person_id, payload in build.people
        if person_id not in inside
        and low <= age_on(build.today, payload["values"]["birth_date"]) <= high
    ]
    guests = min(max(WITHOUT_PLAN, SMALLEST_GROUP - len(inside)), len(others))
    chosen = {*inside, *build.rng.sample(others, guests)}
    people = sorted((person for person in build.people if person[0] in chosen), key=_name_order)
    draft = attendance.GroupDraft(
        service_id=build.service_ids[number],
        name=name,
        provider_id=build.provider_ids[row["provider"]],
        leader=build.words["providers"][row["provider"]]["contact_name"],
        place=row["place"],
    )
    group_id, _changes = attendance.create_group(
        build.office, draft, [person_id for person_id, _ in people]
    )
    return group_id


def _name_order(person: tuple[bytes, dict[str, Any]]) -> str:
    values = person[1]["values"]
    return sort_key(f"{values['surname']} {values['given_name']}")


def _breaks(build: Build, first: dt.date) -> None:
    """Write the breaks of every year: winter and summer holidays of the fictional commune."""
    for year in range(first.year, build.today.year + 1):
        for row in build.words["breaks"]:
            start, end = (dt.date(year, *row[name]) for name in ("from", "to"))
            add_break(build.office, BreakDraft(row["name"], start, end))


def _meetings(
    build: Build, group_id: bytes, first: dt.date, weekday: int, start_minute: int
) -> None:
    """Plan a series for every year, some months ahead of today, and write who was there."""
    ahead = add_months(build.today, MONTHS_AHEAD)
    series = [
        SeriesDraft(
            group_id,
            weekdays=(weekday,),
            valid_from=max(first, dt.date(year, 1, 1)),
            valid_to=min(ahead, dt.date(year, 12, 31)),
            start_minute=start_minute,
        )
        for year in range(first.year, ahead.year + 1)
    ]
    add_series(build.office, series)
    month = first
    while month <= build.today:
        grid = attendance.month_grid(build.office, group_id, month)
        entries = [
            attendance.MarkEntry(
                meeting.id, person.resident_id, build.rng.choices(_MARKS, _MARK_WEIGHTS)[0]
            )
            for meeting in grid.meetings
            for person in grid.people
            if meeting.date < build.today
        ]
        if entries:
            attendance.write_marks(build.office, entries)
        month = add_months(month, 1)


def _visits(
    build: Build, number: int, row: dict[str, Any], first: dt.date
) -> Iterator[attendance.VisitDraft]:
    """Yield visits: everybody on the days of the round, one worker's visits one after another."""
    people = _with_service(build, number)
    rounds = build.rounds if row.get("in_rounds") else row["rounds"]
    day = first
    while day < build.today:
        free = dict.fromkeys(row["workers"], _FIRST_MINUTE)
        for planned in people:
            turn = planned.turn
            its = rounds[turn % len(rounds)]
            worker = row["workers"][turn // len(rounds) % len(row["workers"])]
            if not _is_due(its, day) or not planned.covers(day):
                continue
            start, free[worker] = free[worker], free[worker] + its["minutes"] + _BETWEEN_MINUTES
            if build.rng.random() < _VISITS_HELD:
                yield attendance.VisitDraft(
                    planned.resident_id,
                    build.service_ids[number],
                    day,
                    start,
                    start + its["minutes"],
                    worker=worker,
                    provider_id=build.provider_ids[row["provider"]],
                )
        day += dt.timedelta(1)


def _is_due(its: dict[str, Any], day: dt.date) -> bool:
    """Return True on a working day of a round; `week` says which of two weeks, when not each."""
    if day.weekday() not in its["days"] or not is_working_day(day):
        return False
    week = its.get("week")
    return week is None or day.isocalendar().week % 2 == week
