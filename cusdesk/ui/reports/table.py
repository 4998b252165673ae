"""The table of the month: services down, figures across; every figure can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics

from cusdesk.core.messages import tr
from cusdesk.ui.common.figures.wide import WideTable
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.reports.figures import FIGURES, FigureLine

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("service", "unit", *FIGURES)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_FIGURE_CHARS = 10
_UNIT_CHARS = 14
_NAME_CHARS = 30


class MonthModel(QAbstractTableModel):
    """The lines of a month."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[FigureLine] = []

    def show_lines(self, lines: list[FigureLine]) -> None:
        """Show a month."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def figure(self, index: Index) -> str:
        """Return the figure of a cell, "" for name and unit and for an empty cell."""
        key = COLUMNS[index.column()]
        known = key in FIGURES and self.lines[index.row()].values.get(key) is not None
        return key if known else ""

    def text(self, row: int, key: str) -> str:
        """Return what stands in a cell."""
        line = self.lines[row]
        if key == "service":
            return line.name
        return line.unit if key == "unit" else line.text(key)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 (Qt: any value)
        """Return a cell."""
        key = COLUMNS[index.column()]
        if role == _DISPLAY:
            return self.text(index.row(), key)
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return _RIGHT if key in FIGURES else _LEFT
        if role == int(Qt.ItemDataRole.FontRole):
            font = QFont(current().tabular_font())
            font.setBold(self.lines[index.row()].is_sum)
            return font
        if role == int(Qt.ItemDataRole.ToolTipRole):
            is_figure = bool(self.figure(index))
            return tr("reports.month.open_figure") if is_figure else self.text(index.row(), key)
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            line = self.lines[index.row()]
            words = tr(f"reports.figure.{key}")
            return f"{line.name}, {words}: {self.text(index.row(), key)}"
        return None

    def headerData(self, section: int, direction: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: ANN401 (Qt: any value)
        """Return a heading."""
        if direction == Qt.Orientation.Horizontal and role == _DISPLAY:
            return tr(f"reports.figure.{COLUMNS[section]}")
        return None


class MonthTable(WideTable):
    """The figures of a month.

    Signals:
        figure_opened: (FigureLine, figure).
        line_changed: the cursor is on another line.
    """

    figure_opened = Signal(object, str)
    line_changed = Signal()

    def __init__(self, model: MonthModel) -> None:
        self._lines = model
        super().__init__(model, tr("reports.month.table"), _NAME_CHARS)
        model.modelReset.connect(self._on_reset)
        self.apply_sizes()

    @property
    def line(self) -> FigureLine | None:
        """The line the cursor is on."""
        row = self.currentIndex().row()
        return self._lines.lines[row] if 0 <= row < len(self._lines.lines) else None

    def width_of(self, column: int) -> int:
        """Return room for the longest word of the heading and for the figures."""
        key, font = COLUMNS[column], self.horizontalHeader().font()
        font.setBold(True)
        metrics = QFontMetrics(font)
        words = tr(f"reports.figure.{key}").split()
        longest = max(metrics.horizontalAdvance(word) for word in words) + space(2.75)
        return max(longest, current().chars(_UNIT_CHARS if key == "unit" else _FIGURE_CHARS))

    def _on_reset(self) -> None:
        counted = any(line.values.get("heads") for line in self._lines.lines)
        self.setColumnHidden(COLUMNS.index("heads"), not counted)  # most months have none
        self.apply_sizes()
        if self._lines.rowCount():
            self.setCurrentIndex(self._lines.index(0, COLUMNS.index("users")))
        self.line_changed.emit()

    def open_index(self, index: QModelIndex) -> bool:
        """Open the list behind a cell; return whether it holds a figure."""
        figure = self._lines.figure(index) if index.isValid() else ""
        if figure:
            self.figure_opened.emit(self._lines.lines[index.row()], figure)
        return bool(figure)

    def currentChanged(self, now: Index, before: Index) -> None:
        """Say which line the cursor is on."""
        super().currentChanged(now, before)
        self.line_changed.emit()
