"""Two columns where there is room for both, else one above the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from cusdesk.ui.common.theme import current, space

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_TWO_COLUMNS_CHARS = 125


class TwoColumns(QWidget):
    """A wide main part and a narrow side.

    In a narrow window the side stands under the main part, or above it with `side_first`.
    """

    def __init__(self, main: QWidget, side: QWidget, *, side_first: bool = False) -> None:
        super().__init__()
        directions = QBoxLayout.Direction
        self._narrow = directions.BottomToTop if side_first else directions.TopToBottom
        self._layout = QBoxLayout(self._narrow, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(space(3))
        self._layout.addWidget(main, 3)
        self._layout.addWidget(side, 2)
        self._layout.setAlignment(side, Qt.AlignmentFlag.AlignTop)

    def is_wide(self) -> bool:
        """Whether the side stands beside the main part."""
        return self.width() >= current().chars(_TWO_COLUMNS_CHARS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction."""
        super().resizeEvent(event)
        wanted = QBoxLayout.Direction.LeftToRight if self.is_wide() else self._narrow
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)
