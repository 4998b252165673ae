"""A month out of many years of attendance, beside the same SQL on a bare connection.

    python -m bench.month_aggregate [attendance rows]

Asked are the office's month with its sums (`office_month`), one group's month as the grid types it
(`month_grid`), the rows behind the figures (`entries`), what was given as every fee and pool counts
it (`delivered_rows`) and the first list of residents. The SQL which each sends is
recorded and run again, fetching every row, on a bare connection to the same encrypted file; then on
a copy of the file without a key, with the same page cache.
"""

from __future__ import annotations

import datetime as dt
import json

from bench._common import Table, argument, once, race, sandbox
from bench._office import add_attendance, new_office, plain_copy, raw, recorded, replay
from cusdesk.services import attendance, residents
from cusdesk.services.attendance.delivered import delivered_rows

BAR, BAR_ROWS, BAR_KEY = 3.0, 2.5, 1.3  # docs/adr/0005
A_MONTH = 17_000
MONTH = dt.date(2026, 7, 1)
AGGREGATE = """
SELECT g.service_id, a.resident_id, count(*), sum(a.minutes)
FROM meetings m JOIN attendance a ON a.meeting_id = m.id JOIN service_groups g ON g.id = m.group_id
WHERE m.date BETWEEN '2026-07-01' AND '2026-07-31'
  AND a.retired_at IS NULL AND m.retired_at IS NULL AND g.retired_at IS NULL
GROUP BY 1, 2
"""


def main() -> int:
    """Measure all three; 1 when a bar breaks."""
    wanted = argument(200_000)
    with sandbox() as folder:
        office = new_office(folder, 3000).office
        rows = []
        wall, _cpu = once(lambda: rows.append(add_attendance(office, wanted, a_month=A_MONTH)))
        print(
            f"{rows[0]} marks in {office.path.stat().st_size / 2**20:.0f} MiB, made in {wall:.0f} s"
        )
        bare, plain = raw(office), plain_copy(office, folder / "plain.db")
        table = Table("month out of many")
        group = attendance.list_groups(office)[0].id
        questions = {
            "office_month": (lambda: attendance.office_month(office, MONTH), BAR),
            "month_grid": (lambda: attendance.month_grid(office, group, MONTH), None),
            "entries": (lambda: attendance.entries(office, MONTH), BAR_ROWS),
            "delivered_rows": (lambda: given(office), BAR_ROWS),
            "list_ids": (lambda: residents.list_ids(office), None),
        }
        for name, (ask, bar) in questions.items():
            measure(table, name, ask, bar, (office, bare, plain))
        no_scans(office, bare, questions)
        bare.close()
        plain.close()
        office.close()
    return int(table.broken)


def given(office):
    """Return what was given in the month, as every fee, pool and budget asks for it."""
    with office.read() as session:
        return delivered_rows(session, MONTH, MONTH.replace(day=31))


def measure(table, name, ask, bar, places) -> None:
    office, bare, plain = places
    statements = recorded(office, ask)
    sides = {
        name: ask,
        "the same SQL, bare": lambda: replay(bare, statements),
        "the same SQL, bare, without a key": lambda: replay(plain, statements),
    }
    if name == "office_month":
        sides["shortest SQL for the sums, bare"] = lambda: bare.execute(AGGREGATE).fetchall()
        sides["the same marks in a bare grid"] = lambda: grid(bare, statements)
    taken = race(sides, 9)
    for side, seconds in taken.items():
        table.line(side, seconds)
    ours, same, without, *more = taken.values()
    table.compare(f"{name} beside the same SQL", ours, same, bar)
    if more:
        table.compare(f"{name} beside the bare grid", ours, more[-1], bar)
    table.compare("encrypted beside plain", same, without, BAR_KEY)


def grid(bare, statements) -> dict:
    """Return the marks as the plainest thing a screen could show: person -> days -> mark."""
    answers = dict(zip([sql for sql, _values in statements], replay(bare, statements), strict=True))
    held = next(rows for sql, rows in answers.items() if "FROM meetings" in sql)
    marks = next(rows for sql, rows in answers.items() if "FROM attendance" in sql)
    meetings = {row[0]: (row[1], int(row[3][8:])) for row in held}
    found: dict = {}
    for meeting, resident, mark, minutes, *_more in marks:
        service, day = meetings[meeting]
        days = found.get((service, resident))
        if days is None:
            days = found[service, resident] = [None] * 31
        days[day - 1] = (mark, minutes)
    return found


def no_scans(office, bare, questions) -> None:
    """Print what is read from end to end although it grows with the years."""
    growing = {"attendance", "meetings", "visits", "changes"}
    for name, (ask, _bar) in questions.items():
        for sql, values in recorded(office, ask):
            plan = bare.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
            found = [row[3] for row in plan if set(row[3].split()[1:2]) & growing
                     and row[3].startswith("SCAN")]  # fmt: skip
            if found:
                print(f"  {name} reads all of: {json.dumps(found)}")


if __name__ == "__main__":
    raise SystemExit(main())
