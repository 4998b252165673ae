"""The room of a page: what large letters push out of the window is reached by scrolling.

A page that fits is shown as if nothing were round it. Qt alone would press its parts together
until lines lie over one another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QWidget,
)

from cusdesk.ui.common.placeholders import fit_words

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
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(0)
        self._following.timeout.connect(self._show_keyboard)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._show_focused)

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

    def _show_focused(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring what the keyboard came to from outside the page into sight."""
        if now is not None and self.page.isAncestorOf(now):
            self._following.start()  # once what scrolls inside the page has followed

    def _show_keyboard(self) -> None:
        now = self.page.focusWidget()
        if now is None or not now.isVisible():  # type: ignore[redundant-expr]  # Qt may give None
            return
        outer = now.parentWidget()
        while outer is not None:
            if isinstance(outer, QScrollArea):  # Qt follows only within the area it came from
                outer.ensureWidgetVisible(now, 0, 0)
            outer = None if outer is self else outer.parentWidget()

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
