"""Individual services given to one resident: care hours, talks, therapy."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.planned import month_range
from cusdesk.domain.polish_text import one_line
from cusdesk.models.attendance import Visit
from cusdesk.models.catalogue import Service
from cusdesk.models.residents import Resident
from cusdesk.services.attendance.closed import refuse_closed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

MINUTES_OF_DAY = 24 * 60


@dataclass(slots=True)
class VisitDraft:
    """A visit as typed. Either start and end, or the minutes alone.

    An end before the start is on the next day: the visit belongs to the day it began. The way there
    and back is kept apart and is never part of the minutes.
    """

    resident_id: bytes | None = None
    service_id: bytes | None = None
    date: dt.date | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    minutes: int | None = None
    worker: str = ""
    provider_id: bytes | None = None
    activities: str = ""
    travel_minutes: int = 0


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit in the list."""

    id: bytes
    version: int
    date: dt.date
    resident_id: bytes
    resident_name: str
    service_id: bytes
    service_name: str
    worker: str
    start_minute: int | None
    end_minute: int | None
    minutes: int
    activities: str
    provider_id: bytes | None
    travel_minutes: int = 0


def settled(draft: VisitDraft) -> VisitDraft:
    """Return the visit with its minutes and its end after midnight worked out.

    Raises:
        ValidationError: no person, service, date or length; more than a day.
    """
    problems = [
        Problem(name, f"attendance.problem.visit_{name}_missing")
        for name in ("resident_id", "service_id", "date")
        if getattr(draft, name) is None
    ]
    start, end, minutes = draft.start_minute, draft.end_minute, draft.minutes
    if start is not None and end is not None:
        if end <= start:
            end += MINUTES_OF_DAY
        minutes = end - start
    if minutes is None:
        problems.append(Problem("minutes", "attendance.problem.visit_minutes_missing"))
    elif not 0 < minutes <= MINUTES_OF_DAY:
        problems.append(Problem("minutes", "attendance.problem.minutes_of_day"))
    if not 0 <= draft.travel_minutes <= MINUTES_OF_DAY:
        problems.append(Problem("travel_minutes", "attendance.problem.minutes_of_day"))
    if problems:
        raise ValidationError(problems)
    return VisitDraft(
        draft.resident_id,
        draft.service_id,
        draft.date,
        start,
        end,
        minutes,
        one_line(draft.worker),
        draft.provider_id,
        draft.activities.strip(),
        draft.travel_minutes,
    )


def put_visit(session: Session, draft: VisitDraft) -> bytes:
    """Add a settled visit inside a running operation; return its id.

    Raises:
        RuleError: `months.problem.closed`.
    """
    if draft.date is not None:
        refuse_closed(session, [draft.date])
    visit_id = new_id()
    session.add(
        Visit(
            id=visit_id,
            subject_id=draft.resident_id,
            resident_id=draft.resident_id,
            service_id=draft.service_id,
            provider_id=draft.provider_id,
            worker=draft.worker,
            date=draft.date,
            start_minute=draft.start_minute,
            end_minute=draft.end_minute,
            minutes=draft.minutes,
            activities=draft.activities,
            travel_minutes=draft.travel_minutes,
        )
    )
    return visit_id


@needs("attendance.change")
def add_visits(office: Office, drafts: Sequence[VisitDraft]) -> Changes:
    """Add visits, all or none.

    Raises:
        ValidationError: one of them is incomplete.
    """
    ready = [settled(draft) for draft in drafts]
    with office.write("attendance.add_visits") as work:
        work.step.count = max(1, len(ready))
        for draft in ready:
            put_visit(work.session, draft)
    return work.changes


@needs("attendance.change")
def change_visit(office: Office, visit_id: bytes, draft: VisitDraft, version: int) -> Changes:
    """Change a visit; the person it is about never changes (take it back and add another).

    Raises:
        ValidationError, ConflictError, NotFoundError.
    """
    ready = settled(draft)
    record = ("attendance", visit_id)
    with office.write("attendance.change_visit", record=record, merges=True) as work:
        row = work.get(Visit, visit_id, version)
        if row.resident_id != ready.resident_id:
            raise ValidationError([Problem("resident_id", "attendance.problem.visit_moved")])
        refuse_closed(work.session, [row.date, ready.date or row.date])
        for name in (
            "service_id",
            "provider_id",
            "worker",
            "date",
            "start_minute",
            "end_minute",
            "minutes",
            "activities",
            "travel_minutes",
        ):
            setattr(row, name, getattr(ready, name))
    return work.changes


@needs("attendance.change")
def retire_visit(office: Office, visit_id: bytes) -> Changes:
    """Put a visit into the bin."""
    with office.write("attendance.retire_visit", record=("attendance", visit_id)) as work:
        row = work.get(Visit, visit_id)
        refuse_closed(work.session, [row.date])
        work.retire(row)
    return work.changes


def rows_query() -> Select[*tuple[Any, ...]]:
    """Return the query of every living visit, in the order of the list."""
    return (
        select(
            Visit.id,
            Visit.row_version,
            Visit.date,
            Visit.resident_id,
            Resident.surname + " " + Resident.given_name,
            Visit.service_id,
            Service.name,
            Visit.worker,
            Visit.start_minute,
            Visit.end_minute,
            Visit.minutes,
            Visit.activities,
            Visit.provider_id,
            Visit.travel_minutes,
        )
        .join(Resident, Resident.id == Visit.resident_id)
        .join(Service, Service.id == Visit.service_id)
        .where(Visit.retired_at.is_(None))
        .order_by(Visit.date, Visit.start_minute, Resident.surname)
    )


@needs("attendance.see")
def list_visits(
    office: Office,
    month: dt.date | None = None,
    *,
    service_id: bytes | None = None,
    resident_id: bytes | None = None,
    worker: str | None = None,
) -> list[VisitRow]:
    """Return visits, of a month or of all time, by date, start and person."""
    query = rows_query()
    if month is not None:
        query = query.where(Visit.date.between(*month_range(month)))
    if service_id is not None:
        query = query.where(Visit.service_id == service_id)
    if resident_id is not None:
        query = query.where(Visit.resident_id == resident_id)
    if worker is not None:
        query = query.where(Visit.worker == worker)
    with office.read() as session:
        return [VisitRow(*row) for row in session.execute(query)]


@needs("attendance.see")
def visit_workers(office: Office) -> list[str]:
    """Return who has made visits, by name, to be proposed while typing."""
    query = select(Visit.worker).where(Visit.retired_at.is_(None), Visit.worker != "").distinct()
    with office.read() as session:
        return sorted(session.scalars(query))
