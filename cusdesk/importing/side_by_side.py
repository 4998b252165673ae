"""Two lists next to each other on one sheet, under the same headings: each is read as its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.importing.lexicon import Lexicon, plain
from cusdesk.importing.tables import filled

if TYPE_CHECKING:
    from cusdesk.importing.workbook import Sheet

_LOOK_AT_ROWS = 30
_LEAST_HEADINGS = 2


def lists_of(sheet: Sheet, lexicon: Lexicon) -> list[Sheet]:
    """Return the sheet, or one for each of its lists with the cells of the others left out.

    Rows and columns keep their places. Lists stand side by side when a row repeats the same
    headings in the same order, at least two of them known.
    """
    for row in range(1, min(len(sheet.rows), _LOOK_AT_ROWS) + 1):
        starts = _starts(sheet, row, lexicon)
        if len(starts) > 1:
            ends = [*(start - 1 for start in starts[1:]), max(map(len, sheet.rows))]
            return [_only(sheet, first, last) for first, last in zip(starts, ends, strict=True)]
    return [sheet]


def _starts(sheet: Sheet, row: int, lexicon: Lexicon) -> list[int]:
    """Return the first columns of the lists a row of headings begins; one for a single list."""
    columns = filled(sheet, row)
    texts = [plain(sheet.cell(row, column)) for column in columns]
    if len(texts) < 2 * _LEAST_HEADINGS or not texts[0]:
        return []
    size = next((n for n in range(_LEAST_HEADINGS, len(texts) // 2 + 1) if texts[n] == texts[0]), 0)
    if not size or len(texts) % size or texts != texts[:size] * (len(texts) // size):
        return []
    known = sum(lexicon.is_exact(sheet.cell(row, column)) for column in columns[:size])
    return columns[::size] if known >= _LEAST_HEADINGS else []


def _only(sheet: Sheet, first: int, last: int) -> Sheet:
    rows = [
        [value if first <= column <= last else None for column, value in enumerate(cells, 1)]
        for cells in sheet.rows
    ]
    return replace(sheet, rows=rows)
