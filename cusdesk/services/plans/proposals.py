"""What the program proposes while a plan is written; every proposal can be typed over."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cusdesk.domain.catalogue import ServiceMode, ServiceUnit, counts_time, unit_minutes
from cusdesk.domain.periods import MONTHS_PER_YEAR, add_months
from cusdesk.domain.planned import DAYS_OF_WEEK
from cusdesk.domain.plans import (
    AmountPer,
    PlanServiceDraft,
    PlanServiceForm,
    ReviewDraft,
)
from cusdesk.domain.rounding import half_up

if TYPE_CHECKING:
    from cusdesk.domain.periods import Period
    from cusdesk.services.catalogue import ServiceRow

REVIEW_EVERY_MONTHS = 3
SHORT_REVIEW_EVERY_MONTHS = 2
_MONTHS_OF_A_SHORT_PLAN = 6


def minutes_per_unit(unit: ServiceUnit | None, on: dt.date, own: int | None = None) -> int:
    """Return what an amount is divided by to be shown: minutes of a unit, 1 for counted units."""
    if unit is None or not counts_time(unit):
        return 1
    return unit_minutes(unit, on, own=own) or 1


def total_amount(
    amount: int | None, per: AmountPer, period: Period, per_unit: int = 1
) -> int | None:
    """Return what an amount comes to in a whole period, in whole units, rounded half up.

    Shape: minutes or whole units, as `amount`; `per_unit` is the length of a unit in minutes, 1
    for a count. Weeks count by their days; months from the first day, a begun one by its days.
    None when the period has no end or there is no amount.
    """
    start, end = period.start, period.end
    if amount is None or start is None or end is None or end < start:
        return None
    if per is AmountPer.TOTAL:
        return amount
    share = Decimal((end - start).days + 1) / DAYS_OF_WEEK
    if per is AmountPer.MONTH:
        share = _months(start, end)
    return half_up(amount * share / per_unit) * per_unit


def _months(start: dt.date, end: dt.date) -> Decimal:
    """Return the length of a period in months from its first day, a begun one by its days.

    A plan from the 22nd to the 21st has whole months: 40 hours a month of a decision are 240 in
    half a year, whatever the days of the months it touches.
    """
    after = end + dt.timedelta(days=1)
    whole = (after.year - start.year) * MONTHS_PER_YEAR + after.month - start.month
    if add_months(start, whole) > after:
        whole -= 1
    begun = add_months(start, whole)
    length = (add_months(start, whole + 1) - begun).days
    return whole + Decimal((after - begun).days) / length


def review_dates(period: Period) -> list[dt.date]:
    """Return days for reviews inside a plan: every 3 months, in a plan of half a year every 2."""
    start, end = period.start, period.end
    if start is None or end is None or end <= start:
        return []
    is_short = end < add_months(start, _MONTHS_OF_A_SHORT_PLAN)
    every = SHORT_REVIEW_EVERY_MONTHS if is_short else REVIEW_EVERY_MONTHS
    dates = [add_months(start, months) for months in range(every, MONTHS_PER_YEAR + 1, every)]
    return [day for day in dates if day < end] or [end]


def added_reviews(present: list[ReviewDraft], period: Period) -> list[ReviewDraft]:
    """Return reviews for the proposed days that no present review is near to (in its month)."""
    taken = {(r.due.year, r.due.month) for r in present if r.due is not None}
    return [
        ReviewDraft(due=day) for day in review_dates(period) if (day.year, day.month) not in taken
    ]


def filled_service(row: PlanServiceDraft, service: ServiceRow) -> PlanServiceDraft:
    """Return a row of the plan with another service and what the catalogue says of it.

    Place, unit, fee, provider and funding are taken over anew: they belong to the service.
    """
    is_group = service.mode is not ServiceMode.INDIVIDUAL
    providers = [provider_id for provider_id, _name in service.providers]
    first = providers[0] if providers else None
    is_same_kind = row.unit is None or counts_time(row.unit) == counts_time(service.unit)
    return replace(
        row,
        service_id=service.id,
        provider_id=row.provider_id if row.provider_id in providers else first,
        form=PlanServiceForm.GROUP if is_group else PlanServiceForm.INDIVIDUAL,
        place=service.place or row.place,
        unit=service.unit,
        amount=row.amount if is_same_kind else None,
        total_amount=row.total_amount if is_same_kind else None,
        fee_gr=service.price_gr,
        fee_note=service.price_note,
        funding=service.funding or row.funding,
    )


def with_decision(row: PlanServiceDraft, **decision: Any) -> PlanServiceDraft:  # noqa: ANN401 (four kinds)
    """Return a service with its decision; the hours it grants a month are the amount if none is.

    `decision` holds decision_number, decided_on, decision_minutes and decided_by.
    """
    row = replace(row, **decision)
    is_time = row.unit is None or counts_time(row.unit)
    if row.amount is None and row.decision_minutes and is_time:
        row = replace(row, amount=row.decision_minutes, amount_per=AmountPer.MONTH)
    return row
