"""Pasting from a spreadsheet: first a picture of what would happen, then one step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from cusdesk.core.messages import tr
from cusdesk.ui.attendance.grid.cells import CellValue, cell_of, read_cell, show_cell
from cusdesk.ui.attendance.grid.model import day_words
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.page_area import page_in
from cusdesk.ui.common.theme import current, icon
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.ui.attendance.grid.state import GridState, Place

_MOST_REASONS = 6
_FEWEST_ROWS = 4


@dataclass(slots=True)
class PastePlan:
    """What a pasted block would do.

    Attributes:
        values: cells to be written; empty cells of the block change nothing.
        bad: place -> (text, why it is not understood).
        outside: how many filled cells lie beyond the edge of the grid.
    """

    values: dict[Place, CellValue] = field(default_factory=dict)
    bad: dict[Place, tuple[str, str]] = field(default_factory=dict)
    outside: int = 0

    @property
    def places(self) -> list[Place]:
        """Everything the block touches inside the grid."""
        return sorted({*self.values, *self.bad})


def block_of(text: str) -> list[list[str]]:
    """Return the cells of tab-separated text as spreadsheets put it on the clipboard."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    return [line.split("\t") for line in lines]


def plan_paste(state: GridState, text: str, places: Sequence[Place]) -> PastePlan:
    """Return what pasting into the selection would do; one cell fills the whole selection."""
    block = block_of(text)
    plan = PastePlan()
    if len(block) == 1 and len(block[0]) == 1:
        cells = dict.fromkeys(places, block[0][0])
    else:
        top, left = places[0]
        cells = {
            (top + down, left + right): cell
            for down, line in enumerate(block)
            for right, cell in enumerate(line)
        }
    for place, cell in cells.items():
        if not cell.strip():
            continue
        if place[0] >= len(state.people) or place[1] >= len(state.columns):
            plan.outside += 1
            continue
        reading = read_cell(cell, state.grid.hour_minutes)
        if reading.value is not None:
            plan.values[place] = reading.value
        else:
            plan.bad[place] = (cell.strip(), reading.problem)
    return plan


class PastePreview(QDialog):
    """Shows the block where it would land; what is not understood is red, with its reason."""

    def __init__(self, parent: QWidget, state: GridState, plan: PastePlan) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("attendance.paste.title"))
        self.table = self._table(state, plan)
        self._accept = button(
            tr("attendance.paste.accept", n=len(plan.values)), self.accept, look="main"
        )
        self._accept.setEnabled(bool(plan.values))
        outer = column(self, margin=3, gap=2)
        layout = page_in(outer, gap=2)
        for text, look in self._words(state, plan):
            line = label(text, look, wrap=True)
            layout.addWidget(line)
        self.table.setMinimumHeight(current().row_height * _FEWEST_ROWS)
        layout.addWidget(self.table, 1)
        outer.addLayout(command_line(self, self._accept))
        theme = current()
        resize_within_screen(self, theme.chars(110), theme.line * 26)
        self._accept.setFocus()

    def _words(self, state: GridState, plan: PastePlan) -> list[tuple[str, str]]:
        lines = [(tr("attendance.paste.intro", n=len(plan.values)), "")]
        if plan.bad:
            lines.append((tr("attendance.paste.bad", n=len(plan.bad)), "problem"))
            for (person, day), (_, why) in sorted(plan.bad.items())[:_MOST_REASONS]:
                where = f"{state.name(person)}, {day_words(state.columns[day])}"
                lines.append((tr("attendance.paste.reason", where=where, why=why), "problem"))
        if plan.outside:
            lines.append((tr("attendance.paste.outside", n=plan.outside), "warning"))
        return lines

    def _table(self, state: GridState, plan: PastePlan) -> QTableWidget:
        people = sorted({person for person, _ in plan.places})
        days = sorted({day for _, day in plan.places})
        table = QTableWidget(len(people), len(days))
        table.setAccessibleName(tr("attendance.paste.table"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalHeaderLabels([state.name(person) for person in people])
        table.setHorizontalHeaderLabels(
            [f"{state.columns[day].date.day}.{state.columns[day].date.month:02d}" for day in days]
        )
        table.horizontalHeader().setDefaultSectionSize(current().chars(12))
        table.verticalHeader().setDefaultSectionSize(current().row_height)
        for down, person in enumerate(people):
            for right, day in enumerate(days):
                item = _item(state, plan, (person, day))
                if item is not None:
                    table.setItem(down, right, item)
        return table


def _item(state: GridState, plan: PastePlan, place: Place) -> QTableWidgetItem | None:
    theme = current()
    if place in plan.bad:
        text, why = plan.bad[place]
        item = QTableWidgetItem(icon("error", "error"), text)
        item.setBackground(QColor(theme.colours.error_soft))
        item.setForeground(QColor(theme.colours.error))
        item.setToolTip(tip(why))
        item.setData(int(Qt.ItemDataRole.AccessibleDescriptionRole), why)
        return item
    if place not in plan.values:
        return None
    value = plan.values[place]
    day, grid = state.columns[place[1]], state.grid
    item = QTableWidgetItem(show_cell(cell_of(value, day.minutes), day.minutes, grid.hour_minutes))
    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    if state.cell(*place) is not None and state.value(*place) != value:
        item.setIcon(icon("warning", "warning"))
        item.setBackground(QColor(theme.colours.warning_soft))
        item.setToolTip(tr("attendance.paste.replaces"))
        item.setData(
            int(Qt.ItemDataRole.AccessibleDescriptionRole), tr("attendance.paste.replaces")
        )
    return item
