"""The heading of a list with the filter row under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStyle, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.ui.common.table.spec import ColumnSpec

TYPING_PAUSE_MS = 200
_GAP = 3


class FilterHeader(QHeaderView):
    """Headings, and under each filterable one a field to type in.

    Signals:
        filter_typed: (column number, text) after a short pause in typing.
        filter_entered: (column number) the keyboard came into a field.
        left_filter: Down, Enter or Escape in a field: the table wants the keyboard again.
    """

    filter_typed = Signal(int, str)
    filter_entered = Signal(int)
    left_filter = Signal()

    def __init__(self, columns: Sequence[ColumnSpec], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.editors: dict[int, QLineEdit] = {}
        self._specs = columns
        self._pending: dict[int, str] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.send_pending)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sectionResized.connect(self.place_editors)
        self.sectionMoved.connect(self.place_editors)

    def make_editors(self, numbers: Sequence[int]) -> None:
        """Put filter fields under these columns."""
        for number in numbers:
            spec = self._specs[number]
            if not spec.can_filter:
                continue
            editor = QLineEdit(self)
            editor.setProperty("look", "filter")
            editor.setPlaceholderText(tr("common.table.filter"))
            name = tr("common.table.filter_of", column=tr(spec.header))
            editor.setAccessibleName(name)
            editor.setToolTip(tip(name))
            editor.setClearButtonEnabled(True)
            editor.textChanged.connect(self._on_typed)
            editor.installEventFilter(self)
            self.editors[number] = editor
        self.updateGeometries()

    def set_text(self, number: int, text: str) -> None:
        """Show a filter without asking for it again."""
        editor = self.editors.get(number)
        if editor is not None and editor.text() != text:
            editor.blockSignals(True)
            editor.setText(text)
            editor.blockSignals(False)

    def send_pending(self) -> None:
        """Send what was typed without waiting for the pause."""
        self._pause.stop()
        pending, self._pending = self._pending, {}
        for number, text in pending.items():
            self.filter_typed.emit(number, text)

    def _on_typed(self, text: str) -> None:
        sender = self.sender()
        for number, editor in self.editors.items():
            if editor is sender:
                self._pending[number] = text.strip()
        self._pause.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down, Enter and Escape leave a filter field; say which one the keyboard is in."""
        if event.type() == QEvent.Type.FocusIn:
            number = next((n for n, editor in self.editors.items() if editor is watched), None)
            if number is not None:
                self.filter_entered.emit(number)
        is_pressed = event.type() == QEvent.Type.KeyPress
        if is_pressed and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            key_event = event
            key = key_event.key()
            if key == Qt.Key.Key_Escape and watched.text():
                watched.clear()
                self.send_pending()
                return True
            if key in {
                Qt.Key.Key_Down,
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
                Qt.Key.Key_Escape,
            }:
                self.send_pending()
                self.left_filter.emit()
                return True
        return super().eventFilter(watched, event)

    def words_width(self, number: int) -> int:
        """Return the width in which a heading and the arrow of the order are seen whole."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        words = QFontMetrics(font).horizontalAdvance(tr(self._specs[number].header))
        arrow = self.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMarkSize, None, self)
        return words + current().space(2.5) + arrow

    def heading_height(self) -> int:
        """Return the height of the headings alone."""
        return round(current().line * 1.8)

    def _filter_height(self) -> int:
        return round(current().line * 1.6) if self.editors else 0

    def sizeHint(self) -> QSize:
        """Return room for headings and filter row."""
        extra = self._filter_height() + 2 * _GAP if self.editors else 0
        return QSize(super().sizeHint().width(), self.heading_height() + extra)

    def updateGeometries(self) -> None:
        """Keep the room under the headings free for the filter row."""
        extra = self._filter_height() + 2 * _GAP if self.editors else 0
        self.setViewportMargins(0, 0, 0, extra)
        super().updateGeometries()
        self.place_editors()

    def place_editors(self) -> None:
        """Put every field under its heading."""
        top, height = self.heading_height() + _GAP, self._filter_height()
        for number, editor in self.editors.items():
            hidden = self.isSectionHidden(number)
            editor.setVisible(not hidden)
            if not hidden:
                left = self.sectionViewportPosition(number) + _GAP
                editor.setGeometry(left, top, self.sectionSize(number) - 2 * _GAP, height)
