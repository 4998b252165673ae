"""Tables that are typed in: keys, filling, copying, pasting with a preview."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication

from cusdesk.ui.common.grid import GridView, split_clipboard
from tests.ui.common.grid.rows_model import GridColumn, RowsModel

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Line:
    name: str
    day: dt.date | None = None
    minutes: int | None = None
    fee_gr: int | None = None


COLUMNS = (
    GridColumn("name", "common.button.add", can_edit=False),
    GridColumn("day", "common.button.close", "date"),
    GridColumn("minutes", "common.button.redo", "minutes"),
    GridColumn("fee_gr", "common.button.back", "money"),
)


@pytest.fixture
def model(theme, clock):
    made = RowsModel(COLUMNS, clock)
    made.set_rows([Line(f"person {n}") for n in range(4)])
    return made


@pytest.fixture
def view(model, qtbot):
    made = GridView(model)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    qtbot.waitActive(made)
    made.setFocus()
    made.setCurrentIndex(model.index(0, 2))
    return made


def select(view, top, left, bottom, right):
    model = view.model()
    block = QItemSelection(model.index(top, left), model.index(bottom, right))
    view.setCurrentIndex(model.index(top, left))
    view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_model_keeps_the_rules_of_qt(model, qtmodeltester):
    qtmodeltester.check(model)


def test_typing_then_enter_writes_and_goes_down(view, model, qtbot):
    qtbot.keyClicks(view, "1")
    editor = view.focusWidget()
    qtbot.keyClicks(editor, ",5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert model.rows[0].minutes == 90
    assert view.currentIndex().row() == 1


def test_impossible_text_leaves_the_cell(view, model):
    model.setData(model.index(0, 2), "90 min")
    model.setData(model.index(0, 2), "dużo")

    assert model.rows[0].minutes == 90


def test_fill_repeats_the_first_row(view, model, qtbot):
    model.setData(model.index(0, 2), "2")
    select(view, 0, 2, 3, 2)

    qtbot.keyClick(view, Qt.Key.Key_D, CONTROL)

    assert [line.minutes for line in model.rows] == [120] * 4


def test_filling_is_one_step(view, model, qtbot):
    steps = []
    model.setData(model.index(0, 2), "2")
    model.rows_changed.connect(steps.append)
    select(view, 0, 2, 3, 2)

    view.fill_down()

    assert steps == [[1, 2, 3]]


def test_delete_empties_what_may_be_emptied(view, model, qtbot):
    model.setData(model.index(0, 2), "2")
    select(view, 0, 0, 0, 3)

    qtbot.keyClick(view, Qt.Key.Key_Delete)

    assert model.rows[0] == Line("person 0")


def test_copied_cells_are_typed_texts(view, model):
    model.setData(model.index(0, 2), "1,5")
    select(view, 0, 2, 0, 3)

    view.copy()

    assert QGuiApplication.clipboard().text() == "1:30\t\n"


def test_paste_shows_good_and_bad_cells(view, qtbot):
    cells = view.pasted_cells("1:30\t12,50\r\nwiele\t5\r\n")

    assert [(c.row, c.column, bool(c.problem)) for c in cells] == [
        (0, 2, False),
        (0, 3, False),
        (1, 2, True),
        (1, 3, False),
    ]


def test_accepted_paste_takes_the_good_cells(view, model, qtbot):
    QGuiApplication.clipboard().setText("1:30\t12,50\nwiele\t5\n")
    preview = view.paste()

    preview.take.click()

    assert [(line.minutes, line.fee_gr) for line in model.rows[:2]] == [(90, 1250), (None, 500)]


def test_escape_leaves_everything_as_it_was(view, model, qtbot):
    QGuiApplication.clipboard().setText("1:30\n")
    preview = view.paste()

    qtbot.keyClick(preview, Qt.Key.Key_Escape)

    assert model.rows[0].minutes is None


def test_one_copied_cell_fills_the_selection(view):
    select(view, 0, 2, 2, 3)

    assert len(view.pasted_cells("2")) == 6


def test_pasting_over_a_locked_column_is_refused(view):
    view.setCurrentIndex(view.model().index(0, 0))

    assert view.pasted_cells("x")[0].problem == "Tej komórki nie można zmieniać."


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", []),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"two\nlines"\t"say ""so"""\n', [["two\nlines", 'say "so"']]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
    ],
)
def test_clipboard_of_spreadsheets(text, cells):
    assert split_clipboard(text) == cells
