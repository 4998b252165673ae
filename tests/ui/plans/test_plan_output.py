"""Plans leave the screen as pages and files; gaps are listed first."""

from __future__ import annotations

import datetime as dt

from pypdf import PdfReader

from cusdesk.services import plans
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
