"""Amounts of time: minutes inside, what people type outside.

The decimal rule: one separator, comma or full stop, makes a decimal fraction of an hour, because
that is what a Polish spreadsheet shows. Two digits after it that would as well be minutes (`1.30`)
are marked ambiguous and keep the other reading as an alternative.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cusdesk.core.messages import tr
from cusdesk.domain.dictionaries import words
from cusdesk.domain.polish_text import fold
from cusdesk.domain.rounding import half_up, hundredths

MINUTES_PER_HOUR = 60
_MOST_MINUTES = 1_000_000
"""More than 16,000 hours is a number that got into the wrong column."""
_FRACTIONS = {"½": ",5", "¼": ",25", "¾": ",75"}
# Two digits after the separator that can only be quarters and thirds of an hour.
_DECIMAL_PAIRS = {"00", "25", "33", "50"}
_NUMBER = re.compile(r"(\d+)(?:[.,](\d+))?")
_CLOCK = re.compile(r"(\d+):(\d\d)(?::00)?")
_RANGE = re.compile(r"(\d{1,2})[:.](\d\d)-(\d{1,2})[:.](\d\d)")
_PIECE = re.compile(r"(\d+(?:[.,]\d+)?)([a-z']*)\.?")


class DurationProblem(enum.StrEnum):
    """Why an amount of time needs a person's eye."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class DurationReading:
    """What was read.

    Attributes:
        minutes: the amount; with a problem only the likelier reading, or None.
        problem: why it must not be taken over without asking; None when it is certain.
        alternatives: other readings in minutes.
    """

    minutes: int | None
    problem: DurationProblem | None = None
    alternatives: tuple[int, ...] = ()


_UNREADABLE = DurationReading(None, DurationProblem.UNREADABLE)


def _plain_number(text: str, hour_minutes: int) -> DurationReading | None:
    """Read a number without a unit: hours and their decimal fraction."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    whole, fraction = match[1], match[2] or ""
    minutes = half_up(Decimal(f"{whole}.{fraction or 0}") * hour_minutes)
    if len(fraction) == 2 and fraction not in _DECIMAL_PAIRS and int(fraction) < MINUTES_PER_HOUR:
        other = int(whole) * MINUTES_PER_HOUR + int(fraction)
        return DurationReading(minutes, DurationProblem.AMBIGUOUS, (other,))
    return DurationReading(minutes)


def _clock(text: str) -> DurationReading | None:
    """Read `1:30`, `1:30:00` and the stretch `8:00-9:30`."""
    if match := _CLOCK.fullmatch(text):
        hours, minutes = int(match[1]), int(match[2])
        if minutes >= MINUTES_PER_HOUR:
            return _UNREADABLE
        return DurationReading(hours * MINUTES_PER_HOUR + minutes)
    if match := _RANGE.fullmatch(text):
        start_h, start_m, end_h, end_m = map(int, match.groups())
        length = (end_h - start_h) * MINUTES_PER_HOUR + end_m - start_m
        in_order = max(start_m, end_m) < MINUTES_PER_HOUR and end_h <= 24 and length > 0
        return DurationReading(length) if in_order else _UNREADABLE
    return None


def _in_words(text: str) -> DurationReading | None:
    number, _, unit = text.partition(" ")
    if unit.rstrip(".") not in words("durations", "hours"):
        return None
    if number in words("durations", "half"):
        return DurationReading(MINUTES_PER_HOUR // 2)
    if number in words("durations", "one_and_half"):
        return DurationReading(MINUTES_PER_HOUR * 3 // 2)
    return None


def _with_units(text: str) -> DurationReading:
    """Read `1h30`, `1 h 30 min`, `1,5 godz.`, `90 min`."""
    pieces = _PIECE.findall(text)
    if not pieces or len(pieces) > 2 or _PIECE.sub("", text):
        return _UNREADABLE
    total, previous = Decimal(0), ""
    for number, unit in pieces:
        value = Decimal(number.replace(",", "."))
        if unit in words("durations", "hours") and not previous:
            total += value * MINUTES_PER_HOUR
            previous = "hours"
        elif unit in words("durations", "minutes") or (not unit and previous == "hours"):
            if previous == "minutes" or (previous and value >= MINUTES_PER_HOUR):
                return _UNREADABLE
            total += value
            previous = "minutes"
        else:
            return _UNREADABLE
    return DurationReading(half_up(total))


def parse_minutes(text: str, *, hour_minutes: int = MINUTES_PER_HOUR) -> DurationReading:
    """Read an amount of time: `1,5`, `1:30`, `1h30`, `1 h 30 min`, `90 min`, `45'`, `pół godziny`.

    Args:
        text: what stands in the cell or field.
        hour_minutes: what a number without a unit counts, 45 for lesson hours.

    Returns:
        The reading; `1.30` is 78 minutes marked ambiguous, with 90 as the alternative. A part of a
        minute is rounded half up (`0,33` is 20 minutes).
    """
    clean = fold(text).replace('"', "").replace("''", "")
    for sign, decimal in _FRACTIONS.items():
        if sign in text:
            spelled = fold(re.sub(rf"\s*{sign}", decimal, text, count=1))
            clean = f"0{spelled}" if spelled.startswith(",") else spelled
    if not clean:
        return DurationReading(None, DurationProblem.EMPTY)
    if found := _in_words(clean):
        return found
    tight = clean.replace(" ", "")
    if re.search(r"\d \d|\d{10}", clean):  # two numbers, or one beyond all sense
        return _UNREADABLE
    found = _plain_number(tight, hour_minutes) or _clock(tight) or _with_units(tight)
    return _UNREADABLE if (found.minutes or 0) > _MOST_MINUTES else found


def format_minutes(minutes: int, style: Literal["clock", "hours"] = "clock") -> str:
    """Return `1:30` or, as `hours`, `1,5 h` (at most two decimals, rounded half up)."""
    if style == "hours":
        return tr("domain.duration.hours", value=format_hours(minutes))
    sign = "-" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), MINUTES_PER_HOUR)
    return f"{sign}{hours}:{rest:02}"


def hours_decimal(minutes: int) -> Decimal:
    """Return the hours as a decimal number with two places, rounded half up."""
    return hundredths(Decimal(minutes) / MINUTES_PER_HOUR)


def format_hours(minutes: int) -> str:
    """Return the hours as a Polish decimal number without a unit: `1,5`."""
    return f"{hours_decimal(minutes):f}".rstrip("0").rstrip(".").replace(".", ",")
