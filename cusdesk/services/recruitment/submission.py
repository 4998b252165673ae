"""When the applications of a list came in: a column says so, or the order of the rows does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.dates import parse_date
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.times_of_day import parse_time
from cusdesk.importing.lexicon import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cusdesk.importing.workbook import CellValue, Workbook
    from cusdesk.services.imports import ImportPlan

_DAY = 24 * 60
_NO_FIELD = frozenset({"", "kept", "ignored"})


@dataclass(frozen=True, slots=True)
class Submitted:
    """When one application came in; `order` is its place in the list."""

    on: dt.date
    minute: int | None
    order: int

    @property
    def key(self) -> tuple[dt.date, int, int]:
        """What the order of submission follows; an unknown hour ends its day."""
        return self.on, _DAY if self.minute is None else self.minute, self.order


def submissions(plan: ImportPlan, workbook: Workbook, today: dt.date) -> dict[int, Submitted]:
    """Return `id(row)` of the plan → when it came in; today where the list does not say."""
    columns = {c.sheet: _columns({g.column: g.heading for g in c.guesses}) for c in plan.maps}
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    found = {}
    for order, row in enumerate(plan.rows):
        day, time = columns.get(row.sheet, (None, None))
        sheet = sheets.get(row.sheet)
        on, minute = today, None
        if sheet is not None and row.row is not None:
            cell = sheet.cell(row.row, day) if day else None
            on, minute = _moment(cell, today)
            if time is not None:
                minute = _minute(sheet.cell(row.row, time)) or minute
        found[id(row)] = Submitted(on, minute, order)
    return found


def moment_columns(plan: ImportPlan) -> Iterator[tuple[str, int]]:
    """Give (signature, column) of the columns that say when an application came in."""
    for columns in plan.maps:
        unread = {
            g.column: g.heading for g in columns.guesses if g.field in {"", "kept", "ignored"}
        }
        for column in _columns(unread):
            if column is not None:
                yield columns.signature, column


def _columns(headings: dict[int, str]) -> tuple[int | None, int | None]:
    words = dictionary("recruitment")["headings"]
    named = {plain(heading): column for column, heading in headings.items() if heading}
    day = next((named[word] for word in words["submitted_on"] if word in named), None)
    time = next((named[word] for word in words["submitted_time"] if word in named), None)
    return day, time


def _moment(cell: CellValue, today: dt.date) -> tuple[dt.date, int | None]:
    """Return day and minute of a cell; a day after today cannot be one of submission."""
    if isinstance(cell, dt.datetime):
        minute = cell.hour * 60 + cell.minute
        day = cell.date()
        return (day, minute or None) if day <= today else (today, None)
    if isinstance(cell, dt.date):
        return min(cell, today), None
    if not isinstance(cell, str):
        return today, None
    date, _, time = cell.strip().partition(" ")
    reading = parse_date(date, today)
    if reading.value is None or reading.value > today:
        return today, None
    return reading.value, parse_time(time) if time else None


def _minute(cell: CellValue) -> int | None:
    if isinstance(cell, dt.time):
        return cell.hour * 60 + cell.minute
    return parse_time(cell) if isinstance(cell, str) else None
