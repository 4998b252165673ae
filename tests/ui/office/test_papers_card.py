"""Papers among the settings."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from cusdesk.domain.plans import PlanDraft
from cusdesk.services import papers, plans
from cusdesk.services.papers import clauses, settings, templates
from cusdesk.ui.office.papers import PapersCard
from tests.db.test_capture import add_resident
from tests.importing.test_docx_template import docx, runs
from tests.services.test_papers import FORM, VALUES


@pytest.fixture
def card(context, office, qtbot):
    made = PapersCard(replace(context, office=office))
    qtbot.addWidget(made)
    made.load()
    return made


@pytest.fixture
def resident_plan(office):
    return plans.create_plan(office, add_resident(office), PlanDraft()).id


def picture(kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (120, 60), "navy").save(out, kind)
    return out.getvalue()


def test_a_clause_is_confirmed_by_who_compared_it(card, office):
    (state, *_rest) = clauses.list_clauses(office)
    card.open_clause(state)
    assert not card.dialog.do.isEnabled()
    card.dialog.text.setPlainText("Jestem świadoma\nodpowiedzialności.")
    card.dialog.compared.click()
    card.dialog.do.click()
    (state, *_rest) = clauses.list_clauses(office)
    assert (state.text, state.confirmed_by) == (
        "Jestem świadoma odpowiedzialności.", "Anna Testowa",
    )  # fmt: skip
    assert state.confirmed_on == office.clock.today()


def test_every_clause_can_be_put_in_other_words_in_the_window(card, office):
    for state in clauses.list_clauses(office):
        card.open_clause(state)
        card.dialog.text.setPlainText(f"Nowa treść: {state.title}")
        if card.dialog.compared.isVisibleTo(card.dialog):
            card.dialog.compared.click()
        card.dialog.do.click()
    found = clauses.list_clauses(office)
    assert [state.text for state in found] == [f"Nowa treść: {state.title}" for state in found]
    card.open_clause(found[0])
    card.dialog.proposed.click()
    assert card.dialog.text.toPlainText() == found[0].proposed


def test_signs_and_signatories_come_onto_papers(card, office):
    card.open_signing()
    card.dialog.pattern.setText("CUS.{klasa}.{numer}.{rok}")
    assert "CUS.5220.12.2026" in card.dialog.example.text()
    for field, text in zip(card.dialog.lines[FORM], ("512", "Ewa Ważna", "kierownik"), strict=True):
        field.setText(text)
    card.dialog.do.click()
    record = ("x", b"1" * 16)
    draft = papers.draft_paper(office, FORM, VALUES, record=record)
    assert draft.document.case_sign == "CUS.512.1.2026"
    assert draft.document.values["signatory"].name == "Ewa Ważna"
    papers.issue_paper(office, draft)
    same = papers.draft_paper(office, FORM, VALUES, record=record)
    other = papers.draft_paper(office, FORM, VALUES, record=("x", b"2" * 16))
    assert same.document.case_sign == "CUS.512.1.2026"
    assert other.document.case_sign == "CUS.512.2.2026"


def test_a_bad_pattern_is_refused_in_the_window(card, office):
    card.open_signing()
    card.dialog.pattern.setText("CUS.{klasa}")
    card.dialog.do.click()
    assert card.dialog.problem.text()
    assert settings.paper_settings(office)[0] == ""


def test_a_picture_stands_at_the_head_until_it_is_dropped(card, office, tmp_path, notices):
    path = tmp_path / "znak.png"
    path.write_bytes(picture())
    card.take_logo(path)
    assert settings.logo(office) == picture()
    pdf = papers.render(office, papers.draft_paper(office, FORM, VALUES))
    assert b"/Image" in pdf
    card.drop_logo()
    assert settings.logo(office) is None


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\x89PNG broken", picture("GIF")])
def test_what_is_no_picture_is_refused(card, office, tmp_path, notices, content):
    path = tmp_path / "znak.png"
    path.write_bytes(content)
    card.take_logo(path)
    assert settings.logo(office) is None
    assert notices.list[-1].level == "error"


def test_a_template_is_taken_when_its_fields_are_right(card, office, tmp_path):
    path = tmp_path / "wzór.docx"
    path.write_bytes(docx(runs("{{adress}}")))
    card.templates.check(path)
    assert not card.templates.dialog.do.isEnabled()
    path.write_bytes(docx(runs("{{adr", "es}}")))
    card.templates.check(path)
    card.templates.dialog.name.setText("Zaświadczenie")
    card.templates.dialog.do.click()
    (row,) = templates.list_templates(office)
    assert row.name == "Zaświadczenie"
    card.templates.save(row.id, tmp_path / "kopia")
    assert (tmp_path / "kopia.docx").read_bytes() == path.read_bytes()
    card.templates.drop(row.id)
    assert templates.list_templates(office) == []


def test_the_list_of_fields_can_be_printed(card):
    card.templates.show_fields()
    assert len(card.templates.preview._pages) >= 1
    card.templates.preview.close()


def test_the_plan_bears_the_picture_too(office, resident_plan):
    settings.set_logo(office, "znak.png", picture())
    assert plans.plan_document(office, resident_plan).office.logo == picture()
