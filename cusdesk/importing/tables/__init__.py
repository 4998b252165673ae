"""Find the table in the mess of a sheet: headings, rows of data, and what is neither.

Nothing here knows residents from services; the headings of the asked kind come as a `Lexicon`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.importing.tables.headings import find_header, headings_of, other_header
from cusdesk.importing.tables.model import Merges, Skipped, Table, What, filled, row_text
from cusdesk.importing.tables.rows import close, sort_row

if TYPE_CHECKING:
    from cusdesk.importing.lexicon import Lexicon
    from cusdesk.importing.workbook import Sheet

__all__ = ["Skipped", "Table", "filled", "find_tables"]


def find_tables(sheet: Sheet, lexicon: Lexicon) -> list[Table]:
    """Return the tables of a sheet, top down; a sheet without headings gives at most one.

    Args:
        sheet: the sheet.
        lexicon: headings of the kind of table looked for.
    """
    merges = Merges(sheet)
    header = find_header(sheet, lexicon, merges)
    if header is None:
        table = _without_header(sheet)
        return [table] if table.rows else []
    tables = [Table(sheet, tuple(header), headings_of(sheet, header, merges))]
    _titles(tables[0], header[0])
    row = header[-1] + 1
    while row <= len(sheet.rows):
        table = tables[-1]
        new_header = other_header(sheet, row, lexicon, table, merges)
        if new_header:
            tables.append(Table(sheet, tuple(new_header), headings_of(sheet, new_header, merges)))
            row = new_header[-1] + 1
            continue
        sort_row(table, row, merges)
        row += 1
    for table in tables:
        close(table)
    return [table for table in tables if table.rows]


def _titles(table: Table, first: int) -> None:
    for row in range(1, first):
        text = row_text(table.sheet, row)
        table.skipped.append(Skipped(row, "title" if text else "empty", text))


def _without_header(sheet: Sheet) -> Table:
    """Take every row of the usual width as data."""
    widths = [len(filled(sheet, row)) for row in range(1, len(sheet.rows) + 1)]
    usual = sorted(width for width in widths if width)[-max(1, len(widths) // 2) :]
    least = max(1, min(2, usual[0] if usual else 1))
    table = Table(sheet, (), {})
    for row, width in enumerate(widths, 1):
        if width >= least:
            table.rows.append(row)
        elif width == 0:
            table.skipped.append(Skipped(row, "empty"))
        else:
            text = row_text(sheet, row)
            what: What = "section" if table.rows else "title"
            table.skipped.append(Skipped(row, what, text))
            table.sections.append((row, text))
    close(table)
    return table
