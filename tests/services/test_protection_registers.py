"""The registers in a real office file: written, read, undone, asked, printed, erased."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pypdf
import pytest

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.core.messages import describe
from cusdesk.db.erase import Target
from cusdesk.domain.access import Role
from cusdesk.domain.protection import register_drafts as drafts
from cusdesk.domain.protection.erasure import Basis, ErasureDecision
from cusdesk.domain.protection.register_drafts import ConsentPurpose, RequestKind
from cusdesk.domain.protection.registers import REGISTERS
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import history, residents
from cusdesk.services.protection import erasure, protocols, registers, subject_access
from cusdesk.services.protection.registers import papers
from cusdesk.services.today import day_sheet

TODAY = dt.date(2026, 6, 15)


@pytest.fixture
def office(office):
    office.take_roles(Role)
    return office


@pytest.fixture
def lis(office):
    return residents.create_resident(office, ResidentDraft(surname="Lis", given_name="Adam")).id


def add(office, register, draft, resident_id=None):
    return registers.save_entry(office, register, None, draft, resident_id=resident_id)


def consent(**changes):
    values = {"purpose": ConsentPurpose.IMAGE, "scope": "zdjęcia z zajęć", "given_on": TODAY}
    return drafts.ConsentDraft(**values | changes)


def test_an_entry_comes_back_and_is_undone(office, lis):
    saved = add(office, "consents", consent(), lis)

    (row,) = registers.list_entries(office, "consents")
    assert (row.id, row.who, row.state, row.draft) == (saved.id, "Lis Adam", "ważne", consent())
    history.undo(office)
    assert registers.list_entries(office, "consents") == []


def test_a_change_keeps_the_history_in_words(office, lis):
    saved = add(office, "consents", consent(), lis)
    changed = consent(withdrawn_on=TODAY)

    registers.save_entry(office, "consents", saved.id, changed, version=saved.version)

    newest = history.history_of(office, "protection", saved.id)[0]
    assert (newest.operation, newest.field) == ("zmiana wpisu: zgoda", "Wycofana z dniem")
    assert newest.after == "15.06.2026"


def test_nobody_is_refused(office):
    with pytest.raises(ValidationError) as refused:
        add(office, "consents", consent())

    assert [p.field for p in refused.value.problems] == ["resident_id"]


def test_a_register_of_residents_is_hidden_from_who_may_not_see_them(office, lis):
    add(office, "consents", consent(), lis)
    office.take_roles([Role.ADMINISTRATOR])

    assert "consents" not in registers.register_names(office)
    assert "breaches" in registers.register_names(office)
    with pytest.raises(RuleError):
        registers.list_entries(office, "consents")


def test_consent_is_asked_before_printing(office, lis):
    assert not registers.consent_for(office, lis, ConsentPurpose.IMAGE).is_given
    with pytest.raises(RuleError, match=r"consent\.missing"):
        registers.require_consent(office, lis, ConsentPurpose.IMAGE)

    add(office, "consents", consent(), lis)

    assert registers.require_consent(office, lis, ConsentPurpose.IMAGE).scope == "zdjęcia z zajęć"
    assert not registers.consent_for(office, lis, ConsentPurpose.NEWS).is_given
    before = TODAY - dt.timedelta(days=1)
    assert not registers.consent_for(office, lis, ConsentPurpose.IMAGE, before).is_given


def test_a_disclosure_by_consent_needs_the_consent(office, lis):
    wanted = ("PCPR", "wniosek", "")
    with pytest.raises(RuleError, match=r"consent\.missing"):
        registers.record_disclosure(office, lis, *wanted, consent=ConsentPurpose.OTHER_UNIT)
    with pytest.raises(ValidationError):
        registers.record_disclosure(office, lis, *wanted)
    assert registers.list_entries(office, "disclosures") == []

    given = consent(purpose=ConsentPurpose.OTHER_UNIT, scope="wniosek do PCPR")
    add(office, "consents", given, lis)
    registers.record_disclosure(office, lis, *wanted, consent=ConsentPurpose.OTHER_UNIT)
    (entry,) = registers.list_entries(office, "disclosures")
    assert entry.draft.legal_basis == (
        "zgoda: przekazanie wniosku innej jednostce – wniosek do PCPR"
    )


def test_a_withdrawn_consent_says_since_when(office, lis):
    add(office, "consents", consent(withdrawn_on=TODAY), lis)

    with pytest.raises(RuleError) as refused:
        registers.require_consent(office, lis, ConsentPurpose.IMAGE)

    assert "wycofał zgodę (wizerunek (zdjęcia, nagrania)) z dniem 15.06.2026" in describe(
        refused.value
    )


def test_who_works_without_an_authorisation_is_named(office, lis):
    (anna,) = registers.people_without_authorisation(office)
    lines = [x for s in day_sheet(office).sections if s.key == "protection" for x in s.lines]
    assert [line.text for line in lines] == ["Anna Testowa – brak ważnego upoważnienia do danych"]
    assert registers.place_of(office, lines[0].id) == ("authorisations", None)

    draft = drafts.AuthorisationDraft(user_id=anna.id, scope="kartoteki", valid_from=TODAY)
    saved = add(office, "authorisations", draft)

    assert registers.people_without_authorisation(office) == []
    assert registers.get_entry(office, "authorisations", saved.id).who == "Anna Testowa"


def test_clocks_stand_on_the_day_sheet(office):
    add(office, "breaches", drafts.BreachDraft("1/2026", TODAY, "8.15", "Zgubiono wydruk."))
    asked = drafts.DataRequestDraft("Jan Obcy", RequestKind.ACCESS, "", dt.date(2026, 5, 10))
    add(office, "data_requests", asked)

    (section,) = [s for s in day_sheet(office).sections if s.key == "protection"]

    assert [(line.text, line.urgency.value) for line in section.lines] == [
        ("Żądanie: Jan Obcy, dostęp do danych i kopia (art. 15)", "late"),
        ("Naruszenie 1/2026", "urgent"),
    ]
    assert section.lines[1].when == "zgłoś do 18.06, 08:15 (jeszcze 70 godz.)"


def test_starter_rows_wait_to_be_confirmed(office):
    rows = registers.list_entries(office, "processing_activities")
    assert len(rows) > 4
    assert {row.state for row in rows} == {"do potwierdzenia"}

    draft = rows[0].draft
    draft.is_confirmed = True
    registers.save_entry(office, "processing_activities", rows[0].id, draft, version=0)

    again = registers.list_entries(office, "processing_activities")
    assert [row.id for row in again] == [row.id for row in rows]
    assert [row.state for row in again[:2]] == ["potwierdzone", "do potwierdzenia"]


def test_a_starter_clause_can_be_given(office, lis):
    ((clause_id, _),) = registers.choices(office, "clause_deliveries")["clause_id"][:1]

    registers.record_clause(office, lis, clause_id)

    (line,) = registers.entries_of_resident(office, lis)
    assert line.title.startswith("Wydano klauzulę: Osoby ubiegające się")
    assert registers.list_entries(office, "information_clauses")[0].version == 1


def test_a_disclosure_in_one_call(office, lis):
    registers.record_disclosure(office, lis, "Sąd Rejonowy", "plan usług", "art. 50 ust. 3")

    (line,) = registers.entries_of_resident(office, lis)
    assert (line.title, line.state) == ("Udostępniono: Sąd Rejonowy", "15.06.2026 · plan usług")


def test_everybody_with_residents_sees_consents_but_not_the_rest(office, lis):
    add(office, "consents", consent(), lis)
    registers.record_disclosure(office, lis, "Sąd Rejonowy", "plan usług", "art. 50 ust. 3")
    office.take_roles([Role.SOCIAL_ASSISTANCE])

    assert [line.register for line in registers.entries_of_resident(office, lis)] == ["consents"]


@pytest.mark.parametrize("name", REGISTERS)
def test_every_register_is_paper_and_workbook(office, lis, name, tmp_path):
    about = lis if REGISTERS[name].about != "no" else None
    add(office, name, filled(office, name), about)

    pdf = pypdf.PdfReader(io.BytesIO(papers.as_pdf(papers.printed(office, name))))
    protocols.save_list(papers.register_table(office, name), tmp_path / "rejestr.xlsx")

    said = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Wzór wpisu" in said
    sheet = openpyxl.load_workbook(tmp_path / "rejestr.xlsx").active
    assert any(cell == "Wzór wpisu" for row in sheet.iter_rows(values_only=True) for cell in row)
    entry = registers.list_entries(office, name)[-1]
    assert papers.as_pdf(papers.entry_paper(office, name, entry.id)).startswith(b"%PDF")


def filled(office, name):
    """Return an entry with every field filled."""
    known = registers.choices(office, name)
    values = {}
    for field in REGISTERS[name].fields:
        if field.choices is not None:
            values[field.name] = next(iter(field.choices))
        elif field.kind == "record":
            values[field.name] = next((i for i, _ in known[field.name]), None)
        else:
            made = {"date": TODAY, "time": "8:15", "check": True}
            values[field.name] = made.get(field.kind, "Wzór wpisu")
    return REGISTERS[name].draft(**values)


def test_an_erased_person_leaves_only_the_count_of_requests(office, lis):
    add(office, "consents", consent(), lis)
    registers.record_disclosure(office, lis, "Sąd Rejonowy", "plan usług", "art. 50 ust. 3")
    asked = drafts.DataRequestDraft("", RequestKind.ERASURE, "proszę usunąć", TODAY, answer="tak")
    add(office, "data_requests", asked, lis)
    ground = ErasureDecision(Basis.REQUEST, "art. 17 RODO", "Żądanie osoby", "1/2026", "–")

    erasure.erase(office, Target(lis), ground)

    assert registers.list_entries(office, "consents") == []
    assert registers.list_entries(office, "disclosures") == []
    (row,) = registers.list_entries(office, "data_requests")
    assert row.draft == drafts.DataRequestDraft("", RequestKind.ERASURE, "", TODAY)
    assert row.who == "(osoba usunięta)"


def test_the_file_of_a_person_lists_them(office, lis):
    add(office, "consents", consent(), lis)
    registers.record_disclosure(office, lis, "Sąd Rejonowy", "plan usług", "art. 50 ust. 3")

    paper = subject_access.subject_paper(office, lis)

    section = next(s for s in paper.sections if s.key == "registers")
    words = {cell for table in section.tables for row in table.rows for cell in row}
    assert {"wizerunek (zdjęcia, nagrania)", "zdjęcia z zajęć", "Sąd Rejonowy"} <= words


def test_a_breach_that_names_somebody_stands_before_their_erasure(office, lis):
    add(
        office,
        "breaches",
        drafts.BreachDraft("", TODAY, "", "Plan Adama Lisa wysłano pod zły adres."),
    )

    (mention,) = erasure.preview(office, lis).mentions

    assert (mention.feature, "naruszenie" in mention.place) == ("protection", True)
