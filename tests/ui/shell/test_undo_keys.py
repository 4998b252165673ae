"""Ctrl+Z from a field: its own letters first, else the last step of the work."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QPlainTextEdit

from cusdesk.ui.shell.undo_keys import has_own_steps


@pytest.fixture
def field(entered, qtbot):
    window = entered
    window.activateWindow()
    made = window.workspace.opened(window.workspace.current_id).field
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    window.asked = []
    action = window.actions_registry.action("edit.undo")
    action.setEnabled(True)
    action.triggered.disconnect()
    action.triggered.connect(lambda: window.asked.append("undo"))
    return made


def test_a_field_with_nothing_typed_leaves_the_key_to_the_window(entered, field):
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entered.asked == ["undo"]


def test_letters_are_taken_back_first_and_a_key_held_too_long_stops(entered, field):
    QTest.keyClicks(field, "ab")
    for _ in range(4):
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert entered.asked == []


def test_every_kind_of_field_says_whether_it_has_steps(qapp):
    choice = QComboBox()
    choice.setEditable(True)
    for made in (QLineEdit(), QPlainTextEdit(), choice, QDateEdit(), QComboBox()):
        assert not has_own_steps(made)
    choice.lineEdit().insert("x")
    text = QPlainTextEdit()
    text.insertPlainText("x")
    assert has_own_steps(choice)
    assert has_own_steps(text)
