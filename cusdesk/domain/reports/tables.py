"""Any list of the program on its way to paper, xlsx or csv; and rows an import sent back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

TableCell = str | int | Decimal | dt.date | bool | None
RawCell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


class ColumnKind(StrEnum):
    """What a column holds, and so how it is written and aligned."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    """Digits that are no number: PESEL, NIP, telephone. Always text."""
    INTEGER = "integer"
    DECIMAL = "decimal"
    """`Decimal`, shown with two places."""
    NUMBER = "number"
    """A count or a `Decimal`, shown without idle zeros: people and hours in one column."""
    MINUTES = "minutes"
    """Whole minutes, shown as hours."""
    MONEY = "money"
    """Whole grosze, shown as złote."""
    DATE = "date"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        title: heading as on the screen.
        kind: see `ColumnKind`; a row's cell is a value of that kind or None.
        width: in characters, a wish; 0 lets the renderer measure.
        total: whether a sum stands under the column (numbers only).
    """

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 0
    total: bool = False


@dataclass(frozen=True, slots=True)
class TableDocument:
    """Any list: what the screen shows, in the order of the screen.

    Shape: every row has one cell a column.

    Attributes:
        title: heading of the page and of the sheet.
        filters: what was filtered, in words, such as „tylko aktywni; sołectwo: Podlesie”.
        printed_on: date of the file and of the print.
        office: None leaves the head of the office out.
        basis: by what law the list is kept; a line below the title.
        totals: a last line counted by its own rule, such as people counted once, a cell a column;
            a column marked `total` is a formula in a workbook all the same.
        notes: sentences below the rows, such as how a figure was reached.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    printed_on: dt.date
    filters: str = ""
    office: str = ""
    basis: str = ""
    totals: tuple[TableCell, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """A table of figures each of which can be asked for the list behind it.

    Attributes:
        document: the table as screen, paper and workbook show it.
        keys: what each row stands for, one a row; `totals` of the document stand for all.
        figures: name of the figure of each column; "" for a column that is no figure.
    """

    document: TableDocument
    keys: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BehindFigure:
    """The list behind one figure.

    Shape: `headings` has the message key of every column, `leads_to` the feature and the record of
    every row; an empty feature leads nowhere.
    """

    document: TableDocument
    headings: tuple[str, ...]
    leads_to: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row an import could not take.

    Attributes:
        sheet: sheet it came from; `row` counted from 1 as the spreadsheet does.
        values: cells as read, one a column of `RejectedRows.columns` (missing ones are empty).
        reasons: sentences, at least one.
    """

    sheet: str
    row: int
    values: tuple[RawCell, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RejectedRows:
    """The rows of an import that go back to the person, each with its reasons.

    Attributes:
        columns: headings as they were in the person's own file.
    """

    columns: tuple[str, ...]
    rows: tuple[RejectedRow, ...]
    printed_on: dt.date
