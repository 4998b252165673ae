"""The grid is worked by the keyboard alone; every key here is a real key event."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from cusdesk.services import history
from cusdesk.ui.attendance.grid.keys import Advance

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
X = ("present", 90)
NB = ("absent", 0)


def keys(widget, *pressed):
    for key in pressed:
        if isinstance(key, str):
            QTest.keyClicks(widget, key)
        else:
            code, modifiers = key if isinstance(key, tuple) else (key, Qt.KeyboardModifier(0))
            QTest.keyClick(widget, code, modifiers)


def type_time(grid, text, end=K.Key_Return):
    """Type a time: its first digit opens the little field, the rest goes there."""
    QTest.keyClicks(grid, text[0])
    QTest.keyClicks(grid.editor, text[1:])
    QTest.keyClick(grid.editor, end)


def test_marks_move_on_by_themselves(grid, written):
    keys(grid, "xn u")
    assert written() == [[X, ("excused", 0)], [NB, None], [X, None]]


def test_every_mark_has_its_key(grid, written):
    grid.advance = Advance.RIGHT
    keys(grid, "xnuo-")
    assert written() == [[X, NB], [("excused", 0), ("cancelled", 0)], [("not_applicable", 0), None]]


def test_excel_habits_skip_nothing(grid, written):
    keys(grid, "x", K.Key_Return, "n", K.Key_Return, "x", K.Key_Return)
    assert [line[0] for line in written()] == [X, NB, X]
    grid.go_to((0, 0))
    keys(grid, "n", K.Key_Tab, "x")
    assert written()[0] == [NB, X]


@pytest.mark.parametrize(
    ("typed", "mark"),
    [("nb", "absent"), ("ob", "present"), ("odw", "cancelled"), ("us", "excused")],
)
def test_words_are_understood_letter_by_letter(grid, written, typed, mark):
    keys(grid, typed, "x")
    assert [line[0][0] for line in written()[:2]] == [mark, "present"]


@pytest.mark.parametrize(
    ("typed", "minutes"), [("1", 60), ("1,5", 90), ("1:30", 90), ("45m", 45), ("0,5", 30)]
)
def test_times_are_typed_as_in_excel(grid, written, typed, minutes):
    type_time(grid, typed)
    assert written()[0][0] == ("present", minutes)
    assert grid.place == (1, 0)


def test_tab_goes_right_and_escape_leaves_all_as_it_was(grid, written):
    type_time(grid, "2", K.Key_Tab)
    assert grid.place == (0, 1)
    type_time(grid, "3", K.Key_Escape)
    assert written()[0] == [("present", 120), None]


@pytest.mark.parametrize("typed", ["1.30", "45", "0", "1x"])
def test_what_is_not_understood_stays_and_says_so(board, grid, written, typed):
    type_time(grid, typed)
    assert grid.source.text((0, 0)) == typed
    assert grid.source.trouble((0, 0))
    assert board.status.trouble.text() == "1 pole niezapisane"
    assert written()[0][0] is None

    grid.go_to((0, 0))
    keys(grid, K.Key_Delete)
    assert grid.source.text((0, 0)) == ""
    assert not board.session.state.troubles


def test_an_unknown_letter_writes_nothing(board, grid, written):
    keys(grid, "k")
    assert written()[0][0] is None
    assert "„k”" in board.status.where.text()


def test_everybody_present_keeps_exceptions(grid, written, notices):
    keys(grid, K.Key_Down, "n", K.Key_Up)
    keys(grid, (K.Key_P, CTRL | SHIFT))
    assert [line[0] for line in written()] == [X, NB, X]
    assert "1 wcześniejszy wpis" in notices.list[-1].text


def test_after_everybody_present_a_key_is_one_exception(grid, written):
    keys(grid, (K.Key_A, CTRL), (K.Key_P, CTRL | SHIFT), (K.Key_Home, CTRL), "n")
    marks = [mark for line in written() for mark, _ in line]
    assert marks.count("absent") == 1
    assert marks.count("present") == len(marks) - 1


def test_a_selection_is_typed_once(grid, written):
    keys(grid, (K.Key_Right, SHIFT), (K.Key_Down, SHIFT))
    keys(grid, "u")
    assert written() == [[("excused", 0)] * 2, [("excused", 0)] * 2, [None, None]]
    keys(grid, K.Key_Backspace)
    assert written() == [[None, None]] * 3


def test_filling_down_and_right(grid, written):
    type_time(grid, "2")
    grid.go_to((0, 0))
    keys(grid, (K.Key_Down, SHIFT), (K.Key_Down, SHIFT), (K.Key_D, CTRL))
    assert [line[0] for line in written()] == [("present", 120)] * 3
    grid.go_to((2, 1))
    keys(grid, (K.Key_R, CTRL))
    assert written()[2] == [("present", 120)] * 2


def test_undo_takes_back_one_key(office, bus, grid, written):
    keys(grid, "xn")
    assert history.next_undo(office) == "wpis obecności"
    bus.publish(history.undo(office).changes)
    assert [line[0] for line in written()] == [X, None, None]
    assert grid.source.text((1, 0)) == ""


def test_copied_cells_come_back(board, grid, written):
    keys(grid, "xn")
    type_time(grid, "1:10")
    grid.go_to((0, 0))
    keys(grid, (K.Key_Space, CTRL), (K.Key_C, CTRL))
    assert QGuiApplication.clipboard().text() == "x\nnb\n1:10\n"
    board.session.confirm_paste = lambda preview: True
    grid.go_to((0, 1))
    keys(grid, (K.Key_V, CTRL))
    assert [line[1] for line in written()] == [X, NB, ("present", 70)]


def test_the_keyboard_can_leave(board, grid):
    keys(grid, K.Key_F6)
    assert board.advance.hasFocus()


def test_read_only_office_takes_nothing(board, grid, written):
    grid.read_only = True
    keys(grid, "x", (K.Key_P, CTRL | SHIFT))
    type_time(grid, "2")
    assert written() == [[None, None]] * 3
