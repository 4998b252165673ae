"""A year of a budget: shares of contracts, what is promised, what the year will come to."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cusdesk.domain.budget import (
    ContractFacts,
    YearLine,
    booked_day,
    contract_year,
    share_percent,
    unit_cost,
    year_share,
)
from cusdesk.domain.periods import Period

YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
MONTHS = {dt.date(2026, 3, 1): 10_001, dt.date(2026, 4, 1): 10_000, dt.date(2026, 5, 1): 10_000}
FACTS = ContractFacts(
    value_gr=120_000,
    period=YEAR,
    spent_gr=20_000,
    delivered_gr=34_001,
    months_gr={**MONTHS, dt.date(2026, 6, 1): 4_000},
)
JUNE = dt.date(2026, 6, 15)


def test_contract_of_one_year_falls_on_it_whole() -> None:
    assert year_share(99_999, YEAR, 2026) == 99_999
    assert year_share(99_999, YEAR, 2025) == year_share(99_999, YEAR, 2027) == 0
    assert year_share(99_999, Period(dt.date(2025, 5, 1), None), 2026) == 99_999


@given(
    st.integers(0, 10**9), st.dates(dt.date(2020, 1, 1), dt.date(2023, 1, 1)), st.integers(0, 1500)
)
def test_shares_of_years_add_up_to_the_value(value: int, start: dt.date, days: int) -> None:
    period = Period(start, start + dt.timedelta(days))
    assert sum(year_share(value, period, year) for year in range(2019, 2030)) == value


def test_what_is_promised_free_and_expected_to_the_grosz() -> None:
    found = contract_year(FACTS, 2026, JUNE)
    assert found.committed_gr == 100_000
    assert found.unbilled_gr == 14_001
    assert (found.average_gr, found.months_left) == (10_000, 6)
    assert found.forecast_gr == 20_000 + 14_001 + 6 * 10_000 + 6_000
    line = YearLine(150_000, found.committed_gr, found.spent_gr, found.forecast_gr)
    assert (line.free_gr, line.forecast_left_gr) == (30_000, 49_999)
    assert YearLine(None, 1, 2, 3).free_gr is None


def test_contract_that_ended_binds_only_what_is_not_billed() -> None:
    ended = replace(FACTS, period=Period(dt.date(2026, 1, 1), dt.date(2026, 5, 31)))
    found = contract_year(ended, 2026, JUNE)
    assert found.committed_gr == found.unbilled_gr == 14_001
    assert found.forecast_gr == 34_001


def test_past_year_binds_only_what_is_not_billed() -> None:
    found = contract_year(FACTS, 2026, dt.date(2027, 2, 1))
    assert found.committed_gr == 14_001
    assert (found.months_left, found.forecast_gr) == (0, 34_001)


def test_contract_without_a_value_binds_what_was_given() -> None:
    found = contract_year(replace(FACTS, value_gr=None), 2026, JUNE)
    assert (found.share_gr, found.committed_gr) == (None, 14_001)


def test_contract_that_only_begins_is_expected_to_be_used_up() -> None:
    begins = Period(dt.date(2026, 9, 1), dt.date(2026, 12, 31))
    facts = ContractFacts(40_000, begins, 0, 0, {})
    found = contract_year(facts, 2026, JUNE)
    assert (found.months_left, found.forecast_gr) == (4, 40_000)


def test_more_spent_than_the_contract_is_worth_binds_nothing_more() -> None:
    found = contract_year(replace(FACTS, spent_gr=130_000), 2026, JUNE)
    assert (found.committed_gr, found.unbilled_gr) == (0, 0)


def test_year_of_an_invoice_is_that_of_its_payment() -> None:
    paid, due, issued = dt.date(2026, 1, 9), dt.date(2025, 12, 30), dt.date(2025, 12, 16)
    assert booked_day(paid, due, issued) == paid
    assert booked_day(None, due, issued) == due
    assert booked_day(None, None, issued) == issued


def test_unit_costs_are_half_up_and_nothing_costs_nothing() -> None:
    assert unit_cost(10_001, 2) == 5_001
    assert unit_cost(10_000, Decimal(90) / 60) == 6_667
    assert unit_cost(10_000, 0) is None
    assert share_percent(1, 3) == Decimal("33.33")
    assert share_percent(0, 0) is None
