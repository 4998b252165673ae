"""Income criteria by date, changes of income, terms of payment, checks of a rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.domain.fees.checks import check_rule
from cusdesk.domain.fees.criteria import criterion_on, income_change, law_threshold
from cusdesk.domain.fees.rule import CriterionBase, FeeBand, FeePrice, FeeRule
from cusdesk.domain.fees.starter import relief_names, samples, starter_names, starter_rule
from cusdesk.domain.fees.terms import due_on


@pytest.mark.parametrize(
    ("day", "single", "family"),
    [
        (dt.date(2024, 12, 31), 77_600, 60_000),
        (dt.date(2025, 1, 1), 101_000, 82_300),
        (dt.date(2018, 10, 1), 70_100, 52_800),
        (dt.date(2015, 10, 1), 63_400, 51_400),
        (dt.date(2004, 5, 1), 46_100, 31_600),
    ],
)
def test_criteria_are_those_of_the_day(day, single, family):
    own = CriterionBase.OWN
    assert criterion_on(day, own, is_single=True).amount_gr == single
    assert criterion_on(day, own, is_single=False).amount_gr == family
    assert criterion_on(day, CriterionBase.SINGLE, is_single=False).amount_gr == single


def test_older_amounts_are_marked_as_unsure():
    own = CriterionBase.OWN
    assert criterion_on(dt.date(2026, 1, 1), own, is_single=True).is_certain
    assert not criterion_on(dt.date(2023, 1, 1), own, is_single=True).is_certain


def test_a_change_of_a_tenth_of_the_criterion_leaves_the_fee():
    threshold = law_threshold(dt.date(2026, 1, 1))
    assert not income_change((150_000, 1), (160_100, 1), 101_000, threshold).matters
    found = income_change((150_000, 1), (160_101, 1), 101_000, threshold)
    assert (found.matters, found.difference_gr, found.limit_gr) == (True, 10_101, 10_100)
    assert income_change((300_000, 3), (274_000, 2), 82_300, threshold).matters
    assert not income_change((300_000, 3), (300_000, 3), 82_300, threshold).matters


@pytest.mark.parametrize(
    ("month", "day", "shifted", "due"),
    [
        (dt.date(2026, 1, 1), 15, True, dt.date(2026, 2, 16)),  # a Sunday
        (dt.date(2026, 1, 1), 15, False, dt.date(2026, 2, 15)),
        (dt.date(2026, 12, 1), 6, True, dt.date(2027, 1, 7)),  # Epiphany
        (dt.date(2026, 1, 1), 31, False, dt.date(2026, 2, 28)),
    ],
)
def test_a_term_moves_to_a_working_day_when_the_rule_says_so(month, day, shifted, due):
    assert due_on(FeeRule(due_day=day, is_due_shifted=shifted), month) == due
    assert due_on(FeeRule(due_day=None), month) is None


def test_the_starter_rule_lacks_only_what_the_office_knows():
    assert list(starter_names()) == ["suo_national"]
    keys = [(p.key, p.blocking) for p in check_rule(starter_rule("suo_national"))]
    assert keys == [("fees.problem.no_price", False)]
    assert len(samples()) == 3
    assert "Karta Dużej Rodziny" in relief_names()


@pytest.mark.parametrize(
    ("bands", "key"),
    [
        ((), "no_bands"),
        ((FeeBand(None), FeeBand(20_000)), "band_open"),
        ((FeeBand(20_000), FeeBand(20_000), FeeBand(None)), "band_order"),
        ((FeeBand(None, single=10_001),), "over_whole"),
        ((FeeBand(None, single=-1),), "negative"),
        ((FeeBand(20_000),), "bands_end"),
        ((FeeBand(None, single=10**12),), "too_large"),
    ],
)
def test_a_table_with_a_hole_is_told(bands, key):
    rule = FeeRule(name="x", number="1", valid_from=dt.date(2026, 1, 1), bands=bands)
    assert f"fees.problem.{key}" in [problem.key for problem in check_rule(rule)]


def test_prices_are_told_apart_by_their_day():
    price = FeePrice(dt.date(2026, 1, 1), 100)
    rule = replace(starter_rule("suo_national"), prices=(price, price, FeePrice()))
    keys = [problem.key.rpartition(".")[2] for problem in check_rule(rule)]
    assert keys == ["price_twice", "price_day", "price"]
