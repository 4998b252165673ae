"""Attendance kept in colours: empty cells filled as the legend explains get the words of it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold
from cusdesk.importing.attendance.legend import has_legend_title, mark_of_meaning
from cusdesk.importing.residents.colours import family

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellValue, Sheet

_ROWS_OF_LEGEND = 8
_PIECES = re.compile(r"[,;\n]|\s{3,}")


def with_colours(sheet: Sheet) -> Sheet:
    """Return the sheet with the meaning of each filled empty cell written into it.

    Only colours that a legend explains with a mark count (`zielone – obecny`, or an example cell
    under the word `Legenda`); everything else is decoration.
    """
    if not any(style.fill for style in sheet.styles.values()):
        return sheet
    by_family, by_fill, where = _legend(sheet)
    if not by_family and not by_fill:
        return sheet
    changed: dict[tuple[int, int], CellValue] = {}
    for (row, column), style in sheet.styles.items():
        if not style.fill or row in where or sheet.cell(row, column) is not None:
            continue
        words = by_fill.get(style.fill) or by_family.get(family(style.fill))
        if words and 1 <= row <= len(sheet.rows):
            changed[row, column] = words
    return replace(sheet, rows=_filled(sheet, changed)) if changed else sheet


def _filled(sheet: Sheet, changed: dict[tuple[int, int], CellValue]) -> list[list[CellValue]]:
    rows = [list(cells) for cells in sheet.rows]
    for (row, column), value in changed.items():
        cells = rows[row - 1]
        cells += [None] * (column - len(cells))
        cells[column - 1] = value
    return rows


def _legend(sheet: Sheet) -> tuple[dict[str, str], dict[str, str], set[int]]:
    """Return colour family → word, exact fill → word, and the rows of the legend."""
    by_family: dict[str, str] = {}
    by_fill: dict[str, str] = {}
    where: set[int] = set()
    last = -_ROWS_OF_LEGEND
    for number, cells in enumerate(sheet.rows, 1):
        texts = [value for value in cells if isinstance(value, str) and value.strip()]
        found = {k: v for text in texts for k, v in _colours_named(text).items()}
        if any(map(has_legend_title, texts)):
            last = number
        if number <= last + _ROWS_OF_LEGEND:
            examples = _examples(sheet, number)
            by_fill.update(examples)
            found |= {family(fill): words for fill, words in examples.items()} if found else {}
            where |= {number} if examples else set()
        where |= {number} if found else set()
        for name, words in found.items():
            by_family.setdefault(name, words)
    return by_family, by_fill, where


@cache
def _any_colour() -> re.Pattern[str]:
    starts = [s for words in dictionary("import_residents")["colours"].values() for s in words]
    return re.compile(rf"\b(?:{'|'.join(starts)})")


def _colours_named(text: str) -> dict[str, str]:
    """Return colour → word for each `zielone – obecny` of a text."""
    found: dict[str, str] = {}
    folded = fold(text)
    if not _any_colour().search(folded):
        return found
    for piece in _PIECES.split(folded):
        for name, starts in dictionary("import_residents")["colours"].items():
            colour = next((m for s in starts if (m := re.search(rf"\b{s}\w*", piece))), None)
            mark = mark_of_meaning(piece) if colour and name != "struck" else None
            if mark is not None:
                found[name] = _word(mark)
    return found


def _examples(sheet: Sheet, row: int) -> dict[str, str]:
    """Return fill → word of example cells: the meaning on the colour, or in the cell after it."""
    found = {}
    for column in range(1, len(sheet.rows[row - 1]) + 1):
        style = sheet.styles.get((row, column))
        if style is None or not style.fill:
            continue
        own = sheet.cell(row, column)
        text = own if isinstance(own, str) else sheet.cell(row, column + 1)
        mark = mark_of_meaning(text) if isinstance(text, str) else None
        if mark is not None:
            found[style.fill] = _word(mark)
    return found


def _word(mark: str) -> str:
    """Return the first word by which any sheet is understood to say the mark."""
    return str(next(w for w in dictionary("marks")["defaults"][mark] if len(w) > len("nieb")))
