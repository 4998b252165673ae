"""Clocks of the office: duties that come back, programmes that ended, terms begun by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from cusdesk.core.ids import starter_id
from cusdesk.domain.clocks import CALENDAR, Done, TermKind, next_duty, term_keys
from cusdesk.domain.plans import PlanStatus
from cusdesk.models.clocks import DutyEntry, OwnClock
from cusdesk.models.journal import Operation
from cusdesk.models.office import Programme
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident
from cusdesk.services.clocks.clock import Clock, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cusdesk.services.clocks.clock import Terms

_OF_PLANS = frozenset({"half_year_summary", "quarterly_meeting"})
"""Duties that begin with the first plan: without plans there is nothing to sum up."""
_NAME = Resident.surname + " " + Resident.given_name


def duty_clocks(session: Session, terms: Terms) -> Iterator[Clock | None]:
    """Give the recurring duties whose next day is known."""
    done = times_done(session)
    first_day, first_plan = beginnings(session)
    for key in term_keys():
        times = done.get(key, [])
        term = terms.get(key, max((time.on for time in times), default=None))
        if term.kind is not TermKind.DUTY:
            continue
        begins: dt.date | None = first_day
        if key in _OF_PLANS:
            begins = max(first_day, first_plan) if first_plan else None
        elif term.unit not in CALENDAR:
            begins = None  # "every five years" needs the day of the last one
        due = next_duty(term, times, begins)
        if due is not None:
            duty_id = starter_id("clock_term", key)
            subject = Subject("", "clocks", duty_id, responsible=terms.answers(term))
            yield terms.clock(key, subject, due=due)


def times_done(session: Session) -> dict[str, list[Done]]:
    """Return key -> when the duty was done."""
    query = select(DutyEntry.key, DutyEntry.done_on, DutyEntry.settles).where(
        DutyEntry.retired_at.is_(None)
    )
    found: dict[str, list[Done]] = {}
    for key, on, settles in session.execute(query):
        found.setdefault(key, []).append(Done(on, settles))
    return found


def beginnings(session: Session) -> tuple[dt.date, dt.date | None]:
    """Return the day the office came into use here, and the day its first plan began."""
    moment = session.scalar(select(Operation.moment).order_by(Operation.id).limit(1)) or 0
    first_plan = session.scalar(
        select(func.min(func.coalesce(Plan.valid_from, Plan.approved_on))).where(
            Plan.status.not_in((PlanStatus.DRAFT.value, PlanStatus.AGREED.value)),
            Plan.retired_at.is_(None),
        )
    )
    return dt.datetime.fromtimestamp(moment / 1000).date(), first_plan  # noqa: DTZ006 (local day)


def programme_clocks(session: Session, terms: Terms) -> Iterator[Clock | None]:
    """Give the programmes that ended and were not told of yet (CUS act, art. 6(3))."""
    told = exists().where(DutyEntry.programme_id == Programme.id, DutyEntry.retired_at.is_(None))
    query = select(Programme.id, Programme.name, Programme.valid_to).where(
        Programme.valid_to < terms.today, ~told, Programme.retired_at.is_(None)
    )
    for programme_id, name, end in session.execute(query):
        term = terms.get("programme_information")
        subject = Subject(name, "clocks", programme_id, responsible=terms.answers(term))
        yield terms.clock("programme_information", subject, start=end)


def own_clocks(session: Session, terms: Terms, *, sees_residents: bool) -> Iterator[Clock | None]:
    """Give the terms begun by hand; who sees no residents learns that one runs, not whose."""
    query = (
        select(
            OwnClock.id,
            OwnClock.key,
            OwnClock.resident_id,
            _NAME,
            OwnClock.subject,
            OwnClock.begins_on,
            OwnClock.due_on,
            OwnClock.responsible,
        )
        .outerjoin(Resident, Resident.id == OwnClock.resident_id)
        .where(OwnClock.done_on.is_(None), OwnClock.retired_at.is_(None))
        .order_by(OwnClock.due_on)
    )
    for clock_id, key, resident_id, name, what, _begins, due, responsible in session.execute(query):
        is_open = sees_residents or resident_id is None
        about = ", ".join(filter(None, ((name or "").strip(), what))) if is_open else ""
        subject = Subject(about, "clocks", clock_id, resident_id, responsible=responsible)
        yield terms.clock(key, subject, due=due)
