"""The month of the whole office: one line a service, taken from the sheets behind."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_range

from cusdesk.core.messages import tr
from cusdesk.export.values import unit_name
from cusdesk.export.xlsx.book import TOTAL_FILL, Book, needed_height, page, put_text
from cusdesk.export.xlsx.month_common import (
    Summary,
    cached,
    month_foot,
    month_words,
    number_format,
    shown,
    total_label,
    write_sign_off,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from cusdesk.domain.reports import MonthlySheet, ServiceMonth

HEAD_ROW = 4
FIRST_ROW = HEAD_ROW + 1
COLUMNS = (
    ("number", 4.5),
    ("service", 44),
    ("provider_head", 32),
    ("listed_head", 9),
    ("users_head", 11.5),
    ("meetings_head", 11),
    ("unit_head", 11),
    ("planned_head", 12.5),
    ("delivered_head", 12.5),
    ("unplanned_head", 12.5),
    ("left_head", 12.5),
    ("absences_head", 12.5),
    ("note_head", 24),
)
NAMES = [name for name, _ in COLUMNS]
UNIT = NAMES.index("unit_head")
AMOUNTS = ("planned", "delivered", "unplanned", "left")


def write_office_sheet(
    book: Book, sheet: Worksheet, document: MonthlySheet, summaries: Sequence[Summary]
) -> None:
    """Write the office's month; `summaries` say where each service's figures stand."""
    put_text(sheet, 0, 0, tr("export.month.title_office"), book.format(bold=True, font_size=14))
    put_text(sheet, 1, 0, month_words(document), book.format(bold=True, font_size=11))
    grey = book.format(font_size=9, font_color="#595959")
    address = ", ".join((document.office.name, *document.office.address_lines))
    put_text(sheet, 2, 0, address, grey)
    for column, name in enumerate(NAMES):
        put_text(sheet, HEAD_ROW, column, tr(f"export.month.{name}"), book.head())
    sheet.set_row(HEAD_ROW, 42)
    for index, (service, summary) in enumerate(zip(document.services, summaries, strict=True)):
        _write_line(book, sheet, index, service, summary)
    last = _write_totals(book, sheet, document)
    put_text(sheet, last + 1, 1, tr("export.month.distinct"), book.format(italic=True, font_size=9))
    bottom = write_sign_off(book, sheet, document, last + 4, (1, NAMES.index("planned_head")))
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, bottom, len(COLUMNS) - 1)
    page(sheet, month_foot(document), tr("export.month.page"))


def _write_line(
    book: Book, sheet: Worksheet, index: int, service: ServiceMonth, summary: Summary
) -> None:
    row = FIRST_ROW + index
    wrapped = book.cell(text_wrap=True, indent=1)
    widths = dict(COLUMNS)
    texts = (
        (service.name, widths["service"] - 1),
        (service.provider, widths["provider_head"] - 1),
        (service.note, widths["note_head"] - 1),
    )
    sheet.set_row(row, needed_height(texts))
    count = book.cell(num_format="0")
    amount = book.cell(num_format=number_format(service.unit))
    sheet.write_number(row, 0, index + 1, book.cell(align="center"))
    put_text(sheet, row, 1, service.name, wrapped)
    put_text(sheet, row, 2, service.provider, wrapped)
    put_text(sheet, row, UNIT, unit_name(service.unit), book.cell(align="center"))
    put_text(sheet, row, NAMES.index("note_head"), service.note, wrapped)
    figures: list[tuple[str, str, Decimal | int | None, object]] = [
        ("listed_head", summary.listed, len(service.persons), count),
        ("users_head", summary.users, service.users, count),
        ("meetings_head", summary.meetings, service.meeting_count, count),
        ("planned_head", _or_blank(summary.planned), shown(service, service.planned), amount),
        ("delivered_head", summary.delivered, shown(service, service.delivered), amount),
        ("unplanned_head", _or_blank(summary.unplanned), shown(service, service.unplanned), amount),
        ("left_head", _or_blank(summary.left), shown(service, service.left), amount),
        ("absences_head", summary.absences, service.absences, count),
    ]
    for name, formula, value, look in figures:
        sheet.write_formula(row, NAMES.index(name), f"={formula}", look, cached(value))


def _or_blank(reference: str) -> str:
    """Return a formula that stays empty where the other cell is empty (a bare link gives 0)."""
    return f'IF({reference}="","",{reference})'


def _write_totals(book: Book, sheet: Worksheet, document: MonthlySheet) -> int:
    """Write the totals: one row for all, and the amounts by unit; return the last row."""
    services = document.services
    row = FIRST_ROW + max(len(services), 1)
    units = sorted({unit_name(service.unit) for service in services})
    _write_total_row(book, sheet, document, row)
    if len(units) == 1:
        _write_amounts(book, sheet, document, row, units[0])
        return row
    for unit in units:
        row += 1
        for column in range(len(COLUMNS)):
            put_text(sheet, row, column, "", book.cell(bg_color=TOTAL_FILL))
        label = book.cell(bold=True, bg_color=TOTAL_FILL)
        put_text(sheet, row, 1, total_label(unit), label)
        _write_amounts(book, sheet, document, row, unit)
    return row


def _write_total_row(book: Book, sheet: Worksheet, document: MonthlySheet, row: int) -> None:
    look = book.cell(bold=True, bg_color=TOTAL_FILL, num_format="0")
    for column in range(len(COLUMNS)):
        put_text(sheet, row, column, "", look)
    put_text(sheet, row, 1, tr("export.month.total"), look)
    sheet.write_number(row, NAMES.index("users_head"), document.distinct_users, look)
    for name, value in (
        ("meetings_head", sum(service.meeting_count for service in document.services)),
        ("absences_head", sum(service.absences for service in document.services)),
    ):
        formula = f"=SUM({_column(name, document)})"
        sheet.write_formula(row, NAMES.index(name), formula, look, value)


def _column(name: str, document: MonthlySheet) -> str:
    """Return the cells of all services in a column (one empty row when there are none)."""
    column = NAMES.index(name)
    last = FIRST_ROW + max(len(document.services), 1) - 1
    return str(xl_range(FIRST_ROW, column, last, column))


def _write_amounts(
    book: Book, sheet: Worksheet, document: MonthlySheet, row: int, unit: str
) -> None:
    """Write planned, delivered and left of all services counted in one unit."""
    services = [s for s in document.services if unit_name(s.unit) == unit]
    pattern = number_format(services[0].unit)
    look = book.cell(bold=True, bg_color=TOTAL_FILL, num_format=pattern)
    put_text(sheet, row, UNIT, unit, book.cell(bold=True, bg_color=TOTAL_FILL, align="center"))
    units = _column("unit_head", document)
    for name in AMOUNTS:
        quantities = [(s, getattr(s, name)) for s in services]
        known = [shown(s, q) or Decimal(0) for s, q in quantities if q is not None]
        cells = _column(f"{name}_head", document)
        formula = f'=SUMIF({units},"{unit}",{cells})'
        value = float(sum(known, start=Decimal(0)))
        sheet.write_formula(row, NAMES.index(f"{name}_head"), formula, look, value)
