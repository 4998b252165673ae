"""Pale words in a field that end at a whole word when the letters are large and the field small."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

_DOTS = "…"
_SIDES = 2 * 2
"""What Qt keeps free before and after the words of a line."""


def fit_words(root: QWidget) -> None:
    """Let every field below `root` that has pale words keep them whole."""
    for field in root.findChildren(QLineEdit):
        if field.placeholderText() and field.findChild(FittingWords) is None:
            FittingWords(field)


class FittingWords(QObject):
    """Keeps the placeholder of one field as long as there is room; the whole of it is spoken."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._whole = self._shown = ""
        field.installEventFilter(self)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose again when the field has another width or the letters another size."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.Show}:
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Show as many whole words as there is room for."""
        field = self._field
        if field.placeholderText() != self._shown:  # somebody gave it other words
            self._whole = field.placeholderText()
            if not field.accessibleDescription():
                field.setAccessibleDescription(self._whole)
        words, room = self._whole, self._room()
        measure = field.fontMetrics().horizontalAdvance
        while words and measure(words) > room:
            words = words.rstrip(_DOTS).rpartition(" ")[0].rstrip(" ,;:–")
            words = words and words + _DOTS
        self._shown = words
        if field.placeholderText() != words:
            field.setPlaceholderText(words)

    def _room(self) -> int:
        field, option = self._field, QStyleOptionFrame()
        field.initStyleOption(option)
        inside = QStyle.SubElement.SE_LineEditContents
        margins = field.textMargins()
        room = field.style().subElementRect(inside, option, field).width()
        return int(room - margins.left() - margins.right() - _SIDES)
