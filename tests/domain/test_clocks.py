from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.core.messages import all_messages
from cusdesk.domain.clocks import (
    Done,
    OwnTerm,
    Pace,
    TermKind,
    TermUnit,
    check_own_term,
    ends_on,
    law_term,
    length_words,
    next_duty,
    pace,
    term_keys,
    with_own,
    yearly_day,
)
from cusdesk.domain.law import breach_hours, plan_due, plan_rules, request_months

D = dt.date
NOW = D(2026, 6, 15)


def term(key="plan_due", **changes):
    return replace(law_term(key, NOW), **changes)


def test_the_law_is_read_from_the_same_data():
    assert plan_rules(NOW).longest_months == 12
    assert (breach_hours(NOW), request_months(NOW)) == (72, (1, 2))
    assert law_term("plan_due", D(2010, 1, 1)).amount == 30


def test_every_term_has_words_a_source_and_a_sensible_length():
    for key in term_keys():
        one = law_term(key, NOW)
        assert f"clocks.term.{key}" in all_messages()
        assert f"clocks.group.{one.group}" in all_messages()
        assert f"clocks.kind.{one.kind}" in all_messages()
        assert one.source
        assert one.urgent <= one.soon
        assert check_own_term(one, OwnTerm()) == []
        if one.unit not in {TermUnit.SET, TermUnit.DATE}:
            assert one.amount > 0


@pytest.mark.parametrize(
    ("unit", "amount", "start", "end"),
    [
        ("days", 30, D(2026, 5, 16), D(2026, 6, 15)),
        ("weeks", 4, D(2026, 6, 1), D(2026, 6, 29)),
        ("working_days", 14, D(2026, 5, 25), D(2026, 6, 15)),  # Corpus Christi between
        ("months", 1, D(2026, 1, 31), D(2026, 2, 28)),
        ("months", 1, D(2024, 1, 30), D(2024, 2, 29)),
        ("months", 6, D(2025, 8, 31), D(2026, 2, 28)),
        ("months", 3, D(2025, 11, 30), D(2026, 2, 28)),
        ("years", 5, D(2024, 2, 29), D(2029, 2, 28)),
        ("next_month", 15, D(2026, 12, 31), D(2027, 1, 15)),
        ("hours", 72, D(2026, 6, 15), D(2026, 6, 18)),
    ],
)
def test_lengths_of_terms(unit, amount, start, end):
    assert ends_on(term(unit=TermUnit(unit), amount=amount, moves=False), start) == end


def test_a_day_off_moves_only_the_terms_the_law_moves():
    applied = D(2026, 3, 7)  # thirty days later is Easter Monday
    assert ends_on(term(), applied) == plan_due(applied) == D(2026, 4, 7)
    assert ends_on(term(moves=False), applied) == D(2026, 4, 6)
    assert not term("half_year_summary").moves
    assert ends_on(term(), D(2025, 12, 2)) == D(2026, 1, 2)  # New Year
    assert ends_on(term(), D(2025, 11, 24)) == D(2025, 12, 29)  # Christmas Eve is free since 2025
    assert ends_on(term(), D(2024, 11, 24)) == D(2024, 12, 24)


def test_a_set_day_has_no_length():
    with pytest.raises(ValueError, match="no length"):
        ends_on(term("plan_end"), NOW)


def test_at_least_every_three_months_counts_from_the_last_time():
    meeting = term("quarterly_meeting")
    assert next_duty(meeting, [], None) is None
    assert next_duty(meeting, [], D(2026, 1, 31)) == D(2026, 4, 30)
    times = [Done(D(2026, 5, 29)), Done(D(2026, 2, 10))]
    assert next_duty(meeting, times, D(2026, 1, 31)) == D(2026, 8, 29)


def test_a_yearly_day_follows_the_term_that_was_settled():
    ozps = term("ozps")
    assert next_duty(ozps, [], NOW) == D(2027, 4, 30)
    assert next_duty(ozps, [], D(2026, 4, 30)) == D(2026, 4, 30)
    early = Done(D(2025, 12, 20), settles=D(2026, 4, 30))
    late = Done(D(2027, 5, 4), settles=D(2026, 4, 30))
    assert next_duty(ozps, [early], NOW) == next_duty(ozps, [late], NOW) == D(2027, 4, 30)
    assert yearly_day(term("ozps", month=2, day=29), 2026) == D(2026, 2, 28)


