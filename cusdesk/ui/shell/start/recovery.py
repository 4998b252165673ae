"""The page of a new office's recovery code: nobody goes on without knowing what the sheet is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMessageBox

from cusdesk.core.messages import tr
from cusdesk.ui.common.recovery_sheet import CodeProof
from cusdesk.ui.common.widgets import button, message_box
from cusdesk.ui.shell.start.page import StartPage


class RecoveryPage(StartPage):
    """Shows the code once and goes on when two groups of it were typed from the sheet.

    Attributes:
        proof: the code and the two groups.

    Signals:
        print_requested: show the sheet for printing and saving.
        confirmed: both groups were typed rightly.
        postponed: the person begins without, and was told what that means.
    """

    print_requested = Signal()
    confirmed = Signal()
    postponed = Signal()

    def __init__(self) -> None:
        super().__init__("key", tr("shell.recovery.title"), tr("shell.recovery.text"))
        self.proof = CodeProof()
        self.proof.print_requested.connect(self.print_requested)
        self.proof.submitted.connect(self._on_done)
        self.body.addWidget(self.proof)
        self.later = button(tr("shell.recovery.later"), self._ask_later, look="quiet")
        self.buttons.addWidget(self.later)
        self.question: QMessageBox | None = None
        self.buttons.addStretch()
        self.buttons.addWidget(button(tr("shell.recovery.done"), self._on_done, look="main"))

    def show_code(self, code: str) -> None:
        """Show the code of a new office."""
        self.problem.say("")
        self.proof.show_code(code)

    def _ask_later(self) -> None:
        """Let the person begin without the proof, but not without knowing what it means."""
        question = message_box(self)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle(tr("shell.recovery.later_title"))
        question.setText(tr("shell.recovery.later_question"))
        question.setInformativeText(tr("shell.recovery.later_text"))
        question.addButton(tr("shell.recovery.later_do"), QMessageBox.ButtonRole.AcceptRole)
        back = question.addButton(tr("common.button.back"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(back)
        question.accepted.connect(self.postponed)
        self.question = question
        question.open()

    def _on_done(self) -> None:
        if self.proof.is_right():
            self.confirmed.emit()
        else:
            self.problem.say(tr("shell.recovery.mismatch"))
