"""A new workbook, its formats and the few ways in which a cell is written."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any, BinaryIO
from weakref import WeakKeyDictionary

import xlsxwriter

from cusdesk.domain.polish_text import storable
from cusdesk.export.csvfile import looks_like_formula

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_QUOTED: WeakKeyDictionary[Format, Format] = WeakKeyDictionary()
"""Format -> its twin with the quote prefix, which keeps a text a text when it is edited again."""

A4 = 9
LONGEST_TEXT = 32_767
FIRST_DATE = dt.date(1900, 3, 1)
"""Excel believes in 29.02.1900; earlier days are written as text."""
FONT = "Calibri"
ROW_HEIGHT, LINE_HEIGHT, TALLEST_ROW = 15.75, 13.5, 400.0
WIDE_LETTERS = 0.95
LINE = "#A6A6A6"
HEAD_FILL = "#E7E7E7"
FREE_FILL = "#EFEFEF"
TOTAL_FILL = "#F4F4F4"
HOURS = "0.00"
CELL_HOURS = "General"
DATE = "dd.mm.yyyy"
TEXT = "@"


class Book:
    """One workbook being written.

    The creation date is that of the document, so that equal content gives equal bytes; the
    properties name the office, never a person.
    """

    def __init__(self, out: BinaryIO, *, title: str, office: str, created: dt.date) -> None:
        self.workbook = xlsxwriter.Workbook(
            out,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_date_format": DATE,
            },
        )
        self.workbook.set_properties(
            {
                "title": title,
                "author": office,
                "company": office,
                "created": dt.datetime(created.year, created.month, created.day),  # noqa: DTZ001 (workbooks know no zones)
            }
        )
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def format(self, **wishes: object) -> Format:
        """Return the format with these XlsxWriter properties, made once."""
        key = tuple(sorted(wishes.items()))
        found = self._formats.get(key)
        if found is None:
            found = self.workbook.add_format(
                {"font_name": FONT, "font_size": 10, "valign": "vcenter", **wishes}
            )
            self._formats[key] = found
            _QUOTED[found] = self.workbook.add_format(
                {"font_name": FONT, "font_size": 10, "valign": "vcenter", **wishes}
                | {"quote_prefix": True}
            )
        return found

    def cell(self, **wishes: object) -> Format:
        """Return a format with the thin frame of a table cell."""
        return self.format(border=1, border_color=LINE, **wishes)

    def head(self, **wishes: object) -> Format:
        """Return the format of a heading."""
        look: dict[str, object] = {
            "bold": True,
            "bg_color": HEAD_FILL,
            "text_wrap": True,
            "align": "center",
        }
        return self.cell(**{**look, **wishes})

    def close(self) -> None:
        """Write the file; nothing is on disk before."""
        self.workbook.close()


def page(sheet: Worksheet, office: str, page_words: str, *, landscape: bool = True) -> None:
    """Set A4, fit to width, margins and the foot with page n of m."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.45, right=0.45, top=0.55, bottom=0.6)
    left = office.replace("&", "&&")[:120]
    sheet.set_footer(f"&L&8{left}&R&8{page_words}")


def safe_text(text: str) -> str:
    """Return a text that fits into a cell: without hidden characters, at most 32 767 long."""
    return storable(text)[:LONGEST_TEXT]


def put_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text as text, whatever it begins with; an empty one as an empty formatted cell."""
    text = safe_text(text)
    if text:
        formula = looks_like_formula(text)
        sheet.write_string(row, column, text, _QUOTED[look] if formula else look)
    else:
        sheet.write_blank(row, column, None, look)


def needed_height(texts: Sequence[tuple[str, float]]) -> float:
    """Return the height of a row whose texts wrap in columns of the given widths.

    Excel would find it itself; LibreOffice and the printed page would not.
    """
    lines = max(
        (
            sum(max(1, math.ceil(len(line) * WIDE_LETTERS / width)) for line in text.split("\n"))
            for text, width in texts
        ),
        default=1,
    )
    return min(ROW_HEIGHT + (lines - 1) * LINE_HEIGHT, TALLEST_ROW)


def put_raw(sheet: Worksheet, row: int, column: int, value: Any, looks: dict[str, Format]) -> None:  # noqa: ANN401 (what a reader gave)
    """Write a value as a workbook reader gave it, in its own type.

    `looks` holds the formats `text`, `number`, `date`, `moment`, `time` and `span`.
    """
    match value:
        case None | "":
            sheet.write_blank(row, column, None, looks["text"])
        case bool():
            sheet.write_boolean(row, column, value, looks["text"])
        case int() | float() if math.isfinite(value):
            sheet.write_number(row, column, value, looks["number"])
        case dt.datetime() if value.date() >= FIRST_DATE:
            plain = value.replace(tzinfo=None)
            sheet.write_datetime(row, column, plain, looks["moment"])
        case dt.datetime():
            put_text(sheet, row, column, value.isoformat(" "), looks["text"])
        case dt.date() if value >= FIRST_DATE:
            sheet.write_datetime(row, column, value, looks["date"])
        case dt.time():
            sheet.write_datetime(row, column, value, looks["time"])
        case dt.timedelta():
            sheet.write_datetime(row, column, value, looks["span"])
        case _:
            put_text(sheet, row, column, str(value), looks["text"])
