"""Entries out of one table with days in its heading."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cusdesk.domain.person_names import PersonName, parse_person_name
from cusdesk.importing.attendance.cells import day_roles, read_day
from cusdesk.importing.attendance.lengths import day_lengths
from cusdesk.importing.attendance.marks import read_mark
from cusdesk.importing.attendance.model import AttendanceEntry, Participant
from cusdesk.importing.attendance.people import (
    SideColumns,
    kind_of_row,
    label_of_row,
    name_in_row,
)
from cusdesk.importing.attendance.totals import (
    as_number,
    check_total,
    column_entries,
    total_cell,
)
from cusdesk.importing.days import is_unlikely
from cusdesk.importing.grid import Grid, Place, problem_at, text_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cusdesk.importing.attendance.blocks import Block, DayColumn
    from cusdesk.importing.attendance.marks import MarkContext, MarkReading
    from cusdesk.importing.months import MonthFinding
    from cusdesk.importing.problems import CellProblem


@dataclass(slots=True)
class TableResult:
    """What one table gave; totals are judged after repeated rows are known."""

    entries: list[AttendanceEntry] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    length_rows: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class TableTask:
    """One table to read: where it is, its months by part, and what its signs mean.

    `length_rows`: rows that say how long each meeting was, so that they sum nothing.
    """

    grid: Grid
    block: Block
    side: SideColumns
    months: dict[int, MonthFinding]
    context: MarkContext
    group: str = ""
    length_rows: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Row:
    row: int
    person: PersonName
    pesel: str
    group: str
    lost: bool = False


def read_table(task: TableTask) -> TableResult:
    """Return the marks of a table, its people, and what is wrong with it.

    Where a row tells how long each meeting was and no legend does, a plain mark counts for as long.
    """
    first = _read_rows(task, {})
    found = (
        None
        if task.context.plain_minutes
        else day_lengths(task.grid, task.block, task.side, first.entries)
    )
    if found is None:
        return first
    result = _read_rows(task, found.minutes)
    result.length_rows = frozenset({found.row})
    return result


def _read_rows(task: TableTask, lengths: Mapping[int, int]) -> TableResult:
    """Return what the rows of people say; `lengths`: minutes of a meeting by its first column."""
    result = TableResult()
    grid, block, side = task.grid, task.block, task.side
    group, last = task.group, None
    for row in range(block.first_row, block.last_row + 1):
        kind = kind_of_row(grid, row, block, side)
        if kind == "group":
            group = _group_text(grid, row, block, side)
        if kind == "nameless" and _is_sum_row(task, row, result.entries):
            kind = "total"
        if kind == "nameless" and last is None and not _has_mark(task, row):
            continue
        if kind in ("person", "listed"):
            last = _person_row(task, row, group)
            result.participants.append(
                Participant(
                    last.person, grid.place(row, (*side.names, 1)[0]), last.pesel, last.group
                )
            )
        if kind == "nameless":
            last = _Row(row, parse_person_name(""), "", group, lost=True)
        if kind == "continued" and last is not None:
            last = replace(last, row=row)
        if kind in ("person", "continued", "nameless") and last is not None:
            result.entries += _entries_of(task, last, lengths)
    return result


def _group_text(grid: Grid, row: int, block: Block, side: SideColumns) -> str:
    texts = [grid.text(row, c) for c in (*side.names, *range(1, block.days[0].first))]
    return next((text for text in texts if text), "")


def _person_row(task: TableTask, row: int, group: str) -> _Row:
    grid, side = task.grid, task.side
    pesel = text_of(grid.at(row, side.pesel)).strip() if side.pesel else ""
    own_group = grid.text(row, side.group) if side.group else ""
    return _Row(row, parse_person_name(name_in_row(grid, row, side)), pesel, own_group or group)


def _has_mark(task: TableTask, row: int) -> bool:
    """Return True if a row without a name holds a sign we know, not a second heading."""
    for column in task.block.day_columns:
        value = task.grid.at(row, column)
        if isinstance(value, str) and not any(letter.isdigit() for letter in value):
            reading = read_mark(value, task.context, None)
            if reading is not None and reading.mark != "unclear":
                return True
    return False


def _is_sum_row(task: TableTask, row: int, entries: Sequence[AttendanceEntry]) -> bool:
    """Return True for numbers without a label under the people that count the rows above."""
    values = [
        (day, value)
        for day in task.block.days
        if (value := task.grid.at(row, day.first)) is not None
    ]
    if not entries or not all(isinstance(value, int | float) for _day, value in values):
        return False
    right = 0
    for day, _value in values:
        above = column_entries(task.grid, day, entries)
        right += check_total(total_cell(task.grid, row, day.first, "", above)) is None
    return right * 3 >= len(values) * 2


def date_of(task: TableTask, day: DayColumn) -> tuple[dt.date | None, list[str]]:
    """Return the date of a day column and what is doubtful about it."""
    finding = task.months[day.part]
    doubts: list[str] = list(finding.doubts)
    if day.token.impossible:
        return None, ["day_not_in_month"]
    if not day.token.day:
        return None, ["date_unreadable"]
    if day.token.month and day.token.year:
        doubts = [d for d in doubts if d in ("month_disagrees", "weekdays_disagree")]
    elif day.token.month:
        doubts = [d for d in doubts if d not in ("month_missing", "month_assumed")]
    date = day.token.date(finding.year, finding.month)
    if date is None and finding.year and (finding.month or day.token.month):
        return None, ["day_not_in_month"]
    if date is None and not doubts:
        doubts = ["month_missing"]
    if (
        date
        and finding.month
        and finding.year
        and (date.year, date.month) != (finding.year, finding.month)
    ):
        doubts.append("month_disagrees")
    if is_unlikely(date):
        doubts.append("date_unlikely")
    return date, list(dict.fromkeys(doubts))


def _entries_of(task: TableTask, line: _Row, lengths: Mapping[int, int]) -> list[AttendanceEntry]:
    entries = []
    for day in task.block.days:
        roles = day_roles(task.grid, task.block, day)
        date, doubts = date_of(task, day)
        context = task.context
        if day.first in lengths:
            context = replace(context, plain_minutes=lengths[day.first])
        found = read_day(task.grid, line.row, roles, context, date)
        if found is None:
            continue
        place = task.grid.place(line.row, found[1])
        if line.lost:
            doubts = [*doubts, "person_missing"]
        if "several_people" in line.person.traits:
            doubts = [*doubts, "several_people"]
        comment = task.grid.comment(line.row, found[1])
        entries.append(make_entry(line.person, date, found[0], place, doubts, comment))
        entries[-1] = replace(
            entries[-1],
            pesel=line.pesel,
            group=line.group,
            raw=text_of(task.grid.at(line.row, found[1])),
        )
    return entries


def make_entry(
    person: PersonName,
    date: dt.date | None,
    reading: MarkReading,
    place: Place,
    doubts: Sequence[str],
    comment: str = "",
) -> AttendanceEntry:
    """Return an entry with its problems, from a reading and doubts about date and person."""
    problems = [
        problem_at(place, found.kind, found.severity, **found.params) for found in reading.findings
    ]
    problems += [problem_at(place, doubt, "error") for doubt in doubts]
    if comment:
        problems.append(problem_at(place, "comment_has_data", "info", text=comment))
    own = [found.kind for found in reading.findings if found.doubt]
    remark = " ".join(part for part in (reading.remark, comment) if part)
    return AttendanceEntry(
        person,
        date,
        reading.mark,
        reading.minutes,
        "",
        place,
        remark=remark,
        doubts=tuple(dict.fromkeys([*own, *doubts])),
        problems=tuple(problems),
    )


def check_totals(task: TableTask, entries: Sequence[AttendanceEntry]) -> list[CellProblem]:
    """Return the totals of a table that disagree with what was read: of rows, of days, of all."""
    grid, block, side = task.grid, task.block, task.side
    found: list[CellProblem | None] = []
    first: int | None = None
    by_line: dict[int, list[AttendanceEntry]] = defaultdict(list)
    for entry in entries:
        by_line[entry.place.column if grid.turned else entry.place.row].append(entry)
    for row in range(block.first_row, block.last_row + 1):
        kind = kind_of_row(grid, row, block, side)
        own = by_line.get(row, [])
        if own and first is None:
            first = row
        if kind == "person":
            for column, heading in side.totals.items():
                part = _up_to(task, column, own)
                cells = [total_cell(grid, row, column, heading, some) for some in (own, part)]
                problems = [check_total(cell) for cell in cells]
                found.append(problems[0] if all(problems) else None)
        elif kind == "total" and first is not None and row not in task.length_rows:
            found += _check_sum_row(task, row, first, entries)
    return [problem for problem in found if problem]


def _up_to(task: TableTask, column: int, own: Sequence[AttendanceEntry]) -> list[AttendanceEntry]:
    """Return the entries between the total before and this one: sums of weeks or half months."""
    before = max((c for c in task.side.totals if c < column), default=0)
    return [
        e for e in own if before < (e.place.row if task.grid.turned else e.place.column) < column
    ]


def _check_sum_row(
    task: TableTask, row: int, first: int, entries: Sequence[AttendanceEntry]
) -> list[CellProblem | None]:
    grid, side = task.grid, task.side
    line = [e for e in entries if (e.place.column if grid.turned else e.place.row) < row]
    label = label_of_row(grid, row, task.block, side)
    found: list[CellProblem | None] = []
    for day in task.block.days:
        if not any(entry.mark == "present" for entry in column_entries(grid, day, line)):
            continue
        for column in range(day.first, day.last + 1):
            cell = total_cell(
                grid, row, column, _plain_label(label), column_entries(grid, day, line)
            )
            problem = check_total(cell)
            found.append(
                replace(problem, kind="day_total_wrong", severity="warning") if problem else None
            )
    for column, heading in side.totals.items():
        problem = check_total(total_cell(grid, row, column, heading, line))
        found.append(problem)
        if problem and _sums_only_some(task, column, range(first, row)):
            place = grid.place(row, column)
            found.append(problem_at(place, "total_range_too_short", "error", **problem.params))
    return found


def _plain_label(label: str) -> str:
    return label if len(label.split()) > 1 else ""


def _sums_only_some(task: TableTask, column: int, rows: range) -> bool:
    """Return True if the grand total is the sum of only the first rows of its own column."""
    grid = task.grid
    shown = as_number(grid.at(rows.stop, column))
    values = [as_number(grid.at(r, column)) or 0.0 for r in rows]
    if shown is None or abs(sum(values) - shown) < 0.01:
        return False
    running = 0.0
    for value in values:
        running += value
        if abs(running - shown) < 0.001 and running:
            return True
    return False
