"""The budget of a year on the screen: figures open lists, the plan is typed, sheets are saved."""

from __future__ import annotations

from dataclasses import replace

import pytest
import python_calamine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cusdesk.services import budget
from cusdesk.ui.budget.year_page import PlanDialog
from cusdesk.ui.budget.year_screen import BudgetYearScreen
from cusdesk.ui.common.behind import BehindDialog
from tests.services.test_budget_year import bill
from tests.services.test_pools import place

__all__ = ["place"]


@pytest.fixture
def screen(qtbot, context, place):
    place.visit(0, 4, 120, month=5)
    bill(place, 2)
    made = BudgetYearScreen(replace(context, office=place.office))
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show()
    return made


def texts(screen):
    model = screen.page.model
    return [model.text(0, column) for column in range(model.columnCount())]


def test_year_stands_on_the_screen_with_its_sum(screen):
    assert texts(screen)[0] == "Gmina"
    assert texts(screen)[2:5] == ["", "240,00", "60,00"]
    assert screen.page.model.text(1, 4) == "60,00"
    assert "Prognoza" in screen.page.notes.text()
    screen.page.switch.set_year(2027)
    assert texts(screen)[4] == "0,00"


def test_enter_on_a_figure_opens_its_list(screen, qtbot):
    table = screen.page.table
    table.setCurrentIndex(screen.page.model.index(0, 4))
    QTest.keyClick(table, Qt.Key.Key_Return)
    dialog = screen.page.findChild(BehindDialog)
    assert dialog.panel.model.rowCount() == 1
    assert dialog.panel.model.row_at(0).values[-1] == 6_000


def test_plan_is_typed_for_the_source_under_the_cursor(screen, place):
    screen.page.ask_plan()
    dialog = screen.page.findChild(PlanDialog)
    dialog.form.load(budget.PlanDraft(50_000, "uchwała"))
    dialog.confirm()
    assert texts(screen)[2] == "500,00"
    assert budget.plan_of(place.office, place.source, 2026).note == "uchwała"


def test_total_line_has_no_plan_to_type(screen, notices):
    screen.page.table.setCurrentIndex(screen.page.model.index(1, 4))
    screen.page.ask_plan()
    assert "wierszu" in notices.list[-1].text


def test_saved_sheet_has_figures_and_method(screen, tmp_path):
    screen.page.save_as(tmp_path / "a.xlsx")
    rows = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    cells = [row for row in rows.get_sheet_by_index(0).to_python() if any(row)]
    assert any(row[0] == "Gmina" and 60.0 in row for row in cells)
    assert any(str(row[0]).startswith("Prognoza:") for row in cells)
