"""The sheet of hours for a provider: protected, with lists to choose from, for any spreadsheet.

The protection has no password: it keeps headings and formulas from slips of the hand, not from
people.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date, format_month
from cusdesk.domain.planned import month_range
from cusdesk.domain.reports.hour_sheet import COLUMNS, ENTRY_ROWS, HEAD_ROW
from cusdesk.export.xlsx.book import DATE, TEXT, Book, page, put_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from cusdesk.domain.reports.hour_sheet import HourSheetDocument

_FIRST, _LAST = HEAD_ROW + 1, HEAD_ROW + ENTRY_ROWS
_WIDTHS = (44, 12, 9, 9, 10, 26, 44)
_TIME, _HOURS = "hh:mm", "0.00"
_FORMATS = {"date": DATE, "start": _TIME, "end": _TIME, "hours": _HOURS, "activities": TEXT}
_OPEN_FILL = "#FFFBE6"
_PEOPLE_TOP = 4


def write_hour_sheet(document: HourSheetDocument, out: BinaryIO) -> None:
    """Write the workbook: entries on the first sheet, people with their sums on the second."""
    title = tr("export.hour_sheet.title", month=format_month(document.month))
    book = Book(out, title=title, office=document.office_name, created=document.issued_on)
    entries = book.workbook.add_worksheet(tr("export.hour_sheet.entries"))
    people = book.workbook.add_worksheet(tr("export.hour_sheet.people"))
    _write_people(book, people, document)
    _write_entries(book, entries, document, title)
    entries.activate()
    book.close()


def _write_entries(book: Book, sheet: Worksheet, document: HourSheetDocument, title: str) -> None:
    put_text(sheet, 0, 0, title, book.format(bold=True, font_size=14))
    lines = (
        tr("export.hour_sheet.number", number=document.number),
        tr("export.hour_sheet.provider", name=document.provider),
        document.office_name,
        tr("export.hour_sheet.how"),
        tr("export.hour_sheet.back"),
    )
    for row, line in enumerate(lines, start=1):
        put_text(sheet, row, 0, line, book.format())
    for column, name in enumerate(COLUMNS):
        put_text(sheet, HEAD_ROW - 1, column, tr(f"export.hour_sheet.column.{name}"), book.head())
        sheet.set_column(column, column, _WIDTHS[column])
        look = {"num_format": _FORMATS[name]} if name in _FORMATS else {}
        cell = book.format(locked=False, border=1, bg_color=_OPEN_FILL, **look)
        for row in range(_FIRST - 1, _LAST):
            sheet.write_blank(row, column, None, cell)
    _validate(sheet, document)
    _sums(book, sheet)
    sheet.freeze_panes(HEAD_ROW, 1)
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "sort": False})
    page(sheet, document.number, tr("export.month.page"))


def _sums(book: Book, sheet: Worksheet) -> None:
    """Write the hours of every row into a hidden, locked column: typed, or from and to."""
    column = len(COLUMNS)
    look = book.format(num_format=_HOURS)
    for row in range(_FIRST, _LAST + 1):
        formula = f'=IF(E{row}<>"",E{row},IF(AND(C{row}<>"",D{row}<>""),MOD(D{row}-C{row},1)*24,0))'
        sheet.write_formula(row - 1, column, formula, look, 0)
    sheet.set_column(column, column, None, None, {"hidden": True})


def _validate(sheet: Worksheet, document: HourSheetDocument) -> None:
    first, last = month_range(document.month)
    people = tr("export.hour_sheet.people")
    end = _PEOPLE_TOP + max(1, len(document.people))
    place = {name: (_FIRST - 1, n, _LAST - 1, n) for n, name in enumerate(COLUMNS)}
    choice = {
        "validate": "list",
        "source": f"='{people}'!$B${_PEOPLE_TOP + 1}:$B${end}",
        "error_message": tr("export.hour_sheet.wrong.person"),
    }
    sheet.data_validation(*place["person"], choice)
    day = {
        "validate": "date",
        "criteria": "between",
        "minimum": first,
        "maximum": last,
        "error_message": tr(
            "export.hour_sheet.wrong.date", first=format_date(first), last=format_date(last)
        ),
    }
    sheet.data_validation(*place["date"], day)
    clock = {
        "validate": "time",
        "criteria": "between",
        "minimum": dt.time(0),
        "maximum": dt.time(23, 59),
        "error_message": tr("export.hour_sheet.wrong.time"),
    }
    for name in ("start", "end"):
        sheet.data_validation(*place[name], clock)
    hours = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 24,
        "error_message": tr("export.hour_sheet.wrong.hours"),
    }
    sheet.data_validation(*place["hours"], hours)


def _write_people(book: Book, sheet: Worksheet, document: HourSheetDocument) -> None:
    put_text(sheet, 0, 0, tr("export.hour_sheet.people_title"), book.format(bold=True))
    put_text(sheet, 1, 0, document.number, book.format())
    for column, name in enumerate(("no", "person", "planned", "entered", "left")):
        words = tr(f"export.hour_sheet.sum.{name}")
        put_text(sheet, _PEOPLE_TOP - 1, column, words, book.head())
    entries = tr("export.hour_sheet.entries")
    text, hours = book.format(border=1), book.format(border=1, num_format=_HOURS)
    names, sums = (f"'{entries}'!${letter}${_FIRST}:${letter}${_LAST}" for letter in ("A", "H"))
    for row, person in enumerate(document.people, start=_PEOPLE_TOP):
        sheet.write_number(row, 0, person.number, text)
        put_text(sheet, row, 1, person.label, text)
        planned = None if person.planned_minutes is None else person.planned_minutes / 60
        if planned is None:
            sheet.write_blank(row, 2, None, hours)
        else:
            sheet.write_number(row, 2, planned, hours)
        sheet.write_formula(row, 3, f"=SUMIF({names},B{row + 1},{sums})", hours, 0)
        left = f'=IF(C{row + 1}="","",C{row + 1}-D{row + 1})'
        sheet.write_formula(row, 4, left, hours, "" if planned is None else planned)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 48)
    sheet.set_column(2, 4, 12)
    sheet.freeze_panes(_PEOPLE_TOP, 0)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True})
    page(sheet, document.number, tr("export.month.page"))
