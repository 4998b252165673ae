"""A part that scrolls is a stop of Tab only where there are words alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from cusdesk.ui.common.screen import scrolled


def _area(qtbot, *parts):
    holder = QWidget()
    layout = QVBoxLayout(holder)
    for part in parts:
        layout.addWidget(part)
    area = scrolled(holder)
    qtbot.addWidget(area)
    area.show()
    area.look_inside()
    return area


def _is_stop(area):
    return bool(area.focusPolicy() & Qt.FocusPolicy.TabFocus)


def test_words_alone_are_read_on_by_keyboard(theme, qtbot):
    area = _area(qtbot, QLabel("Słowa"))
    assert _is_stop(area)
    assert area.property("look") == "pages"  # the look with a ring


def test_a_field_inside_takes_its_place(theme, qtbot):
    field = QLineEdit()
    area = _area(qtbot, field)
    assert not _is_stop(area)
    field.hide()
    qtbot.waitUntil(lambda: _is_stop(area))
