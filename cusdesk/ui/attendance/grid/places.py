"""Where the cursor stands in the grid, and what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from cusdesk.ui.attendance.grid.headers import DaysHeader, PeopleHeader
from cusdesk.ui.common.naming import name_corner
from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from cusdesk.ui.attendance.grid.model import GridModel
    from cusdesk.ui.attendance.grid.state import Place


class GridPlaces(QTableView):
    """The table under the typing: headings that stay, cells selected as in a spreadsheet."""

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self.source = model
        self.days = DaysHeader(self)
        self.names = PeopleHeader(self)
        self.setHorizontalHeader(self.days)
        self.setVerticalHeader(self.names)
        self.setModel(model)
        self._set_up()

    def _set_up(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        name_corner(self)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.apply_sizes()
        current().changed.connect(self.apply_sizes)

    def apply_sizes(self) -> None:
        """Take the sizes of rows and columns from the text size."""
        self.days.setMinimumSectionSize(current().chars(3))
        self.days.setDefaultSectionSize(current().chars(6))
        self.names.setMinimumSectionSize(current().line)
        self.names.setDefaultSectionSize(round(current().line * 1.45))
        self.names.setFixedWidth(self.names.wished_width())

    @property
    def place(self) -> Place:
        """The cell under the cursor; (-1, -1) in an empty grid."""
        index = self.currentIndex()
        return index.row(), index.column()

    def go_to(self, place: Place) -> None:
        """Put the cursor into a cell."""
        index = self.source.index(*place)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def chosen(self) -> list[Place]:
        """Return the selected cells, row by row; the one under the cursor when none is."""
        blocks = self.selectionModel().selection()
        places = {
            (row, column)
            for n in range(blocks.count())
            for row in range(blocks.at(n).top(), blocks.at(n).bottom() + 1)
            for column in range(blocks.at(n).left(), blocks.at(n).right() + 1)
        }
        return sorted(places) or ([self.place] if self.currentIndex().isValid() else [])

    def select_day(self) -> None:
        """Select everybody of the day under the cursor."""
        self._select((0, self.place[1]), (self.source.rowCount() - 1, self.place[1]))

    def select_person(self) -> None:
        """Select every day of the person under the cursor."""
        self._select((self.place[0], 0), (self.place[0], self.source.columnCount() - 1))

    def _select(self, first: Place, last: Place) -> None:
        block = QItemSelection(self.source.index(*first), self.source.index(*last))
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
