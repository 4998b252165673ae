"""A list of invoices into the office: planned, written, compared, taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import ImportProblemError
from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.domain.invoices import InvoiceStatus
from cusdesk.domain.providers import ProviderDraft
from cusdesk.services import attendance, catalogue, history, invoices, providers
from cusdesk.services.imports import (
    ImportChoices,
    execute_import,
    open_source,
    plan_import,
    plan_source,
    problem_json,
    take_as_new,
)
from cusdesk.services.imports.issues import list_issues
from tests.db.test_capture import add_resident

if TYPE_CHECKING:
    from cusdesk.services.imports.model import ImportPlan
    from cusdesk.services.office import Office

SAMPLE = Path(__file__).parent.parent / "data" / "invoices" / "faktury.xlsx"


@pytest.fixture
def klub(office: Office) -> bytes:
    area = ServiceArea.SOCIAL_ASSISTANCE
    care = catalogue.create(office, ServiceDraft(name="Opieka", area=area)).id
    klub = providers.create(office, ProviderDraft(name="Klub", nip="8567346215")).id
    draft = attendance.VisitDraft(
        add_resident(office), care, dt.date(2026, 5, 4), minutes=180, provider_id=klub
    )
    attendance.add_visits(office, [draft])
    return klub


def plan(office: Office) -> ImportPlan:
    return plan_import(office, "invoices", SAMPLE)


def test_the_plan_says_what_differs_from_the_hours(office: Office, klub: bytes) -> None:
    found = plan(office)
    assert found.counts() == {
        "new": 5, "changed": 0, "unchanged": 0, "doubtful": 1, "rejected": 1,
    }  # fmt: skip
    said = {(p["kind"], p["row"]) for p in found.report()["problems"]}
    assert ("invoice_hours_mismatch", 5) in said
    assert ("invoice_hours_mismatch", 4) not in said
    assert ("invoice_rate_mismatch", 9) in said
    assert ("invoice_number_missing", 10) in said
    assert len([p for p in found.report()["problems"] if p["row"] == 8]) == 1


def test_what_the_plan_says_is_written_and_undone(office: Office, klub: bytes) -> None:
    execute_import(office, plan(office), backup=False)
    written = invoices.invoice_json(office)
    assert sum(row["gross_gr"] for row in written) == 334_600
    statuses = {row["number"]: row["status"] for row in written}
    assert statuses["1/05/2026"] == InvoiceStatus.PAID
    assert statuses["2/05/2026"] == InvoiceStatus.RECEIVED
    assert {name for _, name in providers.names(office)} == {"Klub", "Nowa Firma sp. z o.o."}
    assert plan(office).counts()["unchanged"] == 5
    history.undo(office)
    assert invoices.list_ids(office) == []


def test_a_second_copy_waits_for_a_person(office: Office, klub: bytes) -> None:
    execute_import(office, plan(office), backup=False)
    (issue,) = [i for i in list_issues(office) if i.reason == "invoice_written_twice"]
    assert any("drugi raz" in row["message"] for row in problem_json(office))
    take_as_new(office, issue.id)
    assert len(invoices.list_ids(office, filters={"number": "1/05"})) == 2


def test_a_list_of_people_holds_no_invoices(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "osoby.csv"
    path.write_text("Nazwisko;Imię\nZmyślona;Ewa\n", encoding="utf-8")
    with pytest.raises(ImportProblemError):
        plan_import(office, "invoices", path)


def test_an_invoice_of_ksef_comes_in(office: Office, klub: bytes, tmp_path: Path) -> None:
    path = tmp_path / "8567346215-20260603-0A1B2C3D4E5F-7A.xml"
    path.write_text(
        "<Faktura><Podmiot1><DaneIdentyfikacyjne><NIP>8567346215</NIP></DaneIdentyfikacyjne>"
        "</Podmiot1><Fa><P_2>5/26</P_2><P_15>120.00</P_15><FaWiersz><P_7>opieka</P_7>"
        "<P_8B>4</P_8B><P_9B>30</P_9B></FaWiersz></Fa></Faktura>",
        encoding="utf-8",
    )
    execute_import(office, plan_import(office, "invoices", path), backup=False)
    (row,) = invoices.invoice_json(office)
    assert (row["provider"], row["gross_gr"], row["ksef_number"]) == ("Klub", 12_000, path.stem)
    assert row["lines"][0]["service"] == "Opieka"
    assert plan_import(office, "invoices", path).counts()["unchanged"] == 1


def test_the_wizard_knows_a_list_of_invoices_and_keeps_a_corrected_column(office: Office) -> None:
    source = open_source(SAMPLE)
    assert source.guess == "invoices"
    first = plan_source(office, "invoices", source)
    columns = first.maps[0]
    due = columns.column_of("due_on")
    assert due is not None
    choices = ImportChoices({columns.signature: {due: "ignored"}})
    corrected = plan_source(office, "invoices", source, choices)
    assert any(row.payload["due_on"] for row in first.rows)
    assert not any(row.payload["due_on"] for row in corrected.rows)
