"""A window of two halves: what is typed on the left, what it means on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout

from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.screen import LARGE_TEXT, scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import resize_within_screen, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_WIDTH_CHARS = 150
_ROWS = 30


class TwoHalves(CommandDialog):
    """A window that gives one command, with room beside what is filled in."""

    def set_beside(self, shown: QWidget) -> None:
        """Put a widget beside the body; with large letters under it, a small screen has no room."""
        outer = self.layout()
        if current().percent >= LARGE_TEXT:
            self.body.addWidget(shown)
        elif isinstance(outer, QBoxLayout):
            outer.removeWidget(self._area)
            beside = row(gap=2)
            beside.addWidget(self._area, 3)
            beside.addWidget(scrolled(shown), 2)
            outer.insertLayout(0, beside, 1)
        resize_within_screen(self, current().chars(_WIDTH_CHARS), current().row_height * _ROWS)
