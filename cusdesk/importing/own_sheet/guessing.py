"""Which cells of an office's own workbook wait for which figure, by its names, headings and labels.

A guess is only a proposal that a person looks through. It never proposes a formula or a cell that
holds something already.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.own_sheets import FigureKind, Mark, Scope, figure_kinds
from cusdesk.domain.polish_text import fold
from cusdesk.importing.own_sheet.cells import box_of, column_letters, split_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cusdesk.importing.own_sheet.cells import CellSpan
    from cusdesk.importing.own_sheet.filling import OwnSheet

ServiceOf = Callable[[str], "bytes | None"]
"""A name as written → the service it certainly is."""

_WORD = re.compile(r"[0-9a-z+]+")
_LETTER = re.compile(r"[^\W_]")
_HEADING_ROWS = 4
"""How many rows of words above a list are its heading."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words around a cell: the nearest to its left and the nearest above it."""

    left: str
    above: str


class SheetWords:
    """The texts of one sheet; a text in merged cells stands over all of them.

    Args:
        own: the workbook.
        sheet: name of the sheet.
    """

    def __init__(self, own: OwnSheet, sheet: str) -> None:
        self._own = own
        self._sheet = sheet
        spans = own.spans[sheet]
        self.texts: dict[tuple[int, int], str] = {}
        for row in spans.rows.values():
            for cell in row.cells.values():
                if self._is_words(cell):
                    self.texts[row.number, cell.column] = " ".join(own.text_of(cell).split())
        self.spread = {
            (row, column): (top, left)
            for left, top, right, bottom in map(box_of, spans.merged)
            for row in range(top, min(bottom, top + 200) + 1)
            for column in range(left, min(right, left + 200) + 1)
        }

    def _is_words(self, cell: CellSpan) -> bool:
        has_text = cell.kind in ("s", "inlineStr", "str") and cell.formula is None
        return has_text and bool(_LETTER.search(self._own.text_of(cell)))

    def at(self, row: int, column: int) -> str:
        """Return the words at a place, those of its merged range included; empty without any."""
        return self.texts.get(self.spread.get((row, column), (row, column)), "")

    def above(self, row: int, column: int) -> Iterator[str]:
        """Yield the words over a cell, from the nearest up, each once."""
        last = ""
        for number in range(row - 1, 0, -1):
            words = self.at(number, column)
            if words and words != last:
                yield words
                last = words

    def around(self, place: str) -> Words:
        """Return the nearest words beside and over a cell."""
        column, row = split_place(place)
        beside = (self.at(row, number) for number in range(column - 1, 0, -1))
        left = next((words for words in beside if words), "")
        return Words(left, next(self.above(row, column), ""))

    def is_free(self, place: str) -> bool:
        """Return True for a cell into which a figure may go: empty, or dots to write upon."""
        held = self._own.held(self._sheet, place)
        return not held.is_formula and not _LETTER.search(held.text)


def guess_marks(own: OwnSheet, service_of: ServiceOf) -> list[Mark]:
    """Return the cells that seem to wait for a figure, sheet by sheet, each cell once.

    Names given to cells are trusted most, then headings over the rows of services, then labels
    beside single cells; a figure of the office that a name has placed needs no label.
    """
    found: dict[tuple[str, str], Mark] = {}
    for sheet in own.sheet_names:
        words = SheetWords(own, sheet)
        rows = _service_rows(words, service_of)
        named = list(_by_names(own, sheet, words, rows))
        placed = {mark.figure for mark in named}
        labelled = (m for m in _by_labels(own, sheet, words) if m.figure not in placed)
        for mark in (*named, *_by_headings(sheet, words, rows), *labelled):
            found.setdefault(mark.place, mark)
    return list(found.values())


