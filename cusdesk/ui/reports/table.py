"""The table of the month: services down, figures across; every figure can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from cusdesk.core.messages import tr
from cusdesk.ui.common.table.painting import paint_current
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.reports.figures import FIGURES, FigureLine

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("service", "unit", *FIGURES)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
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
        if role == int(Qt.ItemDataRole.ToolTipRole) and self.figure(index):
            return tr("reports.month.open_figure")
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


class MonthTable(QTableView):
    """Moved through by arrows; Enter opens the list behind a figure.

    Signals:
        figure_opened: (FigureLine, figure).
        line_changed: the cursor is on another line.
    """

    figure_opened = Signal(object, str)
    line_changed = Signal()

    def __init__(self, model: MonthModel) -> None:
        super().__init__()
        self._lines = model
        self.setModel(model)
        self.setAccessibleName(tr("reports.month.table"))
        self.setProperty("look", "list")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)  # a long name is cut at its end, not after its first word
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(0x1000))
        header.setHighlightSections(False)
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(self._on_reset)
        self.apply_sizes()
        current().changed.connect(self.apply_sizes)

    @property
    def line(self) -> FigureLine | None:
        """The line the cursor is on."""
        row = self.currentIndex().row()
        return self._lines.lines[row] if 0 <= row < len(self._lines.lines) else None

    def apply_sizes(self) -> None:
        """Take sizes from the text size."""
        theme, header = current(), self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(theme.row_height)
        header.setFixedHeight(round(theme.line * 3.4))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for number, key in enumerate(COLUMNS[1:], 1):
            header.resizeSection(number, self._width(key))
        self._fit_names()

    def _width(self, key: str) -> int:
        """Return room for the longest word of the heading and for the figures."""
        font = self.horizontalHeader().font()
        font.setBold(True)
        metrics = QFontMetrics(font)
        words = tr(f"reports.figure.{key}").split()
        longest = max(metrics.horizontalAdvance(word) for word in words) + space(2.75)
        return max(longest, current().chars(_UNIT_CHARS if key == "unit" else _FIGURE_CHARS))

    def _fit_names(self) -> None:
        """Give the names what the figures leave, but never too little to read."""
        header = self.horizontalHeader()
        others = sum(header.sectionSize(n) for n in range(1, len(COLUMNS)))
        room = self.viewport().width() - others
        header.resizeSection(0, max(room, current().chars(_NAME_CHARS)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new room."""
        super().resizeEvent(event)
        self._fit_names()

    def _on_reset(self) -> None:
        counted = any(line.values.get("heads") for line in self._lines.lines)
        self.setColumnHidden(COLUMNS.index("heads"), not counted)  # most months have none
        self._fit_names()
        if self._lines.rowCount():
            self.setCurrentIndex(self._lines.index(0, COLUMNS.index("users")))
        self.line_changed.emit()

    def _open(self, index: QModelIndex) -> None:
        figure = self._lines.figure(index) if index.isValid() else ""
        if figure:
            self.figure_opened.emit(self._lines.lines[index.row()], figure)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the list behind the figure."""
        if event.key() in _ENTER:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, now: Index, before: Index) -> None:
        """Say which line the cursor is on."""
        super().currentChanged(now, before)
        self.viewport().update()
        self.line_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the cell under the cursor."""
        super().paintEvent(event)
        paint_current(self, has_focus=self.hasFocus())
