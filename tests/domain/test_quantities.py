"""Quantities of units: read, shown, and turned into money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cusdesk.domain.quantities import (
    format_quantity,
    minutes_of_quantity,
    priced,
    quantity_of_minutes,
    read_quantity,
)


@pytest.mark.parametrize(
    ("text", "milli"),
    [("223,75", 223_750), ("24", 24_000), ("1 200", 1_200_000), ("0,3335", 334), ("96.25", 96_250)],
)
def test_a_number_is_read_in_thousandths(text: str, milli: int) -> None:
    assert read_quantity(text) == milli


@pytest.mark.parametrize("text", ["", "ok. 20", "-5", "1,2,3", "1 20", "1e5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert read_quantity(text) is None


@given(st.integers(0, 10**9))
def test_what_is_shown_is_read_back(milli: int) -> None:
    assert read_quantity(format_quantity(milli)) == milli


@pytest.mark.parametrize(
    ("milli", "rate_gr", "amount_gr"),
    [(223_750, 3800, 850_250), (96_250, 4500, 433_125), (333, 1000, 333), (1, 500, 1)],
)
def test_an_amount_is_rounded_half_up_once(milli: int, rate_gr: int, amount_gr: int) -> None:
    assert priced(milli, rate_gr) == amount_gr


def test_minutes_become_lesson_hours_and_back() -> None:
    assert quantity_of_minutes(100, 45) == 2222
    assert minutes_of_quantity(2222, 45) == 100
