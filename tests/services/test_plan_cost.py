"""What a plan costs while it is written: by contracts, to the grosz, with what is free."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.contracts import Counting
from cusdesk.domain.periods import Period
from cusdesk.domain.plans import AmountPer, PlanServiceDraft
from cusdesk.services import budget, contracts, plans
from tests.services.test_pools import Place, place

__all__ = ["place"]
YEAR = Period(dt.date(2026, 6, 15), dt.date(2026, 12, 31))


def row(place: Place, **fields) -> PlanServiceDraft:
    """Return ten hours a month of the service of the place, 30 zł an hour."""
    known = {"amount": 600, "amount_per": AmountPer.MONTH, "unit": ServiceUnit.HOUR, **fields}
    return PlanServiceDraft(place.service, provider_id=place.provider, **known)


def test_a_month_and_the_rest_of_the_year_to_the_grosz(place: Place) -> None:
    cost = plans.plan_cost(place.office, [row(place)], YEAR)
    assert (cost.month, cost.month_gr) == (dt.date(2026, 7, 1), 30_000)
    assert cost.rest_gr == 6 * 30_000 + 16_000  # 16 days of June: 320 minutes
    weekly = row(place, amount=90, amount_per=AmountPer.WEEK)
    cost = plans.plan_cost(place.office, [weekly, weekly], YEAR)
    assert cost.month_gr == 2 * 19_950  # 90 min x 31 / 7 days = 399 min = 6,65 h
    whole = row(place, amount=None, total_amount=12_000)
    assert plans.plan_cost(place.office, [whole], YEAR).rest_gr == 600_000


def test_what_no_contract_tells_is_named_and_not_counted(place: Place) -> None:
    (one,) = contracts.get(place.office, place.contract).draft.services
    contracts.set_services(place.office, place.contract, [replace(one, counting=Counting.MEETING)])
    rows = [row(place), row(place, amount=None)]
    cost = plans.plan_cost(place.office, rows, YEAR)
    assert (cost.counted, cost.month_gr, cost.uncounted) == (0, 0, ("Opieka",))
    other = replace(one, rate_gr=None)
    contracts.set_services(place.office, place.contract, [other])
    assert plans.plan_cost(place.office, rows, YEAR).uncounted == ("Opieka",)
    counted = row(place, unit=ServiceUnit.MEETING, amount=4)
    assert plans.plan_cost(place.office, [counted], YEAR).uncounted == ("Opieka",)


def test_what_is_free_in_the_source_is_the_figure_of_the_budget(place: Place) -> None:
    cost = plans.plan_cost(place.office, [row(place)], YEAR)
    assert cost.sources == {place.source}
    (free,) = plans.sources_free(place.office, cost.sources, cost.year)
    assert (free.name, free.free_gr) == ("Gmina", None)
    budget.set_plan(place.office, place.source, 2026, budget.PlanDraft(500_000, "uchwała"))
    (free,) = plans.sources_free(place.office, cost.sources, cost.year)
    assert free.free_gr == 470_000  # the contract binds 10 h x 30 zł
