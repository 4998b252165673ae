"""Going from an open office to another one: never by a key pressed by mistake."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from cusdesk.core.messages import tr
from cusdesk.ui.common.widgets import message_box

if TYPE_CHECKING:
    from cusdesk.ui.shell.main_window import MainWindow


def begin_new(window: MainWindow) -> None:
    """Begin a new office; an open one is closed only after a question."""
    if window.office is None:
        window.start.ask_new()
    else:
        question(window).open()


def open_other(window: MainWindow) -> None:
    """Let the person choose another office; the open one stays until that is done."""
    start = window.start
    start.choose_office(lambda chosen: window.leave_for(partial(start.ask_password, chosen)))


def question(window: MainWindow) -> QMessageBox:
    """Return the question before a new office, not yet shown; Enter and Escape mean no."""
    box = message_box(window)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("shell.leave.title"))
    box.setText(tr("shell.leave.title"))
    box.setInformativeText(tr("shell.leave.text"))
    yes = box.addButton(tr("shell.leave.yes"), QMessageBox.ButtonRole.AcceptRole)
    yes.clicked.connect(partial(window.leave_for, window.start.ask_new))
    no = box.addButton(tr("shell.leave.no"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    return box
