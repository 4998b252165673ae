"""What a reader makes of any workbook, whatever its format: plain cells plus what only styles say.

The readers (`importing.reading`) produce these; everything after them (finding the table, guessing
the columns, typing the rows) sees nothing of xlsx, xls, ods or csv.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

CellValue = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""An empty cell is None; text keeps its inner line breaks; whole numbers come as int."""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What only the look of a cell says. Absent in formats that lose it."""

    fill: str | None = None
    """Fill colour as RRGGBB, upper case; None when not filled."""
    struck_out: bool = False
    bold: bool = False
    number_format: str | None = None


@dataclass(slots=True)
class Sheet:
    """One sheet as a grid; rows and columns are counted from 1 as in the spreadsheet program.

    Attributes:
        name: the sheet's name; for csv the file's stem.
        rows: row by row, ragged; use `cell` to read.
        merged: (first_row, first_col, last_row, last_col) of merged ranges; only the first cell of
            a range holds its value.
        styles: (row, col) → style, only where a style says something.
        comments: (row, col) → text of the cell comment.
        formulas: (row, col) of cells whose value was computed by a formula.
        hidden_columns, hidden_rows: numbers from 1.
        hidden: the whole sheet is hidden.
        styles_lost: the format cannot carry colours, strike-through and comments (csv).
    """

    name: str
    rows: list[list[CellValue]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    styles: dict[tuple[int, int], CellStyle] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    styles_lost: bool = False

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in it."""
        return any(value is not None for row in self.rows for value in row)

    def cell(self, row: int, column: int) -> CellValue:
        """Return the value at a place, None outside the used area."""
        if not 1 <= row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if 1 <= column <= len(cells) else None


@dataclass(slots=True)
class Workbook:
    """All sheets of one file, in order."""

    file_name: str
    sheets: list[Sheet]
