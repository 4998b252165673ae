"""„Sprawdź komputer” of an open office: the page, and what can be done for its copies."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.ui.common.safe_copies import SafeCopies
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.computer.panel import ComputerPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from cusdesk.domain.changes import Changes
    from cusdesk.services.computer import System
    from cusdesk.ui.common.context import ScreenContext


class ComputerScreen(Screen):
    """Asks everything when it is first shown, what is quick whenever it is shown again."""

    def __init__(self, context: ScreenContext, system: System | None = None) -> None:
        super().__init__(context, tr("computer.title"))
        self._was_shown = False
        self.copies = SafeCopies(context, self)
        self.panel = ComputerPanel(context.ops, context.office, self._fixes(), system)
        self.body.addWidget(self.panel, 1)
        context.bus.changed.connect(self._on_changes)

    def _fixes(self) -> dict[str, Callable[[], object]]:
        context, office = self.context, self.context.office
        fixes: dict[str, Callable[[], object]] = {}
        if office.may("copies.make"):
            fixes = {"copy_now": self.copies.make, "copy_elsewhere": self.copies.make_elsewhere}
            if not office.read_only:
                fixes["move_home"] = context.bring_home
        if context.can_open("copies"):
            fixes["restore"] = partial(context.open_record, "copies")
        return fixes

    def showEvent(self, event: QShowEvent) -> None:
        """Ask when the screen is opened: a stick or a printer may have come."""
        super().showEvent(event)
        if event.spontaneous():
            return
        if self._was_shown:
            self.panel.look_quickly()
        else:
            self._was_shown = True
            self.panel.look()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and changes.touches("copies"):
            self.panel.look_quickly()
