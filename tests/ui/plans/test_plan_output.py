"""Plans leave the screen as pages and files; gaps are listed first."""

from __future__ import annotations

import datetime as dt

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QPushButton, QWidget

from cusdesk.core.errors import RuleError
from cusdesk.domain.access import Role
from cusdesk.domain.protection.register_drafts import ConsentPurpose
from cusdesk.services import papers, plans
from cusdesk.services.papers.plans import issue_plan
from cusdesk.services.protection import registers
from cusdesk.ui.plans.output import GapsDialog, file_name
from tests.ui.plans.test_plan_page import approve


def test_preview_has_both_sizes(page):
    page.show_preview()
    preview = page.output.preview
    normal = len(preview._pages)
    preview._large.click()
    assert len(preview._pages) >= normal >= 1
    preview.close()


def test_printing_lists_the_gaps_first(page, monkeypatch):
    printed = []

    def record(preview):
        printed.append(preview)

    monkeypatch.setattr("cusdesk.ui.common.pdf_preview.PdfPreview.print", record)
    page.show_preview()
    preview = page.output.preview
    preview.print()
    assert isinstance(preview.gaps_dialog, GapsDialog)
    assert printed == []
    assert preview.gaps_dialog.anyway.isDefault()
    preview.gaps_dialog.anyway.click()
    assert printed == [preview]
    preview.close()


def test_a_gap_in_the_list_leads_to_its_field(page):
    page.show_preview()
    preview = page.output.preview
    preview.print()
    preview.gaps_dialog._go("programme")
    assert page.sections.form_of("programme").field("programme").has_focus()


def test_file_name_holds_no_name_of_a_person(page, office, plan, tmp_path, notices):
    document = plans.plan_document(office, plan)
    assert "1" in file_name(document)
    assert "uczak" not in file_name(document)
    page.output.write_pdf(plan, document, tmp_path / file_name(document))
    text = PdfReader(tmp_path / file_name(document)).pages[0].extract_text()
    assert "Łuczak" in text
    assert notices.list[-1].level == "success"


def test_all_approved_plans_into_a_folder(screen, office, resident, tmp_path, notices):
    screen.output.write_all(tmp_path)
    assert notices.list[-1].level == "info"
    first = plans.create_plan(office, resident).id
    plans.create_plan(office, resident)
    approve(office, first)
    screen.output.write_all(tmp_path)
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    assert dt.date(2026, 6, 15) == office.clock.today()


def test_an_approved_plan_is_issued_once_a_version(page, office, plan, notices):
    with pytest.raises(RuleError):
        issue_plan(office, plan)
    approve(office, plan)
    page.show_preview()
    page.output.preview.issue_button.click()
    page.output.issue(plan, "normal")
    assert page.output.preview.issue_button.isHidden()
    page.output.issue(plan, "normal")
    (row,) = papers.list_papers(office, record=("plans", plan))
    number = plans.get_plan(office, plan).draft.number
    assert (row.number, row.recipient) == (number, "Maria Łuczak")
    (version,) = plans.list_versions(office, plan)
    assert papers.paper_bytes(office, row.id) == plans.version_pdf(office, version.id)
    page.output.preview.close()


def test_who_got_a_plan_is_noted_from_its_preview(page, office, plan, tmp_path):
    page.show_preview()
    preview = page.output.preview
    assert preview.findChild(QWidget, "disclosure_line") is None
    preview.save_as(tmp_path / "plan.pdf")
    preview.save_as(tmp_path / "plan2.pdf")
    (line,) = preview.findChildren(QWidget, "disclosure_line")
    line.findChild(QPushButton).click()
    dialog = page.output.disclosure
    assert "plan" in dialog.what.toPlainText()
    dialog.recipient.setText("Szpital w Dolinie")
    dialog.grounds[ConsentPurpose.OTHER_UNIT].setChecked(True)
    dialog.confirm()
    assert "Brak zgody" in dialog.problem.text()
    assert registers.list_entries(office, "disclosures") == []

    dialog.grounds[None].setChecked(True)
    dialog.basis.setText("art. 50 ust. 3 ustawy")
    dialog.confirm()
    (entry,) = registers.list_entries(office, "disclosures")
    assert (entry.draft.recipient, entry.draft.legal_basis) == (
        "Szpital w Dolinie",
        "art. 50 ust. 3 ustawy",
    )
    preview.close()


def test_a_saved_plan_offers_the_entry_to_who_may_write_it(page, office, plan, tmp_path, notices):
    document = plans.plan_document(office, plan)
    page.output.write_pdf(plan, document, tmp_path / "a.pdf")
    assert notices.list[-1].action_text == "Odnotuj udostępnienie…"
    office.take_roles([Role.SOCIAL_ASSISTANCE])
    page.output.write_pdf(plan, document, tmp_path / "b.pdf")
    assert notices.list[-1].action is None
