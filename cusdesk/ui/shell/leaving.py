"""Going from an open office to another one: never by a key pressed by mistake."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.ui.common.questions import question as asked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

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
    run = partial(window.leave_for, window.start.ask_new)
    more, stay = tr("shell.leave.text"), tr("shell.leave.no")
    title, do = tr("shell.leave.title"), tr("shell.leave.yes")
    return asked(window, title, do, run, more=more, stay=stay)
