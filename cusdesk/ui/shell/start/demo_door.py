"""The third door: the fictional commune, made when it is not there yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cusdesk.ui.shell.start import offices

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.ui.common.operations import Operations
    from cusdesk.ui.shell.start.flow import StartFlow


class DemoDoor(QObject):
    """Belongs to the start pages; the password of the commune is nobody's secret."""

    def __init__(self, flow: StartFlow, ops: Operations) -> None:
        super().__init__(flow)
        self._flow, self._ops = flow, ops

    def make(self) -> None:
        """Make (or open again) the fictional commune; the making can be stopped."""
        self._flow.welcome.problem.say("")
        operation = self._ops.write(offices.open_demo, offices.demo_folder())
        operation.with_progress("shell.welcome.making_demo").cancellable()
        operation.on_success(self._flow.office_ready.emit).on_error(self._on_refused).run()

    def open_recent(self, path: str) -> None:
        """Open one of the offices of the last days: any other one asks for its password."""
        if Path(path) == offices.demo_path():
            self.make()
        else:
            self._flow.ask_password(path)

    def _on_refused(self, error: CusdeskError) -> None:
        """Ask for the password of the commune where somebody has changed it."""
        if error.key == "storage.wrong_password":
            self._flow.ask_password(offices.demo_path())
        else:
            self._flow.refuse_door(error)
