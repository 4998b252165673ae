"""Fees to the last grosz: bands and their edges, rounding, units, absences, problems."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cusdesk.domain.fees.charging import charge
from cusdesk.domain.fees.rule import (
    BandKind,
    CriterionBase,
    FeeBand,
    FeePrice,
    FeeRule,
    FeeUnit,
    RoundingStage,
)
from cusdesk.domain.fees.situation import ChargeProblem, Situation, Usage
from cusdesk.domain.fees.starter import starter_rule
from cusdesk.domain.fees.steps import read_steps, steps_json

MARCH = dt.date(2026, 3, 1)
PRICE = FeePrice(dt.date(2026, 1, 1), 10_000, 12_500)
SUO = replace(starter_rule("suo_national"), prices=(PRICE,))
HOUR = (Usage(dt.date(2026, 3, 4), 60),)


def hours(count, minutes=60):
    return tuple(Usage(dt.date(2026, 3, 1 + n % 28), minutes) for n in range(count))


def pays(rule, income_gr, *, persons=1, is_single=True, usages=HOUR):
    return charge(rule, Situation(income_gr, persons, is_single), usages, MARCH).total_gr


@pytest.mark.parametrize(
    ("income_gr", "single", "family"),
    [
        (101_000, 0, 0),
        (101_001, 150, 350),
        (222_200, 150, 350),
        (222_201, 1_000, 1_500),
        (252_500, 1_000, 1_500),
        (252_501, 1_500, 2_500),
        (303_000, 1_500, 2_500),
        (303_001, 3_000, 4_500),
        (404_000, 3_000, 4_500),
        (404_001, 5_000, 6_500),
        (505_000, 5_000, 6_500),
        (505_001, 7_500, 8_500),
        (606_000, 7_500, 8_500),
        (606_001, 10_000, 10_000),
    ],
)
def test_the_edges_of_the_national_table_belong_to_the_lower_band(income_gr, single, family):
    assert pays(SUO, income_gr) == single
    assert pays(SUO, income_gr * 3, persons=3, is_single=False) == family


def test_a_family_a_third_of_a_grosz_above_the_edge_is_in_the_next_band():
    assert pays(SUO, 3 * 101_000, persons=3, is_single=False) == 0
    assert pays(SUO, 3 * 101_000 + 1, persons=3, is_single=False) == 350


@pytest.mark.parametrize(
    ("stage", "unit_gr", "total"),
    [
        (RoundingStage.RATE, 1, 11_026),
        (RoundingStage.TOTAL, 1, 11_028),
        (RoundingStage.TOTAL, 10, 11_030),
        (RoundingStage.TOTAL, 100, 11_000),
        (RoundingStage.RATE, 10, 11_100),
    ],
)
def test_where_it_is_rounded_makes_two_grosze(stage, unit_gr, total):
    rule = FeeRule(
        bands=(FeeBand(None, BandKind.PERCENT, 1_500, 1_500),),
        prices=(FeePrice(dt.date(2026, 1, 1), 1_987),),
        rounding_stage=stage,
        rounding_unit_gr=unit_gr,
    )
    assert charge(rule, Situation(), hours(37), MARCH).total_gr == total


def knurow():
    """A table in which the family pays more, and own criteria count."""
    lines = [(10_000, 0, 0), (15_000, 1_000, 3_000), (20_000, 2_000, 4_000), (25_000, 3_000, 5_000),
             (30_000, 5_000, 8_000), (35_000, 7_000, 9_000), (None, 10_000, 10_000)]  # fmt: skip
    bands = tuple(FeeBand(upto, BandKind.PERCENT, one, all_) for upto, one, all_ in lines)
    price = FeePrice(dt.date(2021, 1, 1), 2_700)
    return FeeRule(bands=bands, prices=(price,), rounding_stage=RoundingStage.RATE)


def test_a_local_table_by_own_criteria():
    assert pays(knurow(), 101_001) == 270
    assert pays(knurow(), 82_301 * 4, persons=4, is_single=False) == 810
    assert pays(knurow(), 82_300 * 4, persons=4, is_single=False) == 0
    assert pays(replace(knurow(), base=CriterionBase.FAMILY), 82_301) == 270


@pytest.mark.parametrize(("percent", "rate"), [(400, 36), (800, 71), (1_100, 98)])
def test_a_rate_of_an_hour_is_rounded_to_a_grosz(percent, rate):
    rule = FeeRule(
        bands=(FeeBand(None, BandKind.PERCENT, percent, percent),),
        prices=(FeePrice(dt.date(2005, 1, 1), 893),),
        rounding_stage=RoundingStage.RATE,
    )
    assert charge(rule, Situation(), HOUR, MARCH).total_gr == rate


def test_monthly_amounts_by_income_are_paid_once_and_only_by_who_came():
    bands = (FeeBand(20_000, BandKind.AMOUNT, 2_000, 1_500), FeeBand(None, BandKind.AMOUNT, 5_000))
    rule = FeeRule(unit=FeeUnit.MONTH, bands=bands)
    assert pays(rule, 202_000, usages=hours(9)) == 2_000
    assert pays(rule, 202_001, usages=hours(9)) == 5_000
    assert pays(rule, 202_001, usages=()) == 0


def test_older_criteria_count_for_older_months():
    rule = replace(SUO, prices=(FeePrice(dt.date(2020, 1, 1), 10_000),))
    then = charge(rule, Situation(77_601), HOUR, dt.date(2023, 6, 1))
    assert then.total_gr == 150
    assert charge(rule, Situation(77_601), HOUR, MARCH).total_gr == 0


def test_absences_are_paid_for_as_the_rule_says():
    away = Usage(dt.date(2026, 3, 6), 60, is_absence=True)
    excused = replace(away, date=dt.date(2026, 3, 7), is_excused=True)
    usages = (*HOUR, away, excused)
    assert pays(SUO, 606_001, usages=usages) == 10_000
    assert pays(replace(SUO, charges_absent=True), 606_001, usages=usages) == 20_000
    both = replace(SUO, charges_absent=True, charges_excused=True)
    found = charge(both, Situation(606_001), usages, MARCH)
    assert (found.total_gr, found.quantity, found.absent) == (30_000, 180, 120)


def test_days_are_counted_once_and_meetings_each():
    twice = (Usage(dt.date(2026, 3, 4), 60), Usage(dt.date(2026, 3, 4), 90))
    flat = (FeeBand(None, BandKind.AMOUNT, 700, 700),)
    assert charge(FeeRule(unit=FeeUnit.DAY, bands=flat), Situation(), twice, MARCH).total_gr == 700
    meetings = FeeRule(unit=FeeUnit.MEETING, bands=flat)
    assert charge(meetings, Situation(), twice, MARCH).total_gr == 1_400
    lessons = FeeRule(unit_minutes=45, bands=flat)
    assert charge(lessons, Situation(), (twice[1],), MARCH).total_gr == 1_400


def test_a_day_of_presence_and_absence_is_one_day_of_presence():
    away = Usage(dt.date(2026, 3, 4), 60, is_absence=True)
    flat = (FeeBand(None, BandKind.AMOUNT, 700, 700),)
    for unit in (FeeUnit.DAY, FeeUnit.MONTH):
        rule = FeeRule(unit=unit, bands=flat, charges_absent=True)
        for usages in ((away, *HOUR), (*HOUR, away)):
            found = charge(rule, Situation(), usages, MARCH)
            assert (found.total_gr, found.quantity, found.absent) == (700, 1, 0)


def test_the_market_price_is_counted_by_the_minute_as_the_whole_price_is():
    found = charge(SUO, Situation(606_001), (Usage(dt.date(2026, 3, 4), 90),), MARCH)
    assert (found.full_gr, found.market_gr) == (15_000, 18_750)


def test_a_price_with_its_own_paragraph_is_told_by_it():
    said = replace(SUO, prices=(replace(PRICE, paragraph="zał. 2"),))
    for rule, paragraph in ((said, "zał. 2"), (SUO, "§ 4 ust. 5")):
        steps = charge(rule, Situation(240_000), HOUR, MARCH).steps
        assert [s.paragraph for s in steps if s.kind.startswith("rate_")] == [paragraph]


def test_a_price_changes_in_the_middle_of_a_month():
    prices = (PRICE, FeePrice(dt.date(2026, 3, 16), 11_000))
    usages = (Usage(dt.date(2026, 3, 15), 60), Usage(dt.date(2026, 3, 16), 90))
    found = charge(replace(SUO, prices=prices), Situation(606_001), usages, MARCH)
    assert found.total_gr == 10_000 + 16_500
    assert (found.full_gr, found.market_gr) == (26_500, None)


def test_what_is_missing_is_said_and_nothing_is_charged():
    assert charge(SUO, Situation(), HOUR, MARCH).problem is ChargeProblem.NO_INCOME
    assert charge(replace(SUO, prices=()), Situation(606_001), HOUR, MARCH).problem is (
        ChargeProblem.NO_PRICE
    )
    closed = replace(SUO, bands=SUO.bands[:3])
    assert charge(closed, Situation(606_001), HOUR, MARCH).problem is ChargeProblem.NO_BAND
    full = charge(replace(SUO, full_without_income=True), Situation(), HOUR, MARCH)
    assert (full.total_gr, full.problem) == (10_000, None)


def test_a_decision_may_fix_the_share_or_the_rate():
    assert charge(SUO, Situation(fixed_percent=2_000), HOUR, MARCH).total_gr == 2_000
    assert charge(SUO, Situation(fixed_rate_gr=1_234), HOUR, MARCH).total_gr == 1_234


def test_a_small_sum_is_not_collected():
    rule = replace(SUO, minimum_gr=2_000)
    assert pays(rule, 101_001, usages=hours(13)) == 0
    assert pays(rule, 222_201, usages=hours(2)) == 2_000


def test_every_step_is_told_with_its_paragraph_and_kept():
    found = charge(SUO, Situation(480_000, 2, is_single=False), hours(12), MARCH)
    words = [step.words for step in found.steps]
    assert words == [
        "Czas usługi w miesiącu: 12 godz.",
        (
            "Dochód rodziny: 4\u00a0800,00\u00a0zł miesięcznie na 2 osoby, czyli "
            "2\u00a0400,00\u00a0zł na osobę."
        ),
        (
            "Kryterium dochodowe osoby samotnie gospodarującej wynosi od 01.01.2025 "
            "1\u00a0010,00\u00a0zł; dochód to 237,62\u00a0% kryterium."
        ),
        "Dochód powyżej 220\u00a0% do 250\u00a0% kryterium: osoba w rodzinie płaci 15\u00a0% ceny.",
        "Cena godziny 100,00\u00a0zł × 15\u00a0% = 15,00\u00a0zł za godzinę.",
        "15,00\u00a0zł × 12 godz. = 180,00\u00a0zł",
        "Do zapłaty: 180,00\u00a0zł.",
    ]
    assert [step.paragraph for step in found.steps][3:5] == ["§ 4, tabela", "§ 4 ust. 5"]
    assert read_steps(steps_json(found.steps)) == found.steps


@given(
    first=st.integers(0, 900_000),
    second=st.integers(0, 900_000),
    persons=st.integers(1, 9),
    minutes=st.integers(0, 6_000),
)
def test_more_income_never_means_a_smaller_fee(first, second, persons, minutes):
    usages = (Usage(dt.date(2026, 3, 4), minutes),)
    low, high = sorted((first, second))
    alone = persons == 1
    fees = [
        pays(SUO, income, persons=persons, is_single=alone, usages=usages) for income in (low, high)
    ]
    assert 0 <= fees[0] <= fees[1] <= (minutes * 10_000 + 59) // 60


def test_a_lesson_hour_says_how_long_it_is():
    lesson = replace(SUO, unit_minutes=45)
    found = charge(lesson, Situation(700_000), hours(2, 45), MARCH)
    words = [step.words for step in found.steps]
    assert words[0] == "Czas usługi w miesiącu: 2 godz. po 45 min"
    assert "100,00\u00a0zł × 2 godz. po 45 min = 200,00\u00a0zł" in words
