"""Any list as a workbook, and the rows an import sent back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO

from xlsxwriter.utility import xl_col_to_name, xl_range

from cusdesk.core.messages import tr
from cusdesk.domain.reports import Column, ColumnKind, RejectedRows, TableCell, TableDocument
from cusdesk.export.names import sheet_names
from cusdesk.export.values import cell_text, date_text, yes_no_text
from cusdesk.export.xlsx.book import (
    DATE,
    FIRST_DATE,
    HOURS,
    TEXT,
    Book,
    needed_height,
    page,
    put_raw,
    put_text,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NARROWEST, WIDEST = 7, 48
SAMPLE = 500
PORTRAIT_WIDTH = 95
SUM_VISIBLE = 109
_NUMBER_FORMATS = {
    ColumnKind.INTEGER: "0",
    ColumnKind.DECIMAL: "#,##0.00",
    ColumnKind.MINUTES: HOURS,
    ColumnKind.DATE: DATE,
    ColumnKind.IDENTIFIER: TEXT,
}
_NUMBERS = {
    *(ColumnKind.INTEGER, ColumnKind.DECIMAL, ColumnKind.NUMBER),
    *(ColumnKind.MINUTES, ColumnKind.MONEY),
}


def write_table_xlsx(document: TableDocument, out: BinaryIO) -> None:
    """Write any list as a workbook: title, filters in words, headings, rows, totals.

    Identifiers are text, dates dates, hours and money numbers; totals are formulas that follow the
    filter and carry their value.
    """
    book = Book(out, title=document.title, office=document.office, created=document.printed_on)
    name = sheet_names([document.title], tr("export.table.sheet"))[0]
    sheet = book.workbook.add_worksheet(name)
    top = _write_front(book, sheet, document)
    looks = [_look(book, column) for column in document.columns]
    for index, column in enumerate(document.columns):
        put_text(sheet, top, index, column.title, book.head())
    widths = [_width(document, index) for index in range(len(document.columns))]
    wrapped = [
        index
        for index, column in enumerate(document.columns)
        if column.kind is ColumnKind.TEXT and widths[index] >= WIDEST
    ]
    for number, cells in enumerate(document.rows, start=top + 1):
        if wrapped:
            long = [(str(cells[index] or ""), widths[index] - 1) for index in wrapped]
            sheet.set_row(number, needed_height(long))
        for index, value in enumerate(cells):
            _put(sheet, (number, index), value, document.columns[index].kind, looks[index])
    last = top + len(document.rows)
    if document.rows and (document.totals or any(c.total for c in document.columns)):
        _write_totals(book, sheet, document, top)
        last += 1
    for note in document.notes:
        last += 1
        put_text(sheet, last, 0, note, book.format(font_size=9, font_color="#595959"))
    _dress(sheet, document, widths, (top, last))
    book.close()


def _write_front(book: Book, sheet: Worksheet, document: TableDocument) -> int:
    """Write what stands above the headings; return the row of the headings."""
    put_text(sheet, 0, 0, document.title, book.format(bold=True, font_size=14))
    printed = tr("export.printed_on", date=date_text(document.printed_on))
    above = (document.office, document.basis, printed)
    put_text(sheet, 1, 0, " · ".join(filter(None, above)), book.format())
    if not document.filters:
        return 3
    words = tr("export.table.filters", filters=document.filters)
    put_text(sheet, 2, 0, words, book.format(italic=True))
    return 4


def _look(book: Book, column: Column, **more: object) -> Format:
    pattern = (
        tr("export.value.money_format")
        if column.kind is ColumnKind.MONEY
        else _NUMBER_FORMATS.get(column.kind, "General")
    )
    wishes: dict[str, object] = {"num_format": pattern, **more}
    if column.kind is ColumnKind.TEXT:
        wishes.update(text_wrap=True, indent=1)
    elif column.kind is ColumnKind.IDENTIFIER:
        wishes["indent"] = 1
    elif column.kind in {ColumnKind.DATE, ColumnKind.YES_NO}:
        wishes["align"] = "center"
    return book.cell(**wishes)


def _put(
    sheet: Worksheet, at: tuple[int, int], value: TableCell, kind: ColumnKind, look: Format
) -> None:
    row, column = at
    match value:
        case None:
            sheet.write_blank(row, column, None, look)
        case bool():
            sheet.write_string(row, column, yes_no_text(value), look)
        case int() | Decimal() if kind in _NUMBERS:
            sheet.write_number(row, column, number_of(value, kind), look)
        case dt.date() if value >= FIRST_DATE:
            sheet.write_datetime(row, column, value, look)
        case _:
            put_text(sheet, row, column, cell_text(value, kind), look)


def number_of(value: int | Decimal, kind: ColumnKind) -> Decimal:
    """Return what a spreadsheet shows for a value: hours for minutes, złote for grosze."""
    if kind is ColumnKind.MINUTES:
        return Decimal(value) / 60
    if kind is ColumnKind.MONEY:
        return Decimal(value) / 100
    return Decimal(value)


def _write_totals(book: Book, sheet: Worksheet, document: TableDocument, top: int) -> None:
    row = top + len(document.rows) + 1
    for index, column in enumerate(document.columns):
        look = _look(book, column, bold=True, bg_color="#F4F4F4")
        if column.total:
            values = [r[index] for r in document.rows]
            total = sum((v for v in values if isinstance(v, (int, Decimal))), start=0)
            cells = xl_range(top + 1, index, row - 1, index)
            formula = f"=SUBTOTAL({SUM_VISIBLE},{cells})"
            sheet.write_formula(row, index, formula, look, float(number_of(total, column.kind)))
        elif document.totals:
            _put(sheet, (row, index), document.totals[index], column.kind, look)
        else:
            put_text(sheet, row, index, "" if index else tr("export.table.total"), look)


def _dress(
    sheet: Worksheet, document: TableDocument, widths: list[float], rows: tuple[int, int]
) -> None:
    """Set widths, filter, frozen headings and the page; `rows` are the first and the last one."""
    top, last = rows
    titles = [(c.title, width - 3) for c, width in zip(document.columns, widths, strict=True)]
    sheet.set_row(top, needed_height(titles))
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    right = len(document.columns) - 1
    sheet.autofilter(top, 0, top + len(document.rows), right)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    sheet.print_area(0, 0, last, right)
    page(sheet, document.office, tr("export.month.page"), landscape=sum(widths) > PORTRAIT_WIDTH)


def _width(document: TableDocument, index: int) -> float:
    column = document.columns[index]
    texts = (cell_text(row[index], column.kind) for row in document.rows[:SAMPLE])
    widest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    head = max((len(word) for word in column.title.split()), default=0) + 3
    return min(max(widest + 3, head, NARROWEST, column.width), WIDEST)


def write_rejected_rows(document: RejectedRows, out: BinaryIO) -> None:
    """Write the rows an import could not take, ready to be mended and imported again.

    The person's own headings and values come first, as they were; then the reason, the sheet and
    the row they came from.
    """
    title = tr("export.rejected.title")
    book = Book(out, title=title, office="", created=document.printed_on)
    sheet = book.workbook.add_worksheet(sheet_names([title], title)[0])
    extra = [tr(f"export.rejected.{name}") for name in ("reason", "sheet", "row")]
    width = len(document.columns)
    for index, text in enumerate([*document.columns, *extra]):
        put_text(sheet, 0, index, text, book.head())
    looks = _raw_looks(book)
    reason = book.cell(text_wrap=True, bold=True)
    for number, row in enumerate(document.rows, start=1):
        for index in range(width):
            value = row.values[index] if index < len(row.values) else None
            put_raw(sheet, number, index, value, looks)
        put_text(sheet, number, width, "\n".join(row.reasons), reason)
        put_text(sheet, number, width + 1, row.sheet, looks["text"])
        sheet.write_number(number, width + 2, row.row, looks["number"])
    sheet.set_column(0, max(width - 1, 0), 17)
    sheet.set_column(width, width, 60)
    sheet.set_column(width + 1, width + 1, 18)
    sheet.set_column(width + 2, width + 2, 9)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(f"A1:{xl_col_to_name(width + 2)}{len(document.rows) + 1}")
    sheet.repeat_rows(0)
    page(sheet, "", tr("export.month.page"))
    book.close()


def _raw_looks(book: Book) -> dict[str, Format]:
    formats = {
        "text": TEXT,
        "number": "General",
        "date": DATE,
        "moment": f"{DATE} hh:mm",
        "time": "hh:mm",
        "span": "[h]:mm",
    }
    return {name: book.cell(num_format=pattern) for name, pattern in formats.items()}
