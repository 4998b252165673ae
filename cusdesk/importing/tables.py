"""Find the table in the mess of a sheet: headings, rows of data, and what is neither.

Nothing here knows residents from services; the headings of the asked kind come as a `Lexicon`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cusdesk.domain.dictionaries import dictionary
from cusdesk.importing import given_names
from cusdesk.importing.lexicon import ABBREVIATED, Lexicon, plain

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellValue, Sheet

What = Literal["title", "header", "section", "total", "footer", "empty", "numbering"]
_LOOK_FOR_HEADER = 80
_MAX_HEADER_ROWS = 3
_SURE_HEADER = 2.5
_SURE_SHARE = 0.6
_GOOD_HEADER = 4.0
_FAR_BELOW = 15
"""So many rows below good headings nothing better is looked for."""
_FIRST_COLUMNS = 4
_WIDE_MERGE = 3
_SHORT_HEADING = 60
_DIGITS = re.compile(r"\d")


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


def find_tables(sheet: Sheet, lexicon: Lexicon) -> list[Table]:
    """Return the tables of a sheet, top down; a sheet without headings gives at most one.

    Args:
        sheet: the sheet.
        lexicon: headings of the kind of table looked for.
    """
    merges = _Merges(sheet)
    header = _find_header(sheet, lexicon, merges)
    if header is None:
        table = _without_header(sheet)
        return [table] if table.rows else []
    tables = [Table(sheet, tuple(header), _headings(sheet, header, merges))]
    _titles(tables[0], header[0])
    row = header[-1] + 1
    while row <= len(sheet.rows):
        table = tables[-1]
        new_header = _other_header(sheet, row, lexicon, table, merges)
        if new_header:
            tables.append(Table(sheet, tuple(new_header), _headings(sheet, new_header, merges)))
            row = new_header[-1] + 1
            continue
        _sort_row(table, row, merges)
        row += 1
    for table in tables:
        _close(table)
    return [table for table in tables if table.rows]


class _Merges:
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


def _find_header(sheet: Sheet, lexicon: Lexicon, merges: _Merges) -> list[int] | None:
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


def _grow(sheet: Sheet, row: int, lexicon: Lexicon, merges: _Merges) -> list[int]:
    """Add the rows above and below that belong to the same headings."""
    rows = [row]
    while len(rows) < _MAX_HEADER_ROWS and _is_upper(sheet, rows[0] - 1, lexicon, merges):
        rows.insert(0, rows[0] - 1)
    while len(rows) < _MAX_HEADER_ROWS and _is_lower(sheet, rows[-1] + 1, lexicon, merges):
        rows.append(rows[-1] + 1)
    return rows


def _is_upper(sheet: Sheet, row: int, lexicon: Lexicon, merges: _Merges) -> bool:
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


def _is_lower(sheet: Sheet, row: int, lexicon: Lexicon, merges: _Merges) -> bool:
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


def _headings(sheet: Sheet, rows: list[int], merges: _Merges) -> dict[int, tuple[str, ...]]:
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


def _parent_to_the_left(
    sheet: Sheet, rows: list[int], place: int, column: int, merges: _Merges
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


def _titles(table: Table, first: int) -> None:
    for row in range(1, first):
        text = row_text(table.sheet, row)
        table.skipped.append(Skipped(row, "title" if text else "empty", text))


def row_text(sheet: Sheet, row: int) -> str:
    """Return everything a row says, in one line."""
    return " ".join(" ".join(str(sheet.cell(row, column)).split()) for column in filled(sheet, row))


def _other_header(
    sheet: Sheet, row: int, lexicon: Lexicon, table: Table, merges: _Merges
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


def _sort_row(table: Table, row: int, merges: _Merges) -> None:
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


def _kind(table: Table, row: int, columns: list[int], merges: _Merges) -> What | None:
    """Return what a row is; None for a record."""
    if _is_repeated_header(table, row, columns):
        return "header"
    if _is_numbering(table, row, columns):
        return "numbering"
    if len(columns) > max(2, len(table.headings) // 4):
        return None
    return _kind_of_few(table, row, columns, merges)


def _kind_of_few(table: Table, row: int, columns: list[int], merges: _Merges) -> What | None:
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


def _is_section(sheet: Sheet, row: int, column: int, merges: _Merges) -> bool:
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


def _close(table: Table) -> None:
    """Turn what stands after the last record into footers."""
    last = table.rows[-1] if table.rows else 0
    table.sections = [section for section in table.sections if section[0] < last]
    table.skipped = [
        Skipped(item.row, "footer", item.text)
        if item.what == "section" and item.row > last
        else item
        for item in table.skipped
    ]


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
    _close(table)
    return table


__all__ = ["ABBREVIATED", "Skipped", "Table", "filled", "find_tables", "row_text"]
