"""Text fields as high as their text: a plan or a talk has many, and most hold two lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent

from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF
    from PySide6.QtWidgets import QPlainTextEdit

FEWEST, MOST = 2, 14
_FRAME = 4
"""Edge of the field and a pixel of slack, above and below."""


class Growing(QObject):
    """Keeps one text field as high as what stands in it, between two and fourteen lines."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._height = 0
        editor.document().documentLayout().documentSizeChanged.connect(self._on_size)
        editor.installEventFilter(self)
        current().changed.connect(self.fit)
        self.fit()

    def _on_size(self, _size: QSizeF) -> None:
        self.fit()

    def fit(self) -> None:
        """Take the height of the text; a scroll bar only when there is more than the most."""
        document = self._editor.document()
        counted = round(document.documentLayout().documentSize().height())  # plain text: in lines
        lines = max(FEWEST, min(counted, MOST))
        line = math.ceil(QFontMetricsF(self._editor.font()).lineSpacing())
        margins = 2 * (round(document.documentMargin()) + current().space(0.5))
        height = line * lines + margins + _FRAME
        if height != self._height:
            self._height = height
            policies = Qt.ScrollBarPolicy
            self._editor.setVerticalScrollBarPolicy(
                policies.ScrollBarAsNeeded if counted > MOST else policies.ScrollBarAlwaysOff
            )
            self._editor.setFixedHeight(height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another width makes other lines."""
        if event.type() == QEvent.Type.Resize:
            resized = cast("QResizeEvent", event)
            if resized.size().width() != resized.oldSize().width():
                self.fit()
        return super().eventFilter(watched, event)
