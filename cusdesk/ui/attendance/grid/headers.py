"""The headings of the grid: days with weekdays, names with list numbers. Both stay in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QHeaderView

from cusdesk.ui.common.theme import current, space

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from cusdesk.ui.attendance.grid.places import GridPlaces

LONGEST_NAME = 34
SHORTEST_NAME = 22


class _GridHeader(QHeaderView):
    """What both headings need."""

    def update_section(self, section: int) -> None:
        """Draw one section anew."""
        if 0 <= section < self.count():
            self.updateSection(section)


class DaysHeader(_GridHeader):
    """Weekday over date; free days shaded, days without a meeting pale."""

    def __init__(self, view: GridPlaces) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        return QSize(super().sizeHint().width(), round(current().line * 2.5))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one day."""
        day, theme = self._view.source.state.columns[section], current()
        is_current = section == self._view.currentIndex().column()
        painter.save()
        background = "accent_soft" if is_current else "window" if day.is_free else "raised"
        painter.fillRect(rect, theme.colour(background))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        tone = "error" if day.is_free else "muted" if day.is_new else "text"
        painter.setPen(theme.colour("text" if is_current else tone))
        weekday, number = str(self.model().headerData(section, self.orientation())).split("\n")
        half = rect.height() // 2
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(rect.adjusted(0, 2, 0, -half), centre, weekday)
        font = painter.font()
        font.setBold(not day.is_new)
        font.setUnderline(day.is_free)  # a holiday in the week is not told by its colour alone
        painter.setFont(font)
        painter.drawText(rect.adjusted(0, half - 2, 0, 0), centre, number)
        painter.restore()


class PeopleHeader(_GridHeader):
    """The list number at the left, then the name."""

    def __init__(self, view: GridPlaces) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self._known_width: tuple[tuple[int, int], int] = ((0, 0), 0)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def wished_width(self) -> int:
        """Return the width of the longest name, within reason."""
        key = (id(self._view.source.state.board), current().percent)
        if self._known_width[0] != key:
            self._known_width = (key, self._measured_width())
        return self._known_width[1]

    def _measured_width(self) -> int:
        state = self._view.source.state
        metrics = self.fontMetrics()
        names = (metrics.horizontalAdvance(state.name(n)) for n in range(len(state.people)))
        widest = max(names, default=0) + self._number_width() + space(2.5)
        theme = current()
        return min(max(widest, theme.chars(SHORTEST_NAME)), theme.chars(LONGEST_NAME))

    def _number_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("000")

    def sizeHint(self) -> QSize:
        """Return the width of the names."""
        return QSize(self.wished_width(), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one person."""
        state, theme = self._view.source.state, current()
        is_current = section == self._view.currentIndex().row()
        line = state.people[section]
        painter.save()
        painter.fillRect(rect, theme.colour("accent_soft" if is_current else "surface"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        middle = Qt.AlignmentFlag.AlignVCenter
        numbers = QRect(rect.left(), rect.top(), self._number_width() + space(0.5), rect.height())
        painter.setPen(theme.colour("muted"))
        painter.drawText(numbers, middle | Qt.AlignmentFlag.AlignRight, str(line.number))
        names = rect.adjusted(numbers.width() + space(1), 0, -space(0.5), 0)
        painter.setPen(theme.colour("text" if line.member_id is not None else "muted"))
        name = state.name(section)
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, names.width())
        painter.drawText(names, middle | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()
