"""Work cards: visits of workers with residents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.ids import new_id
from cusdesk.models.attendance import Visit
from cusdesk.models.catalogue import Service
from cusdesk.services.catalogue.find import name_key
from cusdesk.services.imports.model import PlannedRow, date_of, id_of
from cusdesk.services.imports.people import PeopleFinder, Resolved, people_finder
from cusdesk.services.imports.services_named import NamedService, add_named, name_service

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.importing.hours import HoursFile
    from cusdesk.importing.hours import Visit as ReadVisit
    from cusdesk.services.catalogue import ServiceFinder

Known = tuple[str, int | None, int]
"""Folded worker, start, minutes."""


@dataclass(slots=True)
class _Context:
    people: PeopleFinder
    services: dict[tuple[str, str], NamedService]
    known: dict[tuple[bytes, bytes, dt.date], list[Known]] = field(default_factory=dict)


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
    for service in services.values():
        if service.service_id is not None:
            _learn_known(session, service.service_id, context)
    return [_plan_visit(context, visit) for visit in file.visits]


def _services(
    session: Session, file: HoursFile, finder: ServiceFinder, chosen: bytes | None
) -> dict[tuple[str, str], NamedService]:
    said: dict[str, list[str]] = defaultdict(list)
    for card in file.cards:
        said[card.name] += card.services
    wanted = {(visit.place.sheet, visit.service) for visit in file.visits}
    if chosen is not None:
        name = session.scalar(select(Service.name).where(Service.id == chosen)) or ""
        return dict.fromkeys(wanted, NamedService(chosen, name))
    return {
        (sheet, own): name_service(finder, [own] if own else said[sheet]) for sheet, own in wanted
    }


def _learn_known(session: Session, service_id: bytes, context: _Context) -> None:
    query = select(
        Visit.resident_id, Visit.date, Visit.worker, Visit.start_minute, Visit.minutes
    ).where(Visit.service_id == service_id, Visit.retired_at.is_(None))
    for resident, date, worker, start, minutes in session.execute(query):
        place = (service_id, resident, date)
        context.known.setdefault(place, []).append((name_key(worker), start, minutes))


def _plan_visit(context: _Context, visit: ReadVisit) -> PlannedRow:
    service = context.services[visit.place.sheet, visit.service]
    person = context.people.resolve(visit.place.sheet, visit.resident, visit.pesel)
    outcome, reason = _outcome(context, service, person, visit)
    return PlannedRow(
        outcome=outcome,  # type: ignore[arg-type]
        sheet=visit.place.sheet,
        row=visit.place.row,
        title=visit.resident.as_written,
        payload={
            "service_id": service.service_id,
            "service_name": service.name,
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
) -> tuple[str, str]:
    """Return what becomes of a visit, and the reason when a person should look."""
    checks = (
        (visit.repeats is not None, "unchanged", ""),
        (visit.date is None, "doubtful", "day_in_doubt"),
        (visit.minutes is None or bool(visit.doubts), "doubtful", "visit_in_doubt"),
        (service.reason in {"service_in_doubt", "service_missing"}, "doubtful", service.reason),
        (person.resident_id is None, "doubtful", person.reason),
    )
    for applies, outcome, reason in checks:
        if applies:
            return outcome, reason
    return _against_known(context, service, person, visit)


def _against_known(
    context: _Context, service: NamedService, person: Resolved, visit: ReadVisit
) -> tuple[str, str]:
    if person.resident_id is None or visit.date is None or visit.minutes is None:
        return "doubtful", "visit_in_doubt"
    worker = name_key(_worker(visit))
    there = context.known.get((service.service_id or b"", person.resident_id, visit.date), ())
    for other, start, minutes in there:
        if other == worker and (start, minutes) == (visit.start, visit.minutes):
            return "unchanged", ""
        if other == worker and start == visit.start:
            return "doubtful", "visit_differs"
    return "new", person.reason or service.reason


def apply_hours(work: UnitOfWork, rows: Sequence[PlannedRow]) -> None:
    """Write the new visits, and services that the catalogue does not know yet."""
    made: dict[str, bytes] = {}
    values: list[tuple[Any, ...]] = []
    for row in rows:
        payload = row.payload
        resident, date = id_of(payload["resident_id"]), date_of(payload["date"])
        if row.outcome != "new" or resident is None or date is None:
            continue
        service_id = id_of(payload["service_id"]) or add_named(work, payload["service_name"], made)
        values.append(
            (
                new_id(),
                resident,
                resident,
                service_id,
                payload["worker"],
                date.isoformat(),
                payload["start"],
                payload["end"],
                payload["minutes"],
                payload["activities"],
                1,
            )
        )
    if values:
        work.session.connection().exec_driver_sql(
            "INSERT INTO visits (id, subject_id, resident_id, service_id, worker, date,"
            " start_minute, end_minute, minutes, activities, row_version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
