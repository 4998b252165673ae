"""A part of a page that scrolls; Tab stops at it only where nothing inside takes the keyboard.

Qt makes every such part a stop, at which nothing shows where the keyboard is. Where there are only
words inside it has to be one: without the keyboard nobody could read on.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from cusdesk.ui.common.widgets import set_look

_WATCHED = {QEvent.Type.LayoutRequest, QEvent.Type.Show}
_RING = "pages"
"""The look with room for the line that shows where the keyboard is."""


class WordsArea(QScrollArea):
    """Takes a click, so that a field is left by one beside it; Tab only for words alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.look_inside)

    def setWidget(self, widget: QWidget) -> None:
        """Take what scrolls, and watch what is put into it."""
        super().setWidget(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again once other parts are seen inside."""
        if watched is self.widget() and event.type() in _WATCHED:
            self._later.start()
        return super().eventFilter(watched, event)

    def look_inside(self) -> None:
        """Be a stop of Tab, with a ring, where there are only words; else not."""
        policies = Qt.FocusPolicy
        is_words = not any(_stops(part, self) for part in self.findChildren(QWidget))
        wanted = policies.StrongFocus if is_words else policies.ClickFocus
        if self.focusPolicy() != wanted:
            self.setFocusPolicy(wanted)
            set_look(self, "look", _RING if is_words else "")


def _stops(part: QWidget, area: QWidget) -> bool:
    by_tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and part.isEnabled() and part.isVisibleTo(area)
