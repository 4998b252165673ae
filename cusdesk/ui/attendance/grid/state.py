"""What the grid holds while it is typed in. No Qt.

Three layers lie over one another: what the office file says (`board`), what was typed and is on
its way there or was refused (`_typed`), and texts that mean nothing (`_unread`). A cell keeps what
was typed until the file has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.ids import new_id
from cusdesk.domain.attendance import Entry, Mark, MonthLine, Totals, month_line, totals
from cusdesk.domain.calendar import holidays_of, month_days
from cusdesk.services.attendance import (
    Board,
    GridCell,
    MarkEntry,
    NewMeeting,
    PersonFigures,
    PersonLine,
)
from cusdesk.ui.attendance.grid.cells import CellValue, cell_of, usual, with_reason

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

Key = tuple[bytes, bytes]
Place = tuple[int, int]
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A column: a meeting, or a day on which there is none yet."""

    id: bytes
    date: dt.date
    minutes: int
    start_minute: int | None = None
    holiday: str = ""
    is_new: bool = False

    @property
    def is_free(self) -> bool:
        """Whether it is a Saturday, a Sunday or a public holiday."""
        return bool(self.holiday) or self.date.weekday() >= SATURDAY


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the person did: what goes to the file as one step of undo."""

    entries: tuple[MarkEntry, ...]
    new_meetings: tuple[NewMeeting, ...] = ()

    @property
    def keys(self) -> set[Key]:
        """The cells it writes."""
        return {(entry.resident_id, entry.meeting_id) for entry in self.entries}


@dataclass(slots=True)
class _Typed:
    """A cell that the file does not have yet; `refused` says why it will not."""

    cell: GridCell | None
    step: Step
    refused: str = ""


class GridState:
    """A group's month while it is typed in.

    Attributes:
        people: the rows; columns: the days, of meetings only or of the whole month.
    """

    def __init__(self, board: Board, *, all_days: bool) -> None:
        self._typed: dict[Key, _Typed] = {}
        self._unread: dict[Key, tuple[str, str]] = {}
        self._future: dict[dt.date, bytes] = {}
        self._lines: dict[int, MonthLine] = {}
        self._sums: dict[int, Totals] = {}
        self.all_days = all_days
        self.load(board)

    # --- shape

    def load(self, board: Board) -> None:
        """Take the office's new state over; what is on its way or was refused stays on top."""
        self.board = board
        self.grid = board.grid
        self.people: tuple[PersonLine, ...] = board.grid.people
        self.columns = self._columns()
        self._lines.clear()
        self._sums.clear()

    def _columns(self) -> list[DayColumn]:
        month = self.grid.month
        holidays = holidays_of(month.year)
        columns = [
            DayColumn(m.id, m.date, m.minutes, m.start_minute, holidays.get(m.date, ""))
            for m in self.grid.meetings
        ]
        held = {column.date for column in columns}
        known = {column.id for column in columns}
        under_way = {meeting for _, meeting in self._typed} - known
        for day in month_days(month.year, month.month):
            if day in held:
                continue
            future = self._future.setdefault(day, new_id())
            if self.all_days or future in under_way:
                columns.append(
                    DayColumn(
                        future,
                        day,
                        self.grid.day_minutes,
                        holiday=holidays.get(day, ""),
                        is_new=True,
                    )
                )
        return sorted(columns, key=lambda c: (c.date, c.start_minute or 0))

    def figures(self, row: int) -> PersonFigures:
        """Return plan and detail of a person."""
        return self.board.people.get(self.people[row].resident_id, PersonFigures())

    def name(self, row: int) -> str:
        """Return the person's name, told apart from a namesake's."""
        detail = self.figures(row).detail
        name = self.people[row].name
        return f"{name} ({detail})" if detail else name

    def belongs(self, row: int, column: int) -> bool:
        """Return True when the person is on the list on that day."""
        line, date = self.people[row], self.columns[column].date
        if line.member_id is None:
            return False
        return (line.joined_on is None or line.joined_on <= date) and (
            line.left_on is None or date <= line.left_on
        )

    # --- cells

    def key(self, row: int, column: int) -> Key:
        """Return who and when."""
        return self.people[row].resident_id, self.columns[column].id

    def cell(self, row: int, column: int) -> GridCell | None:
        """Return what stands in the cell, saved or not."""
        key = self.key(row, column)
        typed = self._typed.get(key)
        return typed.cell if typed is not None else self.grid.cells.get(key)

    def value(self, row: int, column: int) -> CellValue | None:
        """Return what copying the cell takes along: a usual presence without its minutes."""
        cell = self.cell(row, column)
        if cell is None:
            return None
        is_usual = cell.mark is not Mark.PRESENT or cell.minutes == self.columns[column].minutes
        return CellValue(cell.mark, None if is_usual else cell.minutes, cell.reason or None)

    def unread(self, row: int, column: int) -> tuple[str, str] | None:
        """Return a text that means nothing and why, None mostly."""
        return self._unread.get(self.key(row, column))

    def refused(self, row: int, column: int) -> str:
        """Return why the cell could not be saved, mostly nothing."""
        typed = self._typed.get(self.key(row, column))
        return typed.refused if typed is not None else ""

    # --- typing

    def write(self, cells: Iterable[tuple[Place, CellValue | None]]) -> Step | None:
        """Put values into cells and return the step to be saved; None when nothing changes."""
        changes: dict[Key, tuple[Place, MarkEntry, GridCell | None]] = {}
        for place, given in cells:
            key = self.key(*place)
            value = usual(given, self.columns[place[1]].minutes)
            value = with_reason(value, self.cell(*place))
            cleared = self._unread.pop(key, None) is not None
            if value == self.value(*place) and not self.refused(*place):
                if cleared:
                    self._forget(*place)
                continue
            column = self.columns[place[1]]
            mark = value.mark if value is not None else None
            minutes = value.minutes if value is not None else None
            reason = value.reason if value is not None else None
            changes[key] = (
                place,
                MarkEntry(column.id, key[0], mark, minutes, reason=reason),
                cell_of(value, column.minutes),
            )
        if not changes:
            return None
        step = Step(
            tuple(entry for _, entry, _ in changes.values()), self._new_meetings(changes.values())
        )
        for key, (place, _, cell) in changes.items():
            self._typed[key] = _Typed(cell, step)
            self._forget(*place)
        return step

    def keep_unread(self, row: int, column: int, text: str, why: str) -> None:
        """Keep a text that means nothing where it was typed."""
        self._unread[self.key(row, column)] = (text, why)

    def _new_meetings(
        self, changes: Iterable[tuple[Place, MarkEntry, GridCell | None]]
    ) -> tuple[NewMeeting, ...]:
        columns = {place[1] for place, entry, _ in changes if entry.mark is not None}
        found = [self.columns[number] for number in sorted(columns)]
        return tuple(NewMeeting(c.id, self.grid.group_id, c.date) for c in found if c.is_new)

    # --- saving

    def saved(self, step: Step) -> None:
        """The file has the step; cells typed over since then wait for their own."""
        for key in step.keys:
            typed = self._typed.get(key)
            if typed is None or typed.step is not step:
                continue
            del self._typed[key]
            if typed.cell is None:
                self.grid.cells.pop(key, None)
            else:
                self.grid.cells[key] = typed.cell

    def not_saved(self, step: Step, why: str) -> None:
        """The file does not have the step; the cells keep what was typed and say so."""
        for key in step.keys:
            typed = self._typed.get(key)
            if typed is not None and typed.step is step:
                typed.refused = why

    def join(self, steps: Sequence[Step]) -> Step:
        """Return several waiting steps as one; the last value of a cell wins."""
        entries = {(e.resident_id, e.meeting_id): e for step in steps for e in step.entries}
        meetings = {m.id: m for step in steps for m in step.new_meetings}
        joined = Step(tuple(entries.values()), tuple(meetings.values()))
        for typed in self._typed.values():
            if any(typed.step is step for step in steps):
                typed.step = joined
        return joined

    def retry(self) -> Step | None:
        """Return everything that was refused as one new step."""
        refused = {key: typed for key, typed in self._typed.items() if typed.refused}
        steps = list({id(typed.step): typed.step for typed in refused.values()}.values())
        if not steps:
            return None
        entries = tuple(
            entry
            for step in steps
            for entry in step.entries
            if (typed := refused.get((entry.resident_id, entry.meeting_id))) is not None
            and typed.step is step
        )
        again = Step(entries, tuple(m for step in steps for m in step.new_meetings))
        for typed in refused.values():
            typed.step, typed.refused = again, ""
        return again

    @property
    def troubles(self) -> list[Place]:
        """Places of cells that are not saved and will not be without the person."""
        keys = {key for key, typed in self._typed.items() if typed.refused} | set(self._unread)
        if not keys:
            return []
        return [
            (row, column)
            for row in range(len(self.people))
            for column in range(len(self.columns))
            if self.key(row, column) in keys
        ]

    # --- sums

    def line(self, row: int) -> MonthLine:
        """Return what a person's row adds up to."""
        if row not in self._lines:
            cells = ((column, self.cell(row, n)) for n, column in enumerate(self.columns))
            person = self.people[row].resident_id
            self._lines[row] = month_line(
                [Entry(person, day.id, cell.mark, cell.minutes) for day, cell in cells if cell],
                self.figures(row).planned,
            )
        return self._lines[row]

    def delivered(self, row: int) -> int:
        """Return minutes or units the person received in this group."""
        return self.line(row).delivered(self.grid.unit)

    def left(self, row: int) -> int | None:
        """Return what is left of the person's plan, counting other groups and visits too."""
        left = self.line(row).left(self.grid.unit)
        return None if left is None else left - self.figures(row).elsewhere

    def sums(self, column: int) -> Totals:
        """Return what a meeting adds up to."""
        if column not in self._sums:
            day = self.columns[column]
            cells = ((line, self.cell(n, column)) for n, line in enumerate(self.people))
            self._sums[column] = totals(
                Entry(line.resident_id, day.id, cell.mark, cell.minutes)
                for line, cell in cells
                if cell
            )
        return self._sums[column]

    def sum_of(self, places: Iterable[Place]) -> Totals:
        """Return what some cells add up to."""
        cells = ((self.key(*place), self.cell(*place)) for place in places)
        return totals(Entry(*key, cell.mark, cell.minutes) for key, cell in cells if cell)

    def _forget(self, row: int, column: int) -> None:
        self._lines.pop(row, None)
        self._sums.pop(column, None)
