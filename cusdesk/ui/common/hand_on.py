"""A page that is asked to take the keyboard hands it on to its list or field.

Qt's own focus proxy does that too, but Tab that comes from outside then passes by everything that
stands before the proxy in the page: filters, buttons, names of tabs. A proxy is for controls that
are one thing with what they hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget


class _Hand(QObject):
    def __init__(self, page: QWidget, to: QWidget) -> None:
        super().__init__(page)
        self._to = to
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand on what the page was given."""
        if event.type() == QEvent.Type.FocusIn and watched is self.parent():
            self._to.setFocus(cast("QFocusEvent", event).reason())
        return super().eventFilter(watched, event)


def hand_on(page: QWidget, to: QWidget) -> None:
    """Let `page.setFocus()` put the keyboard on `to`, a part of the page."""
    _Hand(page, to)
