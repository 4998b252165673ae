"""Ctrl+Z in a field where nothing was typed takes back the last step of the work.

Qt gives the key to every field of text, also to one that has nothing of its own to take back: who
left a field by Tab and pressed Ctrl+Z would wait in vain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class UndoKeys(QObject):
    """Watches the field with the keyboard, of every window of the program."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the key to the window where the field has nothing of its own to take back."""
        if event.type() == QEvent.Type.ShortcutOverride:
            key = cast("QKeyEvent", event)
            is_meant = any(key.matches(kind) for kind in _KEYS)
            if is_meant and isinstance(watched, QWidget) and not has_own_steps(watched):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)


def has_own_steps(field: QWidget) -> bool:
    """Return whether a field can take back or repeat something typed into it.

    What was taken back to its beginning still counts: a key held too long stops there.
    """
    if isinstance(field, QTextEdit | QPlainTextEdit):
        document = field.document()
        return document.isUndoAvailable() or document.isRedoAvailable()
    line = field
    if isinstance(field, QComboBox | QAbstractSpinBox):
        line = field.lineEdit() or field
    return isinstance(line, QLineEdit) and (line.isUndoAvailable() or line.isRedoAvailable())
