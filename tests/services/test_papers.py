"""A paper from its values to the register and back, byte for byte."""

from __future__ import annotations

import io

import pypdf
import pytest

from cusdesk.core.errors import NotFoundError, RuleError, StorageError, ValidationError
from cusdesk.domain import access
from cusdesk.domain.office import Approver, OfficeSettingsDraft
from cusdesk.domain.plans import PlanDraft
from cusdesk.domain.residents import ResidentDraft
from cusdesk.models.blobs import Blob
from cusdesk.services import audit, history, office_settings, papers, plans, residents, search
from cusdesk.services.papers import clauses
from cusdesk.services.plain import from_plain, to_plain
from cusdesk.services.plans.versions import rendered

FORM = "qualification_notice"
VALUES = {
    "addressee.name": "Łucja Źdźbłowska",
    "addressee.address": "Gęsia 4, 00-002 Dolina",
    "application": {"number": "12/2026", "received_on": None},
    "programme": "Program dla rodzin",
    "services": ({"number": 1, "name": "Konsultacje"},),
    "coordinator": "Anna Testowa",
}


def text_of(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.fixture
def resident(office):
    office.take_roles(access.Role)
    draft = ResidentDraft(surname="Źdźbłowska", given_name="Łucja", locality="Zielona", house="4")
    return residents.create_resident(office, draft).id


@pytest.fixture
def draft(office, resident):
    return papers.draft_paper(office, FORM, VALUES, resident_id=resident, record=("x", b"1" * 16))


def test_a_draft_lists_what_the_paper_marks(office, draft):
    words = [gap.words for gap in draft.gaps]
    assert words == ["data złożenia wniosku", "termin sporządzenia planu"]
    text = text_of(papers.render(office, draft))
    assert all(f"brak: {word}" in text for word in words)
    assert "PROJEKT" in text


def test_an_issued_paper_comes_back_byte_for_byte(office, draft, resident):
    paper = papers.issue_paper(office, draft, "large")
    residents.change_fields(office, resident, {"surname": "Inna"})
    assert paper.number == "ZAKW/1/2026"
    assert papers.paper_bytes(office, paper.id) == paper.content
    text = text_of(paper.content)
    assert "ZAKW/1/2026" in text
    assert "PROJEKT" not in text
    row = papers.get_paper(office, paper.id)
    assert (row.issued_by, row.recipient, row.layout) == (
        "Anna Testowa", "Łucja Źdźbłowska", "large",
    )  # fmt: skip
    assert papers.list_papers(office, record=("x", b"1" * 16)) == [row]


def test_issuing_cannot_be_taken_back(office, draft):
    papers.issue_paper(office, draft)
    undone = history.undo(office)
    assert undone is None or "papers.issue" not in str(undone)
    assert len(papers.list_papers(office)) == 1


def test_numbers_run_by_form_and_year(office, draft, clock):
    first = papers.issue_papers(office, [draft, draft])
    clock.advance(days=365)
    later = papers.issue_paper(office, draft)
    assert [p.number for p in (*first, later)] == ["ZAKW/1/2026", "ZAKW/2/2026", "ZAKW/1/2027"]


def test_a_cancelled_paper_stays_with_its_reason(office, draft):
    paper = papers.issue_paper(office, draft)
    with pytest.raises(ValidationError):
        papers.cancel_paper(office, paper.id, "  ")
    papers.cancel_paper(office, paper.id, "zły adres")
    row = papers.get_paper(office, paper.id)
    assert (row.status, row.cancel_reason, row.cancelled_by) == (
        "cancelled", "zły adres", "Anna Testowa",
    )  # fmt: skip
    assert papers.paper_bytes(office, paper.id) == paper.content
    with pytest.raises(RuleError):
        papers.cancel_paper(office, paper.id, "jeszcze raz")


def test_a_form_is_for_those_who_have_its_right(office, draft):
    paper = papers.issue_paper(office, draft)
    office.take_roles([access.Role.SETTLEMENT_CLERK])
    with pytest.raises(RuleError):
        papers.draft_paper(office, FORM, VALUES)
    with pytest.raises(RuleError):
        papers.issue_paper(office, draft)
    with pytest.raises(RuleError):
        papers.paper_bytes(office, paper.id)
    assert papers.list_papers(office) == []


def test_a_changed_byte_is_damage(office, draft):
    paper = papers.issue_paper(office, draft)
    with office.database.write_unrecorded() as session:
        blob = session.query(Blob).one()
        blob.content = blob.content.replace(b"%PDF-1", b"%PDF-2", 1)
    with pytest.raises(StorageError):
        papers.paper_bytes(office, paper.id)


def test_many_papers_come_as_one_file_in_their_order(office, draft):
    issued = papers.issue_papers(office, [draft] * 3)
    ids = [paper.id for paper in reversed(issued)]
    whole = pypdf.PdfReader(io.BytesIO(papers.papers_bytes(office, ids, duplex=True)))
    assert len(whole.pages) == 6
    assert "ZAKW/3/2026" in whole.pages[0].extract_text()


def test_a_blank_form_is_printed_and_never_issued(office, resident):
    blank = papers.draft_paper(office, FORM, {}, blank=True)
    assert blank.gaps == ()
    assert "brak:" not in text_of(papers.render(office, blank))
    with pytest.raises(RuleError):
        papers.issue_paper(office, blank)


def test_the_first_approver_signs_and_the_sign_is_what_somebody_typed(office, resident):
    director = Approver("Ewa Dyrektorska", "dyrektor")
    office_settings.change(office, OfficeSettingsDraft("CUS", approvers=(director,)))
    draft = papers.with_case_sign(office, papers.draft_paper(office, FORM, VALUES), " A.1.2026 ")
    text = text_of(papers.render(office, draft))
    assert "Ewa Dyrektorska" in text
    assert "A.1.2026" in text


def test_nobody_is_a_resident_who_is_not(office, resident):
    with pytest.raises(NotFoundError):
        papers.draft_paper(office, FORM, VALUES, resident_id=b"0" * 16)


def test_a_paper_is_found_by_its_number(office, draft):
    paper = papers.issue_paper(office, draft)
    assert paper.id in {found.id for found in search.find_anything(office, "zakw/1")}


def test_the_log_calls_a_paper_about_no_resident_by_its_recipient(office, resident):
    papers.issue_paper(office, papers.draft_paper(office, FORM, VALUES))
    (line, *_before) = audit.lines_for(office, audit.list_entries(office))
    assert (line.what, line.person) == ("wydanie pisma", "Łucja Źdźbłowska")


def test_an_issued_paper_keeps_the_wording_of_its_day(office, resident):
    def draft():
        return papers.draft_paper(office, "plan_resignation", {}, resident_id=resident)

    assert not any(gap.key.startswith("clause:") for gap in draft().gaps)
    before = papers.issue_paper(office, draft())
    clauses.confirm_clause(office, "resignation_fee", "Opłatę liczy się do dnia rezygnacji.")
    assert papers.paper_bytes(office, before.id) == before.content
    assert "Opłatę liczy się do dnia rezygnacji." not in text_of(before.content)
    assert "Opłatę liczy się do dnia rezygnacji." in text_of(papers.render(office, draft()))


def test_a_clause_with_room_left_for_a_name_is_not_confirmed(office):
    (appeal,) = [each for each in clauses.list_clauses(office) if each.clause == "appeal"]
    with pytest.raises(ValidationError):
        clauses.confirm_clause(office, "appeal", appeal.text)
    clauses.confirm_clause(office, "appeal", "Odwołanie wnosi się do kolegium w Wierzbnikach…")


def test_a_plan_bears_the_words_of_the_office_and_keeps_them(office, resident):
    plan = plans.create_plan(office, resident, PlanDraft()).id
    before = plans.plan_document(office, plan)
    clauses.confirm_clause(office, "plan_agreement", "Plan omówiono ze mną i zgadzam się z nim.")
    after = plans.plan_document(office, plan)
    assert "Plan omówiono ze mną" in text_of(rendered(after))
    assert "Oświadczam, że plan został" in text_of(rendered(before))
    kept = from_plain(type(after), to_plain(after))
    assert rendered(kept) == rendered(after)
