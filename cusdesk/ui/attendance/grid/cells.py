"""What a typed or pasted text means in a cell, and how a cell is shown. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from cusdesk.core.messages import tr
from cusdesk.domain.absences import reason_name
from cusdesk.domain.attendance import DAY_MINUTES, Mark
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.durations import DurationProblem, format_minutes, parse_minutes
from cusdesk.domain.polish_text import fold
from cusdesk.services.attendance import GridCell
from cusdesk.ui.common.amounts import show_amount

HOUR = 60


@dataclass(frozen=True, slots=True)
class CellValue:
    """What is to stand in a cell.

    Attributes:
        minutes: None takes the length of the meeting.
        reason: code of why somebody was absent; None leaves that of the same mark.
    """

    mark: Mark
    minutes: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a text means.

    Attributes:
        value: None when the text is empty or not understood.
        problem: the sentence to show when it was not understood, else empty.
    """

    value: CellValue | None
    problem: str = ""


@cache
def _keys() -> dict[str, Mark]:
    typing = dictionary("attendance_typing")
    return {key: Mark(mark) for mark, keys in typing["keys"].items() for key in keys}


@cache
def _words() -> dict[str, Mark]:
    typing = dictionary("attendance_typing")
    words = {word: Mark(mark) for mark, list_ in typing["words"].items() for word in list_}
    symbols = {fold(tr(f"attendance.symbol.{mark}")): mark for mark in Mark}
    return words | symbols | {key: mark for key, mark in _keys().items() if key.strip()}


def mark_of_key(key: str) -> Mark | None:
    """Return the mark that one typed sign writes at once."""
    return _keys().get(key.lower())


def mark_of_word(word: str) -> Mark | None:
    """Return the mark a whole word stands for."""
    return _words().get(fold(word))


def begins_word(text: str) -> bool:
    """Return True when some word of a mark begins with these letters."""
    start = fold(text)
    return any(word.startswith(start) for word in _words())


def read_cell(text: str, hour_minutes: int) -> CellReading:
    """Return what a text means; a bare number counts units of `hour_minutes`.

    A doubtful amount (`1.30`) is not taken over: the problem says how to write it.
    """
    clean = text.strip()
    if not clean:
        return CellReading(None)
    mark = mark_of_word(clean)
    if mark is not None:
        return CellReading(CellValue(mark))
    return _read_time(clean, hour_minutes)


def _read_time(text: str, hour_minutes: int) -> CellReading:
    reading = parse_minutes(text, hour_minutes=hour_minutes)
    minutes = reading.minutes
    if reading.problem is DurationProblem.AMBIGUOUS and minutes is not None:
        one, other = format_minutes(minutes), format_minutes(reading.alternatives[0])
        return _refused("ambiguous", text=text, one=one, other=other)
    if reading.problem is not None or minutes is None:
        return _refused("unknown", text=text)
    if minutes == 0:
        return _refused("zero")
    if minutes > DAY_MINUTES:
        return _refused("day", text=text)
    return CellReading(CellValue(Mark.PRESENT, minutes))


def _refused(why: str, **params: object) -> CellReading:
    return CellReading(None, tr(f"attendance.grid.problem.{why}", **params))


def show_cell(cell: GridCell | None, length: int, hour_minutes: int) -> str:
    """Return what stands in the cell: the symbol, or the time when it is not the usual one."""
    if cell is None:
        return ""
    if cell.mark is not Mark.PRESENT or cell.minutes == length:
        return tr(f"attendance.symbol.{cell.mark}")
    return show_time(cell.minutes, hour_minutes)


def show_time(minutes: int, hour_minutes: int) -> str:
    """Return `1:30`, or lesson hours and other units as a decimal number."""
    if hour_minutes == HOUR:
        return format_minutes(minutes)
    return show_amount(minutes, hour_minutes)


def describe_cell(cell: GridCell | None, hour_minutes: int) -> str:
    """Return a cell in words, for the line under the grid and for screen readers."""
    if cell is None:
        return tr("attendance.grid.nothing")
    words = tr(f"enums.mark.{cell.mark}")
    if cell.mark is not Mark.PRESENT:
        return f"{words} ({reason_name(cell.reason)})" if cell.reason else words
    said = tr(
        "attendance.grid.present_time", mark=words, time=show_time(cell.minutes, hour_minutes)
    )
    return f"{said}, {tr('attendance.makeup.said')}" if cell.makes_up is not None else said


def usual(value: CellValue | None, length: int) -> CellValue | None:
    """Return a presence of the meeting's own length as a plain presence."""
    return replace(value, minutes=None) if value is not None and value.minutes == length else value


def with_reason(value: CellValue | None, before: GridCell | None) -> CellValue | None:
    """Return a mark typed over the same one with the reason that stands there."""
    if value is None or before is None or value.mark is not before.mark:
        return value
    return replace(value, reason=value.reason or before.reason or None)


def cell_of(value: CellValue | None, length: int) -> GridCell | None:
    """Return the cell a value makes at a meeting of this length."""
    if value is None:
        return None
    if value.mark is not Mark.PRESENT:
        return GridCell(value.mark, 0, reason=value.reason or "")
    return GridCell(value.mark, length if value.minutes is None else value.minutes)
