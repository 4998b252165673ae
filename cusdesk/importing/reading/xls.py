"""xls (BIFF8, [MS-XLS]): values by calamine, the look of cells by a walk over the records."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from cusdesk.core.errors import ImportProblemError
from cusdesk.importing.reading.ole import CompoundFile
from cusdesk.importing.reading.values import open_values, rows_of, worksheet_names
from cusdesk.importing.reading.xlsx_styles import PALETTE
from cusdesk.importing.workbook import CellStyle, Sheet, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOF, _EOF, _CONTINUE, _FILEPASS = 0x0809, 0x000A, 0x003C, 0x002F
_BOUNDSHEET, _FONT, _XF, _PALETTE, _FORMAT = 0x0085, 0x0031, 0x00E0, 0x0092, 0x041E
_ROW, _COLINFO, _MERGED, _FORMULA = 0x0208, 0x007D, 0x00E5, 0x0006
_ONE_CELL = {0x00FD, 0x0203, 0x027E, 0x0201, 0x0205, 0x0204, 0x0006, 0x00D6}
_MANY_CELLS = {0x00BD: 6, 0x00BE: 2}
"""Records of several cells side by side → bytes a cell (MULRK, MULBLANK)."""
_NOTE, _TXO, _OBJ = 0x001C, 0x01B6, 0x005D
_WHITE = "FFFFFF"
_BOLD_WEIGHT = 600

Record = tuple[int, bytes]


def read_xls(file_name: str, data: bytes) -> Workbook:
    """Read an xls file.

    Raises:
        ImportProblemError: `password`, `damaged`, `not_a_workbook`, `too_old`.
    """
    try:
        box = CompoundFile(data)
        if "EncryptedPackage" in box.streams:
            raise ImportProblemError("imports.file.password", file=file_name)
        if "Workbook" not in box.streams:
            reason = "too_old" if "Book" in box.streams else "not_a_workbook"
            raise ImportProblemError(f"imports.file.{reason}", file=file_name)
        scanned = _Scan(file_name, box.stream("Workbook")).sheets
    except (ValueError, struct.error, IndexError):
        raise ImportProblemError("imports.file.damaged", file=file_name) from None
    book = open_values(file_name, data)
    sheets = []
    for name, hidden in worksheet_names(book):
        sheet = scanned.get(name, Sheet(name, []))
        sheet.rows, sheet.hidden = rows_of(file_name, book, name), hidden
        sheets.append(sheet)
    return Workbook(file_name, sheets)


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """Yield (kind, content) from a place to the end of that substream."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _EOF:
            return
        at += 4 + length


