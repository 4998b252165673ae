"""The grid with its sums: names stay at the left, sums at the right and below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QTableView,
    QWidget,
)

from cusdesk.core.messages import tr
from cusdesk.ui.attendance.grid.model import AllSums, GridModel, MeetingSums, PersonSums
from cusdesk.ui.attendance.grid.view import GridView
from cusdesk.ui.common.least_rows import keep_rows
from cusdesk.ui.common.naming import name_corner
from cusdesk.ui.common.theme import current, space

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QModelIndex, QSize
    from PySide6.QtGui import QResizeEvent

    from cusdesk.ui.attendance.grid.state import GridState

_SUM_CHARS = {"delivered": 9, "planned": 9, "left": 9}
_COUNT_CHARS = 6
_ALWAYS = {"present", "delivered", "left"}
_FEWEST_DAYS = 10
_FEWEST_PEOPLE = 15
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class _Sums(QTableView):
    """Figures beside or under the grid: read, not typed in; scrolled with the grid."""

    def __init__(self, model: QAbstractItemModel, spoken: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(spoken)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        name_corner(self)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)

    def minimumSizeHint(self) -> QSize:
        """Let the panes decide."""
        return self.minimumSize()


class GridPanes(QWidget):
    """Four tables that behave as one. The keyboard is always in the grid."""

    def __init__(self, state: GridState) -> None:
        super().__init__()
        self.model = GridModel(state, self)
        self.grid = GridView(self.model)
        self.grid.setFrameShape(QFrame.Shape.NoFrame)
        self.grid.setAccessibleName(tr("attendance.grid.name"))
        self.grid.setAccessibleDescription(tr("attendance.grid.legend"))
        self._person_sums = PersonSums(state, self)
        self._meeting_sums = MeetingSums(state, self)
        self._all_sums = AllSums(state, self)
        self.right = _Sums(self._person_sums, tr("attendance.grid.sums_of_people"))
        self.below = _Sums(self._meeting_sums, tr("attendance.grid.sums_of_meetings"))
        self.corner = _Sums(self._all_sums, tr("attendance.grid.sums_of_all"))
        self._lay_out()
        self._join()
        self.apply_sizes()
        current().changed.connect(self.apply_sizes)
        self.setFocusProxy(self.grid)
        keep_rows(self.grid)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for place, view in (
            ((0, 0), self.grid),
            ((0, 1), self.right),
            ((1, 0), self.below),
            ((1, 1), self.corner),
        ):
            layout.addWidget(view, *place)
        layout.setColumnStretch(0, 1)
        layout.setRowStretch(0, 1)
        self.right.verticalHeader().hide()
        self.corner.verticalHeader().hide()
        self.corner.horizontalHeader().hide()
        self.below.horizontalHeader().hide()
        self.right.setHorizontalScrollBarPolicy(_NEVER)
        self.corner.setHorizontalScrollBarPolicy(_NEVER)
        self.corner.setVerticalScrollBarPolicy(_NEVER)
        self.below.setVerticalScrollBarPolicy(_NEVER)

    def _join(self) -> None:
        grid, right, below = self.grid, self.right, self.below
        grid.verticalScrollBar().valueChanged.connect(right.verticalScrollBar().setValue)
        right.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        grid.horizontalScrollBar().valueChanged.connect(below.horizontalScrollBar().setValue)
        below.horizontalScrollBar().valueChanged.connect(grid.horizontalScrollBar().setValue)
        self.model.dataChanged.connect(self._tell_sums)
        self.model.modelReset.connect(self._on_reset)

    def _tell_sums(self, first: QModelIndex, last: QModelIndex) -> None:
        self._person_sums.tell(rows=(first.row(), last.row()))
        self._meeting_sums.tell(columns=(first.column(), last.column()))
        self._all_sums.tell()

    def _on_reset(self) -> None:
        for sums in (self._person_sums, self._meeting_sums, self._all_sums):
            sums.tell_shape()
        self.apply_sizes()

    def _sum_width(self, key: str) -> int:
        """Return room for the figures and for the bold heading with its edges."""
        font = self.right.horizontalHeader().font()
        font.setBold(True)
        words = QFontMetrics(font).horizontalAdvance(tr(f"attendance.grid.sum.{key}"))
        return max(current().chars(_SUM_CHARS.get(key, _COUNT_CHARS)), words + space(2.75))

    def apply_sizes(self) -> None:
        """Keep rows, columns and headings of the four tables equal."""
        grid = self.grid
        grid.apply_sizes()
        row = grid.names.defaultSectionSize()
        for view in (self.right, self.below, self.corner):
            view.verticalHeader().setMinimumSectionSize(row)
            view.verticalHeader().setDefaultSectionSize(row)
        widths = [self._sum_width(key) for key in PersonSums.KEYS]
        for view in (self.right, self.corner):
            view.horizontalHeader().setMinimumSectionSize(1)
            for number, width in enumerate(widths):
                view.setColumnWidth(number, width)
        self.below.horizontalHeader().setMinimumSectionSize(1)
        self.below.horizontalHeader().setDefaultSectionSize(grid.days.defaultSectionSize())
        self.right.horizontalHeader().setFixedHeight(grid.days.sizeHint().height())
        self.below.verticalHeader().setFixedWidth(grid.names.wished_width())
        self._fit()

    def _fit(self) -> None:
        """Show fewer sums where there is little room for the days themselves."""
        grid = self.grid
        widths = [self._sum_width(key) for key in PersonSums.KEYS]
        days = self.width() - grid.names.wished_width() - sum(widths)
        is_narrow = days < _FEWEST_DAYS * grid.days.defaultSectionSize()
        for number, key in enumerate(PersonSums.KEYS):
            hidden = is_narrow and key not in _ALWAYS
            for view in (self.right, self.corner):
                view.setColumnHidden(number, hidden)
        shown = [w for w, k in zip(widths, PersonSums.KEYS, strict=True) if k in _ALWAYS]
        bar = self.right.verticalScrollBar().sizeHint().width()
        beside = sum(shown if is_narrow else widths) + bar
        self.right.setFixedWidth(beside)
        self.corner.setFixedWidth(beside)
        self._fit_height()

    def _fit_height(self) -> None:
        row = self.grid.names.defaultSectionSize()
        is_low = self.height() < _FEWEST_PEOPLE * row
        count = 0
        for number, key in enumerate(MeetingSums.KEYS):
            idle = MeetingSums.says_nothing(number, self.model.state.grid.unit)
            hidden = idle or (is_low and key not in _ALWAYS)
            count += not hidden
            for view in (self.below, self.corner):
                view.setRowHidden(number, hidden)
        under = row * count + self.below.horizontalScrollBar().sizeHint().height()
        self.below.setFixedHeight(under)
        self.corner.setFixedHeight(under)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the sums to the new room."""
        super().resizeEvent(event)
        self._fit()
