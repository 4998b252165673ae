"""What is read out of one sheet, and what can be settled only once all its tables are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.importing.attendance.context import dash_is_assumed
from cusdesk.importing.attendance.legend import Legend, read_legend_text
from cusdesk.importing.attendance.marks import MarkContext, sign_of
from cusdesk.importing.attendance.model import (
    AttendanceEntry,
    AttendanceOptions,
    Participant,
    SheetReport,
)
from cusdesk.importing.attendance.repeats import by_written_name, count_once, flag_days_off
from cusdesk.importing.problems import CellProblem
from cusdesk.importing.titles import Titles, service_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.importing.attendance.table import TableResult
    from cusdesk.importing.grid import Grid
    from cusdesk.importing.layout import FoundTable, Layout
    from cusdesk.importing.months import MonthFinding
    from cusdesk.importing.workbook import CellValue

_LONGEST_SIGN = 4
"""Longer words that a lone text seems to explain are the name of what the list is of."""


@dataclass(slots=True)
class SheetRead:
    """What one sheet gave."""

    entries: list[AttendanceEntry] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    report: SheetReport | None = None
    tables: list[FoundTable] = field(default_factory=list)

    def take(self, table: TableResult) -> None:
        """Add what one of its tables gave."""
        self.entries += table.entries
        self.participants += table.participants
        self.problems += table.problems


@dataclass(frozen=True, slots=True)
class FileClues:
    """What one sheet may learn from the whole file."""

    name: str
    options: AttendanceOptions
    years: frozenset[tuple[int, int | None]]
    many_sheets: bool
    legend: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """What is known of a whole sheet once its tables are read."""

    context: MarkContext
    titles: Titles
    file: FileClues
    values: Sequence[CellValue]


def joined(first: Titles, second: Titles) -> Titles:
    """Return the texts and values of two places; what stands nearer wins."""
    texts = [*first.texts, *(text for text in second.texts if text not in first.texts)]
    return Titles(texts, {**second.values, **first.values})


def finished(
    read: SheetRead, grid: Grid, layout: Layout, months: list[MonthFinding], whole: Whole
) -> SheetRead:
    """Settle what needs the whole sheet: days written twice, days off, signs read by custom."""
    read.entries = flag_days_off(count_once(read.entries, by_written_name))
    context, titles, file = whole.context, whole.titles, whole.file
    signs = frozenset(sign_of(value) for value in whole.values)
    name = grid.sheet.name
    if dash_is_assumed(context, signs):
        params: dict[str, object] = {"sign": "-", "mark": context.dash}
        read.problems.append(
            CellProblem("mark_meaning_assumed", name, None, None, "warning", params)
        )
    if context.numbers == "minutes" and context.legend.numbers is None:
        read.problems.append(CellProblem("numbers_are_minutes", name, None, None, "warning"))
    for doubt in dict.fromkeys(doubt for month in months for doubt in month.doubts):
        read.problems.append(CellProblem(doubt, name, None, None, "error"))
    for warning in dict.fromkeys(warning for month in months for warning in month.warnings):
        read.problems.append(CellProblem(warning, name, None, None, "warning"))
    read.problems += _names_twice(read.participants)
    read.report = SheetReport(
        name,
        layout,
        tuple(months),
        service_texts(_without_legends(titles), name, file.name),
        titles.values.get("worker", ""),
        {i.sign: i.mark for i in context.legend.items.values() if i.mark},
        context.plain_minutes,
    )
    return read


def _without_legends(titles: Titles) -> Titles:
    return Titles([text for text in titles.texts if not _is_legend(text)], titles.values)


def _is_legend(text: str) -> bool:
    """Return True for a legend; `Logopeda – obecność dzieci` explains no sign."""
    legend = Legend()
    count = read_legend_text(text, legend)
    return count > 1 or legend.numbers is not None or any(map(_is_sign, legend.items))


def _is_sign(text: str) -> bool:
    return len(text) <= _LONGEST_SIGN


def _names_twice(people: Sequence[Participant]) -> list[CellProblem]:
    """Return a warning for every further row of the same written name in one table."""
    seen: dict[tuple[str, str], Participant] = {}
    found = []
    for one in people:
        key = (one.group, one.pesel or one.person.key)
        if key in seen and one.place.sheet == seen[key].place.sheet:
            params: dict[str, object] = {"row": seen[key].place.row, "raw": one.person.as_written}
            found.append(
                CellProblem(
                    "name_written_twice",
                    one.place.sheet,
                    one.place.row,
                    one.place.letters,
                    "warning",
                    params,
                )
            )
        seen.setdefault(key, one)
    return found
