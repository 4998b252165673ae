from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cusdesk.domain.dates import (
    EARLIEST,
    LATEST,
    format_date,
    format_long_date,
    format_month,
    month_name,
    parse_date,
    weekday_name,
)

TODAY = dt.date(2026, 6, 15)


@pytest.mark.parametrize(
    "text",
    [
        "31.12.2025", "31-12-2025", "31/12/2025", "31,12,2025", "31 12 2025", "31. 12. 2025 r.",
        "2025-12-31", "2025/12/31", "2025.12.31", "31122025", "20251231", "31 grudnia 2025 r.",
        "31 grudzień 2025", "31 GRU 2025", "31-gru.-2025", "31.XII.2025", "31 XII 2025 roku",
        "dnia 31 grudnia 2025", "środa, 31.12.2025", "2025-12-31 00:00:00", "2025-12-31T10:15:00",
        "31.12.2025, godz. 10:00", "31\u00a0grudnia\u00a02025r.", " 31.12.2025r", "ur. 31.12.2025",
        "31.12.2025.",
    ],
)  # fmt: skip
def test_every_spelling_of_a_day(text):
    reading = parse_date(text, TODAY)
    assert (reading.value, reading.precision, reading.problem) == (
        dt.date(2025, 12, 31), "day", None
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 marca 1950 r.", dt.date(1950, 3, 12)),
        ("1 paź 2024", dt.date(2024, 10, 1)),
        ("1 pazdziernika 2024", dt.date(2024, 10, 1)),
        ("3 V 1991", dt.date(1991, 5, 3)),
        ("1.2.1950", dt.date(1950, 2, 1)),
        ("29.02.2024", dt.date(2024, 2, 29)),
    ],
)
def test_other_days(text, value):
    assert parse_date(text).value == value


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("czerwiec 2026", dt.date(2026, 6, 1), "month"),
        ("w czerwcu 2026 r.", dt.date(2026, 6, 1), "month"),
        ("06.2026", dt.date(2026, 6, 1), "month"),
        ("2026-06", dt.date(2026, 6, 1), "month"),
        ("VI 2026", dt.date(2026, 6, 1), "month"),
        ("1950 r.", dt.date(1950, 1, 1), "year"),
        ("rok 1950", dt.date(1950, 1, 1), "year"),
    ],
)
def test_less_than_a_day(text, value, precision):
    reading = parse_date(text)
    assert (reading.value, reading.precision, reading.problem) == (value, precision, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"), ("  ", "empty"), ("31.02.2025", "impossible"), ("31.11.2025", "impossible"),
        ("29.02.2023", "impossible"), ("0.5.2024", "impossible"), ("13.2025", "impossible"),
        ("30.12.1899", "too_early"), ("1.1.2199", "too_late"), ("brak", "unreadable"),
        ("?", "unreadable"), ("12.03", "unreadable"), ("12 marca", "unreadable"),
        ("12.03.195", "unreadable"), ("ok. 1950", "unreadable"), ("<b>1.1.2020</b>", "unreadable"),
        ("43831", "unreadable"), ("1.1.2020-2.2.2021", "unreadable"), ("12/31/2025", "ambiguous"),
        ("20112012", None), ("10112012", None), ("12.13.2025", "impossible"),
    ],
)  # fmt: skip
def test_problems(text, problem):
    assert parse_date(text, TODAY).problem == problem


def test_two_digit_year_is_a_doubt_with_both_centuries():
    reading = parse_date("1.2.50", TODAY)
    assert reading.problem == "two_digit_year"
    assert reading.value == dt.date(1950, 2, 1)
    assert reading.alternatives == (dt.date(2050, 2, 1),)
    assert parse_date("1.2.20", TODAY).value == dt.date(2020, 2, 1)
    assert parse_date("1.2.50").value is None


def test_slashes_offer_the_american_order():
    assert parse_date("03/04/2025").alternatives == (dt.date(2025, 3, 4),)
    assert parse_date("03.04.2025").alternatives == ()


def test_eight_digits_in_both_orders():
    assert parse_date("20112011").value == dt.date(2011, 11, 20)
    assert parse_date("20121012").value == dt.date(2012, 10, 12)
    assert parse_date("31022025").problem == "impossible"


@settings(max_examples=50, deadline=None)
@given(st.dates(EARLIEST, LATEST))
def test_what_is_written_is_read_back(value):
    assert parse_date(format_date(value)).value == value
    assert parse_date(format_long_date(value)).value == value
    assert parse_date(format_month(value)).value == value.replace(day=1)


def test_names():
    assert month_name(6) == "czerwiec"
    assert format_month(dt.date(2026, 6, 30)) == "czerwiec 2026"
    assert format_date(None) == ""
    assert weekday_name(dt.date(2026, 6, 15)) == "poniedziałek"
