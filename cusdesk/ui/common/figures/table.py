"""The table itself: the document as it will be printed, with a cursor on its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics

from cusdesk.core.messages import tr
from cusdesk.domain.reports import ColumnKind
from cusdesk.ui.common import formats
from cusdesk.ui.common.figures.wide import WideTable
from cusdesk.ui.common.theme import current, space

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from cusdesk.domain.reports import FigureSheet, TableCell

    Index = QModelIndex | QPersistentModelIndex

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_SHOWN = {
    ColumnKind.MONEY: "money",
    ColumnKind.MINUTES: "minutes",
    ColumnKind.DATE: "date",
    ColumnKind.INTEGER: "number",
    ColumnKind.DECIMAL: "number",
    ColumnKind.NUMBER: "number",
}
_NUMBERS = {kind for kind in _SHOWN if kind is not ColumnKind.DATE}
_NAME_CHARS, _TEXT_CHARS, _MOST_CHARS = 26, 7, 34


def shown(value: TableCell, kind: ColumnKind) -> str:
    """Return a cell as it is shown."""
    if value is None or value == "":
        return ""
    return formats.show(_SHOWN[kind], value) if kind in _SHOWN else str(value)


class FigureModel(QAbstractTableModel):
    """The lines of a sheet and, below them, its totals."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: FigureSheet | None = None

    def show_sheet(self, sheet: FigureSheet) -> None:
        """Show a sheet."""
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def is_total(self, row: int) -> bool:
        """Whether a row is the last line, that of all."""
        return self.sheet is not None and row == len(self.sheet.document.rows)

    def key(self, row: int) -> str:
        """Return what a row stands for; "" for all."""
        return "" if self.sheet is None or self.is_total(row) else self.sheet.keys[row]

    def value(self, row: int, column: int) -> TableCell:
        """Return the value of a cell."""
        if self.sheet is None:
            return None
        document = self.sheet.document
        return (document.totals if self.is_total(row) else document.rows[row])[column]

    def figure(self, index: Index) -> str:
        """Return the figure of a cell, "" for names and for empty cells."""
        if self.sheet is None or not index.isValid():
            return ""
        empty = self.value(index.row(), index.column()) is None
        return "" if empty else self.sheet.figures[index.column()]

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        if self.sheet is None:
            return ""
        return shown(self.value(row, column), self.sheet.document.columns[column].kind)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of lines."""
        if parent.isValid() or self.sheet is None or not self.sheet.document.rows:
            return 0
        return len(self.sheet.document.rows) + bool(self.sheet.document.totals)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of columns."""
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.document.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 (Qt: any value)
        """Return a cell."""
        if self.sheet is None or not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == _DISPLAY:
            return self.text(row, column)
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return _RIGHT if self.sheet.document.columns[column].kind in _NUMBERS else _LEFT
        if role == int(Qt.ItemDataRole.FontRole):
            font = QFont(current().tabular_font())
            font.setBold(self.is_total(row))
            return font
        if role == int(Qt.ItemDataRole.ForegroundRole):
            return self._colour(row, column)
        return self._words(index, role)

    def _colour(self, row: int, column: int) -> QColor | None:
        value = self.value(row, column)
        is_below = isinstance(value, int) and not isinstance(value, bool) and value < 0
        return QColor(current().colour("error")) if is_below else None

    def _words(self, index: Index, role: int) -> str | None:
        if role == int(Qt.ItemDataRole.ToolTipRole):
            if self.figure(index):
                return tr("reports.month.open_figure")
            return self.text(index.row(), index.column()) or None
        if role == int(Qt.ItemDataRole.AccessibleTextRole) and self.sheet is not None:
            heading = self.sheet.document.columns[index.column()].title
            name = self.text(index.row(), 0)
            return f"{name}, {heading}: {self.text(index.row(), index.column())}"
        return None

    def headerData(self, section: int, direction: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: ANN401 (Qt: any value)
        """Return a heading."""
        if self.sheet is None or direction != Qt.Orientation.Horizontal or role != _DISPLAY:
            return None
        return self.sheet.document.columns[section].title


class FigureTable(WideTable):
    """The figures of a sheet.

    Signals:
        figure_opened: (key of the row, figure).
    """

    figure_opened = Signal(str, str)

    def __init__(self, model: FigureModel, name: str) -> None:
        self._figures = model
        super().__init__(model, name, _NAME_CHARS)
        model.modelReset.connect(self._on_reset)

    def width_of(self, column: int) -> int:
        """Return room for the longest word of the heading and for the widest cell."""
        font = QFont(current().tabular_font())
        font.setBold(True)
        metrics = QFontMetrics(font)
        heading = str(self._figures.headerData(column, Qt.Orientation.Horizontal) or "")
        cells = [self._figures.text(row, column) for row in range(self._figures.rowCount())]
        texts = [*heading.split(), *cells]
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0) + space(3)
        return max(current().chars(_TEXT_CHARS), min(widest, current().chars(_MOST_CHARS)))

    def _on_reset(self) -> None:
        self.apply_sizes()
        sheet = self._figures.sheet
        if sheet is not None and self._figures.rowCount():
            first = next((n for n, figure in enumerate(sheet.figures) if figure), 0)
            self.setCurrentIndex(self._figures.index(0, first))

    def open_index(self, index: QModelIndex) -> bool:
        """Open the list behind a cell; return whether it holds a figure."""
        figure = self._figures.figure(index)
        if figure:
            self.figure_opened.emit(self._figures.key(index.row()), figure)
        return bool(figure)
