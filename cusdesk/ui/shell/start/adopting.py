"""The question before an office is made out of a copy."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cusdesk.core.messages import tr
from cusdesk.core.places import safe_documents_dir
from cusdesk.ui.common.questions import question
from cusdesk.ui.shell.start import offices

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtWidgets import QMessageBox, QWidget

    from cusdesk.ui.common.operations import Operations
    from cusdesk.ui.shell.start.flow import StartFlow


class Adopting(QObject):
    """The second door: an office is opened where it lies, a copy never."""

    def __init__(self, flow: StartFlow, ops: Operations) -> None:
        super().__init__(flow)
        self._flow, self._ops = flow, ops

    def open_file(self, chosen: str) -> None:
        """Ask for the password of an office; of a copy, whether an office shall be made of it."""
        moment = offices.moment_of_copy(Path(chosen))
        if moment is None:
            self._flow.ask_password(chosen)
        else:
            ask_about_copy(self._flow, moment, partial(self._adopt, Path(chosen)))

    def _adopt(self, copy: Path) -> None:
        self._flow.welcome.problem.say("")
        operation = self._ops.write(offices.adopt_copy, copy, safe_documents_dir())
        operation.with_progress("copies.adopt.running")
        operation.on_success(self._flow.ask_password).on_error(self._flow.refuse_door).run()


def ask_about_copy(parent: QWidget, moment: dt.datetime, run: Callable[[], object]) -> QMessageBox:
    """Show the question; `run` is called after yes. Return it for those who wait for the answer."""
    box = question(
        parent,
        tr("copies.adopt.question", moment=f"{moment:%d.%m.%Y %H:%M}"),
        tr("copies.adopt.yes"),
        run,
        more=tr("copies.adopt.text"),
        title=tr("copies.adopt.title"),
        stay=tr("copies.adopt.no"),
        for_good=False,
    )
    box.open()
    return box
