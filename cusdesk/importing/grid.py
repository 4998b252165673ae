"""A sheet as the table readers walk it: upright, or turned on its side when days run downwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cusdesk.domain.polish_text import collapse_spaces, fold
from cusdesk.importing.problems import CellProblem, Severity

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellStyle, CellValue, Sheet

MOST_COLUMNS = 1000
"""Columns beyond this are not looked at: no attendance list is wider."""
_LARGEST = 1e12
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: sheet, row from 1, column from 1."""

    sheet: str
    row: int
    column: int

    @property
    def letters(self) -> str:
        """Return the column as the spreadsheet program shows it: `A`, `AB`."""
        return column_letters(self.column)


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def problem_at(place: Place, kind: str, severity: Severity, **params: object) -> CellProblem:
    """Return a finding about one cell."""
    return CellProblem(kind, place.sheet, place.row, place.letters, severity, params)


def text_of(value: CellValue) -> str:
    """Return a cell as text, the way its program would show it: dates ISO, times `h:mm`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.time):
        return f"{value.hour}:{value.minute:02}"
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        sign = "-" if minutes < 0 else ""
        return f"{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02}"
    return str(value)


def key_of(value: CellValue) -> str:
    """Return a cell as a folded text for comparing with word lists: no stop or colon at the end."""
    return fold(text_of(value)).strip(" \"'").rstrip(".:;, ")


class Grid:
    """Cells of a sheet by (line, position), with places always those of the sheet.

    Turned, a line is a column of the sheet: a list with days running down reads like one with days
    running across.
    """

    def __init__(self, sheet: Sheet, *, turned: bool = False) -> None:
        self.sheet = sheet
        self.turned = turned
        height = len(sheet.rows)
        width = min(max((len(row) for row in sheet.rows), default=0), MOST_COLUMNS)
        self.height, self.width = (width, height) if turned else (height, width)

    def at(self, row: int, column: int) -> CellValue:
        """Return the value; blank text counts as empty, a number beyond all sense is a text."""
        value = self.sheet.cell(column, row) if self.turned else self.sheet.cell(row, column)
        if isinstance(value, int | float) and not abs(value) < _LARGEST:
            return str(value)
        return None if isinstance(value, str) and not value.strip() else value

    def text(self, row: int, column: int) -> str:
        """Return the cell's text with single spaces."""
        return collapse_spaces(text_of(self.at(row, column)))

    def key(self, row: int, column: int) -> str:
        """Return the folded text of a cell."""
        return key_of(self.at(row, column))

    def place(self, row: int, column: int) -> Place:
        """Return where a cell stands in the sheet itself."""
        return Place(self.sheet.name, *((column, row) if self.turned else (row, column)))

    def _own(self, row: int, column: int) -> tuple[int, int]:
        return (column, row) if self.turned else (row, column)

    def style(self, row: int, column: int) -> CellStyle | None:
        """Return what only the look of the cell says, if anything."""
        return self.sheet.styles.get(self._own(row, column))

    def comment(self, row: int, column: int) -> str:
        """Return the cell's comment or an empty text."""
        return self.sheet.comments.get(self._own(row, column), "")

    def is_formula(self, row: int, column: int) -> bool:
        """Return True for a value computed by a formula."""
        return self._own(row, column) in self.sheet.formulas

    @cached_property
    def merged(self) -> dict[tuple[int, int], tuple[int, int, int, int]]:
        """Merged ranges by their first cell, in the grid's own direction."""
        found = {}
        for r1, c1, r2, c2 in self.sheet.merged:
            area = (c1, r1, c2, r2) if self.turned else (r1, c1, r2, c2)
            found[area[:2]] = area
        return found

    def merge_over(self, row: int, column: int) -> tuple[int, int] | None:
        """Return the first cell of the merged range that covers a cell but does not start there."""
        return self._covered.get((row, column))

    @cached_property
    def _covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        covered = {}
        for (r1, c1), (_r, _c, r2, c2) in self.merged.items():
            for row in range(r1, min(r2, r1 + MOST_COLUMNS) + 1):
                for column in range(c1, min(c2, c1 + MOST_COLUMNS) + 1):
                    if (row, column) != (r1, c1):
                        covered[row, column] = (r1, c1)
        return covered

    def spread(self, row: int, column: int) -> CellValue:
        """Return the value of a cell or of the merged range over it."""
        value = self.at(row, column)
        if value is None and (first := self.merge_over(row, column)):
            return self.at(*first)
        return value
