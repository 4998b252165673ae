"""What the formulas of a workbook show after some of its cells were filled.

Excel counts a workbook anew when it opens it; LibreOffice, previews and programs that only read do
not. So every formula that depends on a filled cell gets its new value where it is plain arithmetic
or one of the usual functions, and loses its old value where it is anything else: better an empty
cell than last month's sum.
"""

from __future__ import annotations

import re
from decimal import Decimal, DecimalException
from typing import TYPE_CHECKING

from openpyxl.formula.tokenizer import Token
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils.cell import column_index_from_string, range_boundaries

from cusdesk.importing.own_sheet.counting import Counting, UnknownValueError
from cusdesk.importing.own_sheet.shapes import Shapes
from cusdesk.importing.own_sheet.stale import Place, Range, inside, stale_formulas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cusdesk.importing.own_sheet.cells import CellSpan, SheetSpans
    from cusdesk.importing.own_sheet.counting import Values

Content = str | Decimal | None

_CELLS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]*)(?::\$?([A-Z]{1,3})\$?([1-9][0-9]*))?")
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_DIGITS = 15
"""As many as a spreadsheet program keeps."""


class Recalculation:
    """The formulas of a workbook that depend on its filled cells.

    Args:
        sheets: every sheet by its name.
        names: what the names of cells stand for, as written in the workbook.
        filled: what the filled cells hold now.
    """

    def __init__(
        self,
        sheets: Mapping[str, SheetSpans],
        names: Mapping[str, str],
        filled: Mapping[Place, Content],
    ) -> None:
        self._sheets = sheets
        self._names = {name.casefold(): target for name, target in names.items()}
        self._filled = filled
        self._shapes = Shapes()
        self._formulas = dict(self._all_formulas())
        self._read = {place: self._ranges(place) for place in self._formulas}
        self._stale = stale_formulas(self._read, filled.keys())
        self._values: dict[Place, Decimal | None] = {}

    def changed(self) -> dict[Place, Decimal | None]:
        """Return every formula that depends on a filled cell with its new value, None unknown."""
        return {place: self._value(place) for place in self._formulas if place in self._stale}

    def _all_formulas(self) -> Iterator[tuple[Place, str]]:
        for name, sheet in self._sheets.items():
            heads: dict[str, Translator] = {}
            for row in sheet.rows.values():
                for cell in row.cells.values():
                    if cell.formula is not None:
                        yield (name, cell.column, cell.row), self._text(cell, heads)

    @staticmethod
    def _text(cell: CellSpan, heads: dict[str, Translator]) -> str:
        """Return the formula of a cell; a follower repeats the first of its family, moved."""
        if cell.shared and cell.formula:
            heads[cell.shared] = Translator(f"={cell.formula}", origin=cell.place)
        elif cell.shared and (head := heads.get(cell.shared)):
            try:
                return str(head.translate_formula(cell.place))[1:]
            except TranslatorError:
                return ""
        return cell.formula or ""

    def _range(self, text: str, sheet: str) -> Range:
        text = self._names.get(text.casefold(), text)
        named, _, cells = text.rpartition("!")
        name = named.strip("'").replace("''", "'") if named else sheet
        if name not in self._sheets:
            raise UnknownValueError
        left, top, right, bottom = _box(cells)
        return name, left or 1, top or 1, right or _LAST_COLUMN, bottom or _LAST_ROW

    def _ranges(self, place: Place) -> list[Range]:
        found = []
        for text in self._shapes.ranges(self._formulas[place]):
            try:
                found.append(self._range(text, place[0]))
            except UnknownValueError:
                continue
        return found

    def _value(self, place: Place) -> Decimal | None:
        """Count a formula, before it all those it waits for; one that waits for itself has none."""
        begun: set[Place] = set()
        waiting = [place]
        while waiting:
            now = waiting[-1]
            if now not in begun and now not in self._values:
                begun.add(now)
                waiting += [p for p in self._waits_for(now) if p not in begun]
                continue
            if now not in self._values:
                self._values[now] = self._counted(now)
            waiting.pop()
        return self._values[place]

    def _waits_for(self, place: Place) -> Iterator[Place]:
        for ranged in self._read[place]:
            yield from (p for p in inside(ranged, self._stale) if p not in self._values)

    def _counted(self, place: Place) -> Decimal | None:
        tokens = self._shapes.tokens(self._formulas[place])
        words = [token for token in tokens if token.type != Token.WSPACE]
        try:
            found = Counting(self, place[0], words).result()
        except (UnknownValueError, DecimalException, ArithmeticError, ValueError, IndexError):
            return None
        return round(found, _DIGITS) if found.is_finite() else None

    def numbers(self, text: str, sheet: str) -> Values:
        """Return the numbers of a range, in order; texts and empty cells count as nothing.

        Raises:
            UnknownValueError: it is not of this workbook, or holds a value that is not known.
        """
        name, left, top, right, bottom = self._range(text, sheet)
        rows = self._sheets[name].rows
        if bottom - top < len(rows):
            there = [number for number in range(top, bottom + 1) if number in rows]
        else:
            there = [number for number in rows if top <= number <= bottom]
        places = {
            (name, column, number)
            for number in there
            for column in rows[number].cells
            if left <= column <= right
        }
        places.update(inside((name, left, top, right, bottom), self._filled))
        ordered = sorted(places, key=lambda place: (place[2], place[1]))
        found = (self.content(place) for place in ordered)
        return [value for value in found if isinstance(value, Decimal)]

    def content(self, place: Place) -> Content:
        """Return what a cell holds now.

        Raises:
            UnknownValueError: it holds a formula whose value is not known.
        """
        if place in self._filled:
            return self._filled[place]
        if place in self._stale:
            value = self._values.get(place)
            if value is None:
                raise UnknownValueError
            return value
        cell = self._sheets[place[0]].rows[place[2]].cells.get(place[1])
        if cell is None or cell.value is None:
            return None
        if cell.kind == "e":
            raise UnknownValueError
        return Decimal(cell.value) if cell.kind in ("", "n") else cell.value

    def single(self, text: str, sheet: str) -> Decimal:
        """Return the number in one cell; an empty cell is nought.

        Raises:
            UnknownValueError: more than one cell, a text, or a value that is not known.
        """
        name, left, top, right, bottom = self._range(text, sheet)
        if (left, top) != (right, bottom):
            raise UnknownValueError
        place = (name, left, top)
        is_there = place in self._filled or top in self._sheets[name].rows
        value = self.content(place) if is_there else None
        if isinstance(value, str):
            raise UnknownValueError
        return Decimal(0) if value is None else value


def _box(cells: str) -> tuple[int | None, int | None, int | None, int | None]:
    """Return first column and row, last column and row; None where the whole sheet is meant."""
    plain = _CELLS.fullmatch(cells)
    if plain:
        left, top = column_index_from_string(plain[1]), int(plain[2])
        right = column_index_from_string(plain[3]) if plain[3] else left
        bottom = int(plain[4]) if plain[4] else top
        if left <= right and top <= bottom:
            return left, top, right, bottom
    try:
        return range_boundaries(cells)
    except (ValueError, TypeError):
        raise UnknownValueError from None
