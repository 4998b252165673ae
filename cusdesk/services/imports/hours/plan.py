"""What the visits of work cards would do to the office; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from cusdesk.domain.polish_text import name_key
from cusdesk.models.attendance import Visit
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
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.importing.hours import HoursFile
    from cusdesk.importing.hours import Visit as ReadVisit
    from cusdesk.services.catalogue import ServiceFinder
    from cusdesk.services.imports.model import Outcome


@dataclass(frozen=True, slots=True)
class _Known:
    """A visit the office has: service, folded worker, times."""

    service_id: bytes
    worker: str
    start: int | None
    minutes: int
    removed: bool = False


@dataclass(slots=True)
class _Context:
    people: PeopleFinder
    services: dict[tuple[str, str], NamedService]
    known: dict[tuple[bytes, dt.date], list[_Known]] = field(default_factory=dict)
    said: set[tuple[bytes, dt.date, str, int | None, str]] = field(default_factory=set)


def plan_hours(
    session: Session,
    file: HoursFile,
    finder: ServiceFinder,
    chosen_service: bytes | None = None,
) -> list[PlannedRow]:
    """Return what work cards would do: one row a visit, in the order of the file."""
    people = people_finder(session)
    people.see((visit.place.sheet, visit.resident) for visit in file.visits)
    services = _services(session, file, finder, chosen_service)
    context = _Context(people, services)
    _learn_known(session, file, context)
    return [_plan_visit(context, visit) for visit in file.visits]


def _services(
    session: Session, file: HoursFile, finder: ServiceFinder, chosen: bytes | None
) -> dict[tuple[str, str], NamedService]:
    said: dict[str, list[str]] = defaultdict(list)
    for card in file.cards:
        said[card.name] += card.services
    wanted = {(visit.place.sheet, visit.service) for visit in file.visits}
    if chosen is not None:
        return dict.fromkeys(wanted, named_by_person(session, chosen))
    return {
        (sheet, own): name_service(finder, [own] if own else said[sheet]) for sheet, own in wanted
    }


def _learn_known(session: Session, file: HoursFile, context: _Context) -> None:
    """Read the office's visits in the time of the file."""
    dates = [visit.date for visit in file.visits if visit.date is not None]
    if not dates:
        return
    query = select(
        Visit.resident_id,
        Visit.date,
        Visit.service_id,
        Visit.worker,
        Visit.start_minute,
        Visit.minutes,
        Visit.retired_at.is_not(None),
    ).where(
        Visit.date.between(min(dates), max(dates)),
        or_(Visit.retired_at.is_(None), made_to_stay(Visit)),
    )
    for resident, date, service_id, worker, start, minutes, removed in session.execute(query):
        known = _Known(service_id, name_key(worker), start, minutes, removed)
        context.known.setdefault((resident, date), []).append(known)


def _plan_visit(context: _Context, visit: ReadVisit) -> PlannedRow:
    service = context.services[visit.place.sheet, visit.service]
    person = context.people.resolve(visit.place.sheet, visit.resident, visit.pesel)
    outcome, reason = _outcome(context, service, person, visit)
    return PlannedRow(
        outcome=outcome,
        sheet=visit.place.sheet,
        row=visit.place.row,
        title=visit.resident.as_written,
        payload={
            "service_id": service.service_id,
            "service_name": service.name,
            "service_is_new": service.reason == "service_new",
            "resident_id": person.resident_id,
            "person": visit.resident.as_written,
            "worker": _worker(visit),
            "date": visit.date,
            "start": visit.start,
            "end": visit.end,
            "minutes": visit.minutes,
            "activities": visit.activities,
        },
        candidates=person.candidates if outcome == "doubtful" else (),
        reason=reason,
        reason_params={"name": visit.resident.as_written, "service": service.name},
        problems=list(visit.problems),
    )


def _worker(visit: ReadVisit) -> str:
    person = visit.worker
    return f"{person.surname} {person.given_name}".strip() or person.as_written


def _outcome(
    context: _Context, service: NamedService, person: Resolved, visit: ReadVisit
) -> tuple[Outcome, str]:
    """Return what becomes of a visit, and the reason when a person should look."""
    checks: tuple[tuple[bool, Outcome, str], ...] = (
        (visit.repeats is not None, "unchanged", ""),
        (visit.date is None, "doubtful", "day_in_doubt"),
        (visit.minutes is None or bool(visit.doubts), "doubtful", "visit_in_doubt"),
        (service.reason in UNDECIDED, "doubtful", service.reason),
        (person.resident_id is None, "doubtful", person.reason),
        (not name_key(_worker(visit)), "doubtful", "worker_missing"),
        (context.people.was_dead(person.resident_id, visit.date), "doubtful", "person_deceased"),
    )
    for applies, outcome, reason in checks:
        if applies:
            return outcome, reason
    return _against_known(context, service, person, visit)


def _against_known(
    context: _Context, service: NamedService, person: Resolved, visit: ReadVisit
) -> tuple[Outcome, str]:
    """Compare with the visits the person has on that day, whoever came and for whatever."""
    if person.resident_id is None or visit.date is None or visit.minutes is None:
        return "doubtful", "visit_in_doubt"
    worker = name_key(_worker(visit))
    there = context.known.get((person.resident_id, visit.date), ())
    same = [k for k in there if _is_same(k, service, worker, visit)]
    if same:
        removed = all(known.removed for known in same)
        return ("doubtful", "visit_removed") if removed else ("unchanged", "")
    for known in there:
        alike = known.worker == worker and known.service_id == service.service_id
        begins_then = known.start == visit.start and (known.start is not None or alike)
        if not known.removed and (begins_then or _overlap(known, visit)):
            return "doubtful", "visit_differs"
    return _against_file(context, service, person, visit)


def _against_file(
    context: _Context, service: NamedService, person: Resolved, visit: ReadVisit
) -> tuple[Outcome, str]:
    """A second visit at the very same time counts once, also when the name is written otherwise."""
    if person.resident_id is None or visit.date is None or visit.start is None:
        return "new", person.reason or service.reason
    key = (
        person.resident_id,
        visit.date,
        name_key(_worker(visit)),
        visit.start,
        str(service.service_id or name_key(service.name)),
    )
    if key in context.said:
        return "doubtful", "visit_twice"
    context.said.add(key)
    return "new", person.reason or service.reason


def _is_same(known: _Known, service: NamedService, worker: str, visit: ReadVisit) -> bool:
    return (known.service_id, known.worker, known.start, known.minutes) == (
        service.service_id,
        worker,
        visit.start,
        visit.minutes,
    )


def _overlap(known: _Known, visit: ReadVisit) -> bool:
    if known.start is None or visit.start is None or not visit.minutes:
        return False
    return known.start < visit.start + visit.minutes and visit.start < known.start + known.minutes
