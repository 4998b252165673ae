"""Tab goes through boxes that were filled anew as the eye does."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cusdesk.ui.common.tab_order import as_read


def test_what_was_made_last_and_stands_first_comes_first(qtbot):
    page = QWidget()
    layout = QVBoxLayout(page)
    old = [QPushButton(name, page) for name in ("c", "d")]
    new = [QPushButton(name, page) for name in ("a", "b")]
    for each in (*new, *old):
        layout.addWidget(each)
    qtbot.addWidget(page)
    page.show()

    as_read(page)

    way, here = [], page.nextInFocusChain()
    while here is not page:
        way.append(here.text())
        here = here.nextInFocusChain()
    assert way == ["a", "b", "c", "d"]
