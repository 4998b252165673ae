"""How a figure is written into a cell, by the format the office gave that cell."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from cusdesk.domain.dates import format_date
from cusdesk.importing.reading.xlsx_tree import children, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Figure = str | int | Decimal | dt.date | dt.timedelta | None
"""Text, a number, złote as `Decimal`, a day, a time as `timedelta`; None empties the cell."""

MINUTES_OF_HOUR = 60
MINUTES_OF_DAY = 1440
_PLACES = Decimal("0.0000000001")


class CellFormats:
    """The number formats of a workbook, and how it counts days.

    Args:
        styles: the root of its part `styles`, None when it has none.
        counts_from_1904: it was made by an old Macintosh.
    """

    def __init__(self, styles: Element | None, *, counts_from_1904: bool = False) -> None:
        self._epoch = CALENDAR_MAC_1904 if counts_from_1904 else CALENDAR_WINDOWS_1900
        own = {
            int(item.get("numFmtId", "0")): item.get("formatCode", "")
            for item in (children(styles, "numFmts") if styles is not None else [])
        }
        known = {**BUILTIN_FORMATS, **own}
        self._formats = [
            known.get(int(item.get("numFmtId", "0")), "General")
            for item in (children(styles, "cellXfs") if styles is not None else [])
            if local(item) == "xf"
        ]

    def is_time(self, style: str) -> bool:
        """Return True for the index of a format that shows days or hours of the clock."""
        index = int(style or 0)
        return index < len(self._formats) and bool(is_date_format(self._formats[index]))

    def content(self, figure: Figure, style: str) -> str | Decimal | None:
        """Return what is stored for a figure: a text, a number, or None for an empty cell.

        A time becomes hours (7.5), or a part of a day where the cell shows hours of the clock; a
        day becomes a number where the cell shows days, and `15.06.2026` anywhere else.
        """
        if figure is None or figure == "":
            return None
        if isinstance(figure, dt.timedelta):
            minutes = Decimal(int(figure.total_seconds())) / 60
            whole = MINUTES_OF_DAY if self.is_time(style) else MINUTES_OF_HOUR
            return (minutes / whole).quantize(_PLACES, ROUND_HALF_UP)
        if isinstance(figure, dt.date):
            if not self.is_time(style):
                return format_date(figure)
            return Decimal((figure - self._epoch.date()).days)
        return figure if isinstance(figure, str) else Decimal(figure)


def number_text(number: Decimal) -> str:
    """Return a number as a sheet stores it: no exponent, no zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def cell_xml(prefix: str, place: str, style: str, content: str | Decimal | None) -> str:
    """Return the whole element of a cell; a text is never read as a formula."""
    head = f'<{prefix}c r="{place}"' + (f' s="{style}"' if style else "")
    if content is None:
        return f"{head}/>"
    if isinstance(content, str):
        text = escape(content)
        inside = f'<{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
        return f'{head} t="inlineStr">{inside}</{prefix}c>'
    return f"{head}><{prefix}v>{number_text(content)}</{prefix}v></{prefix}c>"
