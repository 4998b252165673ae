"""A small table of ready texts: previews, sheets, comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

_NARROWEST, _WIDEST = 8, 40
_BOLD = 1.15


class TextsTable(QTableWidget):
    """Plain texts in rows, for reading and copying; never asks the office for anything."""

    def __init__(self, name: str, widest: int = _WIDEST) -> None:
        super().__init__()
        self._widest = widest
        self.setAccessibleName(name)
        self.setProperty("look", "list")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def show_texts(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show headings and cells; columns as wide as their texts, within reason."""
        self.setRowCount(0)
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.setRowCount(len(rows))
        height = current().row_height
        for number, texts in enumerate(rows):
            self.setRowHeight(number, height)
            for place, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if len(text) > self._widest // 2:
                    item.setToolTip(tip(text))
                self.setItem(number, place, item)
        self._set_widths(heads, rows)

    def _set_widths(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Make each column as wide as its texts, within reason; further where there is room."""
        metrics, bold = self.fontMetrics(), self.horizontalHeader().fontMetrics()
        narrowest, most = current().chars(_NARROWEST), current().chars(self._widest)
        wanted = []
        for place, head in enumerate(heads):
            texts = (metrics.horizontalAdvance(texts[place]) for texts in rows)
            wanted.append(max([bold.horizontalAdvance(head) * _BOLD, narrowest, *texts]))
        pad = current().space(3)
        free = self.width() - self.verticalScrollBar().sizeHint().width() - 2
        room = free - sum(min(width, most) + pad for width in wanted)
        for place, width in enumerate(wanted):
            more = min(max(width - most, 0), max(room, 0))
            room -= more
            self.setColumnWidth(place, round(min(width, most) + more + pad))

    def mark_row(self, number: int, colour: QColor) -> None:
        """Give a row's texts a colour and weight of their own."""
        for place in range(self.columnCount()):
            item = self.item(number, place)
            if item is not None:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
                if place:
                    item.setForeground(colour)
