"""The way back to what was put away: the list of first steps, the guided first hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cusdesk.core.messages import tr

if TYPE_CHECKING:
    from cusdesk.ui.common.notices import Notifier
    from cusdesk.ui.common.operations import Operations
    from cusdesk.ui.shell.main_window import MainWindow


class Guide(QObject):
    """One for the window."""

    def __init__(self, window: MainWindow, ops: Operations, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._ops, self._notifier = window, ops, notifier

    def show_first_steps(self) -> None:
        """Put the list of first steps back on the day sheet and go there."""
        from cusdesk.services.first_steps import bring_back

        if self._window.office is not None:
            operation = self._ops.write(bring_back, self._window.office)
            operation.on_success(self._on_back).run()

    def show_hour(self) -> None:
        """Lead to the strip of the guided first hour, also when it was put away."""
        workspace = self._window.workspace
        if workspace is None:
            return
        if workspace.hour is None:
            self._notifier.info(tr("hour.only_fictional"))
        else:
            workspace.hour.bring_back()

    def _on_back(self, is_left: bool) -> None:
        if not is_left:
            self._notifier.info(tr("shell.today.steps_done"))
        self._window.open_screen("today")
