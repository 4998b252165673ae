"""A table of figures wider than the window: the names of its lines stay in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from cusdesk.core.messages import tr
from cusdesk.ui.common.least_rows import keep_rows
from cusdesk.ui.common.table.painting import paint_current
from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractTableModel
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    Index = QModelIndex | QPersistentModelIndex

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_HEAD_LINES = 3.4
_MOST_NAME_CHARS = 40
_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(0x1000)  # wrapped words
_PIXELS = QAbstractItemView.ScrollMode.ScrollPerPixel


class _Names(QTableView):
    """The first column once more, over the left edge of the table; takes no keyboard."""

    def __init__(self, main: QTableView) -> None:
        super().__init__(main)
        self._main = main
        self.setProperty("look", "frozen")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        _dress(self)
        self.setModel(main.model())
        self.setSelectionModel(main.selectionModel())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda: main.setFocus(Qt.FocusReason.MouseFocusReason))
        mine, its = self.verticalScrollBar(), main.verticalScrollBar()
        mine.valueChanged.connect(its.setValue)
        its.valueChanged.connect(mine.setValue)

    def place(self) -> None:
        """Lie over the names of the table while some of it is out of sight."""
        main, header = self._main, self._main.horizontalHeader()
        for column in range(1, header.count()):
            self.setColumnHidden(column, True)
        self.setColumnWidth(0, header.sectionSize(0))
        self.verticalHeader().setDefaultSectionSize(main.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setFixedHeight(header.height())
        frame, height = main.frameWidth(), main.viewport().height() + header.height()
        self.setGeometry(frame, frame, header.sectionSize(0), height)
        self.setVisible(main.horizontalScrollBar().maximum() > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the cell under the cursor here too."""
        super().paintEvent(event)
        paint_current(self, has_focus=self._main.hasFocus())


class WideTable(QTableView):
    """Moved through by arrows; Enter or a double click opens what stands behind a cell."""

    def __init__(self, model: QAbstractTableModel, name: str, name_chars: int) -> None:
        super().__init__()
        self._name_chars = name_chars
        self._names: _Names | None = None  # Qt asks for it while the table is being made
        self.setModel(model)
        self.setAccessibleName(name)
        self.setProperty("look", "list")
        self.setTabKeyNavigation(False)
        _dress(self)
        keep_rows(self)
        names = _Names(self)
        names.setAccessibleName(tr("common.table.first_columns", table=name))
        names.doubleClicked.connect(self.open_index)
        self._names = names
        self.doubleClicked.connect(self.open_index)
        current().changed.connect(self.apply_sizes)

    def width_of(self, column: int) -> int:
        """Return the width of a column of figures in pixels."""
        raise NotImplementedError

    def open_index(self, index: QModelIndex) -> bool:
        """Open the list behind a cell; return whether it holds a figure."""
        raise NotImplementedError

    def apply_sizes(self) -> None:
        """Take sizes from the text size and from what is shown."""
        theme, header = current(), self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(theme.row_height)
        header.setFixedHeight(round(theme.line * _HEAD_LINES))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column in range(1, header.count()):
            if not header.isSectionHidden(column):
                header.resizeSection(column, self.width_of(column))
        self.fit_names()

    def fit_names(self) -> None:
        """Give the names what the figures leave; whole, where one has to scroll all the same."""
        header, chars = self.horizontalHeader(), current().chars
        if header.count():
            others = sum(header.sectionSize(n) for n in range(1, header.count()))
            room = self.viewport().width() - others
            if room < chars(self._name_chars):
                wished = min(self.sizeHintForColumn(0), chars(_MOST_NAME_CHARS))
                room = max(wished, chars(self._name_chars))
            header.resizeSection(0, room)
        if self._names is not None:
            self._names.place()

    def updateGeometries(self) -> None:
        """Lay the names anew when the bars of the table come or go."""
        super().updateGeometries()
        if self._names is not None:
            self._names.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new room."""
        super().resizeEvent(event)
        self.fit_names()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Show a cell, never behind the names."""
        super().scrollTo(index, hint)
        if self._names is None or self._names.isHidden() or not index.column():
            return
        covered = self._names.width() - self.visualRect(index).left()
        if covered > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - covered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the list behind the figure."""
        if event.key() in _ENTER:
            self.open_index(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, now: Index, before: Index) -> None:
        """Draw the frame at its new place."""
        super().currentChanged(now, before)
        self.viewport().update()
        if self._names is not None:
            self._names.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the cell under the cursor."""
        super().paintEvent(event)
        paint_current(self, has_focus=self.hasFocus())


def _dress(table: QTableView) -> None:
    """Give the table and its names the same behaviour."""
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)  # a long name is cut at its end, not after its first word
    table.setHorizontalScrollMode(_PIXELS)
    table.setVerticalScrollMode(_PIXELS)
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(_CENTRE)
    table.horizontalHeader().setHighlightSections(False)
