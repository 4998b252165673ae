"""One person on one day: usually one cell, sometimes a mark beside hours or times."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.importing.attendance.marks import (
    MarkContext,
    MarkFinding,
    MarkReading,
    dashes,
    doubtful,
    read_mark,
)
from cusdesk.importing.clock_times import ClockMode, read_clock
from cusdesk.importing.headings import role_of

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.importing.attendance.blocks import Block, DayColumn
    from cusdesk.importing.grid import Grid
    from cusdesk.importing.workbook import CellValue

_DAY = 24 * 60


def day_roles(grid: Grid, block: Block, day: DayColumn) -> dict[str, int]:
    """Return role -> column of a day that has several columns; `mark` alone for a plain day."""
    if day.first == day.last:
        return {"mark": day.first}
    roles: dict[str, int] = {}
    for column in range(day.first, day.last + 1):
        role = role_of(grid.key(block.sub_row, column)) if block.sub_row else None
        roles.setdefault(role or "mark", column)
    return roles


def read_day(
    grid: Grid, row: int, roles: dict[str, int], context: MarkContext, date: dt.date | None
) -> tuple[MarkReading, int] | None:
    """Return what one person's cells of one day say, and the column to point at; None if empty."""
    mark = _cell(grid, row, roles.get("mark"), context, date)
    length = _length(grid, row, roles, context, date)
    signed = roles.get("signature")
    if mark is None and length is None and signed and grid.at(row, signed) is not None:
        return read_signature(grid.at(row, signed), context), signed
    if mark is None and length is None:
        return None
    column = next(c for c in roles.values() if grid.at(row, c) is not None)
    reading = combined(mark, length, grid.text(row, column))
    return (reading, column) if reading else None


def read_signature(value: CellValue, context: MarkContext) -> MarkReading:
    """Return what stands where people sign: anything is a signature but a word for not there."""
    text = str(value).strip()
    reading = read_mark(text, context, None) if len(text) > 1 or text in dashes() else None
    if reading is not None and reading.mark in ("absent", "excused", "cancelled", "not_applicable"):
        return reading
    return MarkReading("present", context.plain_minutes)


def combined(mark: MarkReading | None, length: MarkReading | None, raw: str) -> MarkReading | None:
    """Return one reading of a mark and of the hours beside it; None when neither is there."""
    if mark is None or length is None:
        return mark or length
    if mark.mark == "present":
        findings = (*mark.findings, *length.findings)
        minutes = length.minutes if length.mark in ("present", "unclear") else mark.minutes
        return replace(mark, minutes=minutes, findings=findings)
    if length.mark == "present":
        clash = doubtful("mark_disagrees_with_hours", raw=raw)
        return MarkReading("unclear", findings=(clash,))
    return mark


def _cell(
    grid: Grid, row: int, column: int | None, context: MarkContext, date: dt.date | None
) -> MarkReading | None:
    if column is None:
        return None
    return read_mark(grid.at(row, column), context, date, grid.style(row, column))


def _length(
    grid: Grid, row: int, roles: dict[str, int], context: MarkContext, date: dt.date | None
) -> MarkReading | None:
    """Return the hours beside a mark, from a column of hours or minutes, or from two times."""
    for role in ("hours", "minutes"):
        if role in roles:
            meaning = replace(context, numbers="hours" if role == "hours" else "minutes")
            reading = _cell(grid, row, roles[role], meaning, date)
            if reading is not None:
                return reading
    if "start" not in roles or "end" not in roles:
        return None
    return length_between(grid, row, roles["start"], roles["end"])


def length_between(grid: Grid, row: int, start: int, end: int) -> MarkReading | None:
    """Return a presence from two columns of times; times that cannot be are unclear."""
    first, last = grid.at(row, start), grid.at(row, end)
    if first is None and last is None:
        return None
    begun, ended = read_clock(first, ClockMode.DECIMAL), read_clock(last, ClockMode.DECIMAL)
    if begun is None or ended is None or not 0 < ended - begun <= _DAY:
        return MarkReading("unclear", findings=(doubtful("times_unclear"),))
    return MarkReading("present", ended - begun, findings=_clock_note(first, last))


def _clock_note(first: object, last: object) -> tuple[MarkFinding, ...]:
    if isinstance(first, float) or isinstance(last, float):
        return (MarkFinding("times_as_numbers"),)
    return ()
