"""A new password before work begins: after the recovery code, or in place of a temporary one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from cusdesk.core.messages import describe, tr
from cusdesk.ui.common.new_password import NewPasswordFields
from cusdesk.ui.common.widgets import button, column, label
from cusdesk.ui.shell.start.page import StartPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.errors import CusdeskError


class FirstPasswordPage(StartPage):
    """Signals: password_chosen (id of the person or empty bytes, password), back_requested."""

    password_chosen = Signal(bytes, str)
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__("key", tr("shell.first_password.title"), tr("shell.first_password.own"))
        self._who_title = label(tr("shell.first_password.who"), "label")
        self.who = QComboBox()
        self.who.setAccessibleName(tr("shell.first_password.who"))
        self._who_title.setBuddy(self.who)
        self.passwords = NewPasswordFields(is_change=True)
        who = column(gap=0.5)
        who.addWidget(self._who_title)
        who.addWidget(self.who)
        self.body.addLayout(who)
        self.body.addWidget(self.passwords)
        self.passwords.submitted.connect(self._on_done)
        self.buttons.addWidget(
            button(tr("shell.unlock.other_office"), self.back_requested.emit, look="quiet")
        )
        self.buttons.addStretch()
        self.done = button(tr("shell.first_password.do"), self._on_done, look="main")
        self.buttons.addWidget(self.done)

    def ask_own(self, office_name: str, user_name: str) -> None:
        """Ask for a password in place of a temporary one."""
        self._begin("own", (office_name, user_name))

    def ask_for(self, office_name: str, people: Sequence[tuple[bytes, str]]) -> None:
        """Ask whose password shall be new; the recovery code opened the office."""
        self.who.clear()
        for person_id, name in people:
            self.who.addItem(name, person_id)
        self._begin("by_code", (office_name, *(name for _, name in people)))
        self.done.setEnabled(bool(people))
        if not people:
            self.problem.say(tr("shell.first_password.nobody"))

    def refuse(self, error: CusdeskError) -> None:
        """Say why the password was not set."""
        self.set_busy(busy=False)
        self.problem.say(describe(error))

    def set_busy(self, *, busy: bool) -> None:
        """Grey the page while the keys are written."""
        self.done.setEnabled(not busy)
        self.done.setText(tr("shell.first_password.doing" if busy else "shell.first_password.do"))

    def _begin(self, why: str, known: tuple[str, ...]) -> None:
        self.text_label.setText(tr(f"shell.first_password.{why}"))
        for widget in (self._who_title, self.who):
            widget.setVisible(why == "by_code")
        self.problem.say("")
        self.passwords.clear()
        self.passwords.avoid(*known)
        self.set_busy(busy=False)
        (self.who if why == "by_code" else self.passwords.password).setFocus()

    def _on_done(self) -> None:
        words = self.passwords.problem()
        self.problem.say(words)
        if words:
            return
        self.set_busy(busy=True)
        chosen = self.who.currentData() if self.who.isVisibleTo(self) else b""
        self.password_chosen.emit(bytes(chosen or b""), self.passwords.text())
