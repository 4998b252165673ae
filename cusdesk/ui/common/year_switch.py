"""The year a page shows, with its neighbours one key away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.widgets import button, label, row

_FIRST, _LAST = 2000, 2100


class YearSwitch(QWidget):
    """Two arrows and the year between them.

    Signals:
        changed: (year).
    """

    changed = Signal(int)

    def __init__(self, year: int) -> None:
        super().__init__()
        self.year = year
        layout = row(self, gap=0.5)
        self._name = label(str(year), "heading")
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for name, step in (("previous", -1), ("next", 1)):
            arrow = button("", partial(self._step, step), look="quiet", icon_name=name)
            arrow.setToolTip(tr(f"budget.year.{name}"))
            arrow.setAccessibleName(tr(f"budget.year.{name}"))
            layout.addWidget(arrow)
        layout.insertWidget(1, self._name)

    def set_year(self, year: int) -> None:
        """Show another year and say so."""
        if year != self.year and _FIRST <= year <= _LAST:
            self.year = year
            self._name.setText(str(year))
            self.changed.emit(year)

    def _step(self, count: int, _checked: bool = False) -> None:
        self.set_year(self.year + count)
