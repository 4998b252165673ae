"""The column a talk is laid out in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Parts(QWidget):
    """A column of boxes exactly as high as their words are at the present width.

    Left to itself a scrolled column is as high as if every wrapped word stood in the narrowest one.
    """

    def minimumSizeHint(self) -> QSize:
        """Return the height the words need at this width."""
        return QSize(super().minimumSizeHint().width(), self.heightForWidth(self.width()))

    def sizeHint(self) -> QSize:
        """Return the same: nothing more is wanted."""
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the width changed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
