"""Tab goes through boxes that were filled anew as the eye does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from cusdesk.ui.common.record.side_by_side import SideBySide
from cusdesk.ui.common.tab_order import as_read


def test_what_was_made_last_and_stands_first_comes_first(qtbot):
    window = QWidget()
    before, page = QPushButton("before", window), QWidget(window)
    QVBoxLayout(window).addWidget(before)
    window.layout().addWidget(page)
    layout = QVBoxLayout(page)
    old = [QPushButton(name, page) for name in ("c", "d")]
    new = [QPushButton(name, page) for name in ("a", "b")]
    for each in (*new, *old):
        layout.addWidget(each)
    qtbot.addWidget(window)
    window.show()
    layout.activate()

    as_read(page)

    way = []
    before.setFocus()
    for _ in range(4):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        way.append(window.focusWidget().text())
    assert way == ["a", "b", "c", "d"]


def test_the_way_to_the_side_takes_the_keyboard(theme, qtbot):
    side = QWidget()
    step = QPushButton("Krok", side)
    QVBoxLayout(side).addWidget(step)
    both = SideBySide(QLineEdit(), side)
    qtbot.addWidget(both)
    both.show()
    both.activateWindow()

    both.show_side()

    qtbot.waitUntil(step.hasFocus)
