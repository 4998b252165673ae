"""The whole text of a cell that has no room for it, under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from cusdesk.ui.common.theme import space
from cusdesk.ui.common.tips import tip

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QAbstractItemView


class CutTips(QObject):
    """Watches one view; lives as long as it."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the text of a cut cell; a whole one needs no words beside it."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().eventFilter(watched, event)
        text = self.text_at(event.pos())
        if text:
            QToolTip.showText(event.globalPos(), tip(text), self._view)
        else:
            QToolTip.hideText()
        return True

    def text_at(self, place: QPoint) -> str:
        """Return the text of the cell under a point of the view, "" when it is seen whole."""
        index = self._view.indexAt(place)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        room = self._view.visualRect(index).width() - space(2)
        return text if self._view.fontMetrics().horizontalAdvance(text) > room else ""
