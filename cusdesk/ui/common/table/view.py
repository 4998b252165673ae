"""The view of a list: keyboard as in a spreadsheet, filter row, frozen first columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from cusdesk.ui.common.least_rows import keep_rows
from cusdesk.ui.common.table import clipboard
from cusdesk.ui.common.table.cut_tips import CutTips
from cusdesk.ui.common.table.frozen import FrozenColumns
from cusdesk.ui.common.table.header import FilterHeader
from cusdesk.ui.common.table.painting import paint_current
from cusdesk.ui.common.table.spec import TableQuery
from cusdesk.ui.common.table.tones import keep_tones
from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cusdesk.ui.common.table.model import QueryTableModel
    from cusdesk.ui.common.table.spec import ColumnSpec

    Index = QModelIndex | QPersistentModelIndex

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_LEAST_ROWS = 2
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}


class TableView(QTableView):
    """A read-only list.

    Signals:
        record_opened: (id) Enter or double click on a row.
        current_record_changed: (id or None).
    """

    record_opened = Signal(bytes)
    current_record_changed = Signal(object)

    def __init__(self, model: QueryTableModel, *, frozen: int = 1, by_cells: bool = False) -> None:
        super().__init__()
        self.source = model
        self.specs = model.columns
        self._kept: tuple[bytes | None, int] = (None, 0)
        self._seen_query = model.query
        self.filter_header = FilterHeader(self.specs, self)
        self.setHorizontalHeader(self.filter_header)
        self.setModel(model)
        self._set_up(by_cells=by_cells)
        self.frozen = FrozenColumns(self, frozen)
        stuck = self.frozen.numbers()
        self.frozen.header.make_editors(stuck)
        self.filter_header.make_editors([n for n in range(len(self.specs)) if n not in stuck])
        for view in (self, self.frozen.view):
            CutTips(view)
            keep_tones(view, self.specs)
        self._connect()
        self.apply_sizes()
        keep_rows(self)

    def _set_up(self, *, by_cells: bool) -> None:
        behaviour = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behaviour.SelectItems if by_cells else behaviour.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setProperty("look", "list")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.filter_header.setStretchLastSection(True)

    def _connect(self) -> None:
        model = self.source
        model.modelAboutToBeReset.connect(self._remember_place)
        model.modelReset.connect(self._restore_place)
        self.doubleClicked.connect(self._open_index)
        self.filter_header.sectionClicked.connect(self.sort_by_click)
        for header in (self.filter_header, self.frozen.header):
            header.filter_typed.connect(self.set_filter)
            header.left_filter.connect(self._take_keyboard)
        self.filter_header.filter_entered.connect(self._show_column)
        self.verticalScrollBar().valueChanged.connect(self._have_visible_rows)
        self.horizontalScrollBar().valueChanged.connect(self.filter_header.place_editors)
        self.filter_header.sectionMoved.connect(self._keep_frozen_first)
        current().changed.connect(self.apply_sizes)

    def _show_column(self, number: int) -> None:
        """Bring a column into sight: the keyboard went to its filter."""
        bar, header = self.horizontalScrollBar(), self.filter_header
        start = header.sectionPosition(number)
        end, left = start + header.sectionSize(number), bar.value() + self.frozen.width()
        if start < left:
            bar.setValue(start - self.frozen.width())
        elif end > bar.value() + self.viewport().width():
            bar.setValue(end - self.viewport().width())

    # --- asking

    def set_filter(self, number: int, text: str) -> None:
        """Filter by one column; empty text takes the filter away."""
        filters = dict(self.source.query.filters)
        filters.pop(self.specs[number].key, None)
        if text:
            filters[self.specs[number].key] = text
        query = self.source.query
        self.source.load(TableQuery(filters, query.sort, query.descending))

    def show_filters(self, filters: Mapping[str, str]) -> None:
        """Filter by these columns and no other."""
        for header in (self.filter_header, self.frozen.header):
            for number in header.editors:
                header.set_text(number, filters.get(self.specs[number].key, ""))
        query = self.source.query
        self.source.load(TableQuery(dict(filters), query.sort, query.descending))

    def sort_by_click(self, number: int) -> None:
        """Order by a column; again for the other direction."""
        spec, query = self.specs[number], self.source.query
        if not spec.can_sort:
            return
        descending = query.sort == spec.key and not query.descending
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.show_order(number, order)
        self.source.sort(number, order)

    def show_order(self, number: int, order: Qt.SortOrder) -> None:
        """Show the arrow in the heading."""
        self.filter_header.setSortIndicator(number, order)
        self.frozen.header.setSortIndicator(number, order)

    # --- places

    def blocks(self) -> list[QItemSelectionRange]:
        """Return the selected rectangles."""
        chosen = self.selectionModel().selection()
        return [chosen.at(place) for place in range(chosen.count())]

    def selected_rows(self) -> list[int]:
        """Return the numbers of the rows with anything selected, in order."""
        return sorted({n for b in self.blocks() for n in range(b.top(), b.bottom() + 1)})

    def seen_columns(self) -> list[ColumnSpec]:
        """Return the shown columns, in the order in which they are seen."""
        header = self.filter_header
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [self.specs[n] for n in order if not header.isSectionHidden(n)]

    def selected_columns(self) -> list[int]:
        """Return the shown columns with anything selected, in the order in which they are seen."""
        header = self.filter_header
        chosen = {n for b in self.blocks() for n in range(b.left(), b.right() + 1)}
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [n for n in order if n in chosen and not header.isSectionHidden(n)]

    def current_id(self) -> bytes | None:
        """Return the id of the record the keyboard is on."""
        return self.source.id_at(self.currentIndex().row())

    def select_record(self, record_id: bytes) -> bool:
        """Go to a record; False when it is not in the list."""
        row = self.source.row_of(record_id)
        if row is None:
            return False
        column = max(self.currentIndex().column(), self._first_column())
        index = self.source.index(row, column)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | self._row_flag())
        self.scrollTo(index)
        return True

    def apply_sizes(self) -> None:
        """Take row heights from the text size."""
        self.verticalHeader().setMinimumSectionSize(current().line)
        self.verticalHeader().setDefaultSectionSize(current().row_height)
        self.filter_header.setMinimumSectionSize(current().chars(5))
        least = self.filter_header.sizeHint().height() + _LEAST_ROWS * current().row_height
        self.setMinimumHeight(least)
        self.frozen.refresh()

    def _row_flag(self) -> QItemSelectionModel.SelectionFlag:
        rows = self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
        flags = QItemSelectionModel.SelectionFlag
        return flags.Rows if rows else flags.NoUpdate

    def _first_column(self) -> int:
        header = self.filter_header
        visible = (header.logicalIndex(place) for place in range(header.count()))
        return next((n for n in visible if not header.isSectionHidden(n)), 0)

    def _remember_place(self) -> None:
        self._kept = (self.current_id(), self.currentIndex().column())

    def _restore_place(self) -> None:
        record_id, column = self._kept
        if self._seen_query != self.source.query:  # another question: from the top
            self._seen_query, record_id = self.source.query, None
        row = self.source.row_of(record_id) if record_id is not None else None
        if row is None and self.source.rowCount():
            row, column = 0, column if column >= 0 else self._first_column()
        if row is not None:
            self.setCurrentIndex(self.source.index(row, max(0, column)))
        self._have_visible_rows()
        self.frozen.refresh()

    def _have_visible_rows(self) -> None:
        first = self.rowAt(0)
        if first >= 0:
            height = max(1, self.verticalHeader().defaultSectionSize())
            self.source.ensure(first, first + self.viewport().height() // height + 1)

    def _keep_frozen_first(self, logical: int, old: int, new: int) -> None:
        frozen = self.frozen.numbers()
        if (logical in frozen) != (new in range(len(frozen))) and old != new:
            self.filter_header.blockSignals(True)
            self.filter_header.moveSection(new, old)
            self.filter_header.blockSignals(False)
            self.filter_header.place_editors()

    def _open_index(self, index: QModelIndex) -> None:
        record_id = self.source.id_at(index.row())
        if record_id is not None:
            self.record_opened.emit(record_id)

    def _take_keyboard(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies with headings, letters go to the filter of the column."""
        if event.matches(QKeySequence.StandardKey.Copy):
            clipboard.copy_selection(self)
        elif event.key() in _ENTER:
            self._open_index(self.currentIndex())
        elif event.modifiers() in _PLAIN and event.text().strip() and event.text().isprintable():
            self._type_into_filter(event)
        else:
            super().keyPressEvent(event)

    def _type_into_filter(self, event: QKeyEvent) -> None:
        number = self.currentIndex().column()
        editor = self.filter_header.editors.get(number) or self.frozen.header.editors.get(number)
        if editor is None:
            return
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        editor.setText(event.text())

    def currentChanged(self, now: Index, before: Index) -> None:
        """Say which record the keyboard is on."""
        super().currentChanged(now, before)
        if not (now.isValid() or before.isValid()):
            return  # Qt tells of "nowhere" while the model is being set
        self.viewport().update()
        self.frozen.view.viewport().update()
        if now.row() != before.row():
            self.current_record_changed.emit(self.source.id_at(now.row()))

    def scrollTo(
        self,
        index: QModelIndex,  # type: ignore[override]  # stubs take persistent ones too
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Never leave the current cell behind the frozen columns."""
        if not index.isValid():
            return
        if index.column() in self.frozen.numbers():
            bar = self.horizontalScrollBar()
            place = bar.value()
            super().scrollTo(index, hint)
            bar.setValue(place)
            return
        super().scrollTo(index, hint)
        hidden = self.frozen.width() - self.visualRect(index).left()
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new room."""
        super().resizeEvent(event)
        self.frozen.place()
        self._have_visible_rows()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the current cell."""
        super().paintEvent(event)
        paint_current(self, has_focus=self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.source.rowCount():
            self.setCurrentIndex(self.source.index(0, self._first_column()))
        self.frozen.view.viewport().update()
