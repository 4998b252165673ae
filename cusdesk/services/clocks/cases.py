"""Clocks of applications and plans: the thirty days, documents, reviews, ends, follow-up."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import and_, exists, func, or_, select, true

from cusdesk.domain.applications import ENDED, ApplicationStatus
from cusdesk.domain.plans import PlanStatus
from cusdesk.domain.residents import ResidentStatus
from cusdesk.models.applications import Application, ApplicationDocument, ApplicationOutcome
from cusdesk.models.plan_course import PlanClosing
from cusdesk.models.plans import Plan, PlanReview
from cusdesk.models.protection import Erasure
from cusdesk.models.residents import Resident
from cusdesk.services.clocks.clock import Clock, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Row, Select
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from cusdesk.services.clocks.clock import Terms

Q = TypeVar("Q", bound="Select[*tuple[Any, ...]]")
_NAME = Resident.surname + " " + Resident.given_name
_PLAN = (Plan.id, Plan.resident_id, _NAME, Plan.number, Plan.coordinator)
_APPLICATION = (
    Application.id,
    Application.resident_id,
    _NAME,
    Application.number,
    Application.coordinator,
)
_FIRST = and_(Plan.version_number == 1, Plan.update_reason == "")
"""Not an update: its thirty days are not those of a plan already drawn up."""
_ENDED = [status.value for status in ENDED]
_RUNNING = or_(
    Plan.status == PlanStatus.APPROVED.value,
    and_(~_FIRST, Plan.status.in_((PlanStatus.DRAFT.value, PlanStatus.AGREED.value))),
)
"""Approved, or approved once and just being updated: an open form hides no clock."""


def plan_clocks(session: Session, terms: Terms, *, near: bool) -> Iterator[Clock | None]:
    """Give the clocks of plans; of reviews and ends only those not calm where `near` is asked."""
    yield from _plans_due(session, terms)
    yield from _reviews(session, terms, near=near)
    yield from _ends(session, terms, near=near)
    yield from _follow_ups(session, terms)


def _subject(row: Row[*tuple[Any, ...]], feature: str) -> Subject:
    record_id, resident_id, name, number, responsible = row[:5]
    return Subject(name.strip(), feature, record_id, resident_id, number, responsible)


def _narrowed(query: Q, model: type[Plan | Application], terms: Terms) -> Q:
    """Return the query for one record or one resident where nothing else is asked for.

    Who was erased has no clock: nobody could be served any more.
    """
    query = query.where(Resident.id.not_in(select(Erasure.record_id)))
    if terms.resident_id is not None:
        return query.where(model.resident_id == terms.resident_id)
    return query if terms.record_id is None else query.where(model.id == terms.record_id)


def _plans_due(session: Session, terms: Terms) -> Iterator[Clock | None]:
    """CUS act, art. 40. A form that was begun is no plan: only the agreement ends the clock.

    The day in the register of applications counts: no day typed into the form puts the term off.
    An application that was withdrawn or ended otherwise asks for no plan any more.
    """
    query = (
        select(*_PLAN, func.coalesce(Application.received_on, Plan.application_date))
        .join(Resident, Resident.id == Plan.resident_id)
        .outerjoin(Application, Application.id == Plan.application_id)
        .where(
            *(Plan.status == PlanStatus.DRAFT.value, _FIRST, Plan.retired_at.is_(None)),
            or_(Application.id.is_(None), Application.status.not_in(_ENDED)),
        )
        .order_by(Plan.application_date.nulls_last(), Plan.id)
    )
    for row in session.execute(_narrowed(query, Plan, terms)):
        yield terms.clock("plan_due", _subject(row, "plans"), start=row[5])


def _within(
    column: InstrumentedAttribute[dt.date | None], terms: Terms, key: str
) -> ColumnElement[bool]:
    """Return the condition of days that are not calm by a term, or are unknown; "" for all."""
    if not key:
        return true()
    last = terms.today + dt.timedelta(days=terms.get(key).soon)
    return or_(column.is_(None), column <= last)


def _reviews(session: Session, terms: Terms, *, near: bool) -> Iterator[Clock | None]:
    query = (
        select(*_PLAN, PlanReview.due)
        .join(Plan, Plan.id == PlanReview.plan_id)
        .join(Resident, Resident.id == Plan.resident_id)
        .where(
            PlanReview.done.is_(None),
            PlanReview.due.is_not(None),
            PlanReview.retired_at.is_(None),
            or_(_RUNNING, Plan.status == PlanStatus.AGREED.value),
            Plan.retired_at.is_(None),
            _within(PlanReview.due, terms, "plan_review" if near else ""),
        )
        .order_by(PlanReview.due)
    )
    for row in session.execute(_narrowed(query, Plan, terms)):
        yield terms.clock("plan_review", _subject(row, "plans"), due=row[5])


def _ends(session: Session, terms: Terms, *, near: bool) -> Iterator[Clock | None]:
    query = (
        select(*_PLAN, Plan.valid_to)
        .join(Resident, Resident.id == Plan.resident_id)
        .where(
            _RUNNING,
            Plan.retired_at.is_(None),
            _within(Plan.valid_to, terms, "plan_end" if near else ""),
        )
        .order_by(Plan.valid_to.nulls_last())
    )
    for row in session.execute(_narrowed(query, Plan, terms)):
        yield terms.clock("plan_end", _subject(row, "plans"), due=row[5])


def _follow_ups(session: Session, terms: Terms) -> Iterator[Clock | None]:
    query = (
        select(*_PLAN, PlanClosing.follow_up_on)
        .join(Plan, Plan.id == PlanClosing.plan_id)
        .join(Resident, Resident.id == Plan.resident_id)
        .where(
            PlanClosing.follow_up_on.is_not(None),
            PlanClosing.follow_up_done.is_(None),
            PlanClosing.retired_at.is_(None),
            Plan.retired_at.is_(None),
            Resident.status != ResidentStatus.DECEASED.value,  # nobody calls the dead
        )
    )
    for row in session.execute(_narrowed(query, Plan, terms)):
        yield terms.clock("follow_up", _subject(row, "plans"), due=row[5])


def application_clocks(session: Session, terms: Terms) -> Iterator[Clock | None]:
    """Give the clocks of applications: the thirty days, documents asked for, check-back days."""
    yield from _applications_due(session, terms)
    waits = (
        select(*_APPLICATION, ApplicationDocument.asked_on, ApplicationDocument.due_on)
        .join(Application, Application.id == ApplicationDocument.application_id)
        .join(Resident, Resident.id == Application.resident_id)
        .where(
            ApplicationDocument.delivered_on.is_(None),
            ApplicationDocument.asked_on.is_not(None),
            ApplicationDocument.retired_at.is_(None),
            Application.status == ApplicationStatus.RECEIVED.value,
            Application.retired_at.is_(None),
        )
    )
    for row in session.execute(_narrowed(waits, Application, terms)):
        about = _subject(row, "applications")
        yield terms.clock("documents", about, start=row[5], due=row[6])
    yield from _checks_back(session, terms)


def _checks_back(session: Session, terms: Terms) -> Iterator[Clock | None]:
    back = (
        select(*_APPLICATION, ApplicationOutcome.check_back_on)
        .join(Application, Application.id == ApplicationOutcome.application_id)
        .join(Resident, Resident.id == Application.resident_id)
        .where(
            ApplicationOutcome.check_back_on.is_not(None),
            ApplicationOutcome.checked_on.is_(None),
            ApplicationOutcome.replaced_on.is_(None),
            ApplicationOutcome.retired_at.is_(None),
            Application.retired_at.is_(None),
        )
    )
    for row in session.execute(_narrowed(back, Application, terms)):
        yield terms.clock("check_back", _subject(row, "applications"), due=row[5])


def _applications_due(session: Session, terms: Terms) -> Iterator[Clock | None]:
    """The thirty days of applications without a plan; with one, the plan carries the clock."""
    has_plan = exists().where(Plan.application_id == Application.id, Plan.retired_at.is_(None))
    needs_none = exists().where(
        ApplicationOutcome.application_id == Application.id,
        ApplicationOutcome.without_plan.is_(True),
        ApplicationOutcome.replaced_on.is_(None),
        ApplicationOutcome.retired_at.is_(None),
    )
    is_open = or_(
        Application.status == ApplicationStatus.RECEIVED.value,
        and_(Application.status == ApplicationStatus.QUALIFIED.value, ~needs_none),
    )
    query = (
        select(*_APPLICATION, Application.received_on)
        .join(Resident, Resident.id == Application.resident_id)
        .where(is_open, ~has_plan, Application.retired_at.is_(None))
        .order_by(Application.received_on)
    )
    for row in session.execute(_narrowed(query, Application, terms)):
        yield terms.clock("plan_due", _subject(row, "applications"), start=row[5])
