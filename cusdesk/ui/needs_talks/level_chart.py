"""How a dimension went from talk to talk: a small chart whose numbers stand in words as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.tips import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from cusdesk.domain.needs_talks import LevelAt

_CHARS = 30
_LINES = 4
_WIDE_STEP = 6
"""Characters between two talks that stand apart."""


class LevelChart(QWidget):
    """One point a talk, the oldest at the left; each bears its number.

    The words for who does not see the picture are its accessible description and its tool tip.
    """

    def __init__(self, name: str, highest: int) -> None:
        super().__init__()
        self._points: tuple[LevelAt, ...] = ()
        self._highest = highest
        self.setAccessibleName(tr("needs_talks.chart.name", dimension=name))
        self.hide()

    def show_course(self, points: Sequence[LevelAt]) -> None:
        """Draw these; fewer than two are no course."""
        self._points = tuple(points)
        words = "; ".join(
            tr("needs_talks.chart.point", date=format_date(p.on) or "–", level=p.level)
            for p in self._points
        )
        self.setAccessibleDescription(words)
        self.setToolTip(tip(words))
        self.setVisible(len(self._points) > 1)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a few lines of text."""
        return QSize(current().chars(_CHARS), current().line * _LINES)

    def minimumSizeHint(self) -> QSize:
        """Return the same height: the numbers must stay apart."""
        return QSize(current().chars(_CHARS // 2), current().line * _LINES)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the scale as faint lines, the course over it, and the number at each point."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        area = QRectF(self.rect()).adjusted(line, line, -line, -line / 2)
        palette = self.palette()
        painter.setPen(QPen(palette.color(palette.ColorRole.Mid), 1, Qt.PenStyle.DotLine))
        for level in range(1, self._highest + 1):
            y = self._y(area, level)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        places = [self._place(area, n) for n in range(len(self._points))]
        painter.setPen(QPen(palette.color(palette.ColorRole.Highlight), max(2, space(0.25))))
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(palette.color(palette.ColorRole.Highlight))
        radius = space(0.5)
        for place in places:
            painter.drawEllipse(place, radius, radius)
        painter.setPen(palette.color(palette.ColorRole.WindowText))
        for point, place in zip(self._points, places, strict=True):
            box = QRectF(place.x() - line, place.y() - line - radius, 2 * line, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(point.level))

    def _place(self, area: QRectF, number: int) -> QPointF:
        step = area.width() / max(1, len(self._points) - 1)
        step = min(step, float(current().chars(_WIDE_STEP)))
        return QPointF(area.left() + number * step, self._y(area, self._points[number].level))

    def _y(self, area: QRectF, level: int) -> float:
        return area.bottom() - (level - 1) * area.height() / max(1, self._highest - 1)
