"""Offices of any size for the measurements; everybody in them is invented."""

from __future__ import annotations

import datetime as dt
import random
from functools import lru_cache

import sqlcipher3.dbapi2 as driver
from sqlalchemy import event

from bench.typeahead import fill
from cusdesk.core.clock import FixedClock
from cusdesk.core.ids import new_id
from cusdesk.db.engine import connect, use_truncate_journal
from cusdesk.db.keys import KeyCost
from cusdesk.domain.catalogue import ServiceArea, ServiceDraft, ServiceStatus, ServiceUnit
from cusdesk.services import attendance, catalogue, residents
from cusdesk.services.office import create_office

TODAY = dt.datetime(2026, 7, 31, 10, 0)  # noqa: DTZ001 (wall time, as people read it)
PASSWORD = "Zielona-Dolina-2026"
CHEAP = KeyCost(passes=1, memory_kib=64, lanes=1)
MEETING = (
    "INSERT INTO meetings (id, group_id, date, start_minute, minutes, topic, row_version)"
    " VALUES (?,?,?,600,60,'',1)"
)
MARK = (
    "INSERT INTO attendance (id, subject_id, meeting_id, resident_id, mark, minutes, note,"
    " row_version) VALUES (?,?,?,?,?,?,'',1)"
)


def new_office(folder, residents_count=0):
    """Return a new office (`CreatedOffice`) with that many residents."""
    made = create_office(
        folder / "biuro.cusdesk",
        name="Centrum Usług Społecznych",
        user_name="Anna Testowa",
        password=PASSWORD,
        clock=FixedClock(TODAY),
        cost=CHEAP,
    )
    if residents_count:
        fill(made.office, residents_count)
    return made


def people_of(office) -> list[bytes]:
    return residents.list_ids(office)


def add_service(office, name: str = "Rehabilitacja") -> bytes:
    draft = ServiceDraft(
        name=name,
        area=next(iter(ServiceArea)),
        unit=ServiceUnit.HOUR,
        status=ServiceStatus.REGULAR,
    )
    return catalogue.create(office, draft).id


def add_group(office, service_id: bytes, people, dates, name: str = "grupa") -> int:
    """Write a group whose people have a mark on every date; return how many marks."""
    draft = attendance.GroupDraft(service_id=service_id, name=name)
    group_id, _changes = attendance.create_group(office, draft, people)
    meetings = [(new_id(), group_id, day.isoformat()) for day in dates]
    marks = marks_of(meetings, people)
    with office.write("attendance.mark", count=len(marks)) as work:
        run = work.session.connection().exec_driver_sql
        run(MEETING, meetings)
        run(MARK, marks)
    return len(marks)


def marks_of(meetings, people) -> list[tuple]:
    """Return rows for `MARK`: everybody at every meeting, one in eight not there."""
    chance = random.Random(2026)
    rows = []
    for meeting, *_rest in meetings:
        for person in people:
            away = chance.random() < 0.125
            mark, minutes = ("absent", 0) if away else ("present", 60)
            rows.append((new_id(), person, meeting, person, mark, minutes))
    return rows


def add_attendance(office, rows: int, *, a_month: int, size: int = 25, services: int = 20) -> int:
    """Write `rows` marks, `a_month` of them in each month up to July 2026; return how many."""
    people = people_of(office)
    groups = max(1, a_month // (size * 4))
    months = max(1, round(rows / (groups * size * 4)))
    known = [add_service(office, f"Usługa {n + 1}") for n in range(min(services, groups))]
    dates = [day for back in range(months) for day in _four_days(back)]
    chance = random.Random(7)
    return sum(
        add_group(office, known[n % len(known)], chance.sample(people, size), dates, f"grupa {n}")
        for n in range(groups)
    )


@lru_cache
def _four_days(back: int) -> list[dt.date]:
    """Return four days of the month that lies `back` months before July 2026."""
    number = 2026 * 12 + 6 - back
    return [dt.date(number // 12, number % 12 + 1, day) for day in (3, 10, 17, 24)]


def raw(office):
    """Return a bare connection to the same encrypted file."""
    connection = connect(office.path, office.database.key)
    use_truncate_journal(connection)
    return connection


def plain_copy(office, target):
    """Return a bare connection to a copy of the office without a key, set up the same way."""
    source = raw(office)
    source.execute("ATTACH DATABASE ? AS plain KEY ''", (str(target),))
    source.execute("SELECT sqlcipher_export('plain')")
    source.execute("DETACH DATABASE plain")
    cache = source.execute("PRAGMA cache_size").fetchone()[0]
    source.close()
    copy = driver.connect(str(target), isolation_level=None)
    copy.execute(f"PRAGMA cache_size = {cache}")
    copy.execute("PRAGMA temp_store = MEMORY")
    return copy


def recorded(office, call) -> list[tuple]:
    """Return the SQL (text, parameters) which one use of the services sends."""
    found: list[tuple] = []

    def keep(_connection, _cursor, statement, parameters, _context, _many):
        if not statement.startswith("BEGIN"):
            found.append((statement, parameters))

    engine = office.database._engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        call()
    finally:
        event.remove(engine, "before_cursor_execute", keep)
    if not found:
        message = "the services sent no SQL: nothing to measure against"
        raise RuntimeError(message)
    return found


def replay(connection, statements) -> list:
    """Run recorded SQL on a bare connection and fetch every row, in one transaction."""
    connection.execute("BEGIN")
    rows = [connection.execute(sql, values).fetchall() for sql, values in statements]
    connection.execute("COMMIT")
    return rows
