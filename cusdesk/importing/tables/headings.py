"""Where the headings of a table stand, how many rows they take, and what each column is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cusdesk.importing.lexicon import Lexicon, plain
from cusdesk.importing.tables.model import Merges, Table, filled

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellValue, Sheet

_LOOK_FOR_HEADER = 80
_MAX_HEADER_ROWS = 3
_SURE_HEADER = 2.5
_SURE_SHARE = 0.6
_GOOD_HEADER = 4.0
_FAR_BELOW = 15
"""So many rows below good headings nothing better is looked for."""
_SHORT_HEADING = 60
_DIGITS = re.compile(r"\d")


def find_header(sheet: Sheet, lexicon: Lexicon, merges: Merges) -> list[int] | None:
    """Return the rows of the first headings of a sheet from the top, None when it has none."""
    best: tuple[float, int] | None = None
    for row in range(1, min(len(sheet.rows), _LOOK_FOR_HEADER) + 1):
        if best is not None and best[0] >= _GOOD_HEADER and row > best[1] + _FAR_BELOW:
            break
        score, meanings = _score(sheet, row, lexicon)
        # The headings of the first of several tables, however much the next table's say.
        if best is not None and row > best[1] + _MAX_HEADER_ROWS and _heads_table(sheet, best):
            break
        enough = meanings >= 2 or (meanings == 1 and _could_head(sheet, row, lexicon))
        if enough and score > 0.9 and (best is None or score > best[0] + 0.3):
            best = (score, row)
    return None if best is None else _grow(sheet, best[1], lexicon, merges)


def other_header(
    sheet: Sheet, row: int, lexicon: Lexicon, table: Table, merges: Merges
) -> list[int] | None:
    """Return the rows of a second table's headings that begin here, or None.

    Headings repeated on every page are no new table: they are marked and passed over.
    """
    cells = [value for value in sheet.rows[row - 1] if value is not None]
    if len(cells) < 2 or not all(value.__class__ is str for value in cells):
        return None
    if not any(lexicon.is_exact(value) for value in cells[:3]):
        return None
    columns = filled(sheet, row)
    score, meanings = _score(sheet, row, lexicon)
    if meanings < 3 or score < 0.6 * len(columns):
        return None
    same = sum(
        plain(sheet.cell(row, column)) in {plain(part) for part in table.headings.get(column, ())}
        for column in columns
    )
    if table.header_rows and same >= 0.7 * len(columns):
        return None
    return _grow(sheet, row, lexicon, merges)


def headings_of(sheet: Sheet, rows: list[int], merges: Merges) -> dict[int, tuple[str, ...]]:
    """Return column → headings from the top down, those of merged cells for each column."""
    found: dict[int, tuple[str, ...]] = {}
    width = max(len(sheet.rows[row - 1]) for row in rows)
    for column in range(1, width + 1):
        parts: list[str] = []
        for place, row in enumerate(rows):
            origin = merges.origin.get((row, column), (row, column))
            value = sheet.cell(*origin) if origin[0] in rows else None
            if value is None and place + 1 < len(rows):
                value = _parent_to_the_left(sheet, rows, place, column, merges)
            text = " ".join(str(value).split()) if value is not None else ""
            if text and text not in parts:
                parts.append(text)
        if parts:
            found[column] = tuple(parts)
    return found


def _score(sheet: Sheet, row: int, lexicon: Lexicon) -> tuple[float, int]:
    """Return how much a row looks like headings, and how many meanings it names."""
    meanings: set[str] = set()
    score = 0.0
    for column in filled(sheet, row):
        value = sheet.cell(row, column)
        if not isinstance(value, str) or len(value) > _SHORT_HEADING:
            score -= 0.7
            continue
        found = lexicon.meanings(value)
        if found and found[0][0] not in meanings:
            meanings.add(found[0][0])
            score += found[0][1]
        elif lexicon.parent(value):
            score += 0.5
        elif _DIGITS.search(value):
            score -= 0.4
    return score, len(meanings)


def _heads_table(sheet: Sheet, found: tuple[float, int]) -> bool:
    """Return True for a row of which most cells are known headings."""
    score, row = found
    return score >= max(_SURE_HEADER, _SURE_SHARE * len(filled(sheet, row)))


def _could_head(sheet: Sheet, row: int, lexicon: Lexicon) -> bool:
    """Return True for a row of short texts, one of them a heading, with data right below."""
    values = [sheet.cell(row, column) for column in filled(sheet, row)]
    short = all(isinstance(value, str) and not _DIGITS.search(value) for value in values)
    below = filled(sheet, row + 1)
    exact = any(lexicon.is_exact(value) for value in values)
    return short and exact and (len(below) > 1 or len(values) == 1)


def _grow(sheet: Sheet, row: int, lexicon: Lexicon, merges: Merges) -> list[int]:
    """Add the rows above and below that belong to the same headings."""
    rows = [row]
    while len(rows) < _MAX_HEADER_ROWS and _is_upper(sheet, rows[0] - 1, lexicon, merges):
        rows.insert(0, rows[0] - 1)
    while len(rows) < _MAX_HEADER_ROWS and _is_lower(sheet, rows[-1] + 1, lexicon, merges):
        rows.append(rows[-1] + 1)
    return rows


def _is_upper(sheet: Sheet, row: int, lexicon: Lexicon, merges: Merges) -> bool:
    columns = filled(sheet, row)
    if not columns or any(not isinstance(sheet.cell(row, column), str) for column in columns):
        return False
    below = filled(sheet, row + 1)
    widest = max(merges.width(row, column) for column in columns)
    if len(columns) == 1 and widest >= max(2, 0.7 * len(below)):
        return False
    known = sum(
        bool(lexicon.meanings(sheet.cell(row, c)) or lexicon.parent(str(sheet.cell(row, c))))
        for c in columns
    )
    if any(len(str(sheet.cell(row, column))) > _SHORT_HEADING for column in columns):
        return False
    if len(columns) == 1 and widest == 1:  # `Kontakt` over two columns, but no title of the list
        only = sheet.cell(row, columns[0])
        return lexicon.is_exact(only) or lexicon.parent(str(only)) is not None
    return known >= 2 or (known >= 1 and widest > 1)


def _is_lower(sheet: Sheet, row: int, lexicon: Lexicon, merges: Merges) -> bool:
    columns = filled(sheet, row)
    covered = any(origin[0] < row for (place, _), origin in merges.origin.items() if place == row)
    if not columns:
        return covered and bool(filled(sheet, row + 1)) is False
    values = [sheet.cell(row, column) for column in columns]
    if any(not isinstance(value, str) or _DIGITS.search(value) for value in values):
        return False
    known = sum(bool(lexicon.meanings(value)) for value in values)
    upper = sum(
        merges.width(*merges.origin.get((row - 1, column), (row - 1, column))) > 1
        for column in columns
    )
    if (covered and (known or upper)) or upper == len(columns):
        return True
    if _under_one_heading(sheet, row, columns):
        return True
    return known >= 2 and known >= 0.7 * len(values)


def _under_one_heading(sheet: Sheet, row: int, columns: list[int]) -> bool:
    """Return True for names under a heading whose cells nobody merged (or csv parted them)."""
    above = set(filled(sheet, row - 1))
    free = [column for column in columns if column not in above]
    fits = all(
        column not in above or (column + 1 not in above and column + 1 in columns)
        for column in columns
    )
    return bool(free) and fits and len(filled(sheet, row + 1)) > len(columns)


def _parent_to_the_left(
    sheet: Sheet, rows: list[int], place: int, column: int, merges: Merges
) -> CellValue:
    """Return the heading of the group a lower heading stands in when nobody merged the cells."""
    row, below = rows[place], rows[place + 1]
    left = column
    while left > 1 and sheet.cell(below, left) is not None:
        if (row, left) in merges.origin and left != column:
            return None
        if sheet.cell(row, left) is not None:
            return sheet.cell(row, left)
        left -= 1
    return None
