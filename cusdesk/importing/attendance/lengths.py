"""The row of a table that says how long each meeting was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.importing.attendance.people import SideColumns, label_of_row
from cusdesk.importing.attendance.totals import (
    HOUR,
    USUAL_LENGTHS,
    as_number,
    column_entries,
    minutes_of,
)
from cusdesk.importing.clock_times import read_intervals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.importing.attendance.blocks import Block
    from cusdesk.importing.attendance.model import AttendanceEntry
    from cusdesk.importing.grid import Grid
    from cusdesk.importing.workbook import CellValue

_LONGEST_MEETING = 8 * HOUR


@dataclass(frozen=True, slots=True)
class DayLengths:
    """A row that says how long each meeting was: minutes by the first column of the day."""

    row: int
    minutes: dict[int, int]


def day_lengths(
    grid: Grid, block: Block, side: SideColumns, entries: Sequence[AttendanceEntry]
) -> DayLengths | None:
    """Return the row under or over the people with the length of each meeting, if there is one.

    Such a row is labelled like a sum (`liczba godzin`), so it is one only when its numbers are not
    the sums of the days.
    """
    near = range(max(block.title_from, block.header_row - 2), block.last_row + 1)
    words = dictionary("sheet_words")["totals"]["day_lengths"]
    for row in near:
        if row == block.header_row or label_of_row(grid, row, block, side) not in words:
            continue
        minutes: dict[int, int] = {}
        days: list[tuple[int, Sequence[AttendanceEntry]]] = []
        for day in block.days:
            length = _length_of_meeting(grid.at(row, day.first))
            own = [e for e in column_entries(grid, day, entries) if e.mark == "present"]
            if length is None or not own:
                continue
            minutes[day.first] = length
            days.append((length, own))
        if minutes and not _are_sums(days):
            return DayLengths(row, minutes)
    return None


def _are_sums(days: Sequence[tuple[int, Sequence[AttendanceEntry]]]) -> bool:
    """Return True when the numbers may be what all the people of each day add up to.

    Only one length of a plain presence can be meant; the same number under days of many and of few
    people is no sum.
    """
    shown = {minutes for minutes, _own in days}
    counts = {len(own) for _minutes, own in days}
    if len(counts) == 1 or len(shown) == 1:
        usual = sum(minutes == minutes_of(own, HOUR) for minutes, own in days)
        return usual * 2 > len(days)
    fitting = max(
        sum(minutes == minutes_of(own, length) for minutes, own in days) for length in USUAL_LENGTHS
    )
    return fitting * 2 > len(days)


def _length_of_meeting(value: CellValue) -> int | None:
    """Return minutes of a number of hours, a time, a text such as `1,5 h` or `10.00-12.00`."""
    stretches = read_intervals(value)
    if stretches and len(stretches) == 1:
        start, end = stretches[0]
        return end - start if 0 < end - start <= _LONGEST_MEETING else None
    hours = as_number(value)
    if hours is None or not 0 < hours * HOUR <= _LONGEST_MEETING:
        return None
    return round(hours * HOUR)
