"""What came from Excel, shown before it is taken: bad cells in red with their reason."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QTableView

from cusdesk.core.messages import tr
from cusdesk.domain.polish_text import storable
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.theme import current, icon
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, column, label, picture, resize_within_screen, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    Index = QModelIndex | QPersistentModelIndex

MOST_CELLS = 50_000
_COLUMN_CHARS = 16


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell on its way in: where it goes, what it says, and why it cannot be taken ("")."""

    row: int
    column: int
    text: str
    problem: str


def split_clipboard(text: str) -> list[list[str]]:
    """Return the cells of tab-separated text as spreadsheets put it on the clipboard.

    Cells with line ends or quotation marks come quoted; one empty line at the end is no row.
    """
    lines = storable(text).removesuffix("\n")
    if not lines:
        return []
    try:
        return [list(cells) or [""] for cells in csv.reader(io.StringIO(lines), delimiter="\t")]
    except csv.Error:  # a book's worth of text in one cell: no table at all
        return [line.split("\t") for line in lines.split("\n")]


class _PreviewModel(QAbstractTableModel):
    """The pasted rectangle, nothing else."""

    def __init__(self, cells: Sequence[PastedCell], headers: Sequence[str]) -> None:
        super().__init__()
        self._rows = sorted({cell.row for cell in cells})
        self._columns = sorted({cell.column for cell in cells})
        self._cells = {(cell.row, cell.column): cell for cell in cells}
        self._headers = headers

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of pasted rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of pasted columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell; what cannot be taken stands on red with its reason as the tip."""
        cell = self._cells.get((self._rows[index.row()], self._columns[index.column()]))
        if cell is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                is_tip = role == Qt.ItemDataRole.ToolTipRole
                return (tip(cell.problem) if is_tip else cell.problem) or None
        return self._look(role) if cell.problem else None

    @staticmethod
    def _look(role: int) -> object:
        """Return how a cell that cannot be taken is told from the others."""
        match role:
            case Qt.ItemDataRole.DecorationRole:
                return icon("error", "error")
            case Qt.ItemDataRole.BackgroundRole:
                return QColor(current().colours.error_soft)
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(current().colours.error)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the headings of the grid, and the numbers of its rows."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._headers[self._columns[section]]
        return str(self._rows[section] + 1)


class PastePreview(QDialog):
    """Shows what is about to be pasted; accepted means: take the good cells. Esc cancels."""

    def __init__(
        self, parent: QWidget, cells: Sequence[PastedCell], headers: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("common.grid.paste_title"))
        bad = [cell for cell in cells if cell.problem]
        self.good = [cell for cell in cells if not cell.problem]
        layout = column(self, margin=3, gap=2)
        layout.addWidget(label(tr("common.grid.paste_count", n=len(self.good)), "heading"))
        if bad:
            reasons = "\n".join(dict.fromkeys(cell.problem for cell in bad[:20]))
            line = row(gap=1)
            line.addWidget(picture("error", "error"))
            words = tr("common.grid.paste_bad", n=len(bad))
            line.addWidget(label(f"{words}\n{reasons}", "problem", wrap=True), 1)
            layout.addLayout(line)
        self._model = _PreviewModel(cells, headers)
        view = QTableView()
        view.setModel(self._model)
        view.setAccessibleName(tr("common.grid.paste_title"))
        view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        view.verticalHeader().setDefaultSectionSize(current().row_height)
        header = view.horizontalHeader()
        for number in range(self._model.columnCount()):
            needed = header.sectionSizeFromContents(number).width() + current().space(2)
            view.setColumnWidth(number, max(needed, current().chars(_COLUMN_CHARS)))
        layout.addWidget(view, 1)
        self.take = button(tr("common.grid.paste_take"), self.accept, look="main")
        self.take.setEnabled(bool(self.good))
        layout.addLayout(command_line(self, self.take))
        resize_within_screen(self, current().chars(100), current().row_height * 16)
