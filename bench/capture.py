"""Insert of 200,000 marks with history and log, beside a bare executemany without either.

    python -m bench.capture [rows]

Both put the same rows into the same table, with the same indexes, references and encryption, in
one transaction: meetings of 25 people, as an import of years brings them. The bare side has no
triggers and no operation.
"""

from __future__ import annotations

import datetime as dt

from bench._common import Table, argument, race, sandbox
from bench._office import (
    MARK,
    MEETING,
    add_group,
    add_service,
    marks_of,
    new_office,
    people_of,
    raw,
)
from cusdesk.core.ids import new_id
from cusdesk.db import unit_of_work

BAR = 4.0
PEOPLE, SIZE, ROUNDS = 500, 25, 3


def main() -> int:
    """Write the same rows both ways; 1 when the bar breaks."""
    wanted = argument(200_000)
    with sandbox() as folder:
        offices = [prepared(folder / name) for name in ("ours", "bare", "unchained")]
        ours, connection, unchained = offices[0], raw(offices[1]), offices[2]
        drop_triggers(connection)
        batches = [batches_of(office, wanted) for office in offices]
        table = Table(f"{wanted} rows with capture")
        taken = race(
            {
                "office.write, recorded and sealed": lambda: write(ours, *batches[0].pop()),
                "executemany, nothing recorded": lambda: write_bare(connection, *batches[1].pop()),
                "office.write, recorded only": lambda: write_unsealed(unchained, *batches[2].pop()),
            },
            ROUNDS,
            warm=False,
        )
        for name, seconds in taken.items():
            table.line(name, seconds)
        sealed, bare, recorded = taken.values()
        table.compare("insert with history and chain beside without", sealed, bare, BAR)
        table.compare("insert with history alone beside without", recorded, bare, None)
        connection.close()
        sizes = [office.path.stat().st_size / 2**20 for office in offices]
        table.value(f"file {sizes[0]:.0f} MiB beside {sizes[1]:.0f} MiB", sizes[0] / sizes[1], None)
        for office in offices:
            office.close()
    return int(table.broken)


def prepared(folder):
    """Return an office with people and a group for the meetings to hang on."""
    folder.mkdir()
    office = new_office(folder, PEOPLE).office
    add_group(office, add_service(office), people_of(office)[:1], [dt.date(2026, 7, 1)])
    return office


def batches_of(office, wanted: int) -> list[tuple[list, list]]:
    """Return meetings and their marks for every round, made before the clock starts."""
    people = people_of(office)
    with office.read() as session:
        ask = session.connection().exec_driver_sql("SELECT id FROM service_groups")
        group = ask.fetchone()[0]
    made = []
    for _ in range(ROUNDS):
        meetings = [(new_id(), group, "2026-07-02") for _ in range(wanted // SIZE)]
        marks = []
        for number, meeting in enumerate(meetings):
            first = number * SIZE % PEOPLE
            marks += marks_of([meeting], people[first : first + SIZE])
        made.append((meetings, marks))
    return made[::-1]


def drop_triggers(connection) -> None:
    ask = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in connection.execute(ask).fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')


def write(office, meetings, marks) -> None:
    with office.write("attendance.mark", count=len(marks)) as work:
        run = work.session.connection().exec_driver_sql
        run(MEETING, meetings)
        run(MARK, marks)


def write_unsealed(office, meetings, marks) -> None:
    """Write as before there was a chain of entries, to tell what the chain costs."""
    kept, unit_of_work._log = unit_of_work._log, lambda *_: None
    try:
        write(office, meetings, marks)
    finally:
        unit_of_work._log = kept


def write_bare(connection, meetings, marks) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(MEETING, meetings)
    connection.executemany(MARK, marks)
    connection.execute("COMMIT")


if __name__ == "__main__":
    raise SystemExit(main())
