"""Clocks of plans on the day sheet: the 30 days, approvals, reviews, ends."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.domain.law import plan_due, plan_rules
from cusdesk.domain.plans import PlanStatus
from cusdesk.models.plans import Plan, PlanReview
from cusdesk.models.residents import Resident
from cusdesk.services.today.lines import (
    READ,
    DayLine,
    DaySection,
    Urgency,
    date_words,
    section,
    urgency,
)

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

_DUE_SOON, _DUE_URGENT = 10, 3
_REVIEW_SOON, _REVIEW_URGENT = 14, 3
_END_SOON, _END_URGENT = 30, 7
_NAME = Resident.surname + " " + Resident.given_name


def _dated(
    session: Session, query: Select[bytes, str, dt.date | None]
) -> list[tuple[bytes, str, dt.date]]:
    """Return (plan, resident's name, day) of the rows with a day."""
    return [(i, name, day) for i, name, day in session.execute(query) if day is not None]


def plans_due(session: Session, today: dt.date) -> DaySection | None:
    """Return plans still to be drawn up whose term is near or past (CUS act, art. 40)."""
    # no plan applied for later can have its term within the days shown
    within = plan_rules(today).drawn_within_days - _DUE_SOON
    query = (
        select(Plan.id, _NAME, Plan.application_date)
        .join(Resident, Resident.id == Plan.resident_id)
        .where(
            Plan.status == PlanStatus.DRAFT.value,
            Plan.drawn_on.is_(None),
            Plan.application_date <= today - dt.timedelta(days=within),
            Plan.retired_at.is_(None),
        )
        .order_by(Plan.application_date)
        .limit(READ)
    )
    lines = []
    for plan_id, name, applied in _dated(session, query):
        due = plan_due(applied)
        days = (due - today).days
        if days <= _DUE_SOON:
            how = urgency(days, urgent=_DUE_URGENT, soon=_DUE_SOON)
            text = tr("today.line.plan_late" if days < 0 else "today.line.plan_due", name=name)
            lines.append(DayLine(text, date_words(due, today), how, "plans", plan_id))
    return section("plans_due", lines)


def approvals(session: Session, today: dt.date) -> DaySection | None:
    """Return plans agreed with the resident that wait for approval (CUS act, art. 41)."""
    query = (
        select(Plan.id, _NAME, Plan.agreed_on)
        .join(Resident, Resident.id == Plan.resident_id)
        .where(Plan.status == PlanStatus.AGREED.value, Plan.retired_at.is_(None))
        .order_by(Plan.agreed_on)
        .limit(READ)
    )
    lines = []
    for plan_id, name, agreed in session.execute(query):
        when = date_words(agreed, today) if agreed else ""
        text = tr("today.line.approval", name=name)
        lines.append(DayLine(text, when, Urgency.SOON, "plans", plan_id))
    return section("approvals", lines)


def reviews(session: Session, today: dt.date) -> DaySection | None:
    """Return reviews of running plans that are near or were left out."""
    query = (
        select(Plan.id, _NAME, PlanReview.due)
        .join(Plan, Plan.id == PlanReview.plan_id)
        .join(Resident, Resident.id == Plan.resident_id)
        .where(
            PlanReview.done.is_(None),
            PlanReview.due <= today + dt.timedelta(days=_REVIEW_SOON),
            PlanReview.retired_at.is_(None),
            Plan.status.in_((PlanStatus.AGREED.value, PlanStatus.APPROVED.value)),
            Plan.retired_at.is_(None),
        )
        .order_by(PlanReview.due)
        .limit(READ)
    )
    lines = []
    for plan_id, name, due in _dated(session, query):
        how = urgency((due - today).days, urgent=_REVIEW_URGENT, soon=_REVIEW_SOON)
        text = tr("today.line.review", name=name)
        lines.append(DayLine(text, date_words(due, today), how, "plans", plan_id))
    return section("reviews", lines)


def endings(session: Session, today: dt.date) -> DaySection | None:
    """Return approved plans that end soon, or ended and were not closed."""
    query = (
        select(Plan.id, _NAME, Plan.valid_to)
        .join(Resident, Resident.id == Plan.resident_id)
        .where(
            Plan.status == PlanStatus.APPROVED.value,
            Plan.valid_to <= today + dt.timedelta(days=_END_SOON),
            Plan.retired_at.is_(None),
        )
        .order_by(Plan.valid_to)
        .limit(READ)
    )
    lines = []
    for plan_id, name, end in _dated(session, query):
        days = (end - today).days
        how = urgency(days, urgent=_END_URGENT, soon=_END_SOON)
        text = tr("today.line.plan_ended" if days < 0 else "today.line.plan_ends", name=name)
        lines.append(DayLine(text, date_words(end, today), how, "plans", plan_id))
    return section("endings", lines)
