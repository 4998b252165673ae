"""The small building blocks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cusdesk.ui.common.widgets import LineLink, button


def test_enter_presses_what_has_the_keyboard(theme, qtbot):
    pressed = []
    for made in (
        button("Dalej", lambda: pressed.append(1)),
        LineLink("Bąk", lambda: pressed.append(1)),
    ):
        qtbot.addWidget(made)
        made.show()
        QTest.keyClick(made, Qt.Key.Key_Return)
        QTest.keyClick(made, Qt.Key.Key_Space)

    assert len(pressed) == 4
