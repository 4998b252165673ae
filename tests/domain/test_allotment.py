"""Amounts shared out to the grosz, and the stretches of reports."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cusdesk.domain.allotment import allot
from cusdesk.domain.spans import Span, SpanKind, span_of


def test_what_rounding_leaves_goes_to_the_largest_rests() -> None:
    thirds = dict.fromkeys("abc", Fraction(1))
    assert allot(100, thirds) == {"a": 34, "b": 33, "c": 33}
    assert allot(100, {"a": Fraction(1, 3), "b": Fraction(2, 3)}) == {"a": 33, "b": 67}
    assert allot(5, {"a": Fraction(0)}) == {"a": 0}


@given(st.integers(0, 10**9), st.lists(st.fractions(0, 1000), min_size=1, max_size=8))
def test_parts_add_up_and_are_a_grosz_off_at_most(total: int, weights: list[Fraction]) -> None:
    found = allot(total, dict(enumerate(weights)))
    whole = sum(weights, start=Fraction(0))
    assert sum(found.values()) == (total if whole else 0)
    assert all(abs(found[n] - total * w / whole) < 1 for n, w in enumerate(weights) if whole)


def test_stretches_begin_where_they_should() -> None:
    day = dt.date(2026, 8, 22)
    assert span_of(SpanKind.MONTH, day).start == dt.date(2026, 8, 1)
    quarter = span_of(SpanKind.QUARTER, day)
    assert (quarter.start, quarter.end) == (dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    assert quarter.words == "III kwartał 2026"
    assert quarter.shifted(-3) == Span(SpanKind.QUARTER, dt.date(2025, 10, 1))
    assert span_of(SpanKind.YEAR, day).end == dt.date(2026, 12, 31)
