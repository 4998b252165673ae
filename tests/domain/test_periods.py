from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.periods import (
    Period,
    add_months,
    age_on,
    last_day_of,
    months_of,
)

D = dt.date


def test_both_ends_belong():
    period = Period(D(2026, 1, 1), D(2026, 1, 31))
    assert period.days == 31
    assert period.contains(D(2026, 1, 1))
    assert period.contains(D(2026, 1, 31))
    assert not period.contains(D(2026, 2, 1))
    assert period.overlaps(Period(D(2026, 1, 31), None))
    assert not period.overlaps(Period(D(2026, 2, 1), None))


def test_open_periods():
    always, from_may = Period(), Period(D(2026, 5, 1), None)
    assert always.covers(from_may)
    assert not from_may.covers(always)
    assert from_may.intersection(Period(None, D(2026, 6, 30))) == Period(
        D(2026, 5, 1), D(2026, 6, 30)
    )
    assert from_may.intersection(Period(None, D(2026, 4, 30))) is None
    assert not Period(D(2026, 5, 2), D(2026, 5, 1)).in_order
    assert from_may.in_order
    assert from_may.days is None


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (D(2026, 1, 31), 1, D(2026, 2, 28)),
        (D(2028, 2, 29), 12, D(2029, 2, 28)),
        (D(2026, 3, 31), -1, D(2026, 2, 28)),
        (D(2026, 12, 15), 1, D(2027, 1, 15)),
    ],
)
def test_add_months(day, months, result):
    assert add_months(day, months) == result


def test_a_year_ends_the_day_before():
    assert last_day_of(D(2026, 1, 1), 12) == D(2026, 12, 31)
    assert last_day_of(D(2028, 2, 29), 12) == D(2029, 2, 28)
    assert last_day_of(D(2026, 7, 15), 3) == D(2026, 10, 14)


def test_months():
    assert months_of(Period(D(2025, 12, 31), D(2026, 2, 1))) == [
        D(2025, 12, 1), D(2026, 1, 1), D(2026, 2, 1)
    ]  # fmt: skip
    with pytest.raises(ValueError, match="open"):
        months_of(Period(D(2026, 1, 1), None))
    assert age_on(D(1950, 6, 15), D(2026, 6, 14)) == 75
    assert age_on(D(1950, 6, 15), D(2026, 6, 15)) == 76
