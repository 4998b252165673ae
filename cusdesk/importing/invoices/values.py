"""What the cells of a list of invoices mean: amounts, quantities with unit, months, payment."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cusdesk.domain.dates import Precision, parse_date
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.durations import parse_minutes
from cusdesk.domain.money import parse_money, to_grosze
from cusdesk.domain.planned import month_range
from cusdesk.domain.polish_text import fold
from cusdesk.domain.quantities import quantity_of_minutes, read_quantity
from cusdesk.importing.lexicon import plain
from cusdesk.importing.months import months_in_text

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellValue

_NAME = "import_invoices"
_NIP = 10
_QUANTITY = re.compile(r"\s*(\d[\d\s\u00a0]*(?:[.,]\d+)?)\s*([^\d].*)?")
_DAYS = re.compile(
    r"(\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?)\s*(?:-|–|—|do)\s*(\d{1,2}[./-]\d{1,2}[./-]\d{4})"
)
_DIGITS = re.compile(r"\D")
_MONTHS = 12
_HOUR = 60
_LONG_AGO = 6
"""A bill may come so many months after its month when no year is written."""


def text_of(value: CellValue) -> str:
    """Return a cell as text; a whole number without decimals."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def nip_of(value: CellValue) -> str:
    """Return the digits of a NIP; zeros a number has lost are put back."""
    digits = _DIGITS.sub("", text_of(value))
    return digits.zfill(_NIP) if digits and isinstance(value, int | float) else digits


def money_of(value: CellValue) -> int | None:
    """Return grosze out of a number or a text such as `1 800,00 zł`; None for what is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return to_grosze(Decimal(str(value)))
    return parse_money(text_of(value)).grosze if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Quantity:
    """Thousandths of a unit, and the unit written beside the number, if any."""

    milli: int | None
    unit: str = ""


def quantity_of(value: CellValue) -> Quantity:
    """Return a quantity out of a number, a time or a text such as `24 h`, `1:30` or `226,25`."""
    minutes = _minutes(value)
    if minutes is not None:
        return _of_minutes(minutes)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Quantity(read_quantity(f"{Decimal(str(value)):f}"))
    found = _QUANTITY.fullmatch(text_of(value)) if isinstance(value, str) else None
    if found is None or ":" in str(value):
        return Quantity(None)
    return Quantity(read_quantity(found[1].strip()), unit_of(found[2] or ""))


def _minutes(value: CellValue) -> int | None:
    """Return the minutes of a time of day, a duration or a text such as `1:30`."""
    if isinstance(value, dt.timedelta):
        return round(value.total_seconds() / _HOUR)
    if isinstance(value, dt.time):
        return value.hour * _HOUR + value.minute
    return parse_minutes(value).minutes if isinstance(value, str) and ":" in value else None


def _of_minutes(minutes: int) -> Quantity:
    return Quantity(quantity_of_minutes(minutes, _HOUR), "hour")


def unit_of(text: str) -> str:
    """Return the unit a word stands for, "" for none that is known."""
    said = plain(text)
    for unit, known in dictionary(_NAME)["units"].items():
        if said in known:
            return str(unit)
    return ""


def date_of(value: CellValue, today: dt.date) -> dt.date | None:
    """Return a day out of a date or a text."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        return None
    reading = parse_date(value, today)
    return reading.value if reading.precision is Precision.DAY and not reading.problem else None


def period_of(
    value: CellValue, issued: dt.date | None, year: int | None, today: dt.date
) -> tuple[dt.date, dt.date] | None:
    """Return the days a bill is for: from and to, or a month by name, number or Roman number.

    A month without a year is the last such month before the day of issue (or in the year the sheet
    is about), as nobody bills what has not begun.
    """
    if isinstance(value, dt.date):
        return month_range(value.date() if isinstance(value, dt.datetime) else value)
    text = text_of(value)
    if isinstance(value, int) and 1 <= value <= _MONTHS:
        return _month(value, None, issued, year)
    days = _DAYS.search(text)
    if days is not None:
        return _from_to(days[1], days[2], today)
    seen = [found for found in months_in_text(text) if found.month is not None]
    if len({(found.year, found.month) for found in seen}) != 1 or seen[0].month is None:
        return None
    return _month(seen[0].month, seen[0].year, issued, year)


def _from_to(first: str, last: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    end = date_of(last, today)
    if end is None:
        return None
    parts = re.split(r"[./-]", first)
    start = date_of(first if len(parts) > 2 else f"{parts[0]}.{parts[1]}.{end.year}", today)
    return (start, end) if start is not None and start <= end else None


def _month(
    month: int, year: int | None, issued: dt.date | None, of_sheet: int | None
) -> tuple[dt.date, dt.date] | None:
    if year is None and issued is not None:
        year = issued.year if month <= issued.month else issued.year - 1
        late = (issued.year - year) * _MONTHS + issued.month - month
        if of_sheet is not None and late > _LONG_AGO:
            year = of_sheet
    year = year or of_sheet
    return None if year is None else month_range(dt.date(year, month, 1))


def is_paid(value: CellValue) -> bool:
    """Tell whether a cell under „zapłacono” says yes: a date or a word."""
    if isinstance(value, bool):
        return value
    if isinstance(value, dt.date):
        return True
    said = fold(text_of(value)).strip(" .!")
    return said in dictionary(_NAME)["paid"]["yes"] or any(c.isdigit() for c in said)


def kind_of(number: str) -> str:
    """Return what sort of document a number belongs to, by its beginning."""
    said = fold(number)
    for kind, starts in dictionary(_NAME)["kinds"].items():
        if any(said.startswith(start) for start in starts):
            return str(kind)
    return "invoice"
