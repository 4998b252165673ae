"""People and criteria: points typed by keyboard, one key a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QHeaderView

from cusdesk.core.messages import tr
from cusdesk.domain.polish_text import one_line
from cusdesk.domain.recruitment import CriterionMark, read_mark
from cusdesk.services.recruitment import MarkEntry, MarkRow
from cusdesk.ui.common.grid import GridView
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from cusdesk.domain.recruitment import CriterionDraft
    from cusdesk.services.recruitment import CandidateRow, EditionBoard

    Index = QModelIndex | QPersistentModelIndex

POINTS = 0
_CRITERION = 20
"""Characters of a column of a criterion; one of many words is wider."""
_POINTS = 11
_MOST_LINES = 5
_AROUND = 3
"""Edges round the words of a head, in steps of the grid."""
_NEXT = {
    None: CriterionMark.MET,
    CriterionMark.MET: CriterionMark.NOT_MET,
    CriterionMark.NOT_MET: CriterionMark.UNKNOWN,
    CriterionMark.UNKNOWN: None,
}
_TONES = {
    CriterionMark.MET: "success_soft",
    CriterionMark.NOT_MET: "surface",
    CriterionMark.UNKNOWN: "warning_soft",
}


class MarksModel(QAbstractTableModel):
    """One line a candidate in the order of submission: points, then a column a criterion.

    Signals:
        marked: (list of MarkEntry) typed in one step; the screen saves them.
    """

    marked = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[CandidateRow] = []
        self._criteria: list[CriterionDraft] = []
        self._marks: list[dict[bytes, MarkRow]] = []
        self._frozen = True

    def show_board(self, board: EditionBoard, *, may_write: bool) -> None:
        """Show another edition, or the same one anew."""
        rows = sorted(board.candidates, key=lambda row: row.position)
        same = [r.id for r in rows] == [r.id for r in self._rows]
        same = same and list(board.edition.draft.criteria) == self._criteria
        if not same:
            self.beginResetModel()
        self._rows = rows
        self._criteria = list(board.edition.draft.criteria)
        self._marks = [dict(row.marks) for row in rows]
        self._frozen = board.is_approved or not may_write
        if not same:
            self.endResetModel()
        elif rows:
            last = self.index(len(rows) - 1, len(self._criteria))
            self.dataChanged.emit(self.index(0, 0), last)

    # --- typing

    def check_text(self, row: int, column: int, text: str) -> str:
        """Return why this text cannot stand here, in words, or ""."""
        if read_mark(text) is None:
            return tr("recruitment.grid.what", text=one_line(text)[:20])
        return ""

    def write_texts(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Write several cells as one step of undo."""
        self.write_marks([
            (row, column, *(read_mark(text) or (None, ""))) for row, column, text in cells
        ])  # fmt: skip

    def write_marks(self, cells: Sequence[tuple[int, int, CriterionMark | None, str]]) -> None:
        """Show marks at once and hand them over to be saved."""
        entries = []
        for row, column, mark, reason in cells:
            criterion = self._criteria[column - 1].id
            if self._frozen or column == POINTS or criterion is None:
                continue
            if mark is None:
                self._marks[row].pop(criterion, None)
            else:
                self._marks[row][criterion] = MarkRow(mark, reason)
            entries.append(MarkEntry(self._rows[row].id, criterion, mark, reason))
            self.dataChanged.emit(self.index(row, 0), self.index(row, column))
        if entries:
            self.marked.emit(entries)

    def mark_at(self, row: int, column: int) -> MarkRow | None:
        """Return the mark of a cell."""
        criterion = self._criteria[column - 1].id if column > POINTS else None
        return self._marks[row].get(criterion) if criterion is not None else None

    def points_at(self, row: int) -> int:
        """Return the points of a line as typed so far."""
        frozen = self._rows[row].points
        if self._frozen and self._rows[row].rank is not None:
            return frozen
        return sum(
            c.points or 0
            for c in self._criteria
            if c.id in self._marks[row] and self._marks[row][c.id].mark is CriterionMark.MET
        )

    # --- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of candidates."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the points and the criteria."""
        return 0 if parent.isValid() else len(self._criteria) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell: a word, what is typed, a colour."""
        row, column = index.row(), index.column()
        mark = self.mark_at(row, column)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._text(row, column, mark)
            case Qt.ItemDataRole.ToolTipRole if mark is not None and mark.reason:
                return tip(mark.reason)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignCenter)
            case Qt.ItemDataRole.BackgroundRole if mark is not None:
                return QColor(getattr(current().colours, _TONES[mark.mark]))
            case Qt.ItemDataRole.FontRole if column == POINTS:
                return current().tabular_font()
        return None

    def _text(self, row: int, column: int, mark: MarkRow | None) -> str:
        if column == POINTS:
            return str(self.points_at(row))
        if mark is None:
            return ""
        words = tr(f"recruitment.mark.{mark.mark.value}")
        return f"{words} {mark.reason}".strip()

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a typed text; an impossible one leaves the cell as it was."""
        text = str(value)
        if role != Qt.ItemDataRole.EditRole or self.check_text(index.row(), index.column(), text):
            return False
        if text != self._text(index.row(), index.column(), self.mark_at(*_place(index))):
            self.write_texts([(index.row(), index.column(), text)])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what may be typed in."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == POINTS or self._frozen:
            return base
        return base | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return criteria with their points above, candidates with their numbers at the side."""
        if orientation == Qt.Orientation.Horizontal:
            return self._heading(section, role)
        row = self._rows[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.position}. {row.name}"
        if role == Qt.ItemDataRole.ToolTipRole:
            born = str(row.birth_date.year) if row.birth_date else ""
            return tip(", ".join(part for part in (row.name, born, row.address) if part))
        return None

    def _heading(self, section: int, role: int) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        if section == POINTS:
            return tr("recruitment.column.points") if role == Qt.ItemDataRole.DisplayRole else None
        criterion = self._criteria[section - 1]
        key = "recruitment.grid.required" if criterion.is_required else "recruitment.grid.criterion"
        words = tr(key, text=criterion.text, n=criterion.points or 0)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        return tip(words) if role == Qt.ItemDataRole.ToolTipRole else None


def _place(index: Index) -> tuple[int, int]:
    return index.row(), index.column()


def _wrapped(words: str, metrics: QFontMetrics, width: int) -> int:
    """Return how high words of a head are in a column, in pixels."""
    room = QRect(0, 0, width - current().space(_AROUND), 10_000)
    return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()


def _column_width(words: str, metrics: QFontMetrics) -> int:
    """Return a width in which no word is cut and a long criterion is not a tower."""
    longest = max((metrics.horizontalAdvance(word) for word in words.split()), default=0)
    width = max(current().chars(_CRITERION), longest + current().space(_AROUND))
    while _wrapped(words, metrics, width) > metrics.lineSpacing() * _MOST_LINES:
        width += current().chars(2)
    return width


class MarksView(GridView):
    """T, N and ? write a mark and go down; Space changes it in place; several cells at once too."""

    def __init__(self, model: MarksModel) -> None:
        super().__init__(model)
        self._model = model
        self.setAccessibleName(tr("recruitment.grid.name"))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultSectionSize(current().chars(_CRITERION))
        side = self.verticalHeader()
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        side.setFixedWidth(current().chars(32))
        side.hide()
        model.modelReset.connect(self._size_points)

    def _size_points(self) -> None:
        """Give every criterion a column its words fit into, and the head the height they need."""
        header, height = self.horizontalHeader(), current().line * 2
        bold = header.font()
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        for column in range(self._model.columnCount()):
            words = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            width = current().chars(_POINTS) if column == POINTS else _column_width(words, metrics)
            self.setColumnWidth(column, width)
            height = max(height, _wrapped(words, metrics, width))
        header.setFixedHeight(height + current().space(1))
        self.verticalHeader().setVisible(self._model.rowCount() > 0)  # a grey column of nobody
        if self._model.rowCount() and self._model.columnCount() > 1:
            self.setCurrentIndex(self._model.index(0, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write a mark with one key."""
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        text = event.text().casefold() if not held else ""
        if text in {"t", "n"}:
            found = read_mark(text)
            self._put(found[0] if found else None)
        elif text == " ":
            self._turn()
        else:
            super().keyPressEvent(event)

    def _put(self, mark: CriterionMark | None) -> None:
        rows, columns = self.rectangle()
        self._model.write_marks([(r, c, mark, "") for r in rows for c in columns if c > POINTS])
        if len(rows) == 1 and len(columns) == 1:
            self._go_on()

    def _turn(self) -> None:
        index = self.currentIndex()
        if index.isValid() and index.column() > POINTS:
            mark = self._model.mark_at(index.row(), index.column())
            following = _NEXT[mark.mark if mark is not None else None]
            self._model.write_marks([(index.row(), index.column(), following, "")])

    def _go_on(self) -> None:
        """Go down; at the end of a criterion to the top of the next one."""
        index = self.currentIndex()
        if index.row() + 1 < self._model.rowCount():
            self.go(1, 0)
        elif index.column() + 1 < self._model.columnCount():
            self.setCurrentIndex(self._model.index(0, index.column() + 1))
