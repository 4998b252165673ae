"""How a cell of a plan's table is edited: a line, several lines, or a line with a list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QPainter, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cusdesk.ui.common.theme import current
from cusdesk.ui.plans.cells import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QShowEvent

    from cusdesk.ui.plans.known import Option
    from cusdesk.ui.plans.table.model import PartsModel
    from cusdesk.ui.plans.table.view import PartsView

    Index = QModelIndex | QPersistentModelIndex

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_ALT_ENTER = Qt.KeyboardModifier.AltModifier
_LONG_LINES = 3
_MOST_ROWS = 12
_BEGUN = "begun"


class ListLine(QLineEdit):
    """A line with a list under it; Enter and Tab take the marked entry.

    Args:
        options: what fits a text; everything for an empty one.
        on_key: what Enter and Tab do; the list swallows them before any event filter.
        is_free: whether other words may be written: then nothing is marked by itself.
    """

    def __init__(
        self,
        parent: QWidget,
        options: Callable[[str], list[Option]],
        on_key: Callable[[QObject, QKeyEvent], bool | None],
        *,
        is_free: bool = False,
    ) -> None:
        super().__init__(parent)
        self._options_for, self._use_key, self._is_free = options, on_key, is_free
        self._options: list[Option] = []
        self._has_typed = False
        self._list = QStringListModel(self)
        self._popup = QCompleter(self._list, self)
        self._popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup.setMaxVisibleItems(_MOST_ROWS)
        self._popup.setWidget(self)
        self._list_view().setProperty("look", "choices")
        self._popup.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]  # overloads
        self.textEdited.connect(self._on_edited)

    def offer(self, text: str = "") -> None:
        """Show what fits a text; the first that surely fits is marked."""
        self._options = self._options_for(text)
        self._list.setStringList([option.words for option in self._options])
        popup = self._list_view()
        if not self._options or not self.isVisible():
            popup.hide()
            return
        width = max(self.width(), popup.sizeHintForColumn(0) + current().space(4))
        self._popup.complete(QRect(0, self.height() - 1, width, 1))
        if text.strip() and not self._is_free and not self._options[0].is_near:
            popup.setCurrentIndex(popup.model().index(0, 0))

    def settle(self) -> None:
        """Put the marked entry into the line and close the list."""
        popup = self._list_view()
        if popup.isVisible() and popup.currentIndex().isValid():
            self.setText(self._options[popup.currentIndex().row()].text)
        popup.hide()

    def _list_view(self) -> QAbstractItemView:
        return cast("QAbstractItemView", self._popup.popup())

    def _on_edited(self, text: str) -> None:
        self._has_typed = True
        self.offer(text)

    def _on_activated(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._options):
            self.setText(self._options[index.row()].text)

    def _offer_all(self) -> None:
        if not self._has_typed:
            self.offer()

    def showEvent(self, event: QShowEvent) -> None:
        """Show everything at once when the cell was opened and not typed into."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._offer_all)

    def event(self, event: QEvent) -> bool:
        """Use Enter and Tab also while the list is open."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_key and self._use_key(self, cast("QKeyEvent", event)):
            event.accept()
            return True
        return super().event(event)


class CellDelegate(QStyledItemDelegate):
    """Enter takes the text and goes down, Tab right, Alt+Enter begins another line."""

    def __init__(self, view: PartsView, model: PartsModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._open: QWidget | None = None

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the editor of a cell by its kind."""
        self._open = self._make_editor(parent, index)
        return self._open

    def _make_editor(self, parent: QWidget, index: Index) -> QWidget:
        cell = self._model.cell(index.row(), index.column())
        if cell is not None and cell.kind == "long":
            return self._long_editor(parent)
        if cell is not None and cell.has_options:
            place = QPersistentModelIndex(index)
            editor: QLineEdit = ListLine(
                parent, partial(self._model.options, place), self._on_key, is_free=cell.is_free
            )
        else:
            editor = QLineEdit(parent)
        editor.setMaxLength(LONGEST_TEXT)
        editor.setProperty("look", "cell")
        if cell is not None and cell.is_number:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    @staticmethod
    def _long_editor(parent: QWidget) -> QPlainTextEdit:
        editor = QPlainTextEdit(parent)
        editor.setProperty("look", "cell")
        editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        editor.document().setDocumentMargin(1)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the text as it is typed."""
        if editor.property(_BEGUN):
            return  # the table was refreshed behind the editor: what is being typed stays
        editor.setProperty(_BEGUN, True)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QLineEdit):
            editor.setText(text)
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            if self._view.replaces:
                editor.selectAll()  # as in every one-line cell, and in Excel
            else:
                editor.moveCursor(QTextCursor.MoveOperation.End)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the typed text to the table."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)
        elif isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Give long texts a few lines of room, inside the table."""
        rect = QRect(option.rect)
        if isinstance(editor, QPlainTextEdit):
            room = current().line * _LONG_LINES + current().space(1.5)
            rect.setHeight(max(rect.height(), room))
            parent = editor.parentWidget()
            below = parent.height() - rect.bottom() if parent is not None else 0
            rect.translate(0, min(0, below))
        editor.setGeometry(rect)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave air round the text."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height() + current().space(1), current().row_height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave air above the text, which stands at the top of its cell."""
        self.initStyleOption(option, index)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        back = option.palette.highlight() if is_selected else option.backgroundBrush
        painter.fillRect(option.rect, back)
        inside = QStyleOptionViewItem(option)
        inside.rect = option.rect.adjusted(0, current().space(0.5), 0, 0)
        super().paint(painter, inside, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Look at keys before the editor does."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            handled = self._on_key(editor, event)
            if handled is not None:
                return handled
        return super().eventFilter(editor, event)

    def _on_key(self, editor: QObject, event: QKeyEvent) -> bool | None:
        """Return True when the key was used, False to leave it to the editor, None for Qt."""
        key = event.key()
        if key in _ENTER and event.modifiers() & _ALT_ENTER and isinstance(editor, QPlainTextEdit):
            editor.insertPlainText("\n")
            return True
        if key not in _ENTER and key not in _TABS:
            return None
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.finish(editor)
        if key in _ENTER:
            self._view.go_part(-1 if back else 1)
        else:
            self._view.go_cell(-1 if back or key == Qt.Key.Key_Backtab else 1)
        return True

    def finish_open(self) -> None:
        """Take the text of the editor that is open, if any."""
        if self._open is not None and shiboken6.isValid(self._open) and self._open.isVisible():
            self.finish(self._open)

    def finish(self, editor: QObject) -> None:
        """Take the text of an editor and close it."""
        if isinstance(editor, ListLine):
            editor.settle()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
