"""A month in which the rule or the decision changes: what is for a whole month comes once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cusdesk.domain.fees.charging import Stretch, charge, charge_month
from cusdesk.domain.fees.rule import (
    Combination,
    FeePrice,
    FeeRelief,
    FeeUnit,
    ReliefKind,
)
from cusdesk.domain.fees.situation import GrantedRelief, Situation
from tests.domain.fees.plain_rule import MARCH, RULE, USAGES


def two(rule=RULE, *, relief=None, before=None, after=None):
    given_to = (GrantedRelief(relief),) if relief else ()
    earlier = before or Situation(reliefs=given_to)
    later = after or Situation(reliefs=given_to)
    parts = (Stretch(rule, earlier, USAGES[:2]), Stretch(rule, later, USAGES[2:]))
    return charge_month(parts, MARCH)


def test_each_stretch_has_its_own_rate_and_is_told_from_its_first_day():
    found = two(after=Situation(fixed_rate_gr=1_000))
    assert (found.total_gr, found.quantity) == (2 * 2_000 + 3 * 1_000, 300)
    since = [step for step in found.steps if step.kind == "stretch"]
    assert [step.values for step in since] == [(("day", "16.03.2026"),)]


def test_a_fee_for_a_month_is_charged_once():
    monthly = replace(RULE, unit=FeeUnit.MONTH)
    assert two(monthly, after=Situation(fixed_rate_gr=1_000)).total_gr == 2_000


def test_free_units_an_amount_and_a_cap_are_given_once_a_month():
    for kind, value in (
        (ReliefKind.FREE_UNITS, 200),
        (ReliefKind.AMOUNT, 1_500),
        (ReliefKind.CAP, 3_333),
    ):
        relief = FeeRelief(None, "Ulga", kind, value)
        whole = charge(RULE, Situation(reliefs=(GrantedRelief(relief),)), USAGES, MARCH)
        assert two(relief=relief).total_gr == whole.total_gr


def test_a_relief_of_one_decision_does_not_reach_into_the_other():
    half = FeeRelief(None, "Połowa", ReliefKind.PERCENT, 5_000)
    assert two(after=Situation(reliefs=(GrantedRelief(half),))).total_gr == 4_000 + 3_000


def test_the_sum_is_rounded_as_the_last_of_the_rules_says():
    odd = replace(RULE, prices=(FeePrice(dt.date(2026, 1, 1), 2_005),))
    parts = (
        Stretch(odd, Situation(), USAGES[:2]),
        Stretch(replace(odd, rounding_unit_gr=100), Situation(), USAGES[2:]),
    )
    assert charge_month(parts, MARCH).total_gr == 10_000
    assert charge_month(parts[::-1], MARCH).total_gr == 10_025


def test_a_price_nobody_knows_on_one_day_leaves_no_whole_price_of_the_month():
    unknown = Stretch(replace(RULE, prices=()), Situation(fixed_rate_gr=500), USAGES[:2])
    known = Stretch(RULE, Situation(), USAGES[2:])
    for parts in ((unknown, known), (known, unknown)):
        found = charge_month(parts, MARCH)
        assert (found.full_gr, found.total_gr) == (None, 1_000 + 6_000)


def test_small_sums_of_stretches_are_not_each_below_the_minimum():
    assert two(replace(RULE, minimum_gr=5_000)).total_gr == 10_000


@given(
    price=st.integers(1, 99_999),
    cut=st.integers(1, 4),
    value=st.integers(1, 9_999),
    kind=st.sampled_from(list(ReliefKind)),
    combination=st.sampled_from(list(Combination)),
)
def test_a_change_that_changes_nothing_costs_nothing(price, cut, value, kind, combination):
    rule = replace(RULE, prices=(FeePrice(dt.date(2026, 1, 1), price),), combination=combination)
    situation = Situation(reliefs=(GrantedRelief(FeeRelief(None, "Ulga", kind, value)),))
    parts = (Stretch(rule, situation, USAGES[:cut]), Stretch(rule, situation, USAGES[cut:]))
    whole = charge(rule, situation, USAGES, MARCH)
    found = charge_month(parts, MARCH)
    assert (found.total_gr, found.quantity) == (whole.total_gr, whole.quantity)
