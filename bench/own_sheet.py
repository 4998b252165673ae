"""The office's own workbook filled, beside openpyxl loading, setting the same cells and saving.

    python -m bench.own_sheet [services] [other rows]

Both sides change the same cells of the same file; openpyxl gets the figures ready, and drops what
it does not know of, which ours keeps byte for byte.
"""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import xlsxwriter

from bench._common import Table, argument, race, sandbox
from bench._office import add_group, add_service, new_office, people_of
from cusdesk.services import own_sheets
from cusdesk.services.own_sheets.figures import month_figures

BAR = 1.5
MONTH = dt.date(2026, 7, 1)
HEAD = ("Nazwa usługi", "Liczba osób ogółem", "w tym kobiety", "Liczba godz.")


def main() -> int:
    """Measure the filling; 1 when the bar breaks."""
    services, other = argument(30), argument(2_000, 2)
    with sandbox() as folder:
        office = new_office(folder, 300).office
        known = people_of(office)
        names = [f"Usługa {n + 1}" for n in range(services)]
        for n, name in enumerate(names):
            add_group(office, add_service(office, name), known[n : n + 20], [MONTH], name)
        path = folder / "wzor.xlsx"
        write_template(path, names, other)
        data = path.read_bytes()
        read = own_sheets.read_own_sheet(office, path)
        kept = own_sheets.add(office, "raport", read, read.marks).id
        filled = own_sheets.fill(office, kept, MONTH)
        cells = [(c.mark, c.figure) for c in filled.cells if c.figure is not None]
        table = Table(f"own workbook, {len(cells)} cells filled, {other} other rows")
        taken = race(
            {
                "fill: figures, cells, formulas": lambda: own_sheets.fill(office, kept, MONTH),
                "figures of the month alone": lambda: month_figures(office, MONTH),
                "openpyxl load, set, save": lambda: by_openpyxl(data, cells),
            },
            5,
        )
        for name, seconds in taken.items():
            table.line(name, seconds)
        ours, _figures, theirs = taken.values()
        table.compare("filling beside openpyxl", ours, theirs, BAR)
        office.close()
    return int(table.broken)


def write_template(path, names, other: int) -> None:
    """Write a monthly report of an office, with another sheet of rows and formulas."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("raport")
    sheet.write_row(2, 0, HEAD)
    for number, name in enumerate(names):
        sheet.write_string(3 + number, 0, name)
    more = book.add_worksheet("dane")
    for row in range(other):
        more.write_row(row, 0, [f"wiersz {row}", row, row * 2])
        more.write_formula(row, 3, f"=B{row + 1}+C{row + 1}", None, row * 3)
    book.close()


def by_openpyxl(data: bytes, cells) -> bytes:
    """Return the workbook with the same figures, by the plainest road."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for mark, figure in cells:
        book[mark.sheet][mark.cell] = figure
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
