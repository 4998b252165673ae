"""What the two kinds of monthly sheets share: words of the month, quantities, sign-off lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.reports import ServiceUnit
from cusdesk.export.values import unit_name
from cusdesk.export.xlsx.book import HOURS, Book, put_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from cusdesk.domain.reports import MonthlySheet, ServiceMonth

_OFFICE_CHARS = 70


@dataclass(frozen=True, slots=True)
class Summary:
    """Where a service's figures stand, as references from another sheet."""

    listed: str
    users: str
    meetings: str
    planned: str
    delivered: str
    unplanned: str
    left: str
    absences: str


def month_words(document: MonthlySheet) -> str:
    """Return such as `czerwiec 2026 r.`."""
    name = tr("export.month.months").split()[document.month - 1]
    return tr("export.month.month_line", month=name, year=document.year)


def month_foot(document: MonthlySheet) -> str:
    """Return what stands at the left of the foot: the office, and the head of its log."""
    if not document.log_head:
        return document.office.name
    log = tr("export.month.log", head=document.log_head)
    return f"{document.office.name[:_OFFICE_CHARS]} · {log}"


def shown(service: ServiceMonth, quantity: int | None) -> Decimal | None:
    """Return minutes or units as the number a person reads: hours, meetings."""
    return None if quantity is None else Decimal(quantity) / service.minutes_of_unit


def number_format(unit: ServiceUnit) -> str:
    """Return the number format of quantities: two places for time, none for counted units."""
    return f"{HOURS};[Red]-{HOURS}" if unit.is_time else "0;[Red]-0"


def unit_words(service: ServiceMonth) -> str:
    """Return the unit for a heading, with its length when that is not an hour."""
    name = unit_name(service.unit)
    length = service.minutes_of_unit
    if not service.unit.is_time or (service.unit is ServiceUnit.HOUR and length == 60):
        return tr("export.month.unit", unit=name)
    return tr("export.month.unit_length", unit=name, minutes=length)


def total_label(unit: str) -> str:
    """Return the label of a total of one unit."""
    return tr("export.month.total_unit", unit=unit)


def cached(value: Decimal | int | None) -> float | int | str:
    """Return a computed value as the file stores it beside its formula."""
    if value is None:
        return ""
    return float(value) if isinstance(value, Decimal) else value


def write_sign_off(
    book: Book, sheet: Worksheet, document: MonthlySheet, row: int, columns: tuple[int, int]
) -> int:
    """Write the two places to sign; return the last row used."""
    dots = tr("export.month.signature_dots")
    texts = (
        tr("export.month.prepared", name=document.prepared_by or dots),
        tr("export.month.approved", name=dots),
    )
    for column, text in zip(columns, texts, strict=True):
        put_text(sheet, row, column, text, book.format())
        put_text(sheet, row + 2, column, tr("export.month.date_dots"), book.format())
    return row + 2
