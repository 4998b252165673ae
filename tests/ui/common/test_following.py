"""What has the keyboard is in sight, and the page moves no more than that needs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget

from cusdesk.ui.common.following import Following
from cusdesk.ui.common.widgets import column


def page(qtbot) -> tuple[QScrollArea, QLabel, QPushButton]:
    """A page whose upper part takes five screens, and a button below it."""
    area, content = QScrollArea(), QWidget()
    above, button = QLabel(), QPushButton("Otwórz")
    above.setFixedHeight(1000)
    layout = column(content)
    for part in (above, button):
        layout.addWidget(part)
    below = QLabel()
    below.setFixedHeight(1000)
    layout.addWidget(below)
    area.setWidget(content)
    area.setWidgetResizable(True)
    Following(area)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    return area, above, button


def test_the_page_goes_to_what_has_the_keyboard(qtbot):
    area, _above, button = page(qtbot)

    button.setFocus()

    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
    assert area.verticalScrollBar().value() > 0


def test_the_page_comes_back_when_what_lay_above_is_gone(qtbot):
    area, above, button = page(qtbot)
    button.setFocus()
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)

    above.setFixedHeight(20)

    qtbot.waitUntil(lambda: area.verticalScrollBar().value() == 0)
    assert not button.visibleRegion().isEmpty()


def test_whoever_scrolls_is_left_where_they_went(qtbot):
    area, _above, button = page(qtbot)
    button.setFocus()
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)

    QTest.keyClick(area, Qt.Key.Key_PageDown)
    there = area.verticalScrollBar().value()
    qtbot.wait(600)

    assert area.verticalScrollBar().value() == there
    assert button.visibleRegion().isEmpty()
