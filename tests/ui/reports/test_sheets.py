"""Ready sheets on the screen: chosen, opened figure by figure, saved as a workbook and on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
import python_calamine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cusdesk.domain.spans import SpanKind
from cusdesk.export.render import pdf_text
from cusdesk.services.reports import ReadyKind
from cusdesk.ui.common.behind import BehindDialog
from cusdesk.ui.common.table.output import render_pdf
from cusdesk.ui.reports.screen import ReportsScreen
from tests.services.test_pools import place

__all__ = ["place"]


@pytest.fixture
def page(qtbot, context, place):
    place.visit(0, 4, 120)
    place.visit(1, 5, 50)
    screen = ReportsScreen(replace(context, office=place.office))
    qtbot.addWidget(screen)
    screen.resize(1200, 600)
    screen.show()
    screen.tabs.setCurrentIndex(1)
    page = screen.sheets
    page.screen = screen
    return page


def texts(page, row):
    return [page.model.text(row, column) for column in range(page.model.columnCount())]


def test_sheet_of_the_month_is_the_first_thing_shown(page):
    assert texts(page, 0)[:3] == ["Opieka", "godz.", "2"]
    assert texts(page, 1)[0] == "Razem"
    assert not page.screen.switch.isVisible()
    page.screen.tabs.setCurrentIndex(0)
    assert page.screen.switch.isVisible()


def test_another_stretch_is_read_again(page):
    page.switch.kinds.setCurrentIndex(list(SpanKind).index(SpanKind.QUARTER))
    assert page.document.title.endswith("II kwartał 2026")
    page.switch.set_span(page.switch.span.shifted(-1))
    assert page.model.rowCount() == 0


def test_council_table_is_of_the_whole_year(page):
    page.choose(ReadyKind.YEARLY)
    assert page.switch.span.kind is SpanKind.YEAR
    assert not page.switch.kinds.isEnabled()
    assert texts(page, 0)[7] == "2"
    page.choose(ReadyKind.SERVICE)
    assert page.switch.kinds.isEnabled()


def test_enter_on_a_figure_opens_its_people(page):
    page.table.setCurrentIndex(page.model.index(0, 2))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    dialog = page.findChild(BehindDialog)
    assert dialog.panel.model.rowCount() == 2


def test_workbook_and_paper_have_the_same_figures(page, tmp_path):
    page.save_as(tmp_path / "a.xlsx")
    book = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    rows = book.get_sheet_by_index(0).to_python()
    line = next(row for row in rows if row[0] == "Opieka")
    assert line[2:5] == [2.0, 0.0, 0.0]
    words = pdf_text(render_pdf(page.document))
    assert "Opieka" in words
    assert "2,83" in words
    assert "każda raz" in words
