"""A field to search with: a magnifying glass before the words, a cross after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QToolButton

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current, icon, space
from cusdesk.ui.common.widgets import picture

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class SearchField(QLineEdit):
    """One line to type into; the pictures grow with the text, which those of Qt do not."""

    def __init__(self) -> None:
        super().__init__()
        size = current().icon_size
        self.sign = picture("search", "muted", size)
        self.sign.setParent(self)
        self.sign.setFixedSize(size, size)
        self.sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.cross = QToolButton(self)
        self.cross.setIcon(icon("close", "muted"))
        self.cross.setIconSize(QSize(size, size))
        self.cross.setFixedSize(size, size)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setCursor(Qt.CursorShape.ArrowCursor)
        self.cross.setToolTip(tr("common.search.clear"))
        self.cross.setAccessibleName(tr("common.search.clear"))
        self.cross.clicked.connect(self.clear)
        self.cross.hide()
        room = size + space(0.5)
        self.setTextMargins(room, 0, room, 0)
        self.textChanged.connect(self._on_text)

    def _on_text(self, text: str) -> None:
        self.cross.setVisible(bool(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pictures at the edges."""
        super().resizeEvent(event)
        top = (self.height() - self.sign.height()) // 2
        self.sign.move(space(1), top)
        self.cross.move(self.width() - self.cross.width() - space(1), top)
