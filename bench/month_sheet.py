"""The monthly sheet of 300 people by 31 days, beside bare XlsxWriter writing the same cells.

    python -m bench.month_sheet [people]

The bare side gets what our workbook holds, cell by cell with formula, value and look, as a ready
list, and writes it: no plan, no sums, no names of ranges, nothing laid out.
"""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import xlsxwriter

from bench._common import Table, argument, race, sandbox
from bench._office import add_group, add_service, new_office, people_of
from cusdesk.export.xlsx.month import write_month_xlsx
from cusdesk.services.attendance import monthly_sheet

BAR = 1.3
MONTH = dt.date(2026, 7, 1)


def main() -> int:
    """Write the sheet both ways; 1 when the bar breaks."""
    people = argument(300)
    with sandbox() as folder:
        office = new_office(folder, people).office
        days = [MONTH + dt.timedelta(n) for n in range(31)]
        add_group(office, add_service(office), people_of(office), days)
        sheet = monthly_sheet(office, MONTH)
        cells = cells_of(written(sheet))
        count = sum(len(page) for page in cells.values())
        table = Table(f"monthly sheet, {people} people, {count} cells")
        taken = race(
            {
                "monthly_sheet: out of the office": lambda: monthly_sheet(office, MONTH),
                "write_month_xlsx": lambda: written(sheet),
                "bare XlsxWriter, same cells": lambda: bare(cells),
            },
            7,
        )
        for name, seconds in taken.items():
            table.line(name, seconds)
        _build, ours, same = taken.values()
        table.compare("writing beside bare XlsxWriter", ours, same, BAR)
        office.close()
    return int(table.broken)


def written(sheet) -> bytes:
    out = io.BytesIO()
    write_month_xlsx(sheet, out)
    return out.getvalue()


def cells_of(workbook: bytes) -> dict:
    """Return sheet -> cells (row, column, what, cached value, look)."""
    formulas = openpyxl.load_workbook(io.BytesIO(workbook))
    values = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
    return {
        page.title: [
            (cell.row - 1, cell.column - 1, cell.value, known.value, look(cell))
            for row, known_row in zip(page.iter_rows(), values[page.title].iter_rows(), strict=True)
            for cell, known in zip(row, known_row, strict=True)
            if cell.value is not None or cell.has_style
        ]
        for page in formulas
    }


def look(cell) -> tuple:
    """Return the parts of a cell's look that XlsxWriter takes, as a key and as keywords."""
    found = {
        "bold": cell.font.b,
        "font_size": cell.font.sz,
        "num_format": cell.number_format,
        "border": 1 if cell.border.left.style else 0,
        "bg_color": f"#{cell.fill.fgColor.rgb[2:]}" if cell.fill.fill_type else None,
        "text_wrap": bool(cell.alignment.wrap_text),
    }
    return tuple((key, value) for key, value in found.items() if value)


def bare(cells) -> bytes:
    """Write the cells and nothing else."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    looks: dict = {}
    for name, page in cells.items():
        sheet = book.add_worksheet(name)
        for row, column, what, known, style in page:
            form = looks.get(style)
            if form is None:
                form = looks[style] = book.add_format(dict(style))
            if what is None:
                sheet.write_blank(row, column, None, form)
            elif isinstance(what, str):
                if what.startswith("="):
                    sheet.write_formula(row, column, what, form, "" if known is None else known)
                else:
                    sheet.write_string(row, column, what, form)
            elif isinstance(what, dt.date):
                sheet.write_datetime(row, column, what, form)
            else:
                sheet.write_number(row, column, what, form)
    book.close()
    return out.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