class _Scan:
    """Walks the globals, then every sheet."""

    def __init__(self, file_name: str, stream: bytes) -> None:
        self.sheets: dict[str, Sheet] = {}
        self._fonts: list[tuple[bool, bool]] = []
        self._xfs: list[bytes] = []
        self._palette = list(PALETTE)
        self._formats: dict[int, str] = {}
        places: list[tuple[int, str]] = []
        for kind, content in _records(stream, 0):
            if kind == _FILEPASS:
                raise ImportProblemError("imports.file.password", file=file_name)
            if kind == _BOUNDSHEET:
                place = struct.unpack_from("<I", content)[0]
                places.append((place, _short_text(content[6:])))
            else:
                self._global(kind, content)
        self._looks = [self._look(xf) for xf in self._xfs]
        for place, name in places:
            self.sheets[name] = self._sheet(name, stream, place)

    def _global(self, kind: int, content: bytes) -> None:
        if kind == _FONT:
            flags, _, weight = struct.unpack_from("<HHH", content, 2)
            self._fonts.append((weight >= _BOLD_WEIGHT, bool(flags & 0x0008)))
        elif kind == _XF:
            self._xfs.append(content)
        elif kind == _FORMAT:
            self._formats[struct.unpack_from("<H", content)[0]] = _long_text(content[2:])
        elif kind == _PALETTE:
            count = struct.unpack_from("<H", content)[0]
            for i in range(min(count, len(PALETTE) - 8)):
                self._palette[8 + i] = content[2 + 4 * i : 5 + 4 * i].hex().upper()

    def _look(self, xf: bytes) -> CellStyle | None:
        font_number, format_number = struct.unpack_from("<HH", xf)
        font_number -= font_number > 4  # number 4 is never written
        bold, struck = False, False
        if font_number < len(self._fonts):
            bold, struck = self._fonts[font_number]
        pattern = struct.unpack_from("<I", xf, 14)[0] >> 26
        colour = struct.unpack_from("<H", xf, 18)[0] & 0x7F
        fill = self._palette[colour] if pattern and colour < len(self._palette) else None
        style = CellStyle(
            fill=None if fill == _WHITE else fill,
            struck_out=struck,
            bold=bold,
            number_format=self._formats.get(format_number),
        )
        plain = style.number_format in {None, "General"}
        return None if plain and style == CellStyle(number_format=style.number_format) else style

    def _sheet(self, name: str, stream: bytes, place: int) -> Sheet:
        sheet = Sheet(name, [])
        notes: list[tuple[int, int, int]] = []
        texts: dict[int, str] = {}
        current = 0
        text_length = 0
        for kind, content in _records(stream, place):
            if kind in _ONE_CELL or kind in _MANY_CELLS:
                self._cells(kind, content, sheet)
            elif kind == _OBJ and len(content) >= 8:
                current = struct.unpack_from("<H", content, 6)[0]
            elif kind == _TXO:
                text_length = struct.unpack_from("<H", content, 10)[0]
            elif kind == _CONTINUE and text_length:
                texts[current] = _characters(content[1:], content[0] & 1, text_length)
                text_length = 0
            elif kind == _NOTE and len(content) >= 8:
                row, column, _, number = struct.unpack_from("<4H", content)
                notes.append((row + 1, column + 1, number))
            else:
                _place(kind, content, sheet)
        for row, column, number in notes:
            if texts.get(number, "").strip():
                sheet.comments[row, column] = texts[number].strip()
        return sheet

    def _cells(self, kind: int, content: bytes, sheet: Sheet) -> None:
        row, column = struct.unpack_from("<HH", content)
        if kind in _MANY_CELLS:
            step = _MANY_CELLS[kind]
            count = (len(content) - 6) // step
            numbers = [struct.unpack_from("<H", content, 4 + i * step)[0] for i in range(count)]
        else:
            numbers = [struct.unpack_from("<H", content, 4)[0]]
        for i, number in enumerate(numbers):
            look = self._looks[number] if number < len(self._looks) else None
            if look is not None:
                sheet.styles[row + 1, column + 1 + i] = look
        if kind == _FORMULA:
            sheet.formulas.add((row + 1, column + 1))


def _place(kind: int, content: bytes, sheet: Sheet) -> None:
    """Take hidden rows and columns and merged ranges."""
    if kind == _ROW:
        row, flags = struct.unpack_from("<H", content)[0], struct.unpack_from("<I", content, 12)[0]
        if flags & 0x20:
            sheet.hidden_rows.add(row + 1)
    elif kind == _COLINFO:
        first, last, _, _, flags = struct.unpack_from("<5H", content)
        if flags & 1:
            sheet.hidden_columns.update(range(first + 1, last + 2))
    elif kind == _MERGED:
        for i in range(struct.unpack_from("<H", content)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", content, 2 + 8 * i)
            sheet.merged.append((top + 1, left + 1, bottom + 1, right + 1))


def _characters(content: bytes, wide: int, length: int) -> str:
    if wide:
        return content[: 2 * length].decode("utf-16-le", "replace")
    return content[:length].decode("latin-1")


def _short_text(content: bytes) -> str:
    return _characters(content[2:], content[1] & 1, content[0])


def _long_text(content: bytes) -> str:
    length, flags = struct.unpack_from("<HB", content)
    return _characters(content[3:], flags & 1, length)
