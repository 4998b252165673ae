"""The sheet of hours that came back from a provider: its number and its entries, row by row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.dates import parse_date
from cusdesk.domain.durations import parse_minutes
from cusdesk.domain.reports.hour_sheet import COLUMNS, HEAD_ROW, SHEET_NUMBER, line_number
from cusdesk.domain.times_of_day import parse_time

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellValue, Sheet, Workbook

DAY = 24 * 60
_LOOK_AT = 7
"""Rows above the headings, in which the number stands."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One entry as it came back.

    Attributes:
        number: of the person and service; None when the cell begins with no number.
        minutes: from the hours, else from start and end; None when neither says it.
        end: above 1440 for a visit past midnight.
        disagrees: hours and from-to are both there and differ.
        raw: the cells as they stood.
    """

    row: int
    person: str
    number: int | None
    date: dt.date | None
    start: int | None
    end: int | None
    minutes: int | None
    worker: str
    activities: str
    raw: tuple[object, ...]
    disagrees: bool = False


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """The whole sheet."""

    number: str
    sheet: str
    rows: tuple[ReturnedRow, ...]


def sheet_number(workbook: Workbook) -> str | None:
    """Return the number of our sheet of hours that a workbook is; None for any other."""
    found = _find(workbook)
    return None if found is None else found[0]


def read_hour_sheet(workbook: Workbook) -> ReturnedSheet | None:
    """Return the entries of our sheet; None when the workbook is none."""
    found = _find(workbook)
    if found is None:
        return None
    number, sheet = found
    rows = [_row(sheet, row) for row in range(HEAD_ROW + 1, len(sheet.rows) + 1)]
    return ReturnedSheet(number, sheet.name, tuple(row for row in rows if row is not None))


def _find(workbook: Workbook) -> tuple[str, Sheet] | None:
    for sheet in workbook.sheets[:1]:
        for row in range(1, min(_LOOK_AT, len(sheet.rows)) + 1):
            match = SHEET_NUMBER.search(_text(sheet.cell(row, 1)))
            if match:
                return match[0], sheet
    return None


def _row(sheet: Sheet, row: int) -> ReturnedRow | None:
    cells = [sheet.cell(row, column) for column in range(1, len(COLUMNS) + 1)]
    if all(value is None or _text(value) == "" for value in cells):
        return None
    person, day, begun, ended, hours, worker, activities = cells
    start, end, typed = _minute(begun), _minute(ended), _length(hours)
    if start is not None and end is not None and end <= start:
        end += DAY
    spanned = end - start if start is not None and end is not None else None
    if start is not None and end is None and typed is not None:
        end = start + typed
    return ReturnedRow(
        row,
        _text(person),
        line_number(_text(person)),
        _day(day),
        start,
        end if start is not None else None,
        typed if spanned is None else spanned,
        _text(worker),
        _text(activities),
        tuple(cells),
        disagrees=typed is not None and spanned is not None and typed != spanned,
    )


def _text(value: CellValue) -> str:
    return "" if value is None else str(value).strip()


def _day(value: CellValue) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    reading = parse_date(value) if isinstance(value, str) else None
    return reading.value if reading is not None and reading.problem is None else None


def _minute(value: CellValue) -> int | None:
    """Return the minutes after midnight of a time, a part of a day or a text."""
    if isinstance(value, dt.datetime | dt.time):
        return value.hour * 60 + value.minute
    if isinstance(value, dt.timedelta):
        return round(value.total_seconds() / 60) % DAY
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float) and 0 <= value < 1:
        return round(value * DAY)
    return parse_time(str(value))


def _length(value: CellValue) -> int | None:
    """Return the minutes of hours typed as a number, a time or a text."""
    if isinstance(value, dt.time):
        return value.hour * 60 + value.minute
    if isinstance(value, dt.timedelta):
        return round(value.total_seconds() / 60)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return round(value * 60) if 0 < value <= 24 else None
    reading = parse_minutes(str(value), hour_minutes=60)
    return None if reading.problem else reading.minutes
