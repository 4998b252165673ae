"""What a row under the headings is: a record, or one of the things people put between records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.importing import given_names
from cusdesk.importing.lexicon import plain
from cusdesk.importing.tables.model import Merges, Skipped, Table, What, filled, row_text

if TYPE_CHECKING:
    from cusdesk.importing.workbook import Sheet

_FIRST_COLUMNS = 4
_WIDE_MERGE = 3


def sort_row(table: Table, row: int, merges: Merges) -> None:
    """Say what a row under the headings is."""
    sheet = table.sheet
    columns = filled(sheet, row)
    if not columns:
        table.skipped.append(Skipped(row, "empty"))
        return
    what = _kind(table, row, columns, merges)
    if what is None:
        table.rows.append(row)
        return
    text = row_text(sheet, row)
    table.skipped.append(Skipped(row, what, text))
    if what == "section":
        table.sections.append((row, str(sheet.cell(row, columns[0])).strip()))


def close(table: Table) -> None:
    """Turn what stands after the last record into footers."""
    last = table.rows[-1] if table.rows else 0
    table.sections = [section for section in table.sections if section[0] < last]
    table.skipped = [
        Skipped(item.row, "footer", item.text)
        if item.what == "section" and item.row > last
        else item
        for item in table.skipped
    ]


def _kind(table: Table, row: int, columns: list[int], merges: Merges) -> What | None:
    """Return what a row is; None for a record."""
    if _is_repeated_header(table, row, columns):
        return "header"
    if _is_numbering(table, row, columns):
        return "numbering"
    if len(columns) > max(2, len(table.headings) // 4):
        return None
    return _kind_of_few(table, row, columns, merges)


def _kind_of_few(table: Table, row: int, columns: list[int], merges: Merges) -> What | None:
    """Say what a row of few cells is."""
    sheet = table.sheet
    first = sheet.cell(row, columns[0])
    if isinstance(first, str) and len(table.headings) > 1:
        words = plain(first)
        if _begins(words, "totals") or (_begins_any(sheet, row, columns) and len(columns) <= 3):
            return "total"
        if _begins(words, "footers") and len(columns) <= 2:
            return "footer"
        if len(columns) == 1 and _is_section(sheet, row, columns[0], merges):
            return "section"
    formulas = sum((row, column) in sheet.formulas for column in columns)
    return "total" if formulas and formulas >= len(columns) - 1 else None


def _begins_any(sheet: Sheet, row: int, columns: list[int]) -> bool:
    texts = [sheet.cell(row, column) for column in columns]
    return any(isinstance(text, str) and _begins(plain(text), "totals") for text in texts[:2])


def _begins(text: str, kind: str) -> bool:
    phrases = dictionary("import_residents")["rows"][kind]
    return any(text == phrase or text.startswith(phrase + " ") for phrase in phrases)


def _is_repeated_header(table: Table, row: int, columns: list[int]) -> bool:
    if not table.headings:
        return False
    first = table.sheet.cell(row, columns[0])
    if not isinstance(first, str) or columns[0] not in table.headings:
        return False
    if plain(first) not in {plain(part) for part in table.headings[columns[0]]}:
        return False
    same = sum(
        plain(table.sheet.cell(row, column))
        in {plain(part) for part in table.headings.get(column, ())}
        for column in columns
    )
    return same >= max(2, 0.6 * len(columns)) or (same == 1 and len(table.headings) == 1)


def _is_numbering(table: Table, row: int, columns: list[int]) -> bool:
    """Return True for the row `1 2 3 4 …` that offices put under their headings."""
    if not table.header_rows or row > table.header_rows[-1] + 2 or len(columns) < 3:
        return False
    values = [str(table.sheet.cell(row, column)).strip(" .") for column in columns]
    return values == [str(number) for number in range(1, len(values) + 1)]


def _is_section(sheet: Sheet, row: int, column: int, merges: Merges) -> bool:
    value = sheet.cell(row, column)
    if not isinstance(value, str) or not any(sign.isalpha() for sign in value):
        return False
    if merges.width(row, column) >= _WIDE_MERGE:
        return True
    if column > _FIRST_COLUMNS:
        return False
    words = re.findall(r"[^\W\d_]+", value)
    person = 2 <= len(words) <= 7 and any(given_names.is_given(word) for word in words)
    return not person
