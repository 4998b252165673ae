from __future__ import annotations

import pytest

from cusdesk.domain.times_of_day import format_time, parse_time


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("16", 960), ("16:30", 990), ("16.30", 990), ("8 15", 495), ("1630", 990), ("815", 495),
        ("0:00", 0), ("24:00", 1440), (" 7 ", 420),
        ("", None), ("25", None), ("16:60", None), ("24:01", None), ("rano", None), ("16:3", None),
    ],
)  # fmt: skip
def test_times_as_people_type_them(text, minute):
    assert parse_time(text) == minute


@pytest.mark.parametrize(
    ("minute", "text"), [(None, ""), (0, "0:00"), (990, "16:30"), (1440, "24:00"), (1560, "2:00")]
)
def test_times_as_they_are_shown(minute, text):
    assert format_time(minute) == text
