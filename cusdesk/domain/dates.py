"""Dates as people in Polish offices write them, and back.

A date is read only when it can be read in one way. Everything else comes back with a problem, and
with the possible readings where there are few: a person decides, the program does not guess.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from dataclasses import dataclass
from functools import cache

from cusdesk.domain.dictionaries import dictionary, words
from cusdesk.domain.polish_text import collapse_spaces, fold

EARLIEST = dt.date(1900, 1, 1)
LATEST = dt.date(2100, 12, 31)
_ROMAN = {
    numeral: place
    for place, numeral in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1
    )
}
_ABBREVIATION = 3
_TIME = re.compile(r"[t\s,]+(?:godz\.?\s*)?\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?z?$")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_JUNK = re.compile(r"[^\w\s.,/:\\-]|[_\\]")


class Precision(enum.StrEnum):
    """How much of a date was written."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class DateProblem(enum.StrEnum):
    """Why a date needs a person's eye."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    IMPOSSIBLE = "impossible"
    TWO_DIGIT_YEAR = "two_digit_year"
    AMBIGUOUS = "ambiguous"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class DateReading:
    """What was read.

    Attributes:
        value: the date; the first day of a month or year written alone. With a problem it is only
            the likeliest reading, or None.
        precision: what `value` stands for.
        problem: why the reading must not be taken over without asking; None when it is certain.
        alternatives: other readings worth offering, likeliest first.
    """

    value: dt.date | None
    precision: Precision = Precision.DAY
    problem: DateProblem | None = None
    alternatives: tuple[dt.date, ...] = ()


def month_name(month: int) -> str:
    """Return the name of a month, 1 to 12, as a heading has it: `czerwiec`."""
    return str(dictionary("dates")["months"][month - 1][0])


@cache
def _month_forms() -> tuple[tuple[str, int], ...]:
    months = dictionary("dates")["months"]
    return tuple((fold(form), place) for place, forms in enumerate(months, 1) for form in forms)


@cache
def _noise() -> frozenset[str]:
    return frozenset(fold(word) for word in words("dates", "noise"))


def _month_of(word: str) -> int | None:
    """Return the month of a folded word, abbreviation or Roman numeral."""
    if word in _ROMAN:
        return _ROMAN[word]
    if len(word) < _ABBREVIATION:
        return None
    found = {month for form, month in _month_forms() if form.startswith(word)}
    return found.pop() if len(found) == 1 else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _checked(year: int, month: int, day: int, precision: Precision) -> DateReading:
    value = _date(year, month, day)
    if value is None:
        return DateReading(None, precision, DateProblem.IMPOSSIBLE)
    if value < EARLIEST:
        return DateReading(value, precision, DateProblem.TOO_EARLY)
    if value > LATEST:
        return DateReading(value, precision, DateProblem.TOO_LATE)
    return DateReading(value, precision)


def _two_digit(year: int, month: int, day: int, today: dt.date | None) -> DateReading:
    """Offer both centuries; the likelier is the latest one not in the future."""
    both = [found for century in (2000, 1900) if (found := _date(century + year, month, day))]
    if not both:
        return DateReading(None, Precision.DAY, DateProblem.IMPOSSIBLE)
    if today is None:
        return DateReading(None, Precision.DAY, DateProblem.TWO_DIGIT_YEAR, tuple(both))
    both.sort(key=lambda found: (found > today, -found.year))
    return DateReading(both[0], Precision.DAY, DateProblem.TWO_DIGIT_YEAR, tuple(both[1:]))


def _eight_digits(text: str) -> DateReading:
    """Read `31122025` or `20251231`; within the years we allow no text can mean both."""
    day_first = _checked(int(text[4:]), int(text[2:4]), int(text[:2]), Precision.DAY)
    year_first = _checked(int(text[:4]), int(text[4:6]), int(text[6:]), Precision.DAY)
    return day_first if year_first.problem else year_first


def _month_first(reading: DateReading, parts: list[int]) -> DateReading:
    """Add what the American order (12/31/2025) would mean, where slashes allow it."""
    day, month, year = parts
    swapped = _date(year, day, month)
    if reading.problem is DateProblem.IMPOSSIBLE and swapped:
        return DateReading(None, Precision.DAY, DateProblem.AMBIGUOUS, (swapped,))
    if reading.problem is None and swapped and swapped != reading.value:
        return DateReading(reading.value, Precision.DAY, None, (swapped,))
    return reading


def _three(tokens: list[str], today: dt.date | None, *, slashes: bool) -> DateReading:
    first, middle, last = tokens
    month = int(middle) if middle.isdigit() else _month_of(middle)
    if month is None or not (first.isdigit() and last.isdigit()):
        return DateReading(None, Precision.DAY, DateProblem.UNREADABLE)
    if len(first) == 4:
        return _checked(int(first), month, int(last), Precision.DAY)
    if len(last) == 4:
        reading = _checked(int(last), month, int(first), Precision.DAY)
        if slashes and middle.isdigit():
            return _month_first(reading, [int(first), month, int(last)])
        return reading
    if len(last) == 2 and len(first) <= 2:
        return _two_digit(int(last), month, int(first), today)
    return DateReading(None, Precision.DAY, DateProblem.UNREADABLE)


def _two(tokens: list[str]) -> DateReading:
    """Read a month and a year in either order."""
    year, other = sorted(tokens, key=lambda token: (not token.isdigit(), -len(token)))
    month = int(other) if other.isdigit() else _month_of(other)
    if month is None or not year.isdigit() or len(year) != 4:
        return DateReading(None, Precision.DAY, DateProblem.UNREADABLE)
    return _checked(int(year), month, 1, Precision.MONTH)


def parse_date(text: str, today: dt.date | None = None) -> DateReading:
    """Read a date written in any of the ways usual in Poland.

    Day first, unless the year comes first: `31.12.2025`, `31/12/2025`, `31 12 2025`,
    `2025-12-31`, `31122025`, `12 marca 1950 r.`, `12 mar. 1950`, `12.III.1950`, and without a day
    `czerwiec 2026`, `06.2026` or without a month `2026 r.`. A time after the date is left out.

    Args:
        text: what stands in the cell or field.
        today: decides which century of a two-digit year is offered first; both are in doubt.
    """
    clean = _TIME.sub("", collapse_spaces(text).lower())
    tokens = [fold(token) for token in _TOKEN.findall(clean)]
    tokens = [token for token in tokens if token not in _noise()]
    if not tokens:
        empty = not text.strip()
        return DateReading(
            None, Precision.DAY, DateProblem.EMPTY if empty else DateProblem.UNREADABLE
        )
    if _JUNK.search(clean) or any(len(token) > 12 for token in tokens):
        return DateReading(None, Precision.DAY, DateProblem.UNREADABLE)
    return _from_tokens(tokens, today, slashes="/" in clean)


def _from_tokens(tokens: list[str], today: dt.date | None, *, slashes: bool) -> DateReading:
    if len(tokens) == 3:
        return _three(tokens, today, slashes=slashes)
    if len(tokens) == 2:
        return _two(tokens)
    if len(tokens) == 1 and tokens[0].isdigit():
        if len(tokens[0]) == 8:
            return _eight_digits(tokens[0])
        if len(tokens[0]) == 4:
            return _checked(int(tokens[0]), 1, 1, Precision.YEAR)
    return DateReading(None, Precision.DAY, DateProblem.UNREADABLE)


def format_date(value: dt.date | None) -> str:
    """Return `31.12.2025`; an empty text for no date."""
    return "" if value is None else f"{value.day:02}.{value.month:02}.{value.year:04}"


def format_long_date(value: dt.date) -> str:
    """Return `31 grudnia 2025 r.` as in letters and headings of documents."""
    return f"{value.day} {dictionary('dates')['months'][value.month - 1][1]} {value.year} r."


def format_month(value: dt.date) -> str:
    """Return the month of a date as `czerwiec 2026`."""
    return f"{month_name(value.month)} {value.year}"


def weekday_name(value: dt.date) -> str:
    """Return the Polish name of the day of the week, Monday first: `poniedziałek`."""
    return str(dictionary("dates")["weekdays"][value.weekday()])
