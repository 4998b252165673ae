"""The window that shows a paper before it goes out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from cusdesk.domain import access
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import papers
from cusdesk.services.residents import create_resident
from cusdesk.ui.common.disclosure import DisclosureDialog
from cusdesk.ui.common.papers import show_issued, show_paper
from tests.services.test_papers import FORM, VALUES


@pytest.fixture
def office_context(context, office):
    office.take_roles(access.Role)
    return replace(context, office=office)


@pytest.fixture
def shown(office_context, office, qtbot):
    """A shown draft; what was issued and where a gap leads."""
    screen = QWidget()
    qtbot.addWidget(screen)
    screen.issued, screen.gaps = [], []
    show_paper(
        office_context,
        partial(papers.draft_paper, office, FORM, VALUES),
        screen,
        on_issued=screen.issued.append,
        on_gap=screen.gaps.append,
    )
    return screen


def test_gaps_stand_first_and_lead_to_their_field(shown):
    lines = [line.accessibleName() for line in shown.paper_preview.gap_lines]
    assert lines[0] == "data złożenia wniosku"
    shown.paper_preview.gap_lines[-1].click()
    assert shown.gaps == ["plan_due"]


def test_issuing_is_asked_and_then_the_frozen_paper_is_shown(shown, office, notices):
    preview = shown.paper_preview
    preview.sign.setText("CUS.5.2026")
    preview.issue_button.click()
    assert papers.list_papers(office) == []
    asked = preview.question.informativeText()
    assert asked.startswith("Na piśmie brakuje ")
    assert "data złożenia wniosku; " in asked
    assert "nie można cofnąć" in asked
    preview.question.buttons()[0].click()
    (row,) = papers.list_papers(office)
    assert (row.case_sign, row.number) == ("CUS.5.2026", shown.issued[0].number)
    assert preview._pdf == papers.paper_bytes(office, row.id)
    assert row.number in notices.list[-1].text
    preview.close()


def test_large_print_is_issued_large_and_shown_again(shown, office, office_context):
    preview = shown.paper_preview
    preview._large.click()
    preview.issue()
    (row,) = papers.list_papers(office)
    assert row.layout == "large"
    preview.close()
    show_issued(office_context, row, shown)
    assert shown.paper_preview._pdf == papers.paper_bytes(office, row.id)
    shown.paper_preview.close()


def test_a_blank_form_cannot_be_issued(office_context, office, qtbot):
    screen = QWidget()
    qtbot.addWidget(screen)
    show_paper(office_context, partial(papers.draft_paper, office, FORM, {}, blank=True), screen)
    assert not hasattr(screen.paper_preview, "issue_button")
    screen.paper_preview.close()


def test_a_paper_about_a_resident_offers_to_note_who_got_it(
    shown, office, office_context, qtbot, tmp_path
):
    shown.paper_preview.save_as(tmp_path / "a.pdf")
    assert shown.paper_preview.findChild(QWidget, "disclosure_line") is None
    shown.paper_preview.close()

    person = create_resident(office, ResidentDraft(surname="Łuczak", given_name="Lis")).id
    make = partial(papers.draft_paper, office, FORM, VALUES, resident_id=person)
    show_paper(office_context, make, shown)
    shown.paper_preview.save_as(tmp_path / "b.pdf")
    line = shown.paper_preview.findChild(QWidget, "disclosure_line")
    line.findChild(QPushButton).click()
    (dialog,) = shown.paper_preview.findChildren(DisclosureDialog)
    assert dialog.what.toPlainText()
    shown.paper_preview.close()
