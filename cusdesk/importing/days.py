"""Days in headings and date cells: `1`, `3.06`, `pn 3`, `3 VI 2026`, `Spotkanie 2 (10.06)`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellValue

_LONGEST_LABEL = 60
_LAST_DAY = 31
_LAST_MONTH = 12
_CENTURY = 100
_YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class DayToken:
    """A day as written; month and year only where they were written too.

    `impossible`: a whole date that does not exist, such as 31.02.2026.
    """

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    impossible: bool = False

    def date(self, year: int | None, month: int | None) -> dt.date | None:
        """Return the date, filling in what was not written; None if there is no such day."""
        y, m = self.year or year, self.month or month
        if not y or not m:
            return None
        try:
            return dt.date(y, m, self.day)
        except ValueError:
            return None


def is_unlikely(date: dt.date | None) -> bool:
    """Return True for a day no service of ours can have taken place on: 1899, 2199."""
    return date is not None and date.year not in _YEARS


@cache
def _weekdays() -> dict[str, int]:
    names = dictionary("calendar_words")["weekdays"]["names"]
    return {word: place for place, words in reversed(list(enumerate(names))) for word in words}


@cache
def _months() -> dict[str, int]:
    lists = dictionary("calendar_words")["months"]
    found = {word: place for place, word in enumerate(lists["roman"], 1)}
    for name in ("of", "plain"):
        for place, words in enumerate(lists[name], 1):
            found |= dict.fromkeys(words, place)
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    weekday = "|".join(sorted(map(re.escape, _weekdays()), key=len, reverse=True))
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    # Numbers are joined by signs; only a month in words, or a whole date, may stand after a space.
    digits = r"(?P<d>\d{1,2})\s*[.\-/]\s*(?P<m>\d{1,2})\b(?:\s*[.\-/]\s*(?P<y>\d{4}|\d{2})\b)?"
    spelled = rf"(?P<d2>\d{{1,2}})[\s.\-/]*(?P<m2>{month})\b(?:[\s.\-/]*(?P<y2>\d{{4}}|\d{{2}})\b)?"
    spaced = r"(?P<d3>\d{1,2}) (?P<m3>\d{1,2}) (?P<y3>\d{4})"
    day = rf"(?:{digits}|{spelled}|{spaced})"
    whole = re.compile(
        rf"^(?:(?P<w1>{weekday})\b[.,]?\s*)?"
        rf"(?:(?P<iso>\d{{4}})[-./](?P<im>\d{{1,2}})[-./](?P<id>\d{{1,2}})(?:[ t]00:00(?::00)?)?"
        rf"|{day}|(?P<alone>\d{{1,2}}))"
        rf"\s*\.?\s*r?\.?\s*(?:[(,]?\s*(?P<w2>{weekday})\.?\)?)?$"
    )
    inner = re.compile(rf"(?<![\d.:\-]){day}(?![\d:])")
    return whole, inner, re.compile(rf"^(?:{weekday})$")


def weekday_of(value: CellValue) -> int | None:
    """Return 0 for Monday to 6 for a cell that holds only the name of a weekday; else None.

    One-letter names are ambiguous (`p`, `s`) and give the first fitting day.
    """
    if not isinstance(value, str):
        return None
    return _weekdays().get(fold(value).rstrip(". "))


def is_letter_of(value: CellValue, weekday: int) -> bool:
    """Return True if a cell may be the name, short or one letter, of a given weekday."""
    if not isinstance(value, str):
        return False
    names = dictionary("calendar_words")["weekdays"]["names"]
    return fold(value).rstrip(". ") in names[weekday]


def day_token(value: CellValue) -> DayToken | None:
    """Return the day a cell stands for when it holds nothing but a day or a date."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, dt.datetime | dt.date):
        return DayToken(value.day, value.month, value.year)
    if isinstance(value, int):
        return DayToken(value) if 1 <= value <= _LAST_DAY else None
    if isinstance(value, float):
        return _from_float(value)
    return _from_text(value) if isinstance(value, str) else None


def labelled_day(value: CellValue) -> DayToken | None:
    """Return the one date inside a short text such as `Spotkanie 2 (10.06.2026)`."""
    if not isinstance(value, str) or len(value) > _LONGEST_LABEL:
        return None
    found = [match for match in _patterns()[1].finditer(fold(value)) if not _is_and(match)]
    return _dated(found[0]) if len(found) == 1 else None


def _is_and(match: re.Match[str]) -> bool:
    """Return True for the `i` of "1 i 2", which is no January."""
    return match["m2"] in ("i", "x") and not match["y2"] and match.end() < len(match.string)


def _from_float(value: float) -> DayToken | None:
    """Read 3.06, which a program with a decimal point made of `3.06`."""
    hundredths = round(value * _CENTURY)
    day, month = divmod(hundredths, _CENTURY)
    if abs(value * _CENTURY - hundredths) > 1e-6:
        return None
    if 1 <= day <= _LAST_DAY and 1 <= month <= _LAST_MONTH:
        return DayToken(day, month)
    return None


def _from_text(text: str) -> DayToken | None:
    if len(text) > _LONGEST_LABEL:
        return None
    match = _patterns()[0].match(fold(text))
    if match is None:
        return None
    word = match["w1"] or match["w2"]
    weekday = _weekdays()[word] if word and len(word) > 1 else None
    if match["alone"]:
        day = int(match["alone"])
        return DayToken(day, weekday=weekday) if 1 <= day <= _LAST_DAY else None
    if match["iso"]:
        return _checked(int(match["id"]), int(match["im"]), int(match["iso"]), weekday)
    return _dated(match, weekday)


def _dated(match: re.Match[str], weekday: int | None = None) -> DayToken | None:
    written = match["m"] or match["m2"] or match["m3"]
    month = int(written) if written.isdigit() else _months()[written]
    shown = match["y"] or match["y2"] or match["y3"]
    year = int(shown) if shown else None
    if year is not None and year < _CENTURY:
        year += 2000
    return _checked(int(match["d"] or match["d2"] or match["d3"]), month, year, weekday)


def _checked(day: int, month: int, year: int | None, weekday: int | None) -> DayToken | None:
    if not (1 <= day <= _LAST_DAY and 1 <= month <= _LAST_MONTH):
        return None
    try:
        dt.date(year or 2024, month, day)  # a leap year lets 29 February through
    except ValueError:
        return DayToken(day, month, year, weekday, impossible=True)
    return DayToken(day, month, year, weekday)
