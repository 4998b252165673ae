"""The view of a table that is typed in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cusdesk.ui.common.grid.paste import MOST_CELLS, PastedCell, PastePreview, split_clipboard
from cusdesk.ui.common.naming import name_corner
from cusdesk.ui.common.table.clipboard import as_mime
from cusdesk.ui.common.table.painting import paint_current
from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel

    Index = QModelIndex | QPersistentModelIndex

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GridEdits(Protocol):
    """What a model must offer beside Qt's own methods; every text is as a person types it."""

    def check_text(self, row: int, column: int, text: str) -> str:
        """Return why this text cannot stand here, in words, or ""."""
        ...

    def write_texts(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Write several cells as one step of undo; every text passed `check_text`."""
        ...


class _CellDelegate(QStyledItemDelegate):
    """Edits a cell in a bare line; Enter goes down, Tab right."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a bare line that looks like the cell below it."""
        editor = QLineEdit(parent)
        editor.setProperty("look", "cell")
        right = Qt.AlignmentFlag.AlignRight.value
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        if isinstance(alignment, int) and alignment & right:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the text of the cell as it is typed, not as it is shown."""
        if isinstance(editor, QLineEdit):
            text = index.data(Qt.ItemDataRole.EditRole)
            editor.setText("" if text is None else str(text))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand what was typed to the model, which may refuse it."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: object, event: QEvent) -> bool:
        """Let Enter store and go down, with Shift up."""
        if (
            isinstance(event, QKeyEvent)
            and isinstance(editor, QLineEdit)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            view = self.parent()
            if isinstance(view, GridView):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                view.go(-1 if back else 1, 0)
            return True
        return super().eventFilter(editor, event)  # type: ignore[arg-type]  # stubs say QWidget


class GridView(QTableView):
    """Arrows move, typing begins, F2 edits, Enter goes down, Tab right, Delete empties.

    Ctrl+D fills the selection from its first row, Ctrl+C copies, Ctrl+V shows what is about to be
    pasted. Undo is the window's own: every write is an operation.

    Signals:
        pasted: number of cells taken from the clipboard.
    """

    pasted = Signal(int)

    def __init__(self, model: QAbstractItemModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(True)
        self.setWordWrap(False)
        name_corner(self)
        self.verticalHeader().setDefaultSectionSize(current().row_height)
        self.horizontalHeader().setHighlightSections(False)

    def edits(self) -> GridEdits:
        """Return the model as what it can do with texts."""
        return cast("GridEdits", self.model())

    def go(self, rows: int, columns: int) -> None:
        """Move the keyboard; at an edge it stays."""
        index = self.currentIndex()
        target = self.model().index(index.row() + rows, index.column() + columns)
        if target.isValid():
            self.setCurrentIndex(target)

    def rectangle(self) -> tuple[range, range]:
        """Return the selected rows and columns; the current cell when nothing is selected."""
        chosen = self.selectionModel().selection()
        if chosen.count() == 0:
            index = self.currentIndex()
            return range(index.row(), index.row() + 1), range(index.column(), index.column() + 1)
        block = chosen.at(0)
        return range(block.top(), block.bottom() + 1), range(block.left(), block.right() + 1)

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell as a person would type it."""
        value = self.model().index(row, column).data(Qt.ItemDataRole.EditRole)
        return "" if value is None else str(value)

    # --- several cells at once

    def fill_down(self) -> None:
        """Repeat the first row of the selection in the rest of it."""
        rows, columns = self.rectangle()
        self.write([(r, c, self.text(rows[0], c)) for r in rows[1:] for c in columns])

    def clear_cells(self) -> None:
        """Empty the selection."""
        rows, columns = self.rectangle()
        self.write([(r, c, "") for r in rows for c in columns])

    def write(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Write the cells that may be written and whose text is fine."""
        good = [
            (r, c, text)
            for r, c, text in cells
            if self._is_editable(r, c) and not self.edits().check_text(r, c, text)
        ]
        if good:
            self.edits().write_texts(good)

    def copy(self) -> None:
        """Put the selection on the clipboard without headings, to be pasted into a grid."""
        rows, columns = self.rectangle()
        cells = [[self.text(r, c) for c in columns] for r in rows]
        QGuiApplication.clipboard().setMimeData(as_mime([], cells, ["text"] * len(columns)))

    def paste(self) -> PastePreview | None:
        """Show what the clipboard would write from the current cell on."""
        cells = self.pasted_cells(QGuiApplication.clipboard().text())
        if not cells:
            return None
        preview = PastePreview(self.window(), cells, self._headers())
        preview.accepted.connect(partial(self._take, preview.good))
        preview.open()
        return preview

    def pasted_cells(self, text: str) -> list[PastedCell]:
        """Return where every cell of the clipboard goes; one cell fills the whole selection."""
        table = split_clipboard(text)
        rows, columns = self.rectangle()
        if len(table) == 1 and len(table[0]) == 1:
            table = [table[0] * len(columns)] * len(rows)
        last_row, last_column = self.model().rowCount(), self.model().columnCount()
        return [
            PastedCell(r, c, cell, self._problem(r, c, cell))
            for r, line in enumerate(table, start=rows[0])
            for c, cell in enumerate(line, start=columns[0])
            if r < last_row and c < last_column
        ][:MOST_CELLS]

    def _take(self, good: Sequence[PastedCell]) -> None:
        self.edits().write_texts([(cell.row, cell.column, cell.text) for cell in good])
        self.pasted.emit(len(good))

    def _problem(self, row: int, column: int, text: str) -> str:
        from cusdesk.core.messages import tr

        if not self._is_editable(row, column):
            return tr("common.grid.locked")
        return self.edits().check_text(row, column, text)

    def _is_editable(self, row: int, column: int) -> bool:
        flags = self.model().flags(self.model().index(row, column))
        return bool(flags & Qt.ItemFlag.ItemIsEditable)

    def _headers(self) -> list[str]:
        return [
            str(self.model().headerData(n, Qt.Orientation.Horizontal) or "")
            for n in range(self.model().columnCount())
        ]

    # --- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the keys the meaning they have in a spreadsheet."""
        is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() in _ENTER:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.go(-1 if back else 1, 0)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif is_control and event.key() == Qt.Key.Key_D:
            self.fill_down()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clear_cells()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the current cell."""
        super().paintEvent(event)
        paint_current(self, has_focus=self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand somewhere as soon as the keyboard comes."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
