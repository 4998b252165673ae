"""The close of a month, beside writing the very same rows on a bare connection.

    python -m bench.month_close [people] [services]

Our side checks the month first, seals it and files every row with its history; the bare side gets
the rows ready and inserts them into a table of the same shape without triggers. What was closed is
opened again between the rounds, outside the clock.
"""

from __future__ import annotations

import datetime as dt

from bench._common import Table, Taken, argument, once, sandbox
from bench._office import add_group, add_service, new_office, people_of, raw
from cusdesk.services import months

ROUNDS = 5
MONTH = dt.date(2026, 6, 1)
COPY = "CREATE TABLE bare_lines AS SELECT * FROM month_lines WHERE 0"


def main() -> int:
    """Measure checking and closing; there is no bar yet."""
    people, services = argument(300), argument(50, 2)
    with sandbox() as folder:
        office = new_office(folder, people).office
        known = people_of(office)
        days = [MONTH + dt.timedelta(n) for n in (2, 9, 16, 23)]
        size = max(1, people * 3 // services)
        for n in range(services):
            some = [known[(n * size + k) % len(known)] for k in range(size)]
            add_group(office, add_service(office, f"Usługa {n + 1}"), some, days, f"grupa {n}")
        bare = raw(office)
        bare.execute(COPY)
        sides = {name: Taken() for name in ("check_month", "close_month", "same rows, bare")}
        count = 0
        for number in range(ROUNDS):
            count = one_round(office, bare, sides, number)
        table = Table(f"close of a month, {people} people, {services} services, {count} lines")
        for name, seconds in sides.items():
            table.line(name, seconds)
        table.compare(
            "closing beside the same rows", sides["close_month"], sides["same rows, bare"]
        )
        bare.close()
        office.close()
    return int(table.broken)


def one_round(office, bare, sides, number: int) -> int:
    """Check, close, write the same rows barely, open again; return how many rows."""
    checks: list = []
    sides["check_month"].add(*once(lambda: checks.append(months.check_month(office, MONTH))))
    seal = checks[0].seal
    sides["close_month"].add(*once(lambda: months.close_month(office, MONTH, seal)))
    every = bare.execute("SELECT * FROM month_lines").fetchall()
    rows = every[-(len(every) // (number + 1)) :]
    sides["same rows, bare"].add(*once(lambda: insert(bare, rows)))
    months.reopen_month(office, MONTH, "pomiar czasu")
    return len(rows)


def insert(bare, rows) -> None:
    """Write the rows into the bare table, in one transaction."""
    places = ", ".join("?" * len(rows[0]))
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("DELETE FROM bare_lines")
    bare.executemany(f"INSERT INTO bare_lines VALUES ({places})", rows)
    bare.execute("COMMIT")


if __name__ == "__main__":
    raise SystemExit(main())
