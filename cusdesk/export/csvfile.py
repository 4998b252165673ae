"""Any list as csv that a Polish Excel opens by a double click: `;`, BOM, decimal comma."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO

from cusdesk.domain.polish_text import storable
from cusdesk.domain.reports import ColumnKind, TableCell, TableDocument
from cusdesk.export.values import NBSP, cell_text, money_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the wide forms, which some spreadsheets take for the narrow ones."""
_NUMBERS = {
    *(ColumnKind.INTEGER, ColumnKind.DECIMAL, ColumnKind.NUMBER),
    *(ColumnKind.MINUTES, ColumnKind.MONEY),
}


def write_table_csv(document: TableDocument, out: BinaryIO) -> None:
    """Write the headings and rows of a list; no title, no totals.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", errors="replace")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(column.title) for column in document.columns])
    writer.writerows(_rows(document))
    text.flush()
    text.detach()


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet reads it as a formula."""
    text = storable(text)
    return f"'{text}" if looks_like_formula(text) else text


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet might calculate a text that is given to it plainly."""
    return text.startswith(_DANGEROUS)


def _rows(document: TableDocument) -> Iterator[list[str]]:
    kinds = [column.kind for column in document.columns]
    for row in document.rows:
        yield [_cell(value, kind) for value, kind in zip(row, kinds, strict=True)]


def _cell(value: TableCell, kind: ColumnKind) -> str:
    if kind is ColumnKind.MONEY and isinstance(value, int):
        return money_text(value, unit=False).replace(NBSP, "")
    text = cell_text(value, kind)
    return text.replace(NBSP, "") if kind in _NUMBERS else harmless(text)
