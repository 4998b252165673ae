"""Reliefs alone and together, their dates, the cap, and what must never happen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cusdesk.domain.fees.charging import charge
from cusdesk.domain.fees.rule import Combination, FeeRelief, ReliefKind
from cusdesk.domain.fees.situation import GrantedRelief, Situation
from tests.domain.fees.plain_rule import MARCH, RULE, USAGES

LARGE_FAMILY = FeeRelief(None, "Karta Dużej Rodziny", ReliefKind.PERCENT, 2_000)
SECOND_CHILD = FeeRelief(None, "Drugie dziecko", ReliefKind.PERCENT, 5_000)
OFF = FeeRelief(None, "Kwota", ReliefKind.AMOUNT, 1_500)
FREE = FeeRelief(None, "Dwie godziny", ReliefKind.FREE_UNITS, 200)
CAP = FeeRelief(None, "Najwyżej", ReliefKind.CAP, 3_333)
EXEMPT = FeeRelief(None, "Zwolnienie", ReliefKind.EXEMPT)


def fee(*reliefs, combination=Combination.SUCCESSIVE, rule=RULE):
    granted = tuple(r if isinstance(r, GrantedRelief) else GrantedRelief(r) for r in reliefs)
    situation = Situation(reliefs=granted)
    return charge(replace(rule, combination=combination), situation, USAGES, MARCH)


@pytest.mark.parametrize(
    ("reliefs", "combination", "total"),
    [
        ((), Combination.BEST, 10_000),
        ((LARGE_FAMILY,), Combination.BEST, 8_000),
        ((LARGE_FAMILY, SECOND_CHILD), Combination.BEST, 5_000),
        ((LARGE_FAMILY, SECOND_CHILD), Combination.SUCCESSIVE, 4_000),
        ((LARGE_FAMILY, SECOND_CHILD), Combination.ADDED, 3_000),
        ((OFF,), Combination.BEST, 8_500),
        ((FREE,), Combination.BEST, 6_000),
        ((FREE, SECOND_CHILD, OFF), Combination.SUCCESSIVE, 1_500),
        ((EXEMPT, OFF), Combination.ADDED, 0),
        ((CAP,), Combination.BEST, 3_333),
        ((SECOND_CHILD, CAP), Combination.BEST, 3_333),
        ((SECOND_CHILD, LARGE_FAMILY, CAP), Combination.ADDED, 3_000),
        ((CAP, replace(CAP, name="Jeszcze mniej", value=2_000)), Combination.BEST, 2_000),
        ((replace(CAP, name="Mniej", value=2_000), CAP), Combination.BEST, 2_000),
        ((SECOND_CHILD, SECOND_CHILD), Combination.SUCCESSIVE, 2_500),
    ],
)
def test_reliefs_take_what_the_resolution_gives(reliefs, combination, total):
    assert fee(*reliefs, combination=combination).total_gr == total


def test_a_relief_counts_only_on_its_days():
    since = GrantedRelief(EXEMPT, valid_from=dt.date(2026, 3, 16))
    assert fee(since).total_gr == 4_000
    until = GrantedRelief(EXEMPT, valid_to=dt.date(2026, 3, 2))
    assert fee(until).total_gr == 8_000
    old = replace(EXEMPT, valid_to=dt.date(2026, 2, 28))
    assert fee(old).total_gr == 10_000


def test_a_relief_for_all_needs_no_decision():
    rule = replace(RULE, reliefs=(replace(FREE, is_for_all=True), LARGE_FAMILY))
    assert fee(rule=rule).total_gr == 6_000


def test_rounding_up_never_passes_the_cap():
    rule = replace(RULE, rounding_unit_gr=100)
    assert fee(CAP, rule=rule).total_gr == 3_333


def test_the_explanation_names_the_relief_and_both_sums():
    words = [step.words for step in fee(LARGE_FAMILY).steps]
    assert words[-2] == ("Ulga „Karta Dużej Rodziny” 20\u00a0%: 100,00\u00a0zł → 80,00\u00a0zł.")
    best = [step.words for step in fee(LARGE_FAMILY, EXEMPT, combination=Combination.BEST).steps]
    assert best[-3] == "Ulgi się nie sumują: liczy się najkorzystniejsza, „Zwolnienie”."


kinds = st.sampled_from(list(ReliefKind))
reliefs = st.lists(
    st.builds(FeeRelief, st.none(), st.just("x"), kinds, st.integers(0, 10_000)), max_size=4
)


@settings(max_examples=60)
@given(found=reliefs, combination=st.sampled_from(list(Combination)))
def test_no_relief_makes_a_fee_negative_or_larger_and_every_cap_holds(found, combination):
    total = fee(*found, combination=combination).total_gr
    assert 0 <= total <= 10_000
    caps = [relief.value for relief in found if relief.kind is ReliefKind.CAP]
    assert all(total <= cap for cap in caps)