def find_moved(words: SheetWords, mark: Mark) -> str | None:
    """Return where the cell of a mark is now: its place, another, or None when it is gone.

    A cell is known by the words beside and over it. One that had none stays where it was.

    Args:
        words: of the sheet of the mark, in the newer file.
        mark: as it was shown in the older one.
    """
    wanted = Words(mark.left, mark.above)
    if wanted in (Words("", ""), words.around(mark.cell)):
        return mark.cell
    rows = {row for row, column in words.texts if words.texts[row, column] == mark.left}
    columns = {column for _, column in {*words.texts, *words.spread}}
    last = max(columns, default=1) + 1
    places = [(row, f"{column_letters(c)}{row}") for row in rows for c in range(1, last + 1)]
    fitting = [
        (row, place)
        for row, place in places
        if words.around(place) == wanted and words.is_free(place)
    ]
    if len({row for row, _ in fitting}) != 1:
        return None
    column = split_place(mark.cell)[0]
    in_column = [place for _, place in fitting if split_place(place)[0] == column]
    return in_column[0] if in_column else fitting[0][1]


def _service_rows(words: SheetWords, service_of: ServiceOf) -> dict[int, bytes]:
    """Return row → service, for the rows that name one."""
    found: dict[int, bytes] = {}
    for (row, _), text in sorted(words.texts.items()):
        service = None if row in found else service_of(text)
        if service is not None:
            found[row] = service
    return found


def _mark(
    sheet: str, words: SheetWords, place: str, kind: FigureKind, service: bytes | None
) -> Mark | None:
    """Return the mark of a free cell, None where a figure may not or cannot go."""
    if kind.scope is Scope.PERSON or (kind.scope is Scope.SERVICE) != (service is not None):
        return None
    if not words.is_free(place):
        return None
    around = words.around(place)
    return Mark(sheet, place, kind.key, service, None, around.left, around.above)


def _by_names(
    own: OwnSheet, sheet: str, words: SheetWords, rows: dict[int, bytes]
) -> Iterator[Mark]:
    for name, target in own.names.items():
        named, _, cells = target.rpartition("!")
        if named.strip("'").replace("''", "'") != sheet or not re.fullmatch(
            r"\$?[A-Z]+\$?\d+", cells
        ):
            continue
        place = own.first_of_merged(sheet, cells.replace("$", ""))
        parts = re.split(r"[_.]", fold(name))
        kind = next((k for k in figure_kinds().values() if set(k.names) & set(parts)), None)
        if kind is not None:
            service = rows.get(split_place(place)[1]) if kind.scope is Scope.SERVICE else None
            if mark := _mark(sheet, words, place, kind, service):
                yield mark


def _by_headings(sheet: str, words: SheetWords, rows: dict[int, bytes]) -> Iterator[Mark]:
    if not rows:
        return
    first = min(rows)
    columns = {column for row, column in words.texts if first - _HEADING_ROWS <= row < first}
    spread = {column for row, column in words.spread if first - _HEADING_ROWS <= row < first}
    for column in sorted(columns | spread):
        kind = figure_of_heading(_heading(words, first, column))
        if kind is None or kind.key in ("service", "provider"):
            continue
        for row, service in rows.items():
            place = f"{column_letters(column)}{row}"
            if mark := _mark(sheet, words, place, kind, service):
                yield mark


def _heading(words: SheetWords, first: int, column: int) -> str:
    """Return the heading of a column over the first row of a list: its rows of words, joined."""
    lines: list[str] = []
    for row in range(first - 1, max(0, first - 1 - _HEADING_ROWS), -1):
        text = words.at(row, column)
        if text and text not in lines:
            lines.insert(0, text)
        elif not text and lines:
            break
    return " ".join(lines)


def figure_of_heading(heading: str) -> FigureKind | None:
    """Return the figure a heading asks for, None when it asks for none."""
    said = _WORD.findall(fold(heading))
    for kind in figure_kinds().values():
        for wanted in kind.headings:
            parts = wanted.split()
            if all(any(word.startswith(part) for word in said) for part in parts):
                return kind
    return None


def _by_labels(own: OwnSheet, sheet: str, words: SheetWords) -> Iterator[Mark]:
    labels = {label: kind for kind in figure_kinds().values() for label in kind.labels}
    for (row, column), text in sorted(words.texts.items()):
        kind = labels.get(fold(text).strip(" :.…_"))
        if kind is None:
            continue
        beside, below = (
            f"{column_letters(column + 1)}{row}",
            f"{column_letters(column)}{row + 1}",
        )
        has_dots = bool(own.text(sheet, below))
        for place in (below, beside) if has_dots else (beside, below):
            mark = _mark(sheet, words, place, kind, None)
            if mark is not None and own.first_of_merged(sheet, place) == place:
                yield mark
                break
