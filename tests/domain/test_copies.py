"""Thinning of safe copies as rules: what always stays, what always goes, what never happens."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cusdesk.domain.copies import (
    ALL_OF,
    COPY_AFTER,
    DAILY,
    WEEKLY,
    CopyMoment,
    is_due,
    to_remove,
)

NOW = dt.datetime(2026, 6, 15, 10, 0)  # noqa: DTZ001 (wall time)
ages = st.integers(min_value=-3, max_value=200 * 24 * 60).map(lambda m: dt.timedelta(minutes=m))


@st.composite
def folders(draw):
    found = draw(st.lists(st.tuples(ages, st.booleans()), max_size=60))
    return [CopyMoment(str(i), NOW - age, checked) for i, (age, checked) in enumerate(found)]


def kept(copies, now=NOW, keep_days=90):
    gone = to_remove(copies, now, keep_days)
    return [copy for copy in copies if copy.name not in gone]


def newest_checked(copies):
    return max((c for c in copies if c.is_checked), key=lambda c: c.moment, default=None)


@given(folders())
def test_all_of_two_days_stay(copies):
    stay = {copy.name for copy in kept(copies)}
    assert all(copy.name in stay for copy in copies if NOW - copy.moment <= ALL_OF)


@given(folders(), st.integers(min_value=14, max_value=120))
def test_nothing_stays_past_the_term_but_the_newest_checked(copies, keep_days):
    newest = newest_checked(copies)
    for copy in kept(copies, keep_days=keep_days):
        within = NOW - copy.moment <= dt.timedelta(days=keep_days)
        assert within or copy.moment == newest.moment


@given(folders())
def test_the_newest_checked_copy_stays_whatever_its_age(copies):
    newest = newest_checked(copies)
    if newest is not None:
        assert newest.moment in {copy.moment for copy in kept(copies) if copy.is_checked}


@given(folders())
def test_thinning_twice_changes_nothing_more(copies):
    once = kept(copies)
    assert to_remove(once, NOW) == frozenset()


@given(folders())
def test_no_more_than_the_daily_and_weekly_ones_stay_of_older_ones(copies):
    older = [copy for copy in kept(copies) if NOW - copy.moment > ALL_OF]
    assert len(older) <= DAILY + WEEKLY + 1


@given(folders())
def test_a_day_with_a_checked_copy_is_not_left_to_an_unchecked_one(copies):
    checked_days = {c.moment.date() for c in copies if c.is_checked}
    for copy in kept(copies):
        if NOW - copy.moment > ALL_OF and not copy.is_checked:
            assert copy.moment.date() not in checked_days


def test_hourly_work_for_half_a_year_leaves_two_days_fourteen_days_and_ten_weeks():
    copies, now = [], NOW
    for _day in range(180):
        for hour in range(8, 16):
            now = now.replace(hour=hour)
            copies = kept([*copies, CopyMoment(now.isoformat(), now)], now)
        now += dt.timedelta(days=1)
    now -= dt.timedelta(days=1)
    fresh = [c for c in copies if now - c.moment <= ALL_OF]
    older = sorted((c.moment for c in copies if now - c.moment > ALL_OF), reverse=True)
    days, weeks = older[:DAILY], older[DAILY:]
    assert len(fresh) == 17
    assert {a - b for a, b in pairwise(days)} == {dt.timedelta(days=1)}
    assert len(weeks) == 10
    assert {a - b for a, b in pairwise(weeks[1:])} == {dt.timedelta(days=7)}


def test_a_term_shorter_than_the_weeks_wins():
    copies = [CopyMoment(str(d), NOW - dt.timedelta(days=d)) for d in range(1, 60)]
    assert max(NOW - copy.moment for copy in kept(copies, keep_days=30)).days == 29


def test_copies_nobody_checked_are_no_reason_to_drop_the_last_checked_one():
    old = CopyMoment("old", NOW - dt.timedelta(days=400))
    new = [CopyMoment(str(i), NOW - dt.timedelta(hours=i), is_checked=False) for i in range(5)]
    assert old in kept([old, *new])


@pytest.mark.parametrize(
    ("hours_ago", "due"), [(None, True), (23, False), (25, True), (-2, True), (-0.5, False)]
)
def test_due(hours_ago, due):
    last = None if hours_ago is None else NOW - dt.timedelta(hours=hours_ago)
    assert is_due(last, NOW, COPY_AFTER) is due
