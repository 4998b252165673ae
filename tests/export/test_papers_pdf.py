"""Every form there is can be printed: with nothing in it, blank, in both sizes."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pypdf
import pytest

from cusdesk.domain.clauses import clause_on, load_clauses
from cusdesk.domain.reports import OfficeHeader, PlanSignature
from cusdesk.domain.reports.common import ClauseText
from cusdesk.domain.reports.forms import (
    FormField,
    FormPart,
    FormSection,
    list_form_ids,
    missing_values,
    newest_form,
    placeholders,
)
from cusdesk.domain.reports.papers import PaperDocument
from cusdesk.export.pdf.blocks import Paragraph, TextStyle
from cusdesk.export.pdf.boxes import WritingLine, boxes, writing_lines
from cusdesk.export.pdf.pages import paginate
from cusdesk.export.pdf.papers import paper_pdf
from cusdesk.export.pdf.theme import theme
from tests.export.dumps import pdf_dump

DAY = dt.date(2026, 6, 15)
OFFICE = OfficeHeader("CUS Testowo", ("Szkolna 3",), "tel. 1", "Testowo")
PAPERS = [form for form in list_form_ids() if form != "ipus"]


def text_of(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def parts_of(form):
    return [part for section in form.sections for part in section.parts]


def document(name, **more):
    form = newest_form(name)
    clauses = {
        part.clause: ClauseText(part.clause, "t", clause_on(part.clause, DAY).text)
        for part in parts_of(form)
        if part.clause
    }
    return PaperDocument(OFFICE, form, {}, DAY, clauses=clauses, **more)


@pytest.mark.parametrize("name", PAPERS)
def test_an_empty_paper_marks_all_it_lacks(name):
    paper = document(name)
    text = text_of(paper_pdf(paper))
    gaps = missing_values(paper.values, paper.form)
    assert [g.label for g in gaps if not g.row and f"brak: {g.label}" not in text] == []


@pytest.mark.parametrize("name", PAPERS)
def test_a_blank_paper_has_room_and_no_gaps(name):
    text = text_of(paper_pdf(document(name, is_blank=True), large_print=True))
    assert "brak:" not in text
    assert "PROJEKT" not in text


@pytest.mark.parametrize("name", PAPERS)
def test_a_form_says_who_may_and_calls_every_value_by_a_name(name):
    form = newest_form(name)
    assert form.right
    assert form.see
    for part in parts_of(form):
        if part.kind == "letter":
            asked = {path.removesuffix(".in_words") for path in placeholders(part.text)}
            assert {field.name for field in part.fields} == asked


@pytest.mark.parametrize("name", list_form_ids())
def test_what_is_required_has_a_name_for_its_gap(name):
    for part in parts_of(newest_form(name)):
        assert part.label or not part.required, part.name
        assert all(field.gap_label for field in part.fields if field.required)


def test_clauses_say_where_their_words_come_from():
    assert all(clause.title and (clause.source or clause.is_own) for clause in load_clauses())


def test_the_office_can_change_every_clause_and_every_clause_is_on_a_form():
    parts = [part for name in list_form_ids() for part in parts_of(newest_form(name))]
    used = [part.clause for part in parts if part.kind == "clause"]
    assert "" not in used
    assert set(used) == {clause.clause for clause in load_clauses()}


def test_no_two_forms_give_the_same_numbers():
    prefixes = [
        newest_form(name).prefix or newest_form(name).short_title for name in list_form_ids()
    ]
    assert len(set(prefixes)) == len(prefixes)


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_a_letter_matches_golden(golden, large):
    values = {
        "addressee": {"name": "Łucja Źdźbłowska", "address": "ul. Gęsia 4, 00-002 Dolina"},
        "application": {"number": "WN/12/2026", "received_on": DAY},
        "person.name": "Łucja Źdźbłowska",
        "programme": "Programu usług społecznych dla rodzin",
        "services": ({"number": 1, "name": "Konsultacje psychologiczne", "scope": ""},),
        "coordinator": "Anna Testowa",
        "plan_due": DAY + dt.timedelta(30),
        "office.contact": OFFICE.contact,
        "signatory": PlanSignature("Ewa Dyrektorska", "dyrektor"),
    }
    form = newest_form("qualification_notice")
    paper = PaperDocument(
        OFFICE, form, values, DAY, number="ZAKW/3/2026", case_sign="CUS.512.3.2026", is_draft=False
    )
    data = paper_pdf(paper, large_print=large)
    golden.check(f"pdf/paper_notice{'_large' if large else ''}.json", pdf_dump(data))


def paper_with(part, values):
    form = newest_form("waiting_notice")
    form = replace(form, sections=(FormSection("s", "", (part,)),))
    return text_of(paper_pdf(PaperDocument(OFFICE, form, values, DAY)))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("zajęcia otwarte", "Uwagi: zajęcia otwarte."), ("Dobrze!", "Uwagi: Dobrze! ")],
)
def test_what_somebody_typed_at_the_end_of_a_letter_ends_its_sentence(typed, printed):
    part = FormPart("letter", text="Uwagi: {reason}", fields=(FormField("reason", "Uwagi"),))
    assert printed in paper_with(part, {"reason": typed})


@pytest.mark.parametrize(("large", "lines"), [(False, 1), (True, 3)], ids=["normal", "large"])
def test_boxes_share_a_line_by_their_widths(large, lines):
    fields = tuple(FormField(f"b{n}", f"wybór {n}", width=4) for n in range(3))
    blocks = list(boxes({"b1": True}, FormPart("boxes", fields=fields), theme(large=large), 500))
    assert len(blocks) == lines


def test_no_line_to_write_on_stands_alone_on_a_page():
    look = theme(large=False)
    line = WritingLine(look, 100).height
    filler = Paragraph(("x",) * 5, TextStyle("DejaVuSans", 10, line), 100)
    for count in range(2, 6):
        (first, *later) = paginate([filler, *writing_lines(count, look, 100)], 8 * line, 8 * line)
        assert len(first.placed) != 2
        assert all(len(page.placed) != 1 for page in later)
