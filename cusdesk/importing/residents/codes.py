"""Letters for the status that a list explains itself: `A – aktywny, R – rezygnacja`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cusdesk.importing.lexicon import plain
from cusdesk.importing.status_words import status_of_word

if TYPE_CHECKING:
    from cusdesk.importing.columns import ColumnMap
    from cusdesk.importing.status_words import Status
    from cusdesk.importing.tables import Table

_CODE = re.compile(r"(?<!\w)([^\W\d_]{1,3})\s*[-–—=:]\s*([^\W\d_][^,;\n]*)")
_LEAST = 2


def codes_of(table: Table) -> dict[str, Status]:
    """Return folded letter → status as the texts around the table explain them."""
    found: dict[str, Status] = {}
    for skipped in table.texts("title", "footer"):
        for code, meaning in _CODE.findall(skipped.text):
            status = status_of_word(meaning.strip())
            if status is not None:
                found.setdefault(plain(code), status)
    return found if len(found) >= _LEAST else {}


def with_status_column(table: Table, columns: ColumnMap) -> ColumnMap:
    """Return the map with the column of such letters as the status, if no other column is it."""
    codes = codes_of(table)
    if not codes or columns.column_of("status") is not None:
        return columns
    for guess in columns.guesses:
        cells = (table.sheet.cell(row, guess.column) for row in table.rows)
        values = {plain(value) for value in cells if value is not None and str(value).strip()}
        if values and values <= codes.keys():
            return columns.corrected(guess.column, "status")
    return columns
