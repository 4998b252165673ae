"""The room of a page: what large letters push out of the window is reached by scrolling.

A page that fits is shown as if nothing were round it. Qt alone would press its parts together
until lines lie over one another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_SEEN_POLICY = "policy_when_seen"
_WATCHED = {QEvent.Type.LayoutRequest, QEvent.Type.Show}


def fit_stacks(root: QWidget) -> None:
    """Let stacks below `root` ask for the room of the page that is seen, not of every page."""
    for stack in root.findChildren(QStackedLayout):
        for number in range(stack.count()):
            _fit(stack.widget(number), is_seen=number == stack.currentIndex())


def _fit(page: QWidget | None, *, is_seen: bool) -> None:
    if page is None:
        return
    kept = page.property(_SEEN_POLICY)
    if is_seen and isinstance(kept, QSizePolicy):
        page.setSizePolicy(kept)
        page.setProperty(_SEEN_POLICY, None)
    elif not is_seen and not isinstance(kept, QSizePolicy):
        page.setProperty(_SEEN_POLICY, page.sizePolicy())
        page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)


class PageArea(QScrollArea):
    """Shows one page at least as high as its parts need at their width."""

    def __init__(self) -> None:
        super().__init__()
        self.page = QWidget()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.page)
        self.page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Measure again whenever the words or the seen page are others."""
        if watched is self.page and event.type() in _WATCHED:
            self._measure()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page all the room there is."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        layout = self.page.layout()
        if layout is None:
            return
        fit_stacks(self.page)
        room, least = self.viewport().size(), layout.totalMinimumSize()
        width, height = max(room.width(), least.width()), least.height()
        if layout.hasHeightForWidth():
            height = min(height, layout.totalMinimumHeightForWidth(width))
        self.page.resize(width, max(room.height(), height))
