"""Choosing one resident in a small window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen, row
from cusdesk.ui.residents.finder import ResidentFinder

if TYPE_CHECKING:
    from cusdesk.ui.common.context import ScreenContext


class PersonPicker(QDialog):
    """The finder with a title.

    Signals:
        chosen: (id) somebody other than the excluded one.
    """

    chosen = Signal(bytes)

    def __init__(
        self, parent: QWidget, context: ScreenContext, title: str, excluded: bytes | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._excluded = excluded
        self.finder = ResidentFinder(context)
        self.finder.chosen.connect(self._on_chosen)
        layout = column(self, margin=3, gap=2)
        layout.addWidget(label(title, "heading", wrap=True))
        layout.addWidget(self.finder, 1)
        line = row(gap=1)
        line.addStretch()
        line.addWidget(button(tr("common.button.cancel"), self.reject))
        pick = button(tr("residents.household.pick"), self.finder.choose_current, look="main")
        line.addWidget(pick)
        layout.addLayout(line)
        resize_within_screen(self, current().chars(100), current().row_height * 16)
        self.finder.start()

    def _on_chosen(self, resident_id: bytes) -> None:
        if resident_id != self._excluded:
            self.chosen.emit(resident_id)
            self.accept()
