"""The room of a page: what large letters push out of the window is reached by scrolling.

A page that fits is shown as if nothing were round it. Qt alone would press its parts together
until lines lie over one another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from cusdesk.ui.common.following import Following
from cusdesk.ui.common.placeholders import fit_words
from cusdesk.ui.common.widgets import column

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_SEEN_POLICY = "policy_when_seen"
_WATCHED = {QEvent.Type.LayoutRequest, QEvent.Type.Show}


def fit_stacks(root: QWidget) -> list[int]:
    """Let stacks below `root` ask for the room of the page that is seen; return which those are."""
    stacks = root.findChildren(QStackedLayout)
    for stack in stacks:
        for number in range(stack.count()):
            _fit(stack.widget(number), is_seen=number == stack.currentIndex())
    return [stack.currentIndex() for stack in stacks]


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


def page_in(outer: QBoxLayout, *, gap: float = 1) -> QVBoxLayout:
    """Return the layout of a page that scrolls where large letters need more than a dialog has.

    Buttons belong below it, into `outer`: they stay in sight.
    """
    room = PageArea()
    outer.addWidget(room, 1)
    return column(room.page, gap=gap)


class PageArea(QScrollArea):
    """Shows one page at least as high as its parts need at their width."""

    def __init__(self) -> None:
        super().__init__()
        self.page = QWidget()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.page)
        self._measured: tuple[int, ...] = ()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._measure_anew)
        self.page.installEventFilter(self)
        Following(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Measure again whenever the words or the seen page are others.

        What is measured anew asks for room by itself: only where that led to another measure is it
        measured once more, or the window would never rest.
        """
        if watched is self.page and event.type() in _WATCHED:
            is_shown = event.type() == QEvent.Type.Show
            if self._measure() or is_shown:
                self._later.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page all the room there is."""
        super().resizeEvent(event)
        self._measure()

    def _measure_anew(self) -> None:
        """Measure without what layouts remember: tabs do not always say that they changed."""
        for layout in self.page.findChildren(QLayout):
            layout.invalidate()
        self._measure()
        fit_words(self.page)

    def _measure(self) -> bool:
        """Give the page its size; return whether that or the seen pages are others than before."""
        layout = self.page.layout()
        if layout is None:
            return False
        seen = fit_stacks(self.page)
        room, least = self.viewport().size(), layout.totalMinimumSize()
        width, height = max(room.width(), least.width()), least.height()
        if layout.hasHeightForWidth():
            height = layout.totalMinimumHeightForWidth(width)
        self.page.resize(width, max(room.height(), height))
        before, self._measured = self._measured, (*seen, width, height)
        return before != self._measured
