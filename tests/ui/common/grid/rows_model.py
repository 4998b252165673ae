"""A typed-in table over a list of small frozen dataclasses."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from cusdesk.core.messages import tr
from cusdesk.ui.common import formats
from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cusdesk.core.clock import Clock
    from cusdesk.ui.common.table.spec import Kind

    Index = QModelIndex | QPersistentModelIndex

R = TypeVar("R")
_SHOWN = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole))
_NUMBERS = {"minutes", "money", "number"}


@dataclass(frozen=True)
class GridColumn:
    """One column: attribute of the row, heading (message key), kind of value.

    `problem(row object, value)` may refuse a readable value in words; "" accepts it.
    """

    key: str
    header: str
    kind: Kind = "text"
    can_edit: bool = True
    problem: Callable[[Any, Any], str] | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """Keeps the rows; writing replaces row objects and tells, the screen saves.

    Signals:
        rows_changed: (list of row numbers) after every step of typing, filling or pasting.
    """

    rows_changed = Signal(list)

    def __init__(
        self, columns: Sequence[GridColumn], clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._clock = clock
        self._rows: list[R] = []

    @property
    def rows(self) -> list[R]:
        """The rows as they stand."""
        return list(self._rows)

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def check_text(self, row: int, column: int, text: str) -> str:
        """Return why this text cannot stand here, in words, or ""."""
        spec = self._columns[column]
        typed = formats.read(spec.kind, text, self._clock.today())
        if typed.problem:  # a doubt too: a grid has no room to ask
            return tr(typed.problem, **dict(typed.params))
        return spec.problem(self._rows[row], typed.value) if spec.problem else ""

    def write_texts(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Write several cells as one step."""
        for row, column, text in cells:
            spec = self._columns[column]
            value = formats.read(spec.kind, text, self._clock.today()).value
            if spec.kind == "text":
                value = value or ""
            old: Any = self._rows[row]
            self._rows[row] = dataclasses.replace(old, **{spec.key: value})
        touched = sorted({row for row, _column, _text in cells})
        for row in touched:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))
        self.rows_changed.emit(touched)

    # --- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _SHOWN[0]) -> object:
        """Return the value as it is shown and typed."""
        spec = self._columns[index.column()]
        if role in _SHOWN:
            return formats.show(spec.kind, getattr(self._rows[index.row()], spec.key))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight if spec.kind in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            )
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and spec.kind in _NUMBERS:
            return current().tabular_font()
        return None

    def setData(self, index: Index, value: object, role: int = _SHOWN[1]) -> bool:
        """Take a typed text; an impossible one leaves the cell as it was."""
        text = str(value)
        place = index.row(), index.column()
        if role != _SHOWN[1] or text == self.data(index):
            return False
        if self.check_text(*place, text):
            return False
        self.write_texts([(*place, text)])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what may be typed in."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        can_edit = self._columns[index.column()].can_edit
        return base | Qt.ItemFlag.ItemIsEditable if can_edit else base

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _SHOWN[0]
    ) -> object:
        """Return headings and row numbers."""
        if role != _SHOWN[0]:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return tr(self._columns[section].header)
        return str(section + 1)
