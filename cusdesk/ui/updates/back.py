"""The way back to the version before: which it is, what it opens, what that copy lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from cusdesk.core.messages import tr
from cusdesk.services import updates
from cusdesk.services.copies import at
from cusdesk.ui.common.widgets import button, column, label, row

if TYPE_CHECKING:
    from cusdesk.services.office import Office
    from cusdesk.services.updates import Installed, WayBack
    from cusdesk.ui.common.operations import Operations


class BackCard(QFrame):
    """Hidden where the installer keeps no version before.

    Attributes:
        cost: what the older program will open, and what that lacks.
        go: asks for the way back.

    Signals:
        wanted: the way back was asked for.
    """

    wanted = Signal()

    def __init__(self, ops: Operations, office: Office | None, installed: Installed) -> None:
        super().__init__()
        self._office = office
        self.setProperty("look", "card")
        version = installed.before
        layout = column(self, margin=2, gap=1)
        layout.addWidget(label(tr("updates.back.title"), "heading", wrap=True))
        layout.addWidget(label(tr("updates.back.text", version=version), wrap=True))
        self.cost = label(tr("updates.back.unknown"), wrap=True)
        layout.addWidget(self.cost)
        line = row()
        self.go = button(tr("updates.back.do", version=version), self.wanted.emit)
        line.addWidget(self.go)
        line.addStretch()
        layout.addLayout(line)
        self.setVisible(installed.remover is not None)
        if installed.remover is not None and office is not None:
            ops.read(updates.way_back, office).on_success(self._show_cost).run()

    def _show_cost(self, way: WayBack | None) -> None:
        if way is None or self._office is None:
            return
        moment = at(way.moment, self._office.clock.now())
        words = tr("updates.back.copy", moment=moment)
        if way.lost_steps:
            words = f"{words} {tr('updates.back.lost', n=way.lost_steps)}"
        self.cost.setText(words)
