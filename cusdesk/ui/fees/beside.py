"""A window of two halves: what is typed on the left, what it means on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout

from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.form.rows_field import RowsField
from cusdesk.ui.common.screen import LARGE_TEXT, scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import resize_within_screen, row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from cusdesk.ui.common.form import Form

_WIDTH_CHARS = 168
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

    def fit_rows(self, form: Form[Any]) -> None:
        """Give entries that are added or removed the room they need, from now on."""
        for spec in form.spec.fields():
            field = form.field(spec.name)
            if isinstance(field, RowsField):
                field.relaid.connect(self._fit_soon)

    def showEvent(self, event: QShowEvent) -> None:
        """Take room when the letters have their size."""
        super().showEvent(event)
        self._fit_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the wrapped words the lines they need at this width."""
        super().resizeEvent(event)
        self._fit_soon()

    def _fit_soon(self) -> None:
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        layout = self.inside.layout()
        if layout is not None:
            self.inside.setMinimumHeight(0)
            layout.activate()
            width = self.inside.width()
            needed = max(layout.totalHeightForWidth(width), layout.totalSizeHint().height())
            self.inside.setMinimumHeight(needed)
