"""The steps of one month of money, from the schedule to the budget, over the use cases alone."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

from pypdf import PdfReader

from cusdesk.domain.attendance import Mark
from cusdesk.domain.budget import FundingSourceDraft
from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.domain.contracts import ContractDraft, ContractServiceDraft
from cusdesk.domain.fees.ledger import PaymentDraft, PaymentKind
from cusdesk.domain.invoices import InvoiceDraft, InvoiceLineDraft
from cusdesk.domain.providers import ProcurementMode, ProviderDraft
from cusdesk.services import attendance, budget, catalogue, contracts, fees, invoices, papers
from cusdesk.services import providers as givers
from cusdesk.services.attendance.series import SeriesDraft, add_series
from tests.db.test_capture import add_resident
from tests.services.fees_office import decide, suo

MAY = dt.date(2026, 5, 1)
LAST = dt.date(2026, 5, 31)
RATE_GR = 3_000
TUESDAY, THURSDAY = 1, 3


@dataclass(frozen=True)
class Chain:
    """An office in which a provider gives a service under a contract.

    Attributes:
        people: Bąk and Łuczak, as the list of their group has them.
    """

    office: object
    service: bytes
    provider: bytes
    contract: bytes
    source: bytes
    people: tuple[bytes, bytes]
    group: bytes


def begin(office, pool_hours):
    """Write service, provider, source, contract, people and their group with a series in May."""
    service = catalogue.create(
        office, ServiceDraft(name="Rehabilitacja", area=ServiceArea.HEALTH)
    ).id
    provider = givers.create(office, ProviderDraft(name="Klub", nip="856-734-62-15")).id
    money = FundingSourceDraft("Gmina", division="852", chapter="85228", paragraph="4300")
    source = budget.create(office, money).id
    ordered = ContractServiceDraft(service, rate_gr=RATE_GR, pool_milli=pool_hours * 1_000)
    contract = ContractDraft(
        "1/2026",
        provider,
        ProcurementMode.BELOW_THRESHOLD,
        valid_from=dt.date(2026, 1, 1),
        valid_to=dt.date(2026, 12, 31),
        funding_source_id=source,
        services=(ordered,),
    )
    contract_id = contracts.create(office, contract).id
    people = (add_resident(office, "Bąk"), add_resident(office, "Łuczak"))
    draft = attendance.GroupDraft(service, "Wtorki i czwartki", provider, meeting_minutes=60)
    group, _ = attendance.create_group(office, draft, list(people))
    days = {"valid_from": MAY, "valid_to": LAST, "start_minute": 600}
    add_series(office, [SeriesDraft(group, weekdays=(TUESDAY, THURSDAY), **days)])
    return Chain(office, service, provider, contract_id, source, people, group)


def fill_the_grid(chain, absences):
    """Write everybody present but the second person, who missed the first meetings."""
    grid = attendance.month_grid(chain.office, chain.group, MAY)
    missed = {(chain.people[1], meeting.id) for meeting in grid.meetings[:absences]}
    entries = [
        attendance.MarkEntry(
            meeting.id, who, Mark.ABSENT if (who, meeting.id) in missed else Mark.PRESENT
        )
        for meeting in grid.meetings
        for who in chain.people
    ]
    attendance.write_marks(chain.office, entries)
    return len(grid.meetings)


def visit_past_midnight(chain):
    """Write two and a half hours that end after midnight."""
    night = attendance.VisitDraft(
        chain.people[0], chain.service, dt.date(2026, 5, 29), 22 * 60, 30, worker="Ewa Sowa",
        provider_id=chain.provider,
    )  # fmt: skip
    attendance.add_visits(chain.office, [night])


def bill(chain, milli, number):
    """Write an invoice of May down."""
    amount = milli * RATE_GR // 1_000
    line = InvoiceLineDraft(
        chain.service, "rehabilitacja", MAY, LAST, quantity_milli=milli, rate_gr=RATE_GR,
        amount_gr=amount,
    )  # fmt: skip
    draft = InvoiceDraft(
        number=number,
        provider_id=chain.provider,
        issued_on=dt.date(2026, 6, 2),
        due_on=dt.date(2026, 6, 20),
        gross_gr=amount,
        purpose="Rehabilitacja mieszkańców.",
        lines=(line,),
    )
    return invoices.create(chain.office, draft).id


def words_of(office, draft):
    """Return the words of a paper as they are printed."""
    pages = PdfReader(io.BytesIO(papers.render(office, draft))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def charge(chain):
    """Give both a decision at ten złote an hour, confirm May, and let the first pay."""
    fees.create_rule(chain.office, suo(chain.service))
    for person in chain.people:
        decide(chain.office, person, chain.service)
    proposal = fees.month_fees(chain.office, MAY)
    fees.confirm_month(chain.office, MAY, proposal.seal)
    fees.issue_notices(chain.office, MAY)
    owed = next(row for row in fees.list_accounts(chain.office) if row.id == chain.people[0])
    paid_on = dt.date(2026, 6, 15)
    payment = PaymentDraft(owed.id, PaymentKind.CASH, paid_on, owed.open_gr)
    fees.add_payment(chain.office, payment)
