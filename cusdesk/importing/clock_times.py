"""Times of day as typed in work cards: `8:00`, `8.00`, `800`, `8`, `8⁰⁰`, `7.30-9.00`, 8.3."""

from __future__ import annotations

import datetime as dt
import enum
import re
from typing import TYPE_CHECKING

from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.importing.workbook import CellValue

HOUR = 60
DAY = 24 * HOUR
_QUARTERS = {0, 25, 50, 75}
_CLOCK = re.compile(r"^(\d{1,2})(?:[:.,;]| ?h ?| )(\d\d)(?::\d\d)?\s*h?$")
_HOUR = re.compile(r"^(\d{1,2})(?:[.:]|\s*h)?$")
_GLUED = re.compile(r"^(\d{1,2})(\d\d)$")
_WORDS = re.compile(r"\b(?:godzina|godziny|godz|g)\b\.?")
_RANGE = re.compile(
    r"^(?:od\s+)?(\d{1,2}(?:[:.,]?\d\d)?)\s*(?:-|do|/|\s-\s)\s*(\d{1,2}(?:[:.,]?\d\d)?)$"
)


class ClockMode(enum.StrEnum):
    """How a number with a fraction is meant: 8.5 as half past eight, or 8.30 with a stop."""

    DECIMAL = "decimal"
    DOTTED = "dotted"


def clock_mode(values: Iterable[CellValue]) -> tuple[ClockMode, bool]:
    """Return how the numbers of a column of times are meant, and whether that is certain.

    A fraction that is no quarter of an hour (8.3, 8.15) shows that a full stop stands between hours
    and minutes; with halves alone (8.5) both would do.
    """
    fractions = {
        round(value * 100) % 100 for value in values if isinstance(value, float) and value >= 1
    }
    if fractions - _QUARTERS:
        return ClockMode.DOTTED, not fractions & {50, 25, 75}
    return ClockMode.DECIMAL, not fractions - {0}


def read_clock(value: CellValue, mode: ClockMode = ClockMode.DECIMAL) -> int | None:
    """Return minutes since midnight (0 to 1440), or None when this is no time of day."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, dt.datetime | dt.time):
        return value.hour * HOUR + value.minute
    if isinstance(value, dt.timedelta):
        return _in_day(round(value.total_seconds() / 60))
    if isinstance(value, int):
        return _from_digits(str(value))
    if isinstance(value, float):
        return _from_float(value, mode)
    return _from_text(value) if isinstance(value, str) else None


def _in_day(minutes: int) -> int | None:
    return minutes if 0 <= minutes <= DAY else None


def _from_float(value: float, mode: ClockMode) -> int | None:
    if 0 < value < 1:
        return _in_day(round(value * DAY))
    if not 0 <= value <= 24:
        return None
    if mode is ClockMode.DECIMAL:
        return _in_day(round(value * HOUR))
    hours, minutes = divmod(round(value * 100), 100)
    return _checked(hours, minutes)


def _checked(hours: int, minutes: int) -> int | None:
    return _in_day(hours * HOUR + minutes) if minutes < HOUR else None


def _from_digits(text: str) -> int | None:
    if not text.isdigit():
        return None
    if len(text) <= 2:
        return _checked(int(text), 0)
    match = _GLUED.match(text)
    return _checked(int(match[1]), int(match[2])) if match else None


def _from_text(value: str) -> int | None:
    text = _WORDS.sub("", fold(value)).strip(" .")
    if match := _CLOCK.match(text):
        return _checked(int(match[1]), int(match[2]))
    if match := _HOUR.match(text):
        return _checked(int(match[1]), 0)
    return _from_digits(text)


def read_intervals(value: CellValue) -> list[tuple[int, int]] | None:
    """Return the stretches of a cell such as `8–10`, `7.30-9.00`, `8-10, 14-16`, or None.

    Start and end are minutes since midnight, as written: the end may be the smaller one.
    """
    if not isinstance(value, str):
        return None
    text = _WORDS.sub("", fold(value.strip().replace("\n", ";"))).strip(" .")
    found = []
    for part in re.split(r"\s*(?:;|\bi\b|\boraz\b|,\s+|\+|\n)\s*", text):
        match = _RANGE.match(part.strip())
        if match is None:
            return None
        start, end = _from_text(match[1]), _from_text(match[2])
        if start is None or end is None:
            return None
        found.append((start, end))
    return found


def show_clock(minutes: int) -> str:
    """Return minutes since midnight as `8:05`."""
    return f"{minutes // HOUR}:{minutes % HOUR:02}"
