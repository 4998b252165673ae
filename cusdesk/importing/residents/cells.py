"""The cells of one row by meaning, with what they repeat from above."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.importing.lexicon import plain

if TYPE_CHECKING:
    from cusdesk.importing.columns import ColumnMap
    from cusdesk.importing.tables import Table
    from cusdesk.importing.workbook import CellValue

IDENTITY = ("name", "surname", "given_name", "pesel")
_LONGEST_DITTO = 14
_TALLEST_MERGE = 1000


class Cells:
    """Gives the cells of the row loaded last; a ditto mark and a merged cell give those above."""

    def __init__(self, table: Table, columns: ColumnMap) -> None:
        self.sheet = table.sheet
        self.columns = columns
        self.all = [guess.column for guess in columns.guesses]
        self._of: dict[str, list[int]] = {}
        for guess in columns.guesses:
            self._of.setdefault(guess.field, []).append(guess.column)
        self._first = {key: found[0] for key, found in self._of.items()}
        self._origin = self._vertical_merges()
        ditto = dictionary("import_residents")["empty"]["ditto"]
        self._ditto = {plain(word) or word for word in ditto}
        self._above: dict[int, CellValue] = {}
        self._values: dict[int, CellValue] = {}

    def _vertical_merges(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return place → first cell for cells merged downwards; names never spread that way."""
        own = {column for key in IDENTITY for column in self.of(key)}
        found = {}
        for top, left, bottom, right in self.sheet.merged:
            if top < bottom <= top + _TALLEST_MERGE and left == right and left not in own:
                found.update({(row, left): (top, left) for row in range(top + 1, bottom + 1)})
        return found

    def load(self, row: int) -> None:
        """Take the cells of a row."""
        self._above.update(self._values)
        cells = self.sheet.rows[row - 1]
        self._values = {}
        for column in self.all:
            value = cells[column - 1] if column <= len(cells) else None
            if value is None:
                if (row, column) not in self._origin:
                    continue
                value = self.sheet.cell(*self._origin[row, column])
            elif value.__class__ is str and len(value) <= _LONGEST_DITTO:
                text = value.strip()
                if not text:
                    continue
                may_be = not text[0].isalnum() or text[0] in "jJtT"
                if may_be and (plain(text) or text) in self._ditto:
                    value = self._above.get(column)
            if value is not None:
                self._values[column] = value

    def of(self, key: str) -> list[int]:
        """Return the columns with a meaning."""
        return self._of.get(key, [])

    def has(self, *keys: str) -> bool:
        """Return True when the table has a column with one of the meanings."""
        return not self._first.keys().isdisjoint(keys)

    def first(self, key: str) -> int | None:
        """Return the first column with a meaning."""
        return self._first.get(key)

    def at(self, column: int | None) -> CellValue:
        """Return the cell of a column."""
        return self._values.get(column) if column is not None else None

    def get(self, key: str) -> CellValue:
        """Return the cell of the first column with a meaning."""
        column = self._first.get(key)
        return self._values.get(column) if column is not None else None

    def heading(self, key: str) -> str:
        """Return the heading of the first column with a meaning."""
        column = self._first.get(key)
        return self.columns.heading_of(column) if column else ""


def text_of(value: CellValue) -> str:
    """Return a cell as one line of text; a date without a time as an ISO date."""
    if value.__class__ is str:
        return " ".join(str(value).split())
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return " ".join(str(value).split())


def with_heading(heading: str, value: CellValue) -> str:
    """Return a cell without a home of its own as a line of notes."""
    return f"{heading}: {text_of(value)}" if heading else text_of(value)