def test_a_quarterly_day_follows_the_quarter_that_was_settled():
    costs = term("centre_costs")
    assert next_duty(costs, [], NOW) == D(2026, 7, 10)
    early = Done(D(2026, 10, 2), settles=D(2026, 10, 10))
    assert next_duty(costs, [early], NOW) == D(2027, 1, 10)


@pytest.mark.parametrize("key", ["mrips_05", "meals_report", "gus_ps03", "ministry_figures"])
def test_duties_nobody_compared_yet_are_off_until_the_office_wants_them(key):
    duty = term(key)
    assert (duty.kind, duty.is_on, duty.is_confirmed) == (TermKind.DUTY, False, False)
    wanted = with_own(duty, [OwnTerm(is_on=True, is_confirmed=True, month=3, day=15)], NOW)
    assert wanted.is_on
    assert wanted.is_confirmed


@pytest.mark.parametrize(
    ("days", "how"),
    [(-1, Pace.LATE), (0, Pace.URGENT), (3, Pace.URGENT), (4, Pace.SOON), (10, Pace.SOON),
     (11, Pace.CALM)],
)  # fmt: skip
def test_amber_at_ten_days_and_red_at_three(days, how):
    assert pace(days, term()) is how


def test_an_office_sets_its_own_length_from_a_day_on():
    own = [OwnTerm(amount=14, soon=5, applies_from=D(2026, 6, 1))]
    assert with_own(term(), own, D(2026, 5, 31)).amount == 30
    changed = with_own(term(), own, D(2026, 6, 1))
    assert (changed.amount, changed.soon, changed.urgent, changed.is_own) == (14, 5, 3, True)
    assert with_own(term(), [], NOW) == with_own(term(), [OwnTerm()], NOW) == term()
    unsure = term("appeal")
    assert not unsure.is_confirmed
    assert with_own(unsure, [OwnTerm(is_confirmed=True)], NOW).is_confirmed


def test_each_setting_holds_from_its_day_and_may_count_in_other_units():
    days = OwnTerm(amount=25, applies_from=D(2026, 1, 1))
    working = OwnTerm(unit=TermUnit.WORKING_DAYS, amount=20, soon=4, applies_from=D(2026, 7, 1))
    spring, summer = (with_own(term(), [days, working], D(2026, month, 1)) for month in (3, 7))
    assert (spring.amount, spring.unit, spring.soon) == (25, TermUnit.DAYS, 4)
    assert length_words(summer) == "20 dni roboczych; dzień wolny przesuwa koniec"
    assert ends_on(summer, D(2026, 7, 1)) == D(2026, 7, 29)


@pytest.mark.parametrize(
    ("key", "own", "field"),
    [
        ("plan_due", OwnTerm(amount=0), "amount"),
        ("plan_due", OwnTerm(amount=1001), "amount"),
        ("care_fee", OwnTerm(amount=29), "amount"),
        ("ozps", OwnTerm(month=4, day=31), "day"),
        ("ozps", OwnTerm(month=13), "day"),
        ("ozps", OwnTerm(unit=TermUnit.DAYS), "unit"),
        ("care_fee", OwnTerm(unit=TermUnit.DAYS), "unit"),
        ("plan_due", OwnTerm(unit=TermUnit.SET), "unit"),
        ("centre_costs", OwnTerm(amount=31), "amount"),
        ("plan_due", OwnTerm(soon=2), "urgent"),
        ("plan_due", OwnTerm(soon=-1, urgent=-1), "soon"),
    ],
)
def test_a_wrong_own_term_is_refused(key, own, field):
    assert field in [problem.field for problem in check_own_term(term(key), own)]


def test_limits_are_not_clocks():
    assert {k for k in term_keys() if law_term(k, NOW).kind is TermKind.LIMIT} == {
        "plan_longest", "plan_sense", "data_request_extension"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("plan_due", "30 dni; dzień wolny przesuwa koniec"),
        ("quarterly_meeting", "3 miesiące"),
        ("interview", "14 dni roboczych"),
        ("ozps", "co roku do 30.04"),
        ("care_fee", "do 15. dnia następnego miesiąca"),
        ("plan_end", "data wpisana w sprawie"),
        ("breach", "72 godziny"),
        ("centre_costs", "do 10. dnia po każdym kwartale"),
    ],
)
def test_lengths_in_words(key, words):
    assert length_words(term(key)) == words
