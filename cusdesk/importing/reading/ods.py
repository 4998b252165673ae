"""ods: values by calamine, the look of cells by one expat pass over content.xml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from cusdesk.core.errors import ImportProblemError
from cusdesk.importing.reading import limits
from cusdesk.importing.reading.values import open_values, rows_of, worksheet_names
from cusdesk.importing.workbook import CellStyle, Sheet, Workbook

if TYPE_CHECKING:
    import zipfile

_HEX = re.compile(r"#([0-9A-Fa-f]{6})")
_HIDDEN = {"collapse", "filter"}
_MANY = 500


def read_ods(file_name: str, data: bytes, archive: zipfile.ZipFile) -> Workbook:
    """Read an ods file whose archive has been checked.

    Raises:
        ImportProblemError: `damaged`, `unsafe`, `too_big`, `password`.
    """
    if "META-INF/manifest.xml" in archive.NameToInfo:
        manifest = archive.read("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise ImportProblemError("imports.file.password", file=file_name)
    scan = _Scan(file_name)
    for name in ("styles.xml", "content.xml"):
        if name in archive.NameToInfo:
            scan.feed(limits.part(file_name, archive, name))
    book = open_values(file_name, data)
    sheets = []
    for name, hidden in worksheet_names(book):
        sheet = scan.sheets.get(name, Sheet(name, []))
        sheet.rows, sheet.hidden = rows_of(file_name, book, name), hidden
        sheets.append(sheet)
    return Workbook(file_name, sheets)


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    rows: int
    columns: int
    style: str
    valued: bool = False


@dataclass(slots=True)
class _Style:
    """One named style while it is read; `parent` gives what it does not say itself."""

    parent: str = ""
    fill: str | None = None
    struck_out: bool | None = None
    bold: bool | None = None


def _count(attributes: dict[str, str], name: str) -> int:
    """Return how many times something stands there.

    Raises:
        ValueError: it is no number, or below one.
    """
    count = int(attributes.get(name, "1"))
    if count < 1:
        raise ValueError
    return count


class _Scan:
    """Collects styles, merges, comments and hidden places of every table."""

    def __init__(self, file_name: str) -> None:
        self.sheets: dict[str, Sheet] = {}
        self._file_name = file_name
        self._styles: dict[str, _Style] = {}
        self._style = _Style()
        self._sheet = Sheet("", [])
        self._row = self._row_repeat = self._column = 0
        self._column_styles: list[str] = []
        self._cell: _Cell | None = None
        self._last = (0, 0)
        self._comment: list[str] | None = None
        self._in_paragraph = False
        self._ready: dict[str, CellStyle | None] = {}

    def feed(self, xml: bytes) -> None:
        """Read one part."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(xml, True)
        except (expat.ExpatError, ValueError):  # a count that is none
            raise ImportProblemError("imports.file.damaged", file=self._file_name) from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self._STARTS.get(name)
        if handler is not None:
            handler(self, attributes)

    def _end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._row_repeat
        elif name == "table:table-cell":
            self._end_cell()
        elif name == "office:annotation":
            self._end_comment()
        elif name == "text:p":
            self._in_paragraph = False
            if self._comment is not None:
                self._comment.append("\n")

    def _text(self, text: str) -> None:
        if self._comment is not None:
            if self._in_paragraph:  # who wrote the comment and when stands outside paragraphs
                self._comment.append(text)
        elif self._cell is not None and text.strip():
            self._cell.valued = True

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = _Style(parent=attributes.get("style:parent-style-name", ""))
        self._styles[attributes.get("style:name", "")] = self._style

    def _start_cell_look(self, attributes: dict[str, str]) -> None:
        if "fo:background-color" in attributes:
            match = _HEX.match(attributes["fo:background-color"])
            rgb = match[1].upper() if match else ""
            self._style.fill = "" if rgb == "FFFFFF" else rgb

    def _start_text_look(self, attributes: dict[str, str]) -> None:
        line = attributes.get("style:text-line-through-style")
        line = line or attributes.get("style:text-line-through-type")
        if line is not None:
            self._style.struck_out = line != "none"
        if "fo:font-weight" in attributes:
            self._style.bold = attributes["fo:font-weight"] in {"bold", "700", "800", "900"}

    def _start_table(self, attributes: dict[str, str]) -> None:
        name = attributes.get("table:name", "")
        self._sheet = self.sheets.setdefault(name, Sheet(name, []))
        self._row, self._column, self._column_styles, self._last = 1, 1, [], (0, 0)

    def _start_column(self, attributes: dict[str, str]) -> None:
        repeat = min(_count(attributes, "table:number-columns-repeated"), _MANY)
        first = len(self._column_styles) + 1
        style = attributes.get("table:default-cell-style-name", "")
        self._column_styles.extend([style] * repeat)
        if attributes.get("table:visibility") in _HIDDEN:
            self._sheet.hidden_columns.update(range(first, first + repeat))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row_repeat = _count(attributes, "table:number-rows-repeated")
        self._column = 1
        if attributes.get("table:visibility") in _HIDDEN:
            last = self._row + min(self._row_repeat, _MANY)
            self._sheet.hidden_rows.update(range(self._row, last))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        repeat = _count(attributes, "table:number-columns-repeated")
        style = attributes.get("table:style-name", "")
        if not style and self._column <= len(self._column_styles):
            style = self._column_styles[self._column - 1]
        cell = _Cell(self._row, self._column, self._row_repeat, repeat, style)
        cell.valued = "office:value-type" in attributes
        if "table:formula" in attributes:
            self._sheet.formulas.add((cell.row, cell.column))
        rows = _count(attributes, "table:number-rows-spanned")
        columns = _count(attributes, "table:number-columns-spanned")
        if rows * columns > 1:
            bottom, right = cell.row + rows - 1, cell.column + columns - 1
            self._sheet.merged.append((cell.row, cell.column, bottom, right))
        self._cell = cell

    def _start_covered(self, attributes: dict[str, str]) -> None:
        self._column += _count(attributes, "table:number-columns-repeated")

    def _end_cell(self) -> None:
        cell = self._cell
        if cell is None:
            return
        self._column += cell.columns
        if cell.valued:
            bottom, right = cell.row + cell.rows - 1, cell.column + cell.columns - 1
            self._last = (max(self._last[0], bottom), max(self._last[1], right))
            limits.check_block(self._file_name, *self._last)
        look = self._look(cell.style)
        if look is not None and cell.rows <= _MANY:
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + min(cell.columns, _MANY)):
                    self._sheet.styles[row, column] = look
        self._cell = None

    def _start_comment(self, _attributes: dict[str, str]) -> None:
        self._comment = []

    def _start_paragraph(self, _attributes: dict[str, str]) -> None:
        self._in_paragraph = True

    def _end_comment(self) -> None:
        text = "".join(self._comment or []).strip()
        if self._cell is not None and text:
            self._sheet.comments[self._cell.row, self._cell.column] = text
        self._comment = None

    def _look(self, name: str) -> CellStyle | None:
        if name not in self._ready:
            fill, struck, bold = None, None, None
            seen: set[str] = set()
            step = name
            while step in self._styles and step not in seen:
                seen.add(step)
                style = self._styles[step]
                fill = style.fill if fill is None else fill
                struck = style.struck_out if struck is None else struck
                bold = style.bold if bold is None else bold
                step = style.parent
            look = CellStyle(fill=fill or None, struck_out=bool(struck), bold=bool(bold))
            self._ready[name] = None if look == CellStyle() else look
        return self._ready[name]

    _STARTS = {  # noqa: RUF012 (a table of methods, never changed)
        "style:style": _start_style,
        "style:table-cell-properties": _start_cell_look,
        "style:text-properties": _start_text_look,
        "table:table": _start_table,
        "table:table-column": _start_column,
        "table:table-row": _start_row,
        "table:table-cell": _start_cell,
        "table:covered-table-cell": _start_covered,
        "office:annotation": _start_comment,
        "text:p": _start_paragraph,
    }
