"""The office's own workbook on the screen: added, shown with a month, corrected, replaced."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter

from cusdesk.services import own_sheets
from cusdesk.ui.own_sheets.screen import OwnSheetsScreen
from tests.services.attendance_office import JUNE, make_group, mark_all


def template(path, *, above=0):
    """Write a report with a row for the service and a sum."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("raport")
    sheet.write_row(above, 0, ["za miesiąc:", None, "rok:"])
    sheet.write_row(above + 2, 0, ["Nazwa usługi", "Liczba osób", "Liczba godz."])
    sheet.write_row(above + 3, 0, ["Rehabilitacja"])
    sheet.write_formula(above + 4, 1, f"=SUM(B{above + 4}:B{above + 4})", None, 0)
    book.close()
    return path


@pytest.fixture
def screen(context, office, qtbot):
    group = make_group(office, ["Łuczak", "Bąk"], [2, 9], minutes=60, unit="hour")
    mark_all(office, group, "xxxn")
    made = OwnSheetsScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    made.switch.set_month(JUNE)
    return made


def shown(screen, row, column):
    return screen.model.index(row, column).data()


def test_an_added_file_shows_what_the_month_puts_into_it(screen, tmp_path):
    assert screen._stack.currentIndex() == 1

    screen.files.add(template(tmp_path / "raport.xlsx"))

    assert screen._stack.currentIndex() == 0
    assert [shown(screen, 0, 1), shown(screen, 3, 1), shown(screen, 3, 2)] == ["czerwiec", "2", "3"]
    assert shown(screen, 4, 1) == "ƒ"
    assert not screen.problem.isVisible()


def choose(panel, figure, service=None):
    panel.figure.setCurrentIndex(panel.figure.findData(figure))
    panel.figure.activated.emit(panel.figure.currentIndex())
    if service is not None:
        panel.service.setCurrentIndex(panel.service.findText(service))
        panel.service.activated.emit(panel.service.currentIndex())


def test_a_cell_is_given_a_figure_and_loses_it(screen, office, tmp_path):
    screen.files.add(template(tmp_path / "raport.xlsx"))

    screen.view.go_to("E4")
    choose(screen.panel, "women", "Rehabilitacja")
    assert shown(screen, 3, 4) == "0"
    screen.panel.drop.click()

    assert shown(screen, 3, 4) == ""
    [row] = own_sheets.list_sheets(office)
    assert "E4" not in {mark.cell for mark in own_sheets.get(office, row.id).marks}


def test_the_service_of_the_row_is_offered_first(screen, office, tmp_path):
    screen.files.add(template(tmp_path / "raport.xlsx"))
    screen.view.go_to("E4")
    choose(screen.panel, "presences")
    assert screen.panel.service.currentText() == "Rehabilitacja"

    screen.view.go_to("B4")
    assert screen.panel.service.currentText() == "Rehabilitacja"

    screen.view.go_to("E7")
    before = own_sheets.get(office, screen.kept.id).marks
    choose(screen.panel, "presences")
    assert own_sheets.get(office, screen.kept.id).marks == before  # nobody knows whose yet
    assert screen.panel.service.currentText() == "wybierz usługę"


def test_a_formula_cannot_be_given_a_figure(screen, tmp_path):
    screen.files.add(template(tmp_path / "raport.xlsx"))

    screen.view.go_to("B5")

    assert not screen.panel.figure.isEnabled()
    assert "formuła" in screen.panel.hint.text()


def test_the_filled_file_is_saved(screen, tmp_path):
    screen.files.add(template(tmp_path / "raport.xlsx"))

    screen.files.save(screen.filled, JUNE, tmp_path / "czerwiec.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "czerwiec.xlsx", data_only=True)["raport"]
    assert [sheet[cell].value for cell in ("B1", "B4", "B5")] == ["czerwiec", 2, 2]


def test_a_newer_file_is_asked_about_before_its_cells_move(screen, office, tmp_path):
    screen.files.add(template(tmp_path / "raport.xlsx"))

    screen.files.compare(screen.kept, template(tmp_path / "nowszy.xlsx", above=3))
    assert "B4 → B7" in screen.files.question.informativeText()
    screen.files.question.buttons()[0].click()

    assert shown(screen, 6, 1) == "2"
    assert {mark.cell for mark in screen.kept.marks} == {"B4", "D4", "B7", "C7"}
