from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from cusdesk.domain.calendar import (
    add_working_days,
    holiday_name,
    holidays_of,
    is_working_day,
    month_days,
    next_working_day,
    working_days,
)


def test_christmas_eve_is_free_since_2025():
    assert is_working_day(dt.date(2024, 12, 24))
    assert not is_working_day(dt.date(2025, 12, 24))
    assert holiday_name(dt.date(2025, 12, 24)) == "Wigilia Bożego Narodzenia"


def test_moving_feasts_and_number():
    days = holidays_of(2026)
    assert dt.date(2026, 6, 4) in days  # Corpus Christi
    assert dt.date(2026, 4, 6) in days  # Easter Monday
    assert len(days) == 14


@pytest.mark.parametrize(
    ("day", "count", "result"),
    [
        (dt.date(2026, 6, 3), 1, dt.date(2026, 6, 5)),
        (dt.date(2026, 6, 5), 1, dt.date(2026, 6, 8)),
        (dt.date(2025, 12, 23), 1, dt.date(2025, 12, 29)),
        (dt.date(2026, 6, 8), -1, dt.date(2026, 6, 5)),
        (dt.date(2026, 6, 7), 0, dt.date(2026, 6, 7)),
        (dt.date(2026, 3, 2), 14, dt.date(2026, 3, 20)),
    ],
)
def test_add_working_days(day, count, result):
    assert add_working_days(day, count) == result


def test_days_of_a_month():
    assert len(month_days(2028, 2)) == 29
    assert len(working_days(2026, 6)) == 21
    assert next_working_day(dt.date(2026, 6, 4)) == dt.date(2026, 6, 5)
    assert next_working_day(dt.date(2026, 6, 6)) == dt.date(2026, 6, 8)


def test_the_library_waits_until_it_is_needed():
    code = "import sys, cusdesk.domain.calendar; assert 'holidays' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
