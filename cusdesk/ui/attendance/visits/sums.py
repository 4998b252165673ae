"""What the entries add up to, by person and by service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from cusdesk.core.messages import tr
from cusdesk.ui.attendance.visits.lines import VisitSum, sums
from cusdesk.ui.common.amounts import show_amount
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.tips import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.attendance import VisitRow

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HOUR = 60
_NAME_CHARS = 28
_FIGURE_CHARS = 11


class VisitSums(QTreeWidget):
    """Two short lists: hours by person, hours by service."""

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderLabels([tr(f"attendance.visits.sum.{k}") for k in ("who", "visits", "hours")])
        self.setAccessibleName(tr("attendance.visits.sum.title"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(space(1))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(current().chars(_FIGURE_CHARS))
        self.setColumnWidth(1, current().chars(_FIGURE_CHARS))
        self.setColumnWidth(2, current().chars(_FIGURE_CHARS))
        edges = current().space(4)  # step in, frame and scroll bar
        self.setMinimumWidth(current().chars(_NAME_CHARS + 2 * _FIGURE_CHARS) + edges)

    def show_rows(self, rows: Sequence[VisitRow]) -> None:
        """Add the entries up."""
        self.clear()
        everything = VisitSum(
            tr("attendance.visits.sum.all"), len(rows), sum(row.minutes for row in rows)
        )
        self.addTopLevelItem(self._item(everything, bold=True))
        for by in ("resident", "service"):
            head = QTreeWidgetItem([tr(f"attendance.visits.sum.{by}")])
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            head.setSizeHint(0, QSize(0, current().row_height))
            for found in sums(rows, by):
                head.addChild(self._item(found, bold=False))
            self.addTopLevelItem(head)
            head.setExpanded(True)

    @staticmethod
    def _item(found: VisitSum, *, bold: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem(
            [found.name, show_amount(found.visits), show_amount(found.minutes, _HOUR)]
        )
        item.setToolTip(0, tip(found.name))
        item.setSizeHint(0, QSize(0, current().row_height))
        for place in (1, 2):
            item.setTextAlignment(place, _RIGHT)
        if bold:
            font = item.font(0)
            font.setBold(True)
            for place in (0, 1, 2):
                item.setFont(place, font)
        return item
