"""How the tables of lists and work cards were understood, and what a person corrected in that.

A `FoundTable` says what every column was taken for; a `TableFix` says otherwise. When days run
downwards the table lies on its side: its "columns" are rows of the sheet, its heading a column.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from cusdesk.importing.grid import Grid, key_of
from cusdesk.importing.headings import role_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from cusdesk.importing.workbook import Sheet

Layout = Literal["days_across", "days_down", "list", "meeting", "none", "skip"]
"""`meeting`: a list of one day; `skip`: a person said that the sheet is not to be read."""

DAYS = frozenset({"days_across", "days_down"})
GRID_MEANINGS = (
    "person", "surname", "given", "pesel", "number", "group", "day", "day_more", "total",
    "remarks", "ignored",
)  # fmt: skip
LIST_MEANINGS = (
    "date", "person", "surname", "given", "people", "pesel", "group", "service", "mark", "hours",
    "minutes", "start", "end", "interval", "signature", "worker", "provider", "activities",
    "month", "number", "remarks", "ignored",
)  # fmt: skip
MOST_SHOWN = 150
"""Columns beyond this are read as they were understood, and not offered for correction."""
_LOOK_AT_ROWS = 30
_SEEN_ROWS = 200


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """One column: its heading, what it is taken for, and what the program itself took it for.

    `day`: the date of a column of days as ISO text, or the day as written; empty when unknown.
    `by_heading`: it stands behind the days, so its place changes with the length of the month.
    """

    number: int
    heading: str
    meaning: str
    guess: str
    day: str = ""
    by_heading: bool = False


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One table of a sheet.

    Attributes:
        key: the same for the same table of the same file, however it is read.
        signature: the same for every file built the same way; corrections are kept by it.
        header_row: row of the headings, or the column of the days when they run downwards.
        shift: how far the person moved the heading.
        month: (year, month) it is read as; None where unknown or where every date is whole.
        day: the day of a list of one meeting.
        worker: who made the visits of a card, by its title or its sheet.
        corrected: a person said something about it.
    """

    key: str
    signature: str
    sheet: str
    layout: Layout
    header_row: int
    columns: tuple[FoundColumn, ...]
    shift: int = 0
    month: tuple[int, int] | None = None
    day: dt.date | None = None
    worker: str = ""
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class TableFix:
    """What a person corrected in one table.

    Attributes:
        layout: what the table is.
        shift: the heading stands so many rows below the one that was found (above: negative).
        meanings: column → meaning.
        headings: folded heading → meaning, for columns behind the days of an earlier file.
        days: column → date, of this file only.
        month: (year, month), of this file only.
        day: the day of a list of one meeting, of this file only.
        worker: who made the visits, of this file only.
    """

    layout: Layout = "none"
    shift: int = 0
    meanings: Mapping[int, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[int, dt.date] = field(default_factory=dict)
    month: tuple[int, int] | None = None
    day: dt.date | None = None
    worker: str = ""

    def meaning(self, number: int, heading: str, guess: str) -> str:
        """Return what a column is taken for; a heading behind the days never unmakes a day."""
        if number in self.meanings:
            return self.meanings[number]
        return guess if guess == "day" else self.headings.get(heading, guess)


Fixes = dict[str, TableFix]
"""Key of a table → what a person corrected in it."""


def fix_of(table: FoundTable) -> TableFix:
    """Return the corrections that a table as it stands came about by, dates of this file too."""
    meanings = {c.number: c.meaning for c in table.columns if c.meaning != c.guess}
    return TableFix(table.layout, table.shift, meanings)


def with_meaning(
    tables: Sequence[FoundTable], fixes: Fixes, key: str, number: int, meaning: str
) -> Fixes:
    """Return the corrections after a column was given another meaning.

    Tables built the same way take it over, so that three months of one list are corrected once.
    """
    changed = dict(fixes)
    own = next(table for table in tables if table.key == key)
    column = next(c for c in own.columns if c.number == number)
    for table in tables:
        same = table.signature == own.signature and table.layout == own.layout
        if table.key != key and not same:
            continue
        fix = changed.get(table.key) or fix_of(table)
        if table.key == key or not column.by_heading:
            fix = replace(fix, meanings={**fix.meanings, number: meaning})
        elif column.guess != "day":
            heading = key_of(column.heading)
            fix = replace(fix, headings={**fix.headings, heading: meaning})
        changed[table.key] = fix
    return changed


def with_layout(
    tables: Sequence[FoundTable], fixes: Fixes, key: str, layout: Layout, shift: int
) -> Fixes:
    """Return the corrections after a person said what a table is or where its heading stands.

    What was said of its columns is forgotten: they are understood anew. Tables built the same way
    take it over, except that only this one is skipped.
    """
    changed = dict(fixes)
    own = next(table for table in tables if table.key == key)
    for table in tables:
        same = table.signature == own.signature and table.layout == own.layout
        if table.key == key or (same and "skip" not in {layout, own.layout}):
            before = changed.get(table.key) or fix_of(table)
            changed[table.key] = replace(
                before, layout=layout, shift=shift, meanings={}, headings={}, days={}
            )
    return changed


def remembered(table: FoundTable) -> dict[str, Any]:
    """Return what is worth keeping of a table's corrections, for the next file of its kind.

    Days and months belong to this file alone. A column behind the days is kept by its heading,
    because next month it stands elsewhere; a day that is none is not kept at all.
    """
    said = [c for c in table.columns if c.meaning != c.guess and c.guess not in {"day", "day_more"}]
    return {
        "layout": table.layout,
        "shift": table.shift,
        "meanings": {str(c.number): c.meaning for c in said if not c.by_heading},
        "headings": {key_of(c.heading): c.meaning for c in said if c.by_heading and c.heading},
    }


def recalled(kept: Mapping[str, Any]) -> TableFix:
    """Return the corrections that `remembered` kept."""
    return TableFix(
        kept["layout"],
        kept["shift"],
        {int(number): meaning for number, meaning in kept["meanings"].items()},
        kept["headings"],
    )


def table_key(sheet: str, number: int) -> str:
    """Return the key of a table: its sheet and its number there, from 1."""
    return f"{sheet}#{number}"


def signature_of(layout: str, headings: Iterable[tuple[int, str]]) -> str:
    """Return a text equal for tables with the same headings; words of a month do not count.

    Args:
        layout: of the table as it was found.
        headings: (column, folded heading) of the columns that do not change with the month.
    """
    parts = [f"{column}:{role_of(text) or _constant(text)}" for column, text in headings if text]
    return hashlib.sha256("|".join([layout, *parts]).encode()).hexdigest()[:16]


def _constant(text: str) -> str:
    """Return a heading without numbers and names of months."""
    from cusdesk.importing.months import months_in_text

    words = (word for word in text.split() if not any(letter.isdigit() for letter in word))
    return " ".join(word for word in words if not months_in_text(word))


def densest_row(grid: Grid) -> int:
    """Return the row among the first that holds the most cells: where headings are looked for."""
    rows = range(1, min(grid.height, _LOOK_AT_ROWS) + 1)
    return max(rows, key=lambda row: (_width(grid, row), -row), default=1)


def _width(grid: Grid, row: int) -> int:
    return sum(grid.at(row, column) is not None for column in range(1, grid.width + 1))


def used_columns(grid: Grid, first: int, last: int) -> list[int]:
    """Return the columns that hold something in the rows from `first` on, the first of them."""
    rows = range(first, min(last, first + _SEEN_ROWS) + 1)
    width = min(grid.width, MOST_SHOWN)
    return [
        column
        for column in range(1, width + 1)
        if any(grid.at(row, column) is not None for row in rows)
    ]


def unread_table(sheet: Sheet, fix: TableFix | None) -> FoundTable:
    """Return a sheet in which no table was found, for a person to say what it is."""
    grid = Grid(sheet)
    row = densest_row(grid)
    columns = tuple(
        FoundColumn(number, grid.text(row, number), "ignored", "ignored")
        for number in used_columns(grid, row, grid.height)
    )
    texts = [(column.number, grid.key(row, column.number)) for column in columns]
    return FoundTable(
        table_key(sheet.name, 1),
        signature_of("none", texts),
        sheet.name,
        fix.layout if fix else "none",
        row,
        columns,
        corrected=fix is not None,
    )
