"""Invoices in a real office: written, compared with contract and hours, brought to payment."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.attendance import Mark
from cusdesk.domain.budget import FundingSourceDraft
from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.domain.contracts import ContractDraft, ContractServiceDraft
from cusdesk.domain.invoices import FindingKind, InvoiceDraft, InvoiceLineDraft, InvoiceStatus
from cusdesk.domain.providers import ProcurementMode, ProviderDraft
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.services import (
    attendance,
    budget,
    catalogue,
    contracts,
    history,
    invoices,
    papers,
    providers,
)
from cusdesk.services.invoices.listed import _STORED
from cusdesk.services.listings import listing
from tests.db.test_capture import add_resident

if TYPE_CHECKING:
    from cusdesk.services.office import Office

MAY = (dt.date(2026, 5, 1), dt.date(2026, 5, 31))


@dataclass(frozen=True)
class Place:
    """An office with a contract, two people and visits of May: 3 h."""

    office: Office
    service: bytes
    provider: bytes
    contract: bytes
    people: tuple[bytes, bytes]

    def visit(self, who: int, day: dt.date, minutes: int) -> None:
        """Write a visit down."""
        draft = attendance.VisitDraft(
            self.people[who], self.service, day, minutes=minutes, provider_id=self.provider
        )
        attendance.add_visits(self.office, [draft])

    def bill(self, hours: int = 3, rate_gr: int = 3000, number: str = "1/05") -> bytes:
        """Write an invoice of May down."""
        line = InvoiceLineDraft(
            self.service,
            "opieka",
            *MAY,
            quantity_milli=hours * 1000,
            rate_gr=rate_gr,
            amount_gr=hours * rate_gr,
        )
        draft = InvoiceDraft(
            number=number,
            provider_id=self.provider,
            issued_on=dt.date(2026, 6, 2),
            due_on=dt.date(2026, 6, 14),
            seller_nip="8567346215",
            gross_gr=hours * rate_gr,
            lines=(line,),
        )
        return invoices.create(self.office, draft).id

    def found(self, invoice: bytes) -> list[FindingKind]:
        """Return what differs."""
        return [f.kind for f in invoices.check(self.office, invoice).findings]


@pytest.fixture
def place(office: Office) -> Place:
    area = ServiceArea.SOCIAL_ASSISTANCE
    service = catalogue.create(office, ServiceDraft(name="Opieka", area=area)).id
    klub = ProviderDraft(name="Klub", nip="856-734-62-15")
    provider = providers.create(office, klub).id
    one = ContractServiceDraft(service, rate_gr=3000, pool_milli=10_000)
    contract = ContractDraft(
        "1/2026",
        provider,
        valid_from=dt.date(2026, 1, 1),
        valid_to=dt.date(2026, 12, 31),
        services=(one,),
    )
    contract_id = contracts.create(office, contract).id
    people = (add_resident(office, "Zmyślona"), add_resident(office, "Wymyślony"))
    made = Place(office, service, provider, contract_id, people)
    made.visit(0, dt.date(2026, 5, 4), 120)
    made.visit(1, dt.date(2026, 5, 5), 60)
    return made


def test_an_invoice_comes_back_as_it_was_written(place: Place) -> None:
    found = invoices.get(place.office, place.bill())
    assert (found.draft.number, found.status) == ("1/05", InvoiceStatus.RECEIVED)
    assert found.draft.lines[0].computed_gr == 9000
    assert found.provider_name == "Klub"


def test_what_agrees_with_contract_and_hours_has_no_findings(place: Place) -> None:
    check = invoices.check(place.office, place.bill())
    assert (check.agrees, check.people) == (True, 2)
    assert check.lines[0].delivered == 3000
    assert [row.resident for row in check.lines[0].given] == ["Zmyślona", "Wymyślony"]


def test_an_hour_too_many_leads_to_the_visit_of_the_next_month(place: Place) -> None:
    place.visit(0, dt.date(2026, 6, 1), 60)
    place.visit(1, dt.date(2026, 6, 2), 90)
    invoice = place.bill(hours=4)
    assert place.found(invoice) == [FindingKind.HOURS_MORE]
    (line,) = invoices.check(place.office, invoice).lines
    assert {suspect.why for suspect in line.suspects} == {"after"}
    assert [(s.name, s.date) for s in line.likely] == [("Zmyślona", dt.date(2026, 6, 1))]


def test_an_absence_may_have_been_billed(place: Place) -> None:
    group = attendance.GroupDraft(place.service, "Grupa", place.provider)
    group_id, _ = attendance.create_group(place.office, group, list(place.people))
    attendance.add_meetings(place.office, group_id, [dt.date(2026, 5, 12)], minutes=60)
    grid = attendance.month_grid(place.office, group_id, MAY[0])
    entries = [
        attendance.MarkEntry(grid.meetings[0].id, person, mark)
        for person, mark in zip(place.people, (Mark.ABSENT, Mark.PRESENT), strict=True)
    ]
    attendance.write_marks(place.office, entries)
    (line,) = invoices.check(place.office, place.bill(hours=5)).lines
    assert [(s.why, s.name) for s in line.likely] == [("absent", "Zmyślona")]


def test_rate_number_and_pool_are_compared(place: Place) -> None:
    first = place.bill(rate_gr=3100)
    assert place.found(first) == [FindingKind.RATE]
    again = place.bill(hours=8)
    assert place.found(again) == [
        FindingKind.NUMBER_TWICE,
        FindingKind.OVER_POOL,
        FindingKind.HOURS_MORE,
    ]
    invoices.retire(place.office, again)
    assert place.found(first) == [FindingKind.RATE]


def test_the_form_and_the_match_agree_on_what_is_the_same_number(place: Place) -> None:
    place.bill(number="FV 1/05")
    again = place.bill(number="fv-1/05")
    assert FindingKind.NUMBER_TWICE in place.found(again)
    draft = invoices.get(place.office, again).draft
    assert "number" in [p.field for p in invoices.warnings(place.office, draft, again)]
    other = replace(draft, number="FV 11/05")
    assert "number" not in [p.field for p in invoices.warnings(place.office, other, again)]


def test_a_service_of_no_contract_is_named(place: Place) -> None:
    contracts.retire(place.office, place.contract)
    assert place.found(place.bill()) == [FindingKind.CONTRACT_MISSING]


def test_nips_are_compared(place: Place) -> None:
    buyer = invoices.Buyer("Gmina Wierzbniki", "8512899835")
    invoices.set_buyer(place.office, buyer)
    assert invoices.get_buyer(place.office) == buyer
    invoice = place.bill()
    changed = {"buyer_nip": "8567346215", "seller_nip": "8512899835"}
    invoices.change_fields(place.office, invoice, changed)
    assert place.found(invoice) == [FindingKind.SELLER_NIP, FindingKind.BUYER_NIP]
    (row,) = invoices.rows_for(place.office, [invoice])
    assert row.differences == 2
    with pytest.raises(ValidationError):
        invoices.set_buyer(place.office, replace(buyer, nip="1"))


def test_a_good_invoice_goes_step_by_step_to_payment(place: Place) -> None:
    invoice, office = place.bill(), place.office
    for status in (InvoiceStatus.CHECKED, InvoiceStatus.DESCRIBED):
        invoices.take_step(office, invoice, status)
    invoices.approve(office, invoice)
    invoices.take_step(office, invoice, InvoiceStatus.PAID, on=dt.date(2026, 6, 12))
    found = invoices.get(office, invoice)
    assert (found.status, found.draft.paid_on) == (InvoiceStatus.PAID, dt.date(2026, 6, 12))
    assert [step.done_by for step in found.steps] == ["Anna Testowa"] * 4
    history.undo(office)
    assert invoices.get(office, invoice).status is InvoiceStatus.APPROVED


def test_one_that_differs_needs_a_reason(place: Place) -> None:
    invoice = place.bill(hours=4)
    with pytest.raises(ValidationError):
        invoices.take_step(place.office, invoice, InvoiceStatus.CHECKED)
    invoices.take_step(place.office, invoice, InvoiceStatus.CHECKED, "Uzgodniono z realizatorem.")
    assert invoices.steps_of(place.office, invoice)[0].reason.startswith("Uzgodniono")
    with pytest.raises(ValidationError):
        invoices.take_step(place.office, invoice, InvoiceStatus.RETURNED)


def test_no_step_is_left_out(place: Place) -> None:
    invoice = place.bill()
    for call in (
        lambda: invoices.take_step(place.office, invoice, InvoiceStatus.PAID),
        lambda: invoices.approve(place.office, invoice),
        lambda: invoices.take_step(place.office, invoice, InvoiceStatus.APPROVED),
    ):
        with pytest.raises(RuleError):
            call()


def test_a_described_invoice_is_not_changed(place: Place) -> None:
    invoice, office = place.bill(), place.office
    for status in (InvoiceStatus.CHECKED, InvoiceStatus.DESCRIBED):
        invoices.take_step(office, invoice, status)
    with pytest.raises(RuleError):
        invoices.change_fields(office, invoice, {"gross_gr": 1})
    with pytest.raises(RuleError):
        invoices.set_lines(office, invoice, [])
    invoices.change_fields(office, invoice, {"notes": "Segregator 3."})


def test_lines_keep_their_rows(place: Place) -> None:
    invoice = place.bill()
    (line,) = invoices.get(place.office, invoice).draft.lines
    invoices.set_lines(place.office, invoice, [replace(line, rate_gr=3100, id=None)])
    (changed,) = invoices.get(place.office, invoice).draft.lines
    assert (changed.id, changed.rate_gr) == (line.id, 3100)


def test_only_who_answers_approves(place: Place) -> None:
    invoice, office = place.bill(), place.office
    office.take_roles([Role.SETTLEMENT_CLERK])
    for status in (InvoiceStatus.CHECKED, InvoiceStatus.DESCRIBED):
        invoices.take_step(office, invoice, status)
    with pytest.raises(RuleError):
        invoices.approve(office, invoice)
    office.take_roles([Role.OFFICE_WORKER])
    with pytest.raises(RuleError):
        invoices.get(office, invoice)


def test_the_list_tells_differences_and_late_ones(place: Place) -> None:
    invoice = place.bill(hours=4)
    (row,) = invoices.rows_for(place.office, invoices.list_ids(place.office, sort="status"))
    assert (row.id, row.differences, row.period, row.services) == (invoice, 1, "05.2026", "Opieka")
    assert (row.is_late(dt.date(2026, 6, 14)), row.is_late(dt.date(2026, 6, 15))) == (False, True)
    assert invoices.list_ids(place.office, filters={"status": "zaplacona"}) == []
    (plain,) = listing(place.office, "invoices", search="klub")
    assert plain["lines"][0]["quantity_milli"] == 4000
    assert plain["gross_gr"] == 12_000


def test_every_column_is_ordered_and_filtered_by_what_it_shows(place: Place) -> None:
    ids = [place.bill(hours=4)]
    (row,) = invoices.rows_for(place.office, ids)
    for column in (*_STORED, "services", "period"):
        assert invoices.list_ids(place.office, sort=column, descending=True) == ids, column
        assert invoices.list_ids(place.office, filters={column: "czegoś nie ma"}) == [], column
        shown = getattr(row, column)
        if type(shown) is str:
            assert invoices.list_ids(place.office, filters={column: shown}) == ids, column
    assert invoices.list_ids(place.office, filters={"services": "opieka", "status": "wpły"}) == ids


def test_the_list_is_ordered_by_day_sum_and_step_and_what_is_missing_comes_last(
    place: Place,
) -> None:
    office = place.office
    two, one, three = (place.bill(hours=n, number=f"{n}/05") for n in (2, 1, 3))
    invoices.change_fields(office, two, {"due_on": dt.date(2026, 6, 20)})
    invoices.change_fields(office, one, {"due_on": None})
    assert invoices.list_ids(office, sort="due_on") == [three, two, one]
    assert invoices.list_ids(office, sort="due_on", descending=True) == [two, three, one]
    assert invoices.list_ids(office, sort="gross_gr", descending=True) == [three, two, one]
    invoices.take_step(office, two, InvoiceStatus.CHECKED, "uzgodniono")
    assert invoices.list_ids(office, sort="status")[-1] == two


def test_periods_are_ordered_by_the_calendar(place: Place) -> None:
    office = place.office
    later, earlier = (place.bill(hours=1, number=number) for number in ("1/01", "2/12"))
    for invoice, first, last in (
        (later, dt.date(2026, 1, 1), dt.date(2026, 1, 31)),
        (earlier, dt.date(2025, 12, 1), dt.date(2025, 12, 31)),
    ):
        (line,) = invoices.get(office, invoice).draft.lines
        invoices.set_lines(office, invoice, [replace(line, period_from=first, period_to=last)])

    assert invoices.list_ids(office, sort="period") == [earlier, later]


def source_and_mode(place: Place) -> None:
    """Give the contract what a description asks for."""
    source = FundingSourceDraft("Projekt", division="853", chapter="85395", paragraph="4307")
    values = {
        "funding_source_id": budget.create(place.office, source).id,
        "mode": ProcurementMode.BELOW_THRESHOLD,
    }
    contracts.change_fields(place.office, place.contract, values)
    invoices.set_buyer(place.office, invoices.Buyer("Gmina Zmyślona", "8512899835"))


def test_the_description_says_everything_the_accounts_ask_for(place: Place) -> None:
    source_and_mode(place)
    invoice = place.bill()
    invoices.change_fields(place.office, invoice, {"purpose": "Opieka nad samotnymi."})
    draft = invoices.description_draft(place.office, invoice)
    assert draft.gaps == ()
    words = page_text(place.office, draft)
    for said in (
        "1/05",
        "856-734-62-15",
        "85395",
        "4307",
        "1/2026",
        "Gmina Zmyślona",
        "Opieka nad samotnymi.",
    ):
        assert said in words
    assert "dziewięćdziesiąt złotych zero groszy" in words
    assert "Z usług skorzystało osób: 2." in words
    assert "zamówienie poniżej progu" in words


def test_what_is_missing_is_listed_before_printing(place: Place) -> None:
    gaps = {gap.key for gap in invoices.description_draft(place.office, place.bill()).gaps}
    assert gaps >= {"buyer.nip", "purpose", "contract.mode", "source.name", "source.paragraph"}


def test_differences_and_their_reason_stand_on_the_papers(place: Place) -> None:
    source_and_mode(place)
    invoice = place.bill(hours=4)
    reason = "Uzgodniono z realizatorem."
    invoices.take_step(place.office, invoice, InvoiceStatus.CHECKED, reason)
    words = page_text(place.office, invoices.description_draft(place.office, invoice))
    assert "więcej, niż zrobiono" in words
    assert reason in words
    assert "więcej, niż zrobiono" in page_text(
        place.office, invoices.protocol_draft(place.office, invoice)
    )


def test_an_issued_description_belongs_to_its_invoice(place: Place) -> None:
    source_and_mode(place)
    invoice = place.bill()
    invoices.change_fields(place.office, invoice, {"purpose": "Opieka."})
    draft = invoices.description_draft(place.office, invoice)
    papers.issue_paper(place.office, draft)
    (row,) = papers.list_papers(place.office, record=("invoices", invoice))
    assert row.recipient == "Klub"


def test_the_hour_statement_adds_up(place: Place) -> None:
    found = invoices.statement(place.office, place.provider, MAY[0])
    assert [(row.name, row.entries, row.minutes) for row in found.rows] == [
        ("Wymyślony", 1, 60),
        ("Zmyślona", 1, 120),
    ]
    assert found.contracts == ("1/2026",)
    words = page_text(place.office, invoices.statement_draft(place.office, place.provider, MAY[0]))
    assert "Zmyślona" in words
    document = invoices.statement_document(place.office, place.provider, MAY[0])
    assert [str(row[5]) for row in document.rows] == ["1.00", "2.00"]


def page_text(office: Office, draft: papers.PaperDraft) -> str:
    """Return the words of a paper, lines joined."""
    pages = PdfReader(BytesIO(papers.render(office, draft))).pages
    words = " ".join(page.extract_text() for page in pages)
    return " ".join(words.replace("\u00a0", " ").split())


def leave_waiting(place: Place, minutes: int, reason: str) -> None:
    """Let a visit of May wait for a decision, as an import leaves it."""
    payload = {
        "service_id": place.service.hex(),
        "resident_id": place.people[0].hex(),
        "date": "2026-05-20",
        "minutes": minutes,
    }
    row = json.dumps({"title": "Zmyślona", "payload": payload})
    with place.office.write("imports.hours") as work:
        batch = ImportBatch(kind="hours", file_name="x.xlsx", file_sha256="", imported_at=0)
        work.session.add(batch)
        work.session.flush()
        values = {"batch_id": batch.id, "outcome": "doubtful", "sheet": "x", "kind": reason}
        work.session.add(ImportIssue(**values, row_json=row))


@pytest.mark.parametrize(
    ("reason", "why"), [("visit_twice", "twice"), ("person_in_doubt", "waiting")]
)
def test_what_an_import_left_waiting_may_have_been_billed(
    place: Place, reason: str, why: str
) -> None:
    leave_waiting(place, 90, reason)
    place.visit(1, dt.date(2026, 6, 1), 30)
    (line,) = invoices.check(place.office, place.bill(hours=5)).lines
    assert {(s.why, s.minutes) for s in line.likely} == {(why, 90), ("after", 30)}
