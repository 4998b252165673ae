"""The register of 3,000 and of 100,000 applications: asked, filtered and paged, beside plain SQL.

    python -m bench.applications_list [applications] [applications of the larger office]

The bare list reads the same columns of every application, with the name of the person served, by
plain SQL into a Python list: the least a list without ids and pages would have to do.
"""

from __future__ import annotations

import datetime as dt

from bench._common import Table, argument, race, sandbox
from bench._office import new_office, people_of, raw
from cusdesk.core.ids import new_id
from cusdesk.services import applications

BAR = 0.7
BAR_PAGE = 0.25
PAGE = 100
PEOPLE = 3_000
STATUSES = ("received", "qualified", "waiting", "refused", "withdrawn")
INSERT = (
    "INSERT INTO applications (id, subject_id, resident_id, number, status, received_on,"
    " received_minute, channel, reported_channel, applicant_kind, applicant_name,"
    " applicant_phone, applicant_address, applicant_basis, programme, coordinator, description,"
    " wishes, relief_ground, clause_version, notes, row_version)"
    " VALUES (?,?,?,?,?,?,?,'in_person','','self','','','','',?,'Anna Testowa','','','','','',1)"
)
ALL = """
SELECT a.id, a.number, a.received_on, a.received_minute, r.surname, r.given_name, a.status,
  a.status_on, a.applicant_name, a.channel, a.coordinator, a.programme,
  (SELECT words FROM application_services s WHERE s.application_id = a.id LIMIT 1)
FROM applications a JOIN residents r ON r.id = a.resident_id WHERE a.retired_at IS NULL
ORDER BY a.received_on, a.received_minute, a.id
"""


def fill(office, count: int) -> None:
    """Write applications past the use case: each a minute after the one before."""
    people = people_of(office)
    begin = dt.datetime(2016, 1, 4, 7, 0)  # noqa: DTZ001 (wall time)
    rows = []
    for n in range(count):
        at = begin + dt.timedelta(minutes=50 * n)
        person, status = people[n % len(people)], STATUSES[n % len(STATUSES)]
        minute = at.hour * 60 + at.minute
        programme = f"Program {n % 7}"
        number = f"WN/{n + 1}/{at.year}"
        rows.append((new_id(), person, person, number, status, f"{at:%Y-%m-%d}", minute, programme))
    with office.write("applications.create") as work:
        work.session.connection().exec_driver_sql(INSERT, rows)


def main() -> int:
    """Measure both sizes; 1 when a bar breaks at the larger one."""
    sizes = [argument(3_000), argument(100_000, 2)]
    with sandbox() as folder:
        for count in sizes:
            place = folder / str(count)
            place.mkdir()
            office = new_office(place, PEOPLE).office
            fill(office, count)
            table = Table(f"{count} applications")
            measure(table, office, judged=count == sizes[-1])
            office.close()
    return int(table.broken)


def measure(table, office, *, judged: bool) -> None:
    """Compare asking for the list, a filter, an order and a page with the bare list."""
    bare = raw(office)
    ids = applications.list_ids(office)
    taken = race(
        {
            "list_ids": lambda: applications.list_ids(office),
            "filter by name": lambda: applications.list_ids(
                office, filters={"resident_name": "kow"}
            ),
            "order by number": lambda: applications.list_ids(office, sort="number"),
            "order by days left": lambda: applications.list_ids(office, sort="days_left"),
            "a page of rows": lambda: applications.rows_for(office, ids[-PAGE:]),
            "bare list read": lambda: bare.execute(ALL).fetchall(),
        },
        5,
    )
    for name, seconds in taken.items():
        table.line(name, seconds)
    everything = taken["bare list read"]
    table.compare("load beside a bare list", taken["list_ids"], everything, BAR if judged else None)
    bar_page = BAR_PAGE if judged else None
    table.compare("page beside a bare list", taken["a page of rows"], everything, bar_page)
    bare.close()


if __name__ == "__main__":
    raise SystemExit(main())
