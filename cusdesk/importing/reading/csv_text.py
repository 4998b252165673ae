"""Separated text: encoding, separator and quoted line breaks found from the content."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from cusdesk.core.errors import ImportProblemError
from cusdesk.importing.reading.limits import MAX_CELLS
from cusdesk.importing.workbook import CellValue, Sheet, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS = ";,\t|"
_SAMPLE_ROWS = 300
_MAX_FIELD = 1_000_000
# Bytes of Polish letters that only one of the two old encodings uses for letters.
_ONLY_1250 = frozenset(b"\x9c\x9f\x8c\x8f\xb9\xa5")
_ONLY_ISO = frozenset(b"\xb6\xbc\xa6\xac\xb1\xa1")
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1a\x1b")


def read_csv(file_name: str, data: bytes) -> Workbook:
    """Read separated text as a workbook of one sheet, every cell a text.

    Row n of the sheet is record n of the file: a quoted line break starts no new row.

    Raises:
        ImportProblemError: `not_a_workbook` (binary or no table), `damaged`, `too_big`.
    """
    text = _decode(file_name, data)
    separator = _separator(text)
    first_line, _, rest = text.partition("\n")
    if first_line.strip().lower().startswith("sep=") and len(first_line.strip()) <= len("sep=;"):
        separator, text = first_line.strip()[4:] or "\t", rest
    if separator is None and PurePath(file_name).suffix.lower() == ".csv":
        separator = ";"  # a list of one column
    if text.lstrip()[:1] == "<" or separator is None:
        raise ImportProblemError("imports.file.not_a_workbook", file=file_name)
    rows: list[list[CellValue]] = []
    cells = 0
    try:
        for record in _records(text, separator):
            cells += len(record)
            if cells > MAX_CELLS:
                raise ImportProblemError("imports.file.too_big", file=file_name)
            rows.append([value or None for value in record])
    except csv.Error:
        raise ImportProblemError("imports.file.damaged", file=file_name) from None
    while rows and not any(rows[-1]):
        rows.pop()
    return Workbook(file_name, [Sheet(PurePath(file_name).stem, rows, styles_lost=True)])


def _records(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_MAX_FIELD)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _decode(file_name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif _CONTROL & frozenset(data):
        raise ImportProblemError("imports.file.not_a_workbook", file=file_name)
    else:
        encodings = ["utf-8-sig", _old_encoding(data), "latin-1"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportProblemError("imports.file.damaged", file=file_name)


def _old_encoding(data: bytes) -> str:
    counts = Counter(data)
    windows = sum(counts[byte] for byte in _ONLY_1250)
    iso = sum(counts[byte] for byte in _ONLY_ISO)
    return "cp1250" if windows >= iso else "iso8859-2"


def _separator(text: str) -> str | None:
    """Return the separator that cuts the most records into the same number of cells."""
    best: tuple[float, str] | None = None
    sample = text[:200_000]
    for separator in _SEPARATORS:
        widths: Counter[int] = Counter()
        try:
            for number, record in enumerate(_records(sample, separator)):
                if number >= _SAMPLE_ROWS:
                    break
                if record:
                    widths[len(record)] += 1
        except csv.Error:
            continue
        width, often = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        score = often / sum(widths.values()) * min(width, 8) if width > 1 else 0.0
        if score and (best is None or score > best[0]):
            best = (score, separator)
    return best[1] if best else None
