"""Twenty years of invoices in their list: asked, filtered, ordered and paged, beside plain SQL.

    python -m bench.invoices_list [invoices] [invoices of the larger office]

The bare list reads the same columns of every invoice, with its provider and its first line, by
plain SQL into a Python list: the least a list without ids and pages would have to do.
"""

from __future__ import annotations

import datetime as dt

from bench._common import Table, argument, race, sandbox
from bench._office import add_service, new_office, raw
from cusdesk.core.ids import new_id
from cusdesk.domain.providers import ProviderDraft
from cusdesk.services import invoices, providers

BAR = 1.3
BAR_PAGE = 0.25
PAGE = 100
PROVIDERS, OPEN = 60, 120
INVOICE = (
    "INSERT INTO invoices (id, kind, number, provider_id, issued_on, due_on, seller_nip,"
    " buyer_nip, ksef_number, gross_gr, status, purpose, notes, row_version)"
    " VALUES (?, 'invoice', ?, ?, ?, ?, '', '', '', ?, ?, '', '', 1)"
)
LINE = (
    "INSERT INTO invoice_lines (id, invoice_id, position, service_id, words, period_from,"
    " period_to, unit, quantity_milli, rate_gr, amount_gr, row_version)"
    " VALUES (?, ?, ?, ?, 'godziny', ?, ?, 'hour', 10000, 4000, 40000, 1)"
)
ALL = """
SELECT i.id, i.number, i.kind, p.name, i.issued_on, i.due_on, i.paid_on, i.gross_gr, i.status,
  i.ksef_number, (SELECT s.name FROM invoice_lines l JOIN services s ON s.id = l.service_id
  WHERE l.invoice_id = i.id LIMIT 1)
FROM invoices i JOIN providers p ON p.id = i.provider_id WHERE i.retired_at IS NULL
ORDER BY i.issued_on DESC, p.sort_key, i.id
"""


def fill(office, count: int) -> None:
    """Write invoices past the use case, the last of them still to be checked."""
    known = [
        providers.create(office, ProviderDraft(name=f"Realizator {n}")).id for n in range(PROVIDERS)
    ]
    services = [add_service(office, f"Usługa {n}") for n in range(10)]
    begin = dt.date(2006, 1, 31)
    rows, lines = [], []
    for n in range(count):
        key, day = new_id(), begin + dt.timedelta(days=7_000 * n // count)
        status = "received" if n >= count - OPEN else "paid"
        due = day + dt.timedelta(days=14)
        number = f"FV/{n + 1}/{day.year}"
        rows.append((key, number, known[n % PROVIDERS], str(day), str(due), 80_000, status))
        lines += [
            (new_id(), key, at, services[(n + at) % 10], str(day.replace(day=1)), str(day))
            for at in range(2)
        ]
    with office.write("invoices.create") as work:
        run = work.session.connection().exec_driver_sql
        run(INVOICE, rows)
        run(LINE, lines)


def main() -> int:
    """Measure both sizes; 1 when a bar breaks at the larger one."""
    sizes = [argument(2_000), argument(20_000, 2)]
    with sandbox() as folder:
        for count in sizes:
            place = folder / str(count)
            place.mkdir()
            office = new_office(place, 10).office
            fill(office, count)
            table = Table(f"{count} invoices")
            measure(table, office, judged=count == sizes[-1])
            office.close()
    return int(table.broken)


def measure(table, office, *, judged: bool) -> None:
    """Compare asking for the list, filters, orders and pages with the bare list."""
    bare = raw(office)
    ids = invoices.list_ids(office)
    taken = race(
        {
            "list_ids": lambda: invoices.list_ids(office),
            "filter by number": lambda: invoices.list_ids(office, filters={"number": "15/20"}),
            "filter by service": lambda: invoices.list_ids(
                office, filters={"services": "usluga 7"}
            ),
            "order by amount": lambda: invoices.list_ids(office, sort="gross_gr"),
            "a page still to be checked": lambda: invoices.rows_for(office, ids[:PAGE]),
            "a page of what was paid": lambda: invoices.rows_for(office, ids[-PAGE:]),
            "bare list read": lambda: bare.execute(ALL).fetchall(),
        },
        5,
    )
    for name, seconds in taken.items():
        table.line(name, seconds)
    everything = taken["bare list read"]
    table.compare("load beside a bare list", taken["list_ids"], everything, BAR if judged else None)
    paid, bar_page = taken["a page of what was paid"], BAR_PAGE if judged else None
    table.compare("page beside a bare list", paid, everything, bar_page)
    bare.close()


if __name__ == "__main__":
    raise SystemExit(main())
