"""300 fee notices as PDF in one file, beside bare reportlab writing the same lines.

    python -m bench.fee_notices [number of residents]

The bare side gets every line with its place, font and size as a ready list and writes it: nothing
is measured, wrapped, framed or joined. The month is counted and confirmed first, at this size and
at ten times of it; reading the notices out of the office is shown on its own line.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bench._common import Table, argument, once, race, sandbox
from bench._lines import bare, len_of, lines_of
from bench._office import add_service, new_office, people_of
from cusdesk.core.ids import new_id
from cusdesk.domain.fees.decision import DecisionDraft
from cusdesk.domain.fees.rule import FeePrice
from cusdesk.domain.fees.starter import starter_rule
from cusdesk.export.pdf.papers import join_pdfs, paper_pdf
from cusdesk.models.fees import FeeDecision
from cusdesk.services import fees
from cusdesk.services.fees.decision_store import decision_columns
from cusdesk.services.fees.notices import _drafts

BAR = 2.2
GROWTH_BAR = 13.0
MONTH = dt.date(2026, 6, 1)
VISITS = 10
VISIT = (
    "INSERT INTO visits (id, subject_id, resident_id, service_id, worker, date, minutes,"
    " activities, travel_minutes, row_version) VALUES (?,?,?,?,'',?,60,'',0,1)"
)


def main() -> int:
    """Count a month at two sizes and write its notices; 1 when a bar breaks."""
    count = argument(300)
    with sandbox() as folder:
        table = Table(f"fees of {count} residents, {VISITS} visits each")
        times = [counted(folder / str(size), size, table) for size in (count, 10 * count)]
        growth = times[1] / times[0]
        table.value("ten times the residents, times the CPU", growth, GROWTH_BAR)
        office = open_small(folder / "small", count)
        papers = [draft.document for draft in _drafts(office, MONTH, only=None)]
        lines = lines_of(papers, paper_pdf)
        pages = sum(map(len, lines))
        print(f"{len(papers)} notices, {pages} pages, {sum(map(len_of, lines))} lines")
        taken = race(
            {
                "drafts out of the office": lambda: _drafts(office, MONTH, only=None),
                "notices, joined": lambda: join_pdfs([paper_pdf(each) for each in papers]),
                "bare reportlab, same lines": lambda: [bare(each) for each in lines],
            },
            3,
        )
        for name, seconds in taken.items():
            table.line(name, seconds)
        _read, ours, same = taken.values()
        table.compare("notices beside bare reportlab", ours, same, BAR)
        office.close()
    return int(table.broken)


def counted(folder, count: int, table: Table) -> float:
    """Return CPU seconds of a month proposed, and show what confirming it takes."""
    office = open_office_of(folder, count)
    _wall, cpu = once(lambda: fees.month_fees(office, MONTH))
    table.value(f"month proposed, {count} residents", cpu, None, " s CPU")
    seal = fees.month_fees(office, MONTH).seal
    _wall, written = once(lambda: fees.confirm_month(office, MONTH, seal))
    table.value(f"month confirmed, {count} residents", written, None, " s CPU")
    office.close()
    return cpu


def open_small(folder, count: int):
    office = open_office_of(folder, count)
    fees.confirm_month(office, MONTH, fees.month_fees(office, MONTH).seal)
    return office


def open_office_of(folder, count: int):
    """Return an office in which everybody has a decision and visits in the month."""
    folder.mkdir(parents=True)
    office = new_office(folder, count).office
    service = add_service(office, "Usługi opiekuńcze w miejscu zamieszkania")
    price = FeePrice(dt.date(2026, 1, 1), 4_500, 6_000)
    rule = replace(starter_rule("suo_national"), prices=(price,), services=(service,))
    fees.create_rule(office, rule)
    people = people_of(office)[:count]
    with office.write("fees.decide", count=count) as work:
        for number, person in enumerate(people):
            draft = DecisionDraft(
                person, service, valid_from=dt.date(2026, 1, 1), income_gr=120_000 + 900 * number
            )
            values = decision_columns(draft)
            work.session.add(FeeDecision(subject_id=person, regime=draft.regime.value, **values))
    rows = [
        (new_id(), person, person, service, MONTH.replace(day=day + 1).isoformat())
        for person in people
        for day in range(VISITS)
    ]
    with office.write("attendance.visit", count=len(rows)) as work:
        work.session.connection().exec_driver_sql(VISIT, rows)
    return office


if __name__ == "__main__":
    raise SystemExit(main())
