"""How a cell of the grid looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cusdesk.domain.attendance import Mark
from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

    from cusdesk.ui.attendance.grid.model import GridModel
    from cusdesk.ui.attendance.grid.state import Place

_TONES = {
    Mark.PRESENT: "text",
    Mark.ABSENT: "error",
    Mark.EXCUSED: "warning",
    Mark.CANCELLED: "muted",
    Mark.NOT_APPLICABLE: "muted",
}


class CellPainter(QStyledItemDelegate):
    """Draws marks; what is not saved is red and has a corner, so that colour is not all."""

    def __init__(self, model: GridModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._colours: dict[str, QColor] = {}
        current().changed.connect(self._colours.clear)

    def _colour(self, tone: str) -> QColor:
        """Return a colour of the theme, looked up once: a repaint asks hundreds of times."""
        if tone not in self._colours:
            self._colours[tone] = current().colour(tone)
        return self._colours[tone]

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        place = index.row(), index.column()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        trouble = bool(self._model.trouble(place))
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, self._colour(self._ground(place, chosen=chosen, trouble=trouble)))
        if not self._model.state.belongs(*place):
            painter.fillRect(rect, QBrush(self._colour("line"), Qt.BrushStyle.BDiagPattern))
        painter.setPen(self._colour("error" if trouble else self._tone(place)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._model.text(place))
        if trouble:
            edge = rect.height() // 3
            corner = rect.topRight()
            painter.setBrush(self._colour("error"))
            painter.drawPolygon(
                QPolygon([corner, corner - QPoint(edge, 0), corner + QPoint(0, edge)])
            )
        painter.restore()

    def _ground(self, place: Place, *, chosen: bool, trouble: bool) -> str:
        if trouble:
            return "error_soft"
        if chosen:
            return "accent_soft"
        day = self._model.state.columns[place[1]]
        return "raised" if day.is_free else "window" if day.is_new else "surface"

    def _tone(self, place: Place) -> str:
        cell = self._model.state.cell(*place)
        return _TONES[cell.mark] if cell is not None else "text"
