"""What a whole workbook tells about each of its sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.importing.months import months_in_text

if TYPE_CHECKING:
    from cusdesk.importing.workbook import Workbook

_FIRST_ROWS = 4


def years_told(workbook: Workbook) -> frozenset[tuple[int, int | None]]:
    """Return the (year, month or None) that names of sheets and their first rows speak of."""
    texts = [sheet.name for sheet in workbook.sheets]
    first_rows = (row for sheet in workbook.sheets for row in sheet.rows[:_FIRST_ROWS])
    texts += [value for row in first_rows for value in row if isinstance(value, str)]
    return frozenset(
        (seen.year, seen.month) for text in texts for seen in months_in_text(text) if seen.year
    )
