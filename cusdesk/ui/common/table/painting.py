"""The frame round the current cell, as in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPen

from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView


def paint_current(view: QTableView, *, has_focus: bool) -> None:
    """Frame the current cell: strongly with the keyboard in the table, faintly without."""
    index = view.currentIndex()
    if not index.isValid():
        return
    cell = view.visualRect(index)
    if cell.isEmpty():
        return
    painter = QPainter(view.viewport())
    pen = QPen(current().colour("accent" if has_focus else "border"), 2 if has_focus else 1)
    painter.setPen(pen)
    painter.drawRect(cell.adjusted(1, 1, -2, -2))
    painter.end()
