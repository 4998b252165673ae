"""Rules over a plan: CUS act, art. 38 to 41, and the plan's own consistency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.catalogue import counts_time
from cusdesk.domain.checks import (
    check_dates,
    check_lengths,
    check_not_negative,
    check_order,
    error,
    warning,
)
from cusdesk.domain.dates import format_date
from cusdesk.domain.durations import format_hours
from cusdesk.domain.law import plan_due, plan_rules
from cusdesk.domain.periods import Period, last_day_of
from cusdesk.domain.plans.drafts import AmountPer
from cusdesk.domain.plans.flags import chain_flags

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.core.errors import Problem
    from cusdesk.domain.plans.drafts import PlanDraft, PlanServiceDraft

_LONG_TEXTS = {
    "needs", "resources", "unmet_needs", "coordinator_duties", "resident_duties", "partner_duties",
    "contingency", "crisis", "fee_information", "notes", "programme", "text", "measure",
    "criterion", "schedule", "fee_note", "what", "who", "when", "note",
}  # fmt: skip
_NOT_NEGATIVE = ("amount", "total_amount", "fee_gr", "decision_minutes")


def check_plan(draft: PlanDraft, today: dt.date) -> list[Problem]:
    """Return what is wrong with a plan; only blocking problems stop the save.

    The longest period of art. 40 and dates in no order are refused; the three months of art. 38(2)
    and the 30 days of art. 40 are told.
    """
    found = [] if draft.resident_id else [error("resident_id", "plan.resident_missing")]
    found += _check_period(draft)
    found += _check_days(draft, today)
    for place in range(len(draft.services)):
        found += _check_service(draft, place)
    found += _check_goals(draft)
    found += chain_flags(draft) if draft.need_rows else []
    found += _check_reviews(draft)
    return found + _check_sizes(draft)


def latest_end(valid_from: dt.date) -> dt.date:
    """Return the last day a plan begun on a day may have (CUS act, art. 40)."""
    return last_day_of(valid_from, plan_rules(valid_from).longest_months)


def _check_period(draft: PlanDraft) -> list[Problem]:
    start, end = draft.valid_from, draft.valid_to
    if start is None or end is None:
        return []
    if end < start:
        return check_order("valid_to", start, end, "plan.end_before_start")
    if end > (latest := latest_end(start)):
        days = {"start": format_date(start), "latest": format_date(latest)}
        return [error("valid_to", "plan.too_long", **days)]
    months = plan_rules(start).sense_months
    if end < last_day_of(start, months):
        return [warning("valid_to", "plan.short", n=months)]
    return []


def _check_days(draft: PlanDraft, today: dt.date) -> list[Problem]:
    """Check the days of application, drawing up, agreement and approval among themselves."""
    found = []
    applied, drawn = draft.application_date, draft.drawn_on
    if applied is not None:
        if drawn is not None and drawn < applied:
            days = {"drawn": format_date(drawn), "application": format_date(applied)}
            found.append(warning("drawn_on", "plan.drawn_before_application", **days))
        due = plan_due(applied)
        if (drawn or today) > due:
            days = {"due": format_date(due), "application": format_date(applied)}
            found.append(warning("drawn_on", "plan.drawn_late", **days))
    agreed, approved = draft.agreed_on, draft.approved_on
    if agreed is not None and approved is not None and approved < agreed:
        days = {"approved": format_date(approved), "agreed": format_date(agreed)}
        found.append(warning("approved_on", "plan.approved_before_agreed", **days))
    return found


def _check_service(draft: PlanDraft, place: int) -> list[Problem]:
    service, prefix, n = draft.services[place], f"services.{place}.", place + 1
    found = check_not_negative(
        service, ("amount", "total_amount", "fee_gr", "decision_minutes"), prefix
    )
    if service.service_id is None:
        found.append(warning(f"{prefix}service_id", "plan.service_missing", n=n))
    found += _check_service_period(draft, service, place)
    found += _check_decision(service, prefix, n)
    if service.goal_index is None:
        found.append(warning(f"{prefix}goal_index", "plan.service_without_goal", n=n))
    elif not 0 <= service.goal_index < len(draft.goals):
        found.append(error(f"{prefix}goal_index", "plan.service_goal_gone", n=n))
    return found


def _check_decision(service: PlanServiceDraft, prefix: str, n: int) -> list[Problem]:
    """Warn of a decision told in part, and of a plan that says other hours than it grants."""
    if not service.has_decision:
        return []
    told = (service.decision_number.strip(), service.decided_by.strip())
    found = []
    if not all((*told, service.decided_on, service.decision_minutes)):
        found.append(warning(f"{prefix}decision_number", "plan.decision_incomplete", n=n))
    granted, planned = service.decision_minutes, service.amount
    is_time = service.unit is None or counts_time(service.unit)
    is_monthly = is_time and service.amount_per is AmountPer.MONTH
    if is_monthly and granted and planned and granted != planned:
        hours = {"granted": format_hours(granted), "planned": format_hours(planned)}
        found.append(warning(f"{prefix}amount", "plan.decision_hours", n=n, **hours))
    return found


def _check_service_period(draft: PlanDraft, service: PlanServiceDraft, place: int) -> list[Problem]:
    n, start, end = place + 1, service.valid_from, service.valid_to
    if start is not None and end is not None and end < start:
        days = {"start": format_date(start), "end": format_date(end)}
        return [error(f"services.{place}.valid_to", "plan.service_order", n=n, **days)]
    plan = Period(draft.valid_from, draft.valid_to)
    if not plan.in_order:
        return []
    for name, day in (("valid_from", start), ("valid_to", end)):
        if day is not None and not plan.contains(day):
            days = {"start": format_date(plan.start), "end": format_date(plan.end)}
            return [error(f"services.{place}.{name}", "plan.service_outside", n=n, **days)]
    return []


def _check_goals(draft: PlanDraft) -> list[Problem]:
    served = {service.goal_index for service in draft.services}
    plan = Period(draft.valid_from, draft.valid_to)
    found = []
    for place, goal in enumerate(draft.goals):
        n, prefix = place + 1, f"goals.{place}."
        if not goal.text.strip():
            found.append(warning(f"{prefix}text", "plan.goal_without_text", n=n))
        if place not in served:
            found.append(warning(f"{prefix}text", "plan.goal_without_service", n=n))
        if goal.due is not None and plan.in_order and not plan.contains(goal.due):
            day = format_date(goal.due)
            found.append(warning(f"{prefix}due", "plan.goal_due_outside", n=n, date=day))
    return found


def _check_reviews(draft: PlanDraft) -> list[Problem]:
    plan = Period(draft.valid_from, draft.valid_to)
    return [
        warning(f"reviews.{place}.due", "plan.review_outside", date=format_date(review.due))
        for place, review in enumerate(draft.reviews)
        if review.due is not None and plan.in_order and not plan.contains(review.due)
    ]


def _check_sizes(draft: PlanDraft) -> list[Problem]:
    found = check_lengths(draft, _LONG_TEXTS) + check_dates(draft)
    for name in ("need_rows", "goals", "services", "actions", "reviews"):
        for place, row in enumerate(getattr(draft, name)):
            prefix = f"{name}.{place}."
            found += check_lengths(row, _LONG_TEXTS, prefix) + check_dates(row, prefix)
    return found
