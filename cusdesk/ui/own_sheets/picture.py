"""A sheet of the office's own workbook as a grid, with what a month puts into it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.own_sheets import figure_kinds
from cusdesk.importing.own_sheet import box_of, column_letters, split_place
from cusdesk.ui.common.formats import show_minutes, show_number
from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cusdesk.domain.own_sheets import Mark
    from cusdesk.importing.own_sheet import Figure, OwnSheet

_MOST_ROWS, _MOST_COLUMNS = 400, 60
_SPARE = 2
_NARROW, _WIDE = 7, 34

_Index = QModelIndex | QPersistentModelIndex


def show_figure(figure: Figure, *, is_clock: bool) -> str:
    """Return a figure as the cell will show it; `is_clock`: it shows hours as on a clock."""
    if isinstance(figure, dt.timedelta):
        minutes = int(figure.total_seconds()) // 60
        return show_minutes(minutes) if is_clock else show_number(Decimal(minutes) / 60)
    if isinstance(figure, dt.date):
        return format_date(figure)
    if isinstance(figure, Decimal | int):
        return show_number(figure)
    return figure or ""


class PictureModel(QAbstractTableModel):
    """The cells of one sheet; marked ones show the figure of the month, or what they wait for."""

    def __init__(self) -> None:
        super().__init__()
        self._own: OwnSheet | None = None
        self._sheet = ""
        self._rows = self._columns = 0
        self._marks: dict[str, Mark] = {}
        self._figures: Mapping[tuple[str, str], Figure] = {}

    def show_sheet(self, own: OwnSheet, sheet: str) -> None:
        """Show one sheet of a workbook."""
        self.beginResetModel()
        self._own, self._sheet = own, sheet
        rows = own.spans[sheet].rows
        last = max((max(row.cells, default=1) for row in rows.values()), default=1)
        self._rows = min(_MOST_ROWS, max(rows, default=1) + _SPARE)
        self._columns = min(_MOST_COLUMNS, last + _SPARE)
        self.endResetModel()

    def show_marks(
        self, marks: Mapping[str, Mark], figures: Mapping[tuple[str, str], Figure]
    ) -> None:
        """Show which cells wait, and what the month gives them."""
        self._marks, self._figures = dict(marks), figures
        whole = self.index(0, 0), self.index(self._rows - 1, self._columns - 1)
        self.dataChanged.emit(*whole)

    def place(self, index: _Index) -> str:
        """Return the address of a cell; of merged cells the first."""
        place = f"{column_letters(index.column() + 1)}{index.row() + 1}"
        return self._own.first_of_merged(self._sheet, place) if self._own else place

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Return the rows of the sheet and two more."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Return the columns of the sheet and two more."""
        return 0 if parent.isValid() else self._columns

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return letters and numbers, as in the spreadsheet program."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        is_letter = orientation is Qt.Orientation.Horizontal
        return column_letters(section + 1) if is_letter else str(section + 1)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words and the look of a cell."""
        if self._own is None:
            return None
        place = self.place(index)
        mark = self._marks.get(place)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(place, mark, is_spoken=role == Qt.ItemDataRole.AccessibleTextRole)
        if role == Qt.ItemDataRole.TextAlignmentRole and self._is_number(place, mark):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._look(mark, role) if mark is not None else None

    @staticmethod
    def _look(mark: Mark, role: int) -> object:
        """Return how a cell that waits is told from the others."""
        if role == Qt.ItemDataRole.ToolTipRole:
            return figure_kinds()[mark.figure].label
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(current().colours.accent_soft)
        if role == Qt.ItemDataRole.FontRole:
            font = QFont(QApplication.font())
            font.setBold(True)
            return font
        return None

    def _is_number(self, place: str, mark: Mark | None) -> bool:
        if mark is not None:
            return isinstance(self._figures.get(mark.place), int | Decimal | dt.timedelta)
        held = self._own.held(self._sheet, place) if self._own else None
        return held is not None and held.is_number

    def _words(self, place: str, mark: Mark | None, *, is_spoken: bool) -> str:
        held = self._own.held(self._sheet, place) if self._own else None
        if mark is None:
            if held is None:
                return ""
            return tr("own_sheets.picture.formula") if held.is_formula else held.text
        figure = self._figures.get(mark.place)
        label = figure_kinds()[mark.figure].label
        if figure is None:
            return tr("own_sheets.picture.waits", figure=label)
        shown = show_figure(figure, is_clock=held is not None and held.is_clock)
        return f"{label}: {shown}" if is_spoken else shown


class PictureView(QTableView):
    """The grid of a sheet; merged cells are one, columns as wide as their words within reason."""

    def __init__(self, model: PictureModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(tr("own_sheets.picture.name"))
        self.verticalHeader().setDefaultSectionSize(current().row_height)
        self.setTabKeyNavigation(False)

    def show_sheet(self, own: OwnSheet, sheet: str) -> None:
        """Lay the merged cells and the widths of a sheet out anew."""
        self.clearSpans()
        model = self.model()
        for merged in own.spans[sheet].merged:
            left, top, right, bottom = box_of(merged)
            if top <= model.rowCount() and left <= model.columnCount():
                self.setSpan(top - 1, left - 1, bottom - top + 1, right - left + 1)
        metrics = QFontMetrics(self.font())
        room = current().space(2)
        covered = {
            (row, column)
            for left, top, right, bottom in map(box_of, own.spans[sheet].merged)
            for row in range(top, min(bottom, _MOST_ROWS) + 1)
            for column in range(left, min(right, _MOST_COLUMNS) + 1)
        }
        for column in range(model.columnCount()):
            texts = (
                own.text_of(row.cells[column + 1])
                for row in own.spans[sheet].rows.values()
                if column + 1 in row.cells and (row.number, column + 1) not in covered
            )
            widest = max((metrics.horizontalAdvance(text[:80]) for text in texts), default=0) + room
            least, most = current().chars(_NARROW), current().chars(_WIDE)
            self.setColumnWidth(column, max(least, min(most, widest)))

    def go_to(self, place: str) -> None:
        """Put the keyboard on a cell and bring it into sight."""
        column, row = split_place(place)
        index = self.model().index(row - 1, column - 1)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
