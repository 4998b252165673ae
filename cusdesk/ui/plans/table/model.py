"""The model of one table of a plan: what the editor's draft says, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current, icon
from cusdesk.ui.common.tips import tip
from cusdesk.ui.plans.edits import Edit, Place, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from cusdesk.ui.plans.cells import Cell
    from cusdesk.ui.plans.editor import PlanEditor
    from cusdesk.ui.plans.known import Option
    from cusdesk.ui.plans.layouts import Layout

    Index = QModelIndex | QPersistentModelIndex

_SHOWN = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole))
_TOP_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_HEADING = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_TOP_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)


class PartsModel(QAbstractTableModel):
    """Rows of a part, and an empty one at the end that becomes real when typed in.

    A part takes `layout.lines` rows of the view.
    """

    def __init__(self, layout: Layout, editor: PlanEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layout_spec, self.editor = layout, editor
        self._ids: list[bytes] = []
        self._writable = False

    # --- where things are

    @property
    def lines(self) -> int:
        """Rows of the view a part takes."""
        return self.layout_spec.lines

    @property
    def part_count(self) -> int:
        """Number of parts, without the empty row."""
        return len(self._ids)

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell of a row of the view; None where another cell takes the room."""
        return self.layout_spec.cell(row % self.lines, column)

    def part_at(self, row: int) -> Any:  # noqa: ANN401 (a goal, service, action or review)
        """Return the part a row of the view belongs to, None for the empty row."""
        number = row // self.lines
        rows = rows_of(self.editor.draft, self.layout_spec.part)
        return rows[number] if number < min(len(rows), len(self._ids)) else None

    def is_blank(self, row: int) -> bool:
        """Whether this is the empty row at the end."""
        return row // self.lines >= len(self._ids)

    def place(self, row: int, column: int) -> Place | None:
        """Return the place of a cell, None in the empty row."""
        cell, number = self.cell(row, column), row // self.lines
        if cell is None or number >= len(self._ids):
            return None
        return Place(self.layout_spec.part, self._ids[number], cell.name)

    def refresh(self) -> None:
        """Show the draft as it is now."""
        ids = [row.row_id for row in rows_of(self.editor.draft, self.layout_spec.part)]
        added = len(ids) - len(self._ids)
        if self._writable != self.editor.can_write or ids[: len(self._ids)] != self._ids:
            self.beginResetModel()
            self._ids, self._writable = ids, self.editor.can_write
            self.endResetModel()
            return
        if added:
            # the empty row that was typed in is the new part; another empty one comes behind it
            first = (len(self._ids) + 1) * self.lines
            self.beginInsertRows(QModelIndex(), first, first + added * self.lines - 1)
            self._ids = ids
            self.endInsertRows()
        if self.rowCount():  # a plan that is only looked at may have no row at all
            self.dataChanged.emit(
                self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
            )

    # --- writing

    def check_text(self, row: int, column: int, text: str) -> str:
        """Return why this text cannot be pasted or filled in here, in words, or ""."""
        cell, part = self.cell(row, column), self.part_at(row)
        if cell is None:
            return tr("common.grid.locked")
        if part is None:
            part = self.layout_spec.make()
        return cell.read(part, text, self.editor.scene).words

    def write_texts(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Take several cells as one step; typing in the empty row makes a new part."""
        made: dict[int, bytes] = {}
        edits = []
        for row, column, text in cells:
            cell, number = self.cell(row, column), row // self.lines
            if cell is None or (number >= len(self._ids) and not text.strip()):
                continue
            if number < len(self._ids):
                row_id = self._ids[number]
            else:
                if number not in made:
                    made[number] = self.editor.add_row(self.layout_spec.part)
                row_id = made[number]
            edits.append(Edit(Place(self.layout_spec.part, row_id, cell.name), text, text))
        if edits:
            self.editor.take(edits)

    def options(self, index: Index, text: str) -> list[Option]:
        """Return what is offered for a text typed so far."""
        cell = self.cell(index.row(), index.column())
        part = self.part_at(index.row())
        if cell is None:
            return []
        if part is None:
            part = self.layout_spec.make()
        return cell.options(part, text, self.editor.scene)

    # --- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the lines of all parts and of the empty one."""
        if parent.isValid():
            return 0
        return (len(self._ids) + (1 if self._writable else 0)) * self.lines

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.layout_spec.columns)

    def data(self, index: Index, role: int = _SHOWN[0]) -> object:
        """Return what a cell shows; a refused text stands there in red."""
        cell = self.cell(index.row(), index.column()) if index.isValid() else None
        if cell is None:
            return None
        if role in _SHOWN:
            return self._text(index, cell, for_editing=role == _SHOWN[1])
        if role in {Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.BackgroundRole}:
            return self._colour(index, cell, role)
        return self._manner(index, cell, role)

    def _manner(self, index: Index, cell: Cell, role: int) -> object:
        match role:
            case Qt.ItemDataRole.TextAlignmentRole:
                return _TOP_RIGHT if cell.is_number else _TOP_LEFT
            case Qt.ItemDataRole.FontRole:
                return self._font(index, cell)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{tr(cell.header)}: {self._text(index, cell, for_editing=True)}"
        refusal = self._refusal(index)
        return self._of_refused(refusal, role) if refusal else None

    @staticmethod
    def _of_refused(why: str, role: int) -> object:
        """Return the sign and the reason of a text that was refused."""
        match role:
            case Qt.ItemDataRole.DecorationRole:
                return icon("error", "error")
            case Qt.ItemDataRole.ToolTipRole:
                return tip(why)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return why
        return None

    def _text(self, index: Index, cell: Cell, *, for_editing: bool) -> str:
        part = self.part_at(index.row())
        if part is None:
            is_first = not for_editing and index.row() % self.lines == 0 and index.column() == 0
            return tr(self.layout_spec.invite) if is_first else ""
        place = self.place(index.row(), index.column())
        refused = self.editor.refused.get(place) if place else None
        if refused is not None:
            return str(refused.edit.raw)
        shown = cell.show(part, self.editor.scene)
        return shown if shown or for_editing else cell.substitute(part, self.editor.scene)

    def _font(self, index: Index, cell: Cell) -> QFont | None:
        """Return slanted letters for what stands there until something is typed."""
        part = self.part_at(index.row())
        is_number = cell.is_number or cell.kind == "date"
        is_own = part is None or bool(cell.show(part, self.editor.scene))
        if is_own:
            return current().tabular_font() if is_number else None
        font = current().tabular_font() if is_number else QFont(QApplication.font())
        font.setItalic(True)
        return font

    def _refusal(self, index: Index) -> str:
        place = self.place(index.row(), index.column())
        refused = self.editor.refused.get(place) if place else None
        return refused.words if refused else ""

    def _colour(self, index: Index, cell: Cell, role: int) -> object:
        wants_back = role == Qt.ItemDataRole.BackgroundRole
        if self._refusal(index):
            return current().colour("error_soft" if wants_back else "error")
        part = self.part_at(index.row())
        if wants_back or (part is not None and cell.show(part, self.editor.scene)):
            return None
        return current().colour("muted")

    def setData(self, index: Index, value: object, role: int = _SHOWN[1]) -> bool:
        """Take a typed text; what the rules refuse stays in the cell with its reason."""
        text = str(value)
        if role != _SHOWN[1] or text == self.data(index, _SHOWN[1]):
            return False
        self.write_texts([(index.row(), index.column(), text)])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what may be typed in."""
        cell = self.cell(index.row(), index.column()) if index.isValid() else None
        if cell is None:
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        can_edit = self.editor.may_write(self.layout_spec.part, cell.name)
        return base | Qt.ItemFlag.ItemIsEditable if can_edit else base

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _SHOWN[0]
    ) -> object:
        """Return headings of both lines, and the numbers of the parts."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _HEADING if orientation == Qt.Orientation.Horizontal else None
        if role != _SHOWN[0]:
            return None
        if orientation == Qt.Orientation.Horizontal:
            cells = self.layout_spec.columns[section].lines
            return "\n".join(tr(cell.header) for cell in cells)
        if section % self.lines:
            return ""
        number = section // self.lines
        return str(number + 1) if number < len(self._ids) else "+"
