"""A table of figures wider than its window keeps the names of its lines in sight."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cusdesk.domain.reports import Column, ColumnKind, FigureSheet, TableDocument
from cusdesk.ui.common.figures.table import FigureModel, FigureTable

COUNT = 12


def sheet(columns=COUNT):
    heads = (Column("Nazwa"), *(Column(f"Liczba{n}", ColumnKind.INTEGER) for n in range(columns)))
    rows = tuple((f"Wiersz {n}", *range(columns)) for n in range(30))
    document = TableDocument("Liczby", heads, rows, dt.date(2026, 6, 15))
    return FigureSheet(document, tuple(str(n) for n in range(30)), ("", *["x"] * columns))


@pytest.fixture
def table(qtbot):
    model = FigureModel()
    table = FigureTable(model, "Liczby")
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    model.show_sheet(sheet())
    table.model_kept = model
    return table


def test_names_stay_and_never_cover_the_cell(table):
    names = table.horizontalHeader().sectionSize(0)
    for _ in range(COUNT):
        QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.horizontalScrollBar().value() > 0
    assert table._names.isVisible()
    for _ in range(COUNT - 1):
        QTest.keyClick(table, Qt.Key.Key_Left)
        assert table.visualRect(table.currentIndex()).left() >= names


def test_names_scroll_down_with_the_figures(table):
    for _ in range(29):
        QTest.keyClick(table, Qt.Key.Key_Down)
    moved = table.verticalScrollBar().value()
    assert moved > 0
    assert table._names.verticalScrollBar().value() == moved


def test_a_narrow_sheet_needs_no_second_names(table):
    table.model_kept.show_sheet(sheet(2))
    assert not table._names.isVisible()
