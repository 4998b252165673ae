"""A table of a sheet while it is read: its rows sorted, and the merged cells round it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cusdesk.importing.workbook import Sheet

What = Literal["title", "header", "section", "total", "footer", "empty", "numbering"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that holds no record."""

    row: int
    what: What
    text: str = ""


@dataclass(slots=True)
class Table:
    """One table of a sheet.

    Attributes:
        sheet: where it stands.
        header_rows: rows of its headings from the top; empty when it has none.
        headings: column → headings from the top down.
        rows: rows of data in order, continuation rows among them.
        sections: (row, title) of the rows that divide it.
        skipped: everything else between its first and last row, and around it.
    """

    sheet: Sheet
    header_rows: tuple[int, ...]
    headings: dict[int, tuple[str, ...]]
    rows: list[int] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def columns(self) -> list[int]:
        """Return the columns that hold data, in order."""
        found = set(self.headings)
        for row in self.rows[:400]:
            found.update(filled(self.sheet, row))
        return sorted(found)

    def heading(self, column: int) -> str:
        """Return the headings of a column as one text: `Kontakt / telefon`."""
        return " / ".join(self.headings.get(column, ()))

    def section_of(self, row: int) -> str:
        """Return the title of the section a row stands in, empty before the first."""
        place = bisect_right(self.sections, (row, "\U0010ffff"))
        return self.sections[place - 1][1] if place else ""

    def texts(self, *kinds: What) -> list[Skipped]:
        """Return the skipped rows of some kinds that say something."""
        return [skipped for skipped in self.skipped if skipped.what in kinds and skipped.text]


def filled(sheet: Sheet, row: int) -> list[int]:
    """Return the columns of a row that hold something."""
    if not 1 <= row <= len(sheet.rows):
        return []
    return [
        column
        for column, value in enumerate(sheet.rows[row - 1], 1)
        if value is not None and not (isinstance(value, str) and not value.strip())
    ]


def row_text(sheet: Sheet, row: int) -> str:
    """Return everything a row says, in one line."""
    return " ".join(" ".join(str(sheet.cell(row, column)).split()) for column in filled(sheet, row))


class Merges:
    """Merged ranges by place."""

    def __init__(self, sheet: Sheet) -> None:
        self.origin: dict[tuple[int, int], tuple[int, int]] = {}
        self.size: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in sheet.merged:
            self.size[top, left] = (bottom - top + 1, right - left + 1)
            if (bottom - top + 1) * (right - left + 1) <= 5000:
                for row in range(top, bottom + 1):
                    for column in range(left, right + 1):
                        self.origin[row, column] = (top, left)

    def width(self, row: int, column: int) -> int:
        """Return over how many columns the cell is merged."""
        return self.size.get((row, column), (1, 1))[1]

    def height(self, row: int, column: int) -> int:
        """Return over how many rows the cell is merged."""
        return self.size.get((row, column), (1, 1))[0]
