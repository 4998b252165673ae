"""The council's yearly table, beside the shortest SQL for it and LibreOffice over a workbook.

    python -m bench.reports_year [attendance rows a month]

The workbook has every presence of the year as a row and the table as formulas (SUMIFS for hours;
persons once a year are a sum of 1/COUNTIFS, which is left out: LibreOffice needs minutes for it).
LibreOffice opens, recalculates and saves it; its start is taken out by an empty workbook. Without
LibreOffice on the machine that side is left out.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import time

import xlsxwriter

from bench._common import Table, argument, race, sandbox
from bench._office import add_attendance, new_office, raw
from cusdesk.domain.spans import SpanKind, span_of
from cusdesk.services import reports
from cusdesk.services.reports import ReadyKind

BAR = 7.0
YEAR = dt.date(2026, 1, 1)
SQL = """
SELECT g.service_id, strftime('%m', m.date), sum(a.minutes), count(DISTINCT a.resident_id)
FROM meetings m JOIN attendance a ON a.meeting_id = m.id JOIN service_groups g ON g.id = m.group_id
WHERE m.date BETWEEN '2026-01-01' AND '2026-12-31' AND a.mark = 'present'
  AND a.retired_at IS NULL AND m.retired_at IS NULL AND g.retired_at IS NULL
GROUP BY 1, 2
"""
ONCE = """
SELECT g.service_id, count(DISTINCT a.resident_id)
FROM meetings m JOIN attendance a ON a.meeting_id = m.id JOIN service_groups g ON g.id = m.group_id
WHERE m.date BETWEEN '2026-01-01' AND '2026-12-31' AND a.mark = 'present'
  AND a.retired_at IS NULL AND m.retired_at IS NULL AND g.retired_at IS NULL
GROUP BY 1
"""


def main() -> int:
    """Measure every ready sheet of a year; 1 when the bar breaks."""
    a_month = argument(1_000)
    with sandbox() as folder:
        office = new_office(folder, 300).office
        add_attendance(office, a_month * 7, a_month=a_month)
        year = span_of(SpanKind.YEAR, YEAR)
        made = reports.ready(office, ReadyKind.YEARLY, year)
        rows = made.found.material.rows
        table = Table(f"yearly table, {len(rows)} presences, {len(made.table.keys) // 2} services")
        bare = raw(office)
        taken = race(
            {
                "yearly table": lambda: reports.ready(office, ReadyKind.YEARLY, year),
                "by village": lambda: reports.ready(office, ReadyKind.VILLAGE, year),
                "shortest SQL, bare": lambda: [bare.execute(s).fetchall() for s in (SQL, ONCE)],
            },
            7,
        )
        for name, seconds in taken.items():
            table.line(name, seconds)
        ours, _village, shortest = taken.values()
        table.compare("yearly table beside the shortest SQL", ours, shortest, BAR)
        beside_libreoffice(folder, made.found, ours)
        bare.close()
        office.close()
    return int(table.broken)


def beside_libreoffice(folder, found, ours) -> None:
    """Print how long LibreOffice takes for the hours of the same table."""
    if shutil.which("soffice") is None:
        print("  LibreOffice is not on this machine: not measured")
        return
    full, empty = folder / "rok.xlsx", folder / "pusty.xlsx"
    write_workbook(full, found)
    write_workbook(empty, None)
    out = folder / "out"
    started = [recalculated(path, out, folder) for path in (empty, full, empty, full)]
    rest = min(started[1], started[3]) - min(started[0], started[2])
    print(f"  LibreOffice, hours only, without its start: {rest * 1000:.0f} ms wall")
    print(f"  yearly table beside LibreOffice: {min(ours.wall) / rest:.2f} by wall")


def recalculated(path, out, folder) -> float:
    """Return wall seconds LibreOffice needs to open, recalculate and save a workbook."""
    before = time.perf_counter()
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    return time.perf_counter() - before


def write_workbook(path, found) -> None:
    """Write presences as rows and the table over them as formulas without values."""
    book = xlsxwriter.Workbook(path)
    data, table = book.add_worksheet("dane"), book.add_worksheet("tabela")
    rows = found.material.rows if found else ()
    for number, row in enumerate(rows):
        values = (row.service_id.hex(), row.date.month, row.minutes)
        data.write_row(number, 0, values)
    for line, service in enumerate(found.rows if found else ()):
        table.write_string(line, 0, service.hex())
        for month in range(1, 13):
            table.write_formula(
                line, month,
                f"=SUMIFS(dane!$C$1:$C${len(rows)},dane!$A$1:$A${len(rows)},$A{line + 1},"
                f"dane!$B$1:$B${len(rows)},{month})/60",
            )  # fmt: skip
    book.close()


if __name__ == "__main__":
    raise SystemExit(main())
