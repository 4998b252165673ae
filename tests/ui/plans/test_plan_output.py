"""Plans leave the screen as pages and files; gaps are listed first."""

from __future__ import annotations

import datetime as dt

import pytest
from pypdf import PdfReader

from cusdesk.core.errors import RuleError
from cusdesk.services import papers, plans
from cusdesk.services.papers.plans import issue_plan
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
    page.output.issue(plan, "normal")
    (row,) = papers.papers_of_record(office, "plans", plan)
    number = plans.get_plan(office, plan).draft.number
    assert (row.number, row.recipient) == (number, "Maria Łuczak")
    (version,) = plans.list_versions(office, plan)
    assert papers.paper_bytes(office, row.id) == plans.version_pdf(office, version.id)
    page.output.preview.close()
