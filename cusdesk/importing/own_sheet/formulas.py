"""What the formulas of a workbook show after some of its cells were filled.

Excel counts a workbook anew when it opens it; LibreOffice, previews and programs that only read do
not. So every formula that depends on a filled cell gets its new value where it is plain arithmetic
or one of the usual functions, and loses its old value where it is anything else: better an empty
cell than last month's sum.
"""

from __future__ import annotations

from decimal import Decimal, DecimalException
from typing import TYPE_CHECKING

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils.cell import range_boundaries

from cusdesk.importing.own_sheet.counting import Counting, UnknownValueError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from cusdesk.importing.own_sheet.cells import CellSpan, SheetSpans
    from cusdesk.importing.own_sheet.counting import Values

Place = tuple[str, int, int]
"""Sheet, column and row, from 1."""
Content = str | Decimal | None
_Range = tuple[str, int, int, int, int]

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
        self._formulas = dict(self._all_formulas())
        self._depends: dict[Place, bool] = {}
        self._values: dict[Place, Decimal | None] = {}

    def changed(self) -> dict[Place, Decimal | None]:
        """Return every formula that depends on a filled cell with its new value, None unknown."""
        return {place: self._value(place) for place in self._formulas if self._is_stale(place)}

    def _all_formulas(self) -> Iterator[tuple[Place, str]]:
        for name, sheet in self._sheets.items():
            heads: dict[str, CellSpan] = {}
            for row in sheet.rows.values():
                for cell in row.cells.values():
                    if cell.formula is not None:
                        yield (name, cell.column, cell.row), self._text(cell, heads)

    @staticmethod
    def _text(cell: CellSpan, heads: dict[str, CellSpan]) -> str:
        """Return the formula of a cell; a follower repeats the first of its family, moved."""
        if cell.shared and cell.formula:
            heads[cell.shared] = cell
        elif cell.shared and (head := heads.get(cell.shared)):
            moved = Translator(f"={head.formula}", origin=head.place)
            try:
                return str(moved.translate_formula(cell.place))[1:]
            except TranslatorError:
                return ""
        return cell.formula or ""

    def _tokens(self, place: Place) -> list[Token]:
        try:
            tokens = Tokenizer(f"={self._formulas[place]}").items
        except TokenizerError:
            return []
        return [token for token in tokens if token.type != Token.WSPACE]

    def _range(self, text: str, sheet: str) -> _Range:
        text = self._names.get(text.casefold(), text)
        named, _, cells = text.rpartition("!")
        name = named.strip("'").replace("''", "'") if named else sheet
        if name not in self._sheets:
            raise UnknownValueError
        try:
            left, top, right, bottom = range_boundaries(cells)
        except (ValueError, TypeError):
            raise UnknownValueError from None
        return name, left or 1, top or 1, right or _LAST_COLUMN, bottom or _LAST_ROW

    def _is_stale(self, place: Place) -> bool:
        if place in self._filled:
            return False
        if place not in self._depends:
            self._depends[place] = False
            self._depends[place] = any(self._touches(ranged) for ranged in self._ranges(place))
        return self._depends[place]

    def _ranges(self, place: Place) -> Iterator[_Range]:
        for token in self._tokens(place):
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                try:
                    yield self._range(token.value, place[0])
                except UnknownValueError:
                    continue

    def _touches(self, ranged: _Range) -> bool:
        if any(True for _ in _inside(ranged, self._filled)):
            return True
        return any(self._is_stale(place) for place in _inside(ranged, self._formulas))

    def _value(self, place: Place) -> Decimal | None:
        if place not in self._values:
            self._values[place] = None
            try:
                found = Counting(self, place[0], self._tokens(place)).result()
                self._values[place] = round(found, _DIGITS) if found.is_finite() else None
            except (UnknownValueError, DecimalException, ArithmeticError, ValueError, IndexError):
                self._values[place] = None
        return self._values[place]

    def numbers(self, text: str, sheet: str) -> Values:
        """Return the numbers of a range, in order; texts and empty cells count as nothing.

        Raises:
            UnknownValueError: it is not of this workbook, or holds a value that is not known.
        """
        name, left, top, right, bottom = self._range(text, sheet)
        places = {
            (name, column, number)
            for number, row in self._sheets[name].rows.items()
            if top <= number <= bottom
            for column in row.cells
            if left <= column <= right
        }
        places |= {
            place
            for place in self._filled
            if place[0] == name and left <= place[1] <= right and top <= place[2] <= bottom
        }
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
        if place in self._formulas and self._is_stale(place):
            value = self._value(place)
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


def _inside(ranged: _Range, places: Collection[Place]) -> Iterator[Place]:
    """Yield the places inside a range: of a small one its cells are asked for, one by one."""
    name, left, top, right, bottom = ranged
    if (right - left + 1) * (bottom - top + 1) <= len(places):
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (name, column, row) in places:
                    yield name, column, row
        return
    for place in places:
        if place[0] == name and left <= place[1] <= right and top <= place[2] <= bottom:
            yield place
