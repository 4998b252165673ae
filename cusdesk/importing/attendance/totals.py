"""Totals in the sheet are compared with what was read, and reported; they are never taken over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.durations import parse_minutes
from cusdesk.importing.grid import problem_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cusdesk.importing.attendance.blocks import DayColumn
    from cusdesk.importing.attendance.model import AttendanceEntry
    from cusdesk.importing.grid import Grid, Place
    from cusdesk.importing.problems import CellProblem
    from cusdesk.importing.workbook import CellValue

HOUR = 60
_TOLERANCE = 0.6
"""Minutes: a total rounded to two decimals of an hour is right."""
USUAL_LENGTHS = (HOUR, 45, 90, 30, 120)


@dataclass(frozen=True, slots=True)
class TotalCell:
    """One total with the entries it should cover."""

    place: Place
    value: CellValue
    heading: str
    formula: bool
    entries: Sequence[AttendanceEntry]


def total_cell(
    grid: Grid, row: int, column: int, heading: str, entries: Sequence[AttendanceEntry]
) -> TotalCell:
    """Return the total that stands in a cell of a grid."""
    return TotalCell(
        grid.place(row, column),
        grid.at(row, column),
        heading,
        grid.is_formula(row, column),
        entries,
    )


def column_entries(
    grid: Grid, day: DayColumn, entries: Sequence[AttendanceEntry]
) -> list[AttendanceEntry]:
    """Return the entries that stand in the columns of a day."""
    columns = range(day.first, day.last + 1)
    return [e for e in entries if (e.place.row if grid.turned else e.place.column) in columns]


def as_number(value: CellValue) -> float | None:
    """Return a total as a number; a time counts as hours; None when it is no number."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, dt.timedelta):
        return value.total_seconds() / 3600
    if isinstance(value, dt.time):
        return value.hour + value.minute / HOUR
    if isinstance(value, str):
        reading = parse_minutes(value)
        return None if reading.minutes is None or reading.problem else reading.minutes / HOUR
    return None


def check_total(total: TotalCell) -> CellProblem | None:
    """Return a problem when a total agrees with nothing it could count; None when it is right.

    A total whose heading is about plans, money or percent is left alone.
    """
    shown = as_number(total.value)
    if shown is None or _said(total.heading, "not_checked"):
        return None
    expected = _candidates(total)
    if any(abs(shown - value) * HOUR <= _TOLERANCE for value in expected):
        return None
    kind = "formula_total_wrong" if total.formula else "formula_overwritten"
    best = expected[0] if expected else 0.0
    return problem_at(total.place, kind, "error", shown=round(shown, 4), expected=round(best, 4))


def _said(heading: str, name: str) -> bool:
    return any(word in heading for word in dictionary("sheet_words")["totals"][name])


def _candidates(total: TotalCell) -> list[float]:
    """Return the numbers the total may rightly show, the likeliest first."""
    entries = total.entries
    counted = [entry for entry in entries if entry.repeats is None]
    heading = total.heading
    marks = {
        mark: sum(e.mark == mark for e in counted) for mark in ("present", "absent", "excused")
    }
    away = marks["absent"] + marks["excused"]
    if _said(heading, "counts_excused"):
        return [marks["excused"], away]
    if _said(heading, "counts_absent"):
        return [away, marks["absent"]]
    hours = [*_hours(counted), *_hours(entries)]
    present = [float(marks["present"]), float(sum(e.mark == "present" for e in entries))]
    if _said(heading, "counts_minutes"):
        return [value * HOUR for value in hours]
    if "godz" in heading:
        return hours
    if _said(heading, "counts_present"):
        return present
    return [*hours, *present, *(value * HOUR for value in hours)]


def _hours(entries: Iterable[AttendanceEntry]) -> list[float]:
    """Return the hours; where the length of a presence is not said, for each usual length."""
    present = [entry for entry in entries if entry.mark == "present"]
    if all(entry.minutes is not None for entry in present):
        return [minutes_of(present, HOUR) / HOUR]
    return [minutes_of(present, length) / HOUR for length in USUAL_LENGTHS]


def minutes_of(entries: Iterable[AttendanceEntry], length: int) -> int:
    """Return the minutes of presences; those whose length is not said last `length`."""
    return sum(length if e.minutes is None else e.minutes for e in entries if e.mark == "present")
