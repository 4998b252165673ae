"""The story of the program, through the real window: from nothing to a month and back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
from pypdf import PdfReader

from cusdesk.services import history, residents
from cusdesk.ui.reports.figures import FIGURES
from tests.e2e import steps
from tests.helpers.office import PASSWORD

DATA = Path(__file__).parents[1] / "data" / "import"
FIRST_ROW = 6
"""Of the office's sheet: titles, then the two lines of headings."""
PLACES = {"listed": 4, "users": 5, "meetings": 6, "planned": 8, "delivered": 9, "absences": 12}


def shown(line, figure):
    """Return a figure of the screen as a number."""
    return Decimal(line.text(figure).replace("\u00a0", "").replace(",", ".") or 0)


def written(sheet, row, figure):
    """Return a figure of the workbook as a number with two decimals at most."""
    return Decimal(str(sheet.cell(row, PLACES[figure]).value or 0)).quantize(Decimal("0.01"))


def pdf_text(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_from_the_first_start_to_undo(start, tmp_path, monkeypatch):
    desk = start()
    steps.make_new_office(desk, tmp_path / "dolina.cusdesk")
    maria = steps.add_resident(desk, "Łuczak Maria 14.05.1944")
    steps.take_starter_service(desk, "klub")
    page = steps.begin_plan(desk, "luczak")
    steps.write_plan(desk, page, "klub")
    steps.save_plan_pdf(desk, page, tmp_path / "plan.pdf", monkeypatch)
    group = steps.make_group(desk, "Klub", "Klub w Dolinie")
    steps.add_to_group(desk, group, "luczak")
    steps.add_meetings(desk, group, 3, 10, 17)
    steps.type_marks(desk, group, "x")
    steps.save_month(desk, tmp_path / "miesiac.xlsx", monkeypatch)
    desk.close()

    again = start(tmp_path / "dolina.cusdesk")
    steps.unlock(again)
    steps.type_on_card(again, maria, "notes", "Woli rozmowę rano.")
    assert residents.get_resident(again.office, maria).draft.notes == "Woli rozmowę rano."
    again.choose("edit.undo")

    assert again.said == "Cofnięto: zmiana danych mieszkańca"
    assert residents.get_resident(again.office, maria).draft.notes == ""
    assert "Łuczak" in pdf_text(tmp_path / "plan.pdf")
    sheet = openpyxl.load_workbook(tmp_path / "miesiac.xlsx", data_only=True).worksheets[0]
    assert (written(sheet, FIRST_ROW, "users"), written(sheet, FIRST_ROW, "meetings")) == (1, 3)


def test_plan_on_paper_says_what_was_typed(start, office_file, tmp_path, monkeypatch):
    desk = start(office_file)
    steps.unlock(desk, PASSWORD)
    steps.add_resident(desk, "Łuczak Żaneta 14.05.1944")
    steps.take_starter_service(desk, "klub")
    page = steps.begin_plan(desk, "luczak")

    steps.write_plan(desk, page, "klub")
    steps.save_plan_pdf(desk, page, tmp_path / "plan.pdf", monkeypatch)

    text = pdf_text(tmp_path / "plan.pdf")
    assert desk.said.startswith("Zapisano plik")
    assert "CUS w Dolinie" in text
    assert "Łuczak Żaneta" in text or "Żaneta Łuczak" in text
    assert "Samotność, trudności z chodzeniem." in text
    assert "Wyjście z domu dwa razy w tygodniu" in text
    assert page.editor.draft.number in text


def test_month_typed_by_keys_is_the_sheet(start, office_file, tmp_path, monkeypatch):
    desk = start(office_file)
    steps.unlock(desk, PASSWORD)
    for person in ("Łuczak Maria", "Bąk Jan", "Żak Ewa"):
        steps.add_resident(desk, person)
    steps.take_starter_service(desk, "klub")
    group = steps.make_group(desk, "Klub", "Klub w Dolinie")
    steps.add_to_group(desk, group, "luczak", "bak", "zak")
    steps.add_meetings(desk, group, 3, 10)

    steps.type_marks(desk, group, "xxnxu")
    screen = steps.save_month(desk, tmp_path / "miesiac.xlsx", monkeypatch)

    line = screen.model.lines[0]
    sheet = openpyxl.load_workbook(tmp_path / "miesiac.xlsx", data_only=True).worksheets[0]
    assert [line.values[f] for f in ("listed", "meetings", "absences")] == [3, 2, 2]
    for figure in PLACES:
        assert written(sheet, FIRST_ROW, figure) == shown(line, figure), figure
    assert set(PLACES) <= set(FIGURES)


def test_undo_after_reopening_takes_back_the_last_step_before(start, office_file):
    desk = start(office_file)
    steps.unlock(desk, PASSWORD)
    maria = steps.add_resident(desk, "Łuczak Maria")
    steps.type_on_card(desk, maria, "notes", "Woli rozmowę rano.")
    desk.close()

    again = start(office_file)
    steps.unlock(again, PASSWORD)
    again.choose("edit.undo")

    assert residents.get_resident(again.office, maria).draft.notes == ""
    again.choose("edit.redo")
    assert residents.get_resident(again.office, maria).draft.notes == "Woli rozmowę rano."
    assert history.next_undo(again.office) == "zmiana danych mieszkańca"


def test_old_workbook_comes_in_and_its_people_are_found(start, office_file):
    desk = start(office_file)
    steps.unlock(desk, PASSWORD)

    wizard = steps.import_file(desk, DATA / "01_lista_mieszkancow_CUS.xlsx")

    found = steps.find_anywhere(desk, "luczak")
    assert found
    assert found[0].startswith("Łuczak")
    wizard.result.undo.click()
    desk.settle()
    assert steps.find_anywhere(desk, "luczak") == []
