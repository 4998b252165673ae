"""How far the cells of an xlsx sheet reach, found before a reader makes room for them.

A lone value in the last cell would ask for gigabytes and abort the program, so the answer may be
too large but never too small. What every office program writes is measured by one scan of the
bytes. Whatever could fool the scan (cells without a place, other quotation marks, references in
attributes, comments, CDATA) is parsed, tag by tag, the way the reader itself counts.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from cusdesk.core.errors import ImportProblemError
from cusdesk.importing.reading import limits

_NS = rb"<(?:\w+:)?"
_PLACE = re.compile(_NS + rb'c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"')
_VALUED = re.compile(_NS + rb'c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_CELL = re.compile(_NS + rb"c[\s/>]")
_SINGLE_QUOTES = re.compile(_NS + rb"c\s[^>]*'")
_PLAIN_CELLS = tuple(b"<c" + end for end in (b" ", b">", b"/", b"\t", b"\n", b"\r"))
_EXACT_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


def extent(file_name: str, xml: bytes) -> tuple[int, int]:
    """Return an upper bound of (rows, columns) of the cells that hold something.

    Raises:
        ImportProblemError: `damaged`.
    """
    if not _is_regular(xml):
        return _Counted(file_name).measure(xml)
    last = _farthest(_PLACE.findall(xml))
    if last[0] * last[1] <= limits.MAX_CELLS:
        return last
    return _farthest(_VALUED.findall(xml))  # a sheet formatted down to its last row


def column_number(letters: bytes | str) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        number = number * 26 + letter - 64
    return number


def _is_regular(xml: bytes) -> bool:
    """Tell whether every cell names its place in the one way office programs write it."""
    if b"<!" in xml or (b"'" in xml and _SINGLE_QUOTES.search(xml)):
        return False
    prefixed = b":sheetData" in xml
    cells = len(_CELL.findall(xml)) if prefixed else sum(map(xml.count, _PLAIN_CELLS))
    return cells == len(_PLACE.findall(xml))


def _farthest(places: list[tuple[bytes, bytes]]) -> tuple[int, int]:
    rows = max(map(int, {row for _, row in places}), default=0)
    return rows, max(map(column_number, {column for column, _ in places}), default=0)


class _Counted:
    """Counts rows and columns as the reader does: by the given place, else the next one."""

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self._row = self._column = 0
        self._last = (0, 0)

    def measure(self, xml: bytes) -> tuple[int, int]:
        """Return the last row and column that hold something."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        try:
            parser.Parse(xml, True)
        except (expat.ExpatError, ValueError):
            raise ImportProblemError("imports.file.damaged", file=self._file_name) from None
        return self._last

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
            case "c":
                self._place(attributes.get("r", ""))

    def _place(self, place: str) -> None:
        self._column += 1
        if place:
            match = _EXACT_PLACE.fullmatch(place)
            if match is None:
                raise ValueError
            self._row, self._column = int(match[2]), column_number(match[1].upper())
        rows, columns = max(self._last[0], self._row), max(self._last[1], self._column)
        self._last = rows, columns
        limits.check_block(self._file_name, rows, columns)
