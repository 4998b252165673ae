"""With large letters a list of a screen keeps a few rows; a dialog has its own size."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QListWidget, QVBoxLayout, QWidget

from cusdesk.ui.common.least_rows import ROWS, keep_rows


@pytest.mark.parametrize(
    ("kind", "percent", "keeps"),
    [(QWidget, 200, True), (QWidget, 100, False), (QDialog, 200, False)],
)
def test_list_keeps_rows_where_letters_are_large(qtbot, theme, kind, percent, keeps):
    theme.apply("light", percent)
    page, view = kind(), QListWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(view)
    keep_rows(view)

    page.show()

    kept = view.minimumHeight() >= ROWS * theme.row_height
    theme.apply("light", 100)
    assert kept is keeps
