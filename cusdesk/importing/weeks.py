"""Weekly lists: names of weekdays under a stretch of dates (`8-12.06`) become the dates."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cusdesk.domain.polish_text import collapse_spaces, fold
from cusdesk.importing.days import DayToken, day_token, weekday_of
from cusdesk.importing.grid import Grid

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellValue, Sheet

_LEAST_DAYS = 3
_WEEK = 7
_ROWS_ABOVE = 8
_LONGEST = 14
_DAY = r"\d{1,2}(?:\s?\.\s?\d{1,2}(?:\s?\.\s?\d{4})?|\s+[^\W\d_]{3,}(?:\s+\d{4})?)?"
_STRETCH = re.compile(
    rf"(?<![\d.:])(?P<a>{_DAY})\.?\s*(?:r\.?\s*)?(?:-|–|—|\bdo\b)\s*(?P<b>{_DAY})(?![\d:])"
)


def with_dates(sheet: Sheet) -> Sheet:
    """Return the sheet with dates in place of bare weekdays where a stretch of dates tells them.

    The stretch stands above the weekdays (merged over them) or in a title. Weekdays that go with
    the numbers of days, and those that do not fit the stretch, stay as they are.
    """
    grid = Grid(sheet)
    changed: dict[tuple[int, int], CellValue] = {}
    for row in range(1, grid.height + 1):
        days = _weekdays_in(sheet, row)
        if len(days) < _LEAST_DAYS or not _is_heading(grid, row, days):
            continue
        for week in _weeks(days):
            changed.update(_dates(grid, row, week))
    if not changed:
        return sheet
    rows = [
        [changed.get((number, column), value) for column, value in enumerate(cells, 1)]
        for number, cells in enumerate(sheet.rows, 1)
    ]
    return replace(sheet, rows=rows)


def _weekdays_in(sheet: Sheet, row: int) -> list[tuple[int, int]]:
    """Return (column, weekday) of the cells of a row that hold only the name of a weekday."""
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else []
    short = [(c, v) for c, v in enumerate(cells, 1) if isinstance(v, str) and len(v) <= _LONGEST]
    if len(short) < _LEAST_DAYS:
        return []
    return [(c, w) for c, value in short if (w := weekday_of(value)) is not None]


def _is_heading(grid: Grid, row: int, days: list[tuple[int, int]]) -> bool:
    """Return False for weekdays beside numbers of days, and for one-letter marks."""
    if not any(len(grid.text(row, column)) > 1 for column, _weekday in days):
        return False
    return not any(
        _count_up([day_token(grid.at(near, column)) for column, _weekday in days])
        for near in (row - 1, row + 1)
    )


def _count_up(tokens: list[DayToken | None]) -> bool:
    """Return True for numbers of days: hours worked every day do not go up."""
    found = [token.day for token in tokens if token is not None]
    return len(found) >= _LEAST_DAYS and all(one < other for one, other in pairwise(found))


def _weeks(days: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    weeks = [[days[0]]]
    for before, day in pairwise(days):
        if day[1] <= before[1]:
            weeks.append([])
        weeks[-1].append(day)
    return weeks


def _dates(grid: Grid, row: int, week: list[tuple[int, int]]) -> dict[tuple[int, int], CellValue]:
    stretch, over = _stretch_over(grid, row, week[0][0])
    if stretch is None:
        return {}
    first, last = stretch
    # The stretch over the weekdays has said all it has to say; as it stands it looks like a day.
    found: dict[tuple[int, int], CellValue] = {over: None} if over else {}
    for column, weekday in week:
        date = first + dt.timedelta((weekday - first.weekday()) % _WEEK)
        if date > last:
            return {}
        found[row, column] = date
    return found


def _stretch_over(
    grid: Grid, row: int, column: int
) -> tuple[tuple[dt.date, dt.date] | None, tuple[int, int] | None]:
    """Return the nearest stretch above a weekday with its cell, or that of a title, or None."""
    for above in range(row - 1, max(row - 4, 0), -1):
        place = grid.merge_over(above, column) or (above, column)
        found = _stretches(grid.text(*place), grid, row)
        if len(found) == 1 and place[1] > 1:
            return found[0], place
    for above in range(row - 1, max(row - _ROWS_ABOVE, 0), -1):
        values = (grid.at(above, c) for c in range(1, grid.width + 1))
        texts = [value for value in values if isinstance(value, str)]
        found = [one for text in texts for one in _stretches(text, grid, row)]
        if found:
            return (found[0] if len(found) == 1 else None), None
    return None, None


def _stretches(text: str, grid: Grid, row: int) -> list[tuple[dt.date, dt.date]]:
    """Return the stretches of at most a week that a text names.

    The year stands in it or is the only one the rows above speak of; without one there is none.
    """
    found = []
    for match in _STRETCH.finditer(fold(collapse_spaces(text))):
        one, other = day_token(match["a"]), day_token(match["b"])
        if one is None or other is None or other.month is None:
            continue
        year = other.year or one.year or _year_above(grid, row)
        first = _first(one, other).date(year, other.month)
        last = other.date(year, None)
        if year is not None and first and last and first <= last < first + dt.timedelta(_WEEK):
            found.append((first, last))
    return found


def _first(one: DayToken, other: DayToken) -> DayToken:
    """Return the first day with its year: December before January is of the year before."""
    if one.month == 12 and other.month == 1 and other.year and not one.year:
        return replace(one, year=other.year - 1)
    return one


def _year_above(grid: Grid, row: int) -> int | None:
    """Return the only year that the rows above speak of."""
    texts = [
        str(v)
        for above in range(1, row)
        for c in range(1, grid.width + 1)
        if isinstance(v := grid.at(above, c), str)
    ]
    texts.append(grid.sheet.name)
    years = {int(y) for text in texts for y in re.findall(r"(?<![\d.])20\d\d(?!\d)", text)}
    years |= {int(y) for text in texts for y in re.findall(r"\.(20\d\d)(?!\d)", text)}
    return years.pop() if len(years) == 1 else None
