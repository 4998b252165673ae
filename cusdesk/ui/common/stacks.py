"""Stacks of pages that ask for the room of the page that is seen.

Qt's own ask for the height of the tallest page they hold, at every width, and what stands beside
them pays for it with large letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedLayout, QStackedWidget, QTabWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget


def _needed(page: QWidget | None, width: int) -> int:
    """Return the height a page needs at a width; 0 where its words need no more than it says."""
    layout = page.layout() if page is not None else None
    if layout is None or not layout.hasHeightForWidth():
        return 0
    return layout.totalMinimumHeightForWidth(width)


class SeenLayout(QStackedLayout):
    """A stack among other lines of a page."""

    def hasHeightForWidth(self) -> bool:
        """Leave the pages that are not seen out of the counting."""
        return False


class Pages(QStackedWidget):
    """A stack that is a widget."""

    def hasHeightForWidth(self) -> bool:
        """Leave the pages that are not seen out of the counting."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Return the least size, high enough for the words of the seen page at their width."""
        least = super().minimumSizeHint()
        return QSize(
            least.width(), max(least.height(), _needed(self.currentWidget(), self.width()))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the width changed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Tabs(QTabWidget):
    """A stack with names of its pages above."""

    def hasHeightForWidth(self) -> bool:
        """Leave the pages that are not seen out of the counting."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Return the least size, high enough for the words of the seen page at their width."""
        least, bar = super().minimumSizeHint(), self.tabBar().sizeHint().height()
        needed = _needed(self.currentWidget(), self.width())
        return QSize(least.width(), max(least.height(), needed + bar if needed else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the width changed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
