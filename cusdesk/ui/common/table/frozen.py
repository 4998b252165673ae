"""First columns that stay in sight: a second view lying over the left edge of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from cusdesk.ui.common.table.header import FilterHeader
from cusdesk.ui.common.table.painting import paint_current

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from cusdesk.ui.common.table.view import TableView


class _FrozenView(QTableView):
    """Shows the frozen columns; takes no keyboard, only clicks."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame of the current cell too."""
        super().paintEvent(event)
        main = self.parent()
        if isinstance(main, QTableView):
            paint_current(self, has_focus=main.hasFocus())


class FrozenColumns(QObject):
    """Keeps the overlay equal to the main view: heights, widths, scrolling, sorting."""

    def __init__(self, main: TableView, count: int) -> None:
        super().__init__(main)
        self._main = main
        self._count = count
        self.view = _FrozenView(main)
        self.header = FilterHeader(main.specs, self.view)
        view = self.view
        view.setProperty("look", "frozen")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setTabKeyNavigation(False)  # else Tab never leaves a filter of these columns
        view.setHorizontalHeader(self.header)
        view.verticalHeader().hide()
        view.setModel(main.model())
        view.setSelectionModel(main.selectionModel())
        view.setSelectionBehavior(main.selectionBehavior())
        view.setSelectionMode(main.selectionMode())
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setWordWrap(False)
        view.setShowGrid(False)
        view.setAlternatingRowColors(main.alternatingRowColors())
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.doubleClicked.connect(main.doubleClicked)
        view.customContextMenuRequested.connect(main.customContextMenuRequested)
        view.clicked.connect(self._give_focus)
        self.header.setSectionsMovable(False)
        self.header.sectionClicked.connect(main.sort_by_click)
        self.header.sectionResized.connect(self._on_own_resize)
        main.horizontalHeader().sectionResized.connect(self._on_main_resize)
        main.verticalScrollBar().valueChanged.connect(view.verticalScrollBar().setValue)
        view.verticalScrollBar().valueChanged.connect(main.verticalScrollBar().setValue)

    def numbers(self) -> list[int]:
        """Return the column numbers that stay in sight; the last column never has to."""
        return list(range(min(self._count, len(self._main.specs) - 1)))

    def refresh(self) -> None:
        """Take over heights, hidden columns and widths after any of them changed."""
        frozen = set(self.numbers())
        main_header = self._main.horizontalHeader()
        for number in range(len(self._main.specs)):
            hidden = number not in frozen or main_header.isSectionHidden(number)
            self.view.setColumnHidden(number, hidden)
            if not hidden:
                self.view.setColumnWidth(number, main_header.sectionSize(number))
        self.view.verticalHeader().setDefaultSectionSize(
            self._main.verticalHeader().defaultSectionSize()
        )
        self.place()

    def width(self) -> int:
        """Return the width of the frozen columns in pixels."""
        header = self._main.horizontalHeader()
        return sum(header.sectionSize(n) for n in self.numbers() if not header.isSectionHidden(n))

    def place(self) -> None:
        """Lie over the left edge of the main view."""
        main, frame = self._main, self._main.frameWidth()
        header = main.horizontalHeader()
        height = main.viewport().height() + header.height()
        self.view.setGeometry(frame, frame, self.width(), height)
        self.view.horizontalHeader().setFixedHeight(header.height())
        scrolled = main.horizontalScrollBar().maximum() > 0
        self.view.setVisible(scrolled or bool(self.header.editors))
        self.header.place_editors()

    def _give_focus(self) -> None:
        self._main.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_own_resize(self, number: int, _old: int, size: int) -> None:
        if number in self.numbers() and size and not self.view.isColumnHidden(number):
            self._main.horizontalHeader().resizeSection(number, size)
            self.place()

    def _on_main_resize(self, number: int, _old: int, size: int) -> None:
        if number in self.numbers() and size and self.view.columnWidth(number) != size:
            self.view.setColumnWidth(number, size)
        self.place()
