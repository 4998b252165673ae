from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from cusdesk.services import history
from cusdesk.ui.attendance.grid.paste import PastePreview, block_of, plan_paste

CTRL = Qt.KeyboardModifier.ControlModifier


def paste(grid, text):
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(grid, Qt.Key.Key_V, CTRL)


def test_block_as_excel_gives_it():
    assert block_of("x\tnb\r\n1,5\t\r\n") == [["x", "nb"], ["1,5", ""]]


def test_plan_says_what_is_bad_and_what_is_outside(board):
    plan = plan_paste(board.session.state, "x\tcoś\tx\nnb\t1,5\n\t1.30\nu\tu\n", [(0, 0)])
    assert sorted(plan.values) == [(0, 0), (1, 0), (1, 1)]
    assert sorted(plan.bad) == [(0, 1), (2, 1)]
    assert plan.outside == 3
    assert "„coś”" in plan.bad[0, 1][1]


def test_pasting_shows_first_and_is_one_step_of_undo(board, grid, office, written):
    seen = []
    board.session.confirm_paste = lambda preview: seen.append(preview) or True
    paste(grid, "x\tnb\nxx\t45m\n")
    assert len(seen) == 1
    assert written() == [[("present", 90), ("absent", 0)], [None, ("present", 45)], [None, None]]
    history.undo(office)
    assert written() == [[None, None]] * 3


def test_escape_in_the_preview_changes_nothing(qtbot, board, grid, written):
    board.session.confirm_paste = lambda preview: False
    paste(grid, "x\tx\nx\tx\n")
    assert written() == [[None, None]] * 3


def test_one_cell_fills_the_selection_without_asking_twice(board, grid, written):
    board.session.confirm_paste = lambda preview: True
    QTest.keyClick(grid, Qt.Key.Key_Space, CTRL)
    paste(grid, "u")
    assert [line[0] for line in written()] == [("excused", 0)] * 3


def test_preview_names_the_bad_cells(qtbot, board):
    state = board.session.state
    preview = PastePreview(board, state, plan_paste(state, "x\tcoś\n", [(0, 0)]))
    qtbot.addWidget(preview)
    bad = preview.table.item(0, 1)
    assert bad.text() == "coś"
    assert "„coś”" in bad.toolTip()
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert preview.result() == 0
