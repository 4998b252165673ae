"""„Sprawdź komputer” before an office is open, as when it does not open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, resize_within_screen, row
from cusdesk.ui.computer.panel import ComputerPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.services.computer import System
    from cusdesk.ui.common.operations import Operations


class ComputerDialog(QDialog):
    """The page in a window of its own."""

    def __init__(
        self, parent: QWidget | None, ops: Operations, system: System | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("computer.title"))
        self.panel = ComputerPanel(ops, system=system)
        layout = column(self, margin=3, gap=2)
        layout.addWidget(self.panel, 1)
        buttons = row()
        buttons.addStretch()
        close = button(tr("common.button.close"), self.accept, look="main")
        close.setDefault(True)
        buttons.addWidget(close)
        layout.addLayout(buttons)
        resize_within_screen(self, current().chars(110), current().line * 34)
        self.panel.look()
        close.setFocus()
