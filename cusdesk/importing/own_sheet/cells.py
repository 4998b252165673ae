"""Where every row and every cell of a sheet stands in the bytes of its XML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter

from cusdesk.core.errors import ImportProblemError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(slots=True)
class CellSpan:
    """One cell: its place in the sheet, its bytes, and what it holds as written.

    Attributes:
        start, end: half-open range of its whole element in the XML.
        style: index of its format, as written; empty without one.
        kind: type as written (`s`, `inlineStr`, `str`, `b`, `e`, `n` or empty).
        value: text of `v`; None without one.
        inline: text that stands in the cell itself.
        formula: text of `f`; None for a plain cell, empty for a follower of a shared formula.
        shared: number of the shared formula it belongs to; empty without one.
        value_start, value_end: bytes of the element `v`; equal when there is none.
    """

    column: int
    row: int
    start: int
    end: int
    style: str = ""
    kind: str = ""
    value: str | None = None
    inline: str = ""
    formula: str | None = None
    shared: str = ""
    value_start: int = 0
    value_end: int = 0

    @property
    def place(self) -> str:
        """The address as people write it: `D8`."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(slots=True)
class RowSpan:
    """One row: bytes of its whole element, end of its opening tag, and its cells by column."""

    number: int
    start: int
    open_end: int
    end: int = 0
    is_lone: bool = False
    cells: dict[int, CellSpan] = field(default_factory=dict)


@dataclass(slots=True)
class SheetSpans:
    """A sheet: its rows by number, the bytes of `sheetData`, merged ranges as written."""

    rows: dict[int, RowSpan] = field(default_factory=dict)
    prefix: str = ""
    data_start: int = 0
    data_open_end: int = 0
    data_end: int = 0
    is_lone: bool = False
    merged: list[str] = field(default_factory=list)

    def cell(self, place: str) -> CellSpan | None:
        """Return the cell at `D8`, or None where the sheet holds nothing there."""
        column, row = split_place(place)
        found = self.rows.get(row)
        return found.cells.get(column) if found else None


def column_letters(column: int) -> str:
    """Return the letters of a column, from 1: `D`."""
    return str(get_column_letter(column))


def split_place(place: str) -> tuple[int, int]:
    """Return column and row, from 1, of an address such as `D8`."""
    letters, row = coordinate_from_string(place)
    return column_index_from_string(letters), row


def box_of(cells: str) -> tuple[int, int, int, int]:
    """Return the first column and row and the last column and row of a range such as `A1:B4`."""
    first, _, last = cells.replace("$", "").partition(":")
    return *split_place(first), *split_place(last or first)


def read_spans(file_name: str, xml: bytes) -> SheetSpans:
    """Return where everything stands in the XML of a sheet.

    Raises:
        ImportProblemError: `damaged`; `unsafe` when the XML declares entities.
    """
    return _Reader(file_name, xml).read()


class _Reader:
    """Walks the XML once; offsets are those of the bytes that were read."""

    def __init__(self, file_name: str, xml: bytes) -> None:
        self._file_name = file_name
        self._xml = xml
        self._spans = SheetSpans()
        self._row: RowSpan | None = None
        self._last_row = 0
        self._cell: CellSpan | None = None
        self._text: list[str] | None = None
        self._is_phonetic = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse

    def read(self) -> SheetSpans:
        """Return the spans of the whole sheet."""
        try:
            self._parser.Parse(self._xml, True)
        except (expat.ExpatError, ValueError):
            raise ImportProblemError("imports.file.damaged", file=self._file_name) from None
        return self._spans

    def _refuse(self, *_: object) -> None:
        raise ImportProblemError("imports.file.unsafe", file=self._file_name)

    def _tag_end(self) -> int:
        return self._xml.index(b">", self._parser.CurrentByteIndex) + 1

    def _element_end(self, tag: str) -> int:
        """Return where the element just ended; of `<c/>` the parser is already behind it."""
        at = self._parser.CurrentByteIndex
        return self._tag_end() if self._xml.startswith(f"</{tag}".encode(), at) else at

    def _is_lone(self) -> bool:
        return self._xml[self._tag_end() - 2 : self._tag_end() - 1] == b"/"

    def _start(self, tag: str, found: Mapping[str, str]) -> None:
        prefix, _, name = tag.rpartition(":")
        if name == "c" and self._row is not None:
            self._start_cell(self._row, found)
        elif name == "row":
            self._start_row(found)
        elif name == "sheetData":
            self._spans.prefix = f"{prefix}:" if prefix else ""
            self._spans.data_start = self._parser.CurrentByteIndex
            self._spans.data_open_end = self._tag_end()
            self._spans.is_lone = self._is_lone()
        elif name == "mergeCell":
            self._spans.merged.append(found.get("ref", ""))
        elif name == "rPh":
            self._is_phonetic = True
        elif self._cell is not None and name in ("v", "f", "t"):
            self._start_part(self._cell, name, found)

    def _start_row(self, found: Mapping[str, str]) -> None:
        number = int(found.get("r", self._last_row + 1))
        self._last_row = max(self._last_row, number)
        self._row = RowSpan(number, self._parser.CurrentByteIndex, self._tag_end())
        self._row.is_lone = self._is_lone()
        self._spans.rows[number] = self._row

    def _start_cell(self, row: RowSpan, found: Mapping[str, str]) -> None:
        place = found.get("r")
        column = split_place(place)[0] if place else max(row.cells, default=0) + 1
        self._cell = CellSpan(
            column,
            row.number,
            self._parser.CurrentByteIndex,
            0,
            style=found.get("s", ""),
            kind=found.get("t", ""),
        )
        row.cells[column] = self._cell

    def _start_part(self, cell: CellSpan, name: str, found: Mapping[str, str]) -> None:
        self._text = []
        if name == "v":
            cell.value_start = self._parser.CurrentByteIndex
        elif name == "f":
            cell.shared = found.get("si", "") if found.get("t") == "shared" else ""

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c" and self._cell is not None:
            self._cell.end = self._element_end(tag)
            self._cell = None
        elif name == "row" and self._row is not None:
            self._row.end = self._element_end(tag)
            self._row = None
        elif name == "sheetData":
            self._spans.data_end = self._element_end(tag)
        elif name == "rPh":
            self._is_phonetic = False
        elif self._cell is not None and self._text is not None and name in ("v", "f", "t"):
            self._end_part(self._cell, tag, "".join(self._text))
            self._text = None

    def _end_part(self, cell: CellSpan, tag: str, text: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v":
            cell.value = text
            cell.value_end = self._element_end(tag)
        elif name == "f":
            cell.formula = text
        elif not self._is_phonetic:
            cell.inline += text
