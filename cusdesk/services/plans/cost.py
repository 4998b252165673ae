"""What the services of a plan cost by contracts, while they are being planned."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import ServiceUnit, counts_time
from cusdesk.domain.contracts import Counting, contract_of, terms_on
from cusdesk.domain.periods import Period
from cusdesk.domain.planned import month_range, planned_in
from cusdesk.domain.plans import AmountPer
from cusdesk.domain.rounding import half_up
from cusdesk.services.catalogue.naming import service_names
from cusdesk.services.contracts.store import all_contracts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cusdesk.domain.contracts import Contract, Terms
    from cusdesk.domain.plans import PlanServiceDraft
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class _Place:
    """A day of a planned service, as a contract is found for a delivered one."""

    service_id: bytes
    provider_id: bytes | None
    date: dt.date


@dataclass(frozen=True, slots=True)
class PlanCost:
    """What planned services cost by the contracts they would be paid from.

    Attributes:
        month: the month `month_gr` is for: the first whole one of the plan from today on.
        rest_gr: from today, or from the first day of the plan, to its end or that of `year`.
        counted: how many services could be counted.
        uncounted: names of services with an amount whose contract or rate cannot be told, or whose
            contract pays a meeting whoever comes.
        sources: funding sources of the contracts.
    """

    month: dt.date
    year: int
    month_gr: int
    rest_gr: int
    counted: int
    uncounted: tuple[str, ...]
    sources: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class SourceFree:
    """What is free in a source of money in a year; None where its year has no plan."""

    id: bytes
    name: str
    free_gr: int | None


@needs("plans.see", "contracts.see")
def plan_cost(office: Office, services: Sequence[PlanServiceDraft], period: Period) -> PlanCost:
    """Return what services cost, half up to the grosz once a service.

    Args:
        office: the open office.
        services: of a plan that may be half typed; those without an amount are left out.
        period: of the plan; a service without days of its own takes them.
    """
    start = max(period.start or office.clock.today(), office.clock.today())
    month = _whole_month(start, period.end)
    stretches = (Period(*month_range(month)), Period(start, dt.date(start.year, 12, 31)))
    sums, counted = [0, 0], 0
    missing: list[str] = []
    sources: set[bytes] = set()
    with office.read() as session:
        contracts, names = all_contracts(session), service_names(session)
    for row in services:
        amount, per = _amount(row)
        if row.service_id is None or amount is None:
            continue
        own = Period(row.valid_from or period.start or start, row.valid_to or period.end)
        found = _terms(row, own, start, contracts)
        if found is None:
            missing.append(names.get(row.service_id, ""))
            continue
        contract, terms = found
        counted += 1
        if contract.funding_source_id is not None:
            sources.add(contract.funding_source_id)
        for place, stretch in enumerate(stretches):
            share = planned_in(amount, per, own, stretch) or 0
            sums[place] += _price(share, terms, start)
    uncounted = tuple(dict.fromkeys(missing))
    a_month, rest = sums
    return PlanCost(month, start.year, a_month, rest, counted, uncounted, frozenset(sources))


def _whole_month(start: dt.date, end: dt.date | None) -> dt.date:
    """Return the first whole month from a day on, that of the day where the plan ends before."""
    first = start.replace(day=1)
    if start == first:
        return first
    following = (month_range(start)[1] + dt.timedelta(days=1)).replace(day=1)
    return first if end is not None and end < following else following


def _amount(row: PlanServiceDraft) -> tuple[int | None, str]:
    if row.amount is not None:
        return row.amount, row.amount_per.value
    return row.total_amount, AmountPer.TOTAL.value


def _terms(
    row: PlanServiceDraft, own: Period, start: dt.date, contracts: Sequence[Contract]
) -> tuple[Contract, Terms] | None:
    """Return the contract a planned service would be paid from; None when it cannot be told."""
    if row.service_id is None:
        return None
    day = max(own.start or start, start)
    contract = contract_of(_Place(row.service_id, row.provider_id, day), contracts)
    terms = terms_on(contract, row.service_id, day) if contract is not None else None
    if contract is None or terms is None or terms.rate_gr is None:
        return None
    is_same = counts_time(ServiceUnit(row.unit or ServiceUnit.HOUR)) == terms.unit.is_time
    return (contract, terms) if is_same and terms.counting is Counting.PERSON else None


def _price(share: int, terms: Terms, day: dt.date) -> int:
    """Return what planned minutes, or units, cost by the rate of one unit."""
    return half_up(Decimal(share) * (terms.rate_gr or 0) / (terms.unit.minutes_on(day) or 1))


@needs("contracts.see", "invoices.see", "attendance.see")
def sources_free(office: Office, ids: Collection[bytes], year: int) -> list[SourceFree]:
    """Return what the budget of a year has free in some sources of money, by name."""
    from cusdesk.services.budget.year import budget_year  # invoices know plans, by their files

    found = budget_year(office, year)
    return [
        SourceFree(source.id, source.name, source.line.free_gr)
        for source in found.sources
        if source.id is not None and source.id in ids
    ]
