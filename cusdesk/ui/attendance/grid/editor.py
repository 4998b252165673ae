"""The little field in which a time or a word is typed over a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QFocusEvent

_MOVES = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
LONGEST = 40


class CellEditor(QLineEdit):
    """Shown while typing; Enter, Tab, up and down finish, Escape leaves all as it was.

    Signals:
        finished: (text, rows down, columns right) the person goes on.
        given_up: Escape.
    """

    finished = Signal(str, int, int)
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setProperty("look", "cell")
        self.setMaxLength(LONGEST)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def open(self, cell: QRect, text: str, spoken: str) -> None:
        """Lie over a cell with a text in it."""
        least = current().chars(9)
        area = cell.adjusted(0, 0, max(0, least - cell.width()), 0)
        overhang = area.right() - self._room.width()
        self.setGeometry(area.translated(-max(0, overhang), 0))
        self.setAccessibleName(spoken)
        self.setText(text)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCursorPosition(len(text))

    def event(self, event: QEvent) -> bool:
        """Take Tab before Qt uses it to leave the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_tab = event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
            if is_tab:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish, give up, or type on."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.hide()
            self.given_up.emit()
        elif key in _MOVES:
            down, right = _MOVES[key]
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and (
                event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            ):
                down = -1
            self._finish(down, right)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._finish(0, 0)

    def _finish(self, down: int, right: int) -> None:
        if not self.isHidden():
            self.hide()
            self.finished.emit(self.text(), down, right)
