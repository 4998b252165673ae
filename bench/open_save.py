"""Opening an office and saving one field, beside plain SQLite without encryption and history.

    python -m bench.open_save [residents] [marks]

The bare side is a copy of the same tables without a key and without triggers, with the same
journal and the same flushing to the disk: it connects and reads one setting, and it updates one
field of one resident. Ours opens with the cheapest Argon2id there is, and saves through the
service: checks, conflict, history, log, search row. The check of every page, which the first write
waits for, is shown apart. What a disk takes to flush is in the wall times.
"""

from __future__ import annotations

from itertools import count

from bench._common import Table, Taken, argument, once, race, sandbox
from bench._office import PASSWORD, TODAY, add_attendance, new_office, people_of, plain_copy
from cusdesk.core.clock import FixedClock
from cusdesk.db.engine import use_truncate_journal
from cusdesk.services import residents
from cusdesk.services.office import open_office

ROUNDS = 15
A_MONTH = 17_000


def main() -> int:
    """Measure both; there is no bar, the ratios are to be known."""
    people, marks = argument(3_000), argument(100_000, 2)
    with sandbox() as folder:
        office = new_office(folder, people).office
        add_attendance(office, marks, a_month=A_MONTH)
        path, target = office.path, folder / "plain.db"
        without_triggers(plain_copy(office, target))
        office.close()
        table = Table(f"open and save, {path.stat().st_size / 2**20:.0f} MiB")
        opened = race(
            {
                "office opened": lambda: open_office(
                    path, password=PASSWORD, clock=FixedClock(TODAY)
                ).close(),
                "plain SQLite opened": lambda: plain(target).close(),
            },
            ROUNDS,
        )
        show(table, "opening beside plain SQLite", opened)
        office, bare = open_office(path, password=PASSWORD, clock=FixedClock(TODAY)), plain(target)
        checked = Taken()
        checked.add(*once(office.database.check))
        table.line("check of every page before the first write", checked)
        resident, number = people_of(office)[0], count()
        saved = race(
            {
                "one field saved": lambda: save(office, resident, f"Polna {next(number)}"),
                "plain SQLite, the same update": lambda: update(
                    bare, resident, f"Polna {next(number)}"
                ),
            },
            ROUNDS,
        )
        show(table, "saving beside plain SQLite", saved)
        bare.close()
        office.close()
    return 0


def show(table, what: str, sides: dict[str, Taken]) -> None:
    for name, seconds in sides.items():
        table.line(name, seconds)
    table.compare(what, *sides.values())


def plain(target):
    """Connect and read one setting, as cheaply as it can be done."""
    import sqlcipher3.dbapi2 as driver

    connection = driver.connect(str(target), isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    use_truncate_journal(connection)
    connection.execute("SELECT value_json FROM settings WHERE key = 'office.name'").fetchone()
    return connection


def without_triggers(connection) -> None:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in found:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.close()


def save(office, resident: bytes, street: str) -> None:
    residents.change_fields(office, resident, {"street": street})


def update(connection, resident: bytes, street: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "UPDATE residents SET street = ?, row_version = row_version + 1 WHERE id = ?",
        (street, resident),
    )
    connection.execute("COMMIT")


if __name__ == "__main__":
    raise SystemExit(main())
