"""With large letters what scrolls inside a page keeps the height of a few rows: the page scrolls.

Without it the heads, filters and buttons of a page leave a list the height of its heading.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea, QDialog

from cusdesk.ui.common.screen import LARGE_TEXT
from cusdesk.ui.common.theme import current

ROWS = 6
"""With its heading; more would not be seen at once on a screen of 768 lines."""


class _Rows(QObject):
    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Measure when it is shown: a dialog has its own size, and fits the screen."""
        if event.type() == QEvent.Type.Show and current().percent > LARGE_TEXT:
            least = ROWS * current().row_height
            if not isinstance(self._view.window(), QDialog) and self._view.minimumHeight() < least:
                self._view.setMinimumHeight(least)
        return super().eventFilter(watched, event)


def keep_rows(view: QAbstractScrollArea) -> None:
    """Keep a list or a form of a screen from becoming a strip."""
    _Rows(view)
