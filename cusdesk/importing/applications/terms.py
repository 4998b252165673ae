"""What the rules beside a list say: until when applications are taken, and how old people are."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.importing.applications.points import Criterion, criterion_of
from cusdesk.importing.applications.values import day_of, words
from cusdesk.importing.lexicon import plain
from cusdesk.importing.tables.model import row_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cusdesk.importing.workbook import Sheet, Workbook

_UNTIL = re.compile(
    r"\bdo\s+(?:dnia\s+)?(\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\s+[^\W\d]+\s+\d{4}|\d{4}-\d\d-\d\d)"
    r"(?:\s*r\.?)?(?:[\s,]+(?:do\s+)?(?:godz\.?|g\.?)\s*(\d{1,2})(?:[:.](\d{2}))?)?",
    re.IGNORECASE,
)
_AGES = re.compile(r"(\d{1,2})\s*(?:[-–—]|do)\s*(\d{1,2})\s*(?:lat\b|r\.)", re.IGNORECASE)
_ON_DAY = re.compile(r"dzie\w\s+(\d{1,2}\.\d{1,2}\.\d{4})", re.IGNORECASE)
_END_OF_DAY = 24 * 60
_MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules of a list, as far as they are written beside it.

    Attributes:
        until: last day and minute for applications.
        ages: youngest and oldest, in finished years.
        ages_on: the day ages are counted on; None for the day of the application.
        criteria: what gives points, in their order.
    """

    until: tuple[dt.date, int] | None = None
    ages: tuple[int, int] | None = None
    ages_on: dt.date | None = None
    criteria: tuple[Criterion, ...] = ()

    def is_late(self, on: dt.date, minute: int | None) -> bool:
        """Return whether an application came in after the term."""
        return self.until is not None and (on, minute or 0) > self.until

    def fits_age(self, born: dt.date | None, received: dt.date | None) -> bool:
        """Return False for somebody known to be too young or too old."""
        day = self.ages_on or received
        if self.ages is None or born is None or day is None:
            return True
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return self.ages[0] <= age <= self.ages[1]


def terms_of(workbook: Workbook, data_rows: dict[str, set[int]]) -> Terms:
    """Return the rules told by texts outside the rows of data."""
    until, ages, ages_on = None, None, None
    criteria: list[Criterion] = []
    for text in _texts(workbook.sheets, data_rows):
        said = plain(text)
        if until is None and _begins(said, words("rules")["term"]):
            until = _until(text)
        if ages is None and _begins(said, words("rules")["age"]) and (found := _AGES.search(text)):
            ages = (int(found[1]), int(found[2]))
            day = _ON_DAY.search(text)
            ages_on = day_of(day[1], dt.date.max) if day else None
        if criterion := criterion_of(text):
            criteria.append(criterion)
    return Terms(until, ages, ages_on, tuple(criteria))


def _texts(sheets: Iterable[Sheet], data_rows: dict[str, set[int]]) -> Iterator[str]:
    for sheet in sheets:
        taken = data_rows.get(sheet.name, set())
        free = [row for row in range(1, len(sheet.rows) + 1) if row not in taken]
        for row in free[:_MOST_ROWS]:
            yield row_text(sheet, row)


def _begins(said: str, starts: Iterable[str]) -> bool:
    return any(said == start or said.startswith(start + " ") for start in starts)


def _until(text: str) -> tuple[dt.date, int] | None:
    found = list(_UNTIL.finditer(text))
    if not found:
        return None
    last = found[-1]
    day = day_of(last[1], dt.date(2100, 1, 1))
    minute = int(last[2]) * 60 + int(last[3] or 0) if last[2] else _END_OF_DAY
    return None if day is None else (day, minute)
