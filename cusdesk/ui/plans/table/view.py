"""The view of one table of a plan: as high as its rows, worked by the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem

from cusdesk.ui.common.grid import GridView
from cusdesk.ui.common.naming import name_corner
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import HELP_KEY
from cusdesk.ui.plans.table.editors import CellDelegate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from cusdesk.ui.plans.edits import Place
    from cusdesk.ui.plans.table.model import PartsModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_WIDEST_DAY = "00.00.0000"
_STAYING = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}


class PartsView(GridView):
    """Arrows move, typing begins, F2 edits, Enter goes to the next row, Tab to the next field.

    Insert puts a row above, Ctrl+Delete takes rows out, Ctrl+D fills (one cell: from the row
    above), Delete empties. A row of the plan may take two lines of the view. Tab leaves the table
    from its empty last row.

    Signals:
        cell_reached: (rectangle in the view) the keyboard went to a cell: keep it in sight.
    """

    cell_reached = Signal(QRect)

    def __init__(self, model: PartsModel, name: str) -> None:
        self.parts = model
        self.replaces = False  # a letter typed on a cell takes the place of its text
        super().__init__(model)
        self.setAccessibleName(name)
        self._cells = CellDelegate(self, model)
        self.setItemDelegate(self._cells)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        name_corner(self)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._prepare_headers()
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self.fit)
        model.modelReset.connect(self._on_rows)
        model.rowsInserted.connect(self._on_rows)
        model.dataChanged.connect(self._fitting.start)
        current().changed.connect(self._fitting.start)

    def _prepare_headers(self) -> None:
        top, left = self.horizontalHeader(), self.verticalHeader()
        top.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        top.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        top.setSectionsClickable(False)
        left.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        left.setSectionsClickable(False)
        left.setDefaultAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)

    # --- sizes

    def _on_rows(self) -> None:
        self._span()
        self._fitting.start()

    def _span(self) -> None:
        """Let a cell that stands alone in its column take all lines of its part."""
        self.clearSpans()
        lines = self.parts.lines
        if lines == 1:
            return
        for column, spec in enumerate(self.parts.layout_spec.columns):
            if len(spec.lines) == 1:
                for row in range(0, self.parts.rowCount(), lines):
                    self.setSpan(row, column, lines, 1)

    def fit(self) -> None:
        """Share the width among the columns, and be as high as the rows."""
        theme = current()
        left = self.verticalHeader()
        left.setFixedWidth(theme.chars(4) + theme.space(1))
        columns = self.parts.layout_spec.columns
        least = [
            max(theme.chars(spec.chars), self._heading_width(n)) for n, spec in enumerate(columns)
        ]
        room = self.width() - left.width() - 2 * self.frameWidth()
        spare, shares = max(0, room - sum(least)), sum(spec.share for spec in columns)
        extras = [spare * spec.share // shares if shares else 0 for spec in columns]
        extras[-1 if not shares else 0] += spare - sum(extras)
        for number, extra in enumerate(extras):
            self.setColumnWidth(number, least[number] + extra)
        lines = max(len(spec.lines) for spec in columns)
        self.horizontalHeader().setFixedHeight(theme.line * lines + theme.space(1.5))
        self.resizeRowsToContents()
        self._raise_spanned_rows()
        height = sum(self.rowHeight(row) for row in range(self.parts.rowCount()))
        height += self.horizontalHeader().height() + 2 * self.frameWidth()
        if sum(least) > room:
            height += self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(height)

    def _heading_width(self, column: int) -> int:
        font = self.font()
        font.setBold(True)
        metrics = QFontMetrics(font)
        words = str(self.parts.headerData(column, Qt.Orientation.Horizontal)).split("\n")
        cells = self.parts.layout_spec.columns[column].lines
        words += [_WIDEST_DAY for cell in cells if cell.kind == "date"]
        return max(metrics.horizontalAdvance(w) for w in words) + current().space(2.5)

    def _raise_spanned_rows(self) -> None:
        """Give the last line of a part the room its tall single cells still need."""
        lines = self.parts.lines
        if lines == 1:
            return
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        for row in range(0, self.parts.rowCount(), lines):
            present = sum(self.rowHeight(row + line) for line in range(lines))
            need = 0
            for column, spec in enumerate(self.parts.layout_spec.columns):
                if len(spec.lines) == 1:
                    option.rect = QRect(0, 0, self.columnWidth(column), 0)
                    index = self.parts.index(row, column)
                    need = max(need, self._cells.sizeHint(option, index).height())
            if need > present:
                last = row + lines - 1
                self.setRowHeight(last, self.rowHeight(last) + need - present)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fitting.start()

    # --- moving

    def go_to(self, place: Place) -> bool:
        """Put the keyboard into a place; False when it is not in this table."""
        ids = [row.row_id for row in getattr(self.parts.editor.draft, place.part)]
        line, column = self.parts.layout_spec.place_of(place.name)
        number = ids.index(place.row_id) if place.row_id in ids else len(ids)
        index = self.parts.index(number * self.parts.lines + line, column)
        if not index.isValid():
            return False
        self.setFocus()
        self.setCurrentIndex(index)
        return True

    def go_part(self, step: int) -> None:
        """Go to the same field of the next or the previous row of the plan."""
        self.go(step * self.parts.lines, 0)

    def go_cell(self, step: int) -> None:
        """Go to the next or the previous field; past the ends the keyboard leaves the table."""
        index = self.currentIndex()
        here = (index.row(), index.column())
        cells = list(self._fields())
        place = cells.index(here) + step if here in cells else 0
        leaves_blank = step > 0 and self.parts.is_blank(index.row())
        if leaves_blank or not 0 <= place < len(cells):
            self.focusNextPrevChild(step > 0)
            return
        self.setCurrentIndex(self.parts.index(*cells[place]))

    def _fields(self) -> Iterator[tuple[int, int]]:
        for row in range(self.parts.rowCount()):
            for column in range(self.parts.columnCount()):
                if self.parts.cell(row, column) is not None:
                    yield row, column

    def currentChanged(self, now: QModelIndex, before: QModelIndex) -> None:  # type: ignore[override]  # Qt names
        """Tell where the keyboard is, the help too."""
        super().currentChanged(now, before)
        cell = self.parts.cell(now.row(), now.column()) if now.isValid() else None
        self.setProperty(HELP_KEY, cell.header if cell is not None else "")
        if now.isValid():
            self.viewport().update()
            self.cell_reached.emit(self.visualRect(now))

    # --- rows

    def insert_row(self) -> None:
        """Put an empty row above the present one and go there."""
        index = self.currentIndex()
        number = min(max(index.row(), 0) // self.parts.lines, self.parts.part_count)
        self.parts.editor.add_row(self.parts.layout_spec.part, number)
        self.setFocus()
        self.setCurrentIndex(self.parts.index(number * self.parts.lines, 0))

    def add_row(self) -> None:
        """Go to the empty row at the end."""
        self.setFocus()
        self.setCurrentIndex(self.parts.index(self.parts.part_count * self.parts.lines, 0))

    def remove_rows(self) -> None:
        """Take the rows of the selection out of the plan."""
        rows, _columns = self.rectangle()
        numbers = sorted({row // self.parts.lines for row in rows if not self.parts.is_blank(row)})
        if not numbers:
            return
        column = self.currentIndex().column()
        self.parts.editor.remove_rows(self.parts.layout_spec.part, numbers)
        row = min(numbers[0] * self.parts.lines, self.parts.rowCount() - 1)
        self.setCurrentIndex(self.parts.index(row, max(column, 0)))

    def fill_down(self) -> None:
        """Repeat the first row of the selection; one cell takes the text of the row above."""
        rows, columns = self.rectangle()
        lines = self.parts.lines
        if len(rows) <= lines:
            texts = [(r, c, self.text(r - lines, c)) for r in rows for c in columns if r >= lines]
        else:
            first = rows[0]
            texts = [
                (r, c, self.text(first + (r - first) % lines, c))
                for r in rows[lines:]
                for c in columns
            ]
        self.write([cell for cell in texts if not self.parts.is_blank(cell[0])])

    # --- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the keys their meaning in a plan; the rest is that of every grid."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        can_write = self.parts.editor.can_write
        if event.key() in _ENTER:
            self.go_part(-1 if back else 1)
        elif event.key() in _TABS:
            self.go_cell(-1 if back or event.key() == Qt.Key.Key_Backtab else 1)
        elif can_write and event.key() == Qt.Key.Key_Insert:
            self.insert_row()
        elif can_write and is_control and event.key() == Qt.Key.Key_Delete:
            self.remove_rows()
        else:
            self.replaces = bool(event.text()) and event.text().isprintable()
            super().keyPressEvent(event)
            self.replaces = False

    def event(self, event: QEvent) -> bool:
        """Take Tab as a key of the table, not as a step to the next widget."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in _TABS and not control:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave no selection behind."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYING and self.state() != self.State.EditingState:
            self.clearSelection()
            self.viewport().update()

    def close_editor(self) -> None:
        """Take what is being typed in a cell, as if it was left."""
        self._cells.finish_open()
