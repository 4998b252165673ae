from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cusdesk.domain.durations import (
    DurationProblem,
    format_hours,
    format_minutes,
    parse_minutes,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1,5", 90), ("1.5", 90), ("1:30", 90), ("1:30:00", 90), ("1h30", 90), ("1h 30m", 90),
        ("1 h 30 min", 90), ("1 godz. 30 min.", 90), ("90 min", 90), ("90min.", 90), ("45'", 45),
        ("1,5 h", 90), ("1,5 godz.", 90), ("2", 120), ("2 godziny", 120), ("0,25", 15),
        ("0.75", 45), ("1.50", 90), ("2,00", 120), ("0,33", 20), ("0:45", 45), ("½", 30),
        ("1½", 90), ("1 ½ h", 90), ("pół godziny", 30), ("półtorej godziny", 90), ("0", 0),
        ("8:00-9:30", 90), ("8.00 – 10.00", 120), ("1.125", 68), ("1.67", 100),
    ],
)  # fmt: skip
def test_reads(text, minutes):
    reading = parse_minutes(text)
    assert (reading.minutes, reading.problem) == (minutes, None)


@pytest.mark.parametrize(("text", "minutes", "other"), [("1.30", 78, 90), ("2,45", 147, 165)])
def test_full_stop_before_what_may_be_minutes_is_a_doubt(text, minutes, other):
    reading = parse_minutes(text)
    assert (reading.minutes, reading.problem, reading.alternatives) == (
        minutes, "ambiguous", (other,)
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "-1",
        "1:75",
        "1,5,5",
        "1 30",
        "2 osoby",
        "10:00-9:00",
        "1h 75min",
        "=1+1",
        "1e3",
        "600123456",
    ],
)
def test_what_cannot_be_read(text):
    assert parse_minutes(text).problem == "unreadable"


def test_empty_and_lesson_hours():
    assert parse_minutes(" ").problem == "empty"
    assert parse_minutes("2", hour_minutes=45).minutes == 90
    assert parse_minutes("2 h", hour_minutes=45).minutes == 120


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 100_000))
def test_clock_round_trip(minutes):
    assert parse_minutes(format_minutes(minutes)).minutes == minutes


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 5000))
def test_hours_round_trip_or_doubt(minutes):
    reading = parse_minutes(format_minutes(minutes, "hours"))
    assert reading.minutes == minutes


def test_formats():
    assert format_minutes(90) == "1:30"
    assert format_minutes(90, "hours") == "1,5 h"
    assert format_hours(100) == "1,67"
    assert format_hours(600) == "10"


def test_number_beyond_all_sense_is_unreadable() -> None:
    assert parse_minutes("9" * 30).problem is DurationProblem.UNREADABLE
