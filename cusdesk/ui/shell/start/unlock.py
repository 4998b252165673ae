"""The password of an office, or the recovery code when the password is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from cusdesk.core.messages import describe, tr
from cusdesk.ui.common.widgets import button, label, set_look
from cusdesk.ui.shell.start.page import StartPage

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.core.errors import CusdeskError

_PASSWORD_ERRORS = {"storage.wrong_password", "storage.recovery_code_typo"}


class UnlockPage(StartPage):
    """Signals: unlock_requested (password, recovery code, read only), back_requested."""

    unlock_requested = Signal(str, str, bool)
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__("lock", tr("shell.unlock.title"))
        self._by_code = False
        self._label = label(tr("shell.unlock.password"), "label")
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.returnPressed.connect(self._on_open)
        self._label.setBuddy(self.field)
        self._other = button(tr("shell.unlock.use_code"), self._toggle, look="link")
        for widget in (self._label, self.field, self._other):
            self.body.addWidget(widget)
        self._back = button(tr("shell.unlock.other_office"), self.back_requested.emit, look="quiet")
        self._read_only = button(tr("shell.unlock.read_only"), self._on_read_only, icon_name="lock")
        self._open = button(tr("shell.unlock.open"), self._on_open, look="main")
        self.buttons.addWidget(self._back)
        self.buttons.addStretch()
        self.buttons.addWidget(self._read_only)
        self.buttons.addWidget(self._open)

    def ask(self, path: Path) -> None:
        """Ask for the password of one office."""
        self.title_label.setText(path.stem)
        self.text_label.setText(str(path))
        self.text_label.show()
        self.problem.say("")
        self._read_only.hide()
        self._show_way(by_code=False)
        self.set_busy(busy=False)
        self.field.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Grey the page while the office is being opened."""
        for widget in (self.field, self._open, self._read_only, self._back, self._other):
            widget.setEnabled(not busy)
        self._open.setText(tr("shell.unlock.opening") if busy else tr("shell.unlock.open"))

    def refuse(self, error: CusdeskError) -> None:
        """Say why the office did not open; offer reading when another program holds it."""
        self.set_busy(busy=False)
        self.problem.say(describe(error))
        can_read = error.key in {"storage.locked", "storage.folder_read_only"}
        self._read_only.setVisible(can_read)
        self._open.setVisible(not can_read)
        set_look(self.field, "state", "problem" if error.key in _PASSWORD_ERRORS else "")
        if can_read:
            self._read_only.setFocus()
        else:
            self.field.selectAll()
            self.field.setFocus()

    def _toggle(self) -> None:
        self._show_way(by_code=not self._by_code)

    def _show_way(self, *, by_code: bool) -> None:
        self._by_code = by_code
        way = "code" if by_code else "password"
        words = tr(f"shell.unlock.{way}")
        mode = QLineEdit.EchoMode.Normal if by_code else QLineEdit.EchoMode.Password
        self._label.setText(words)
        self.field.setAccessibleName(words)
        self.field.clear()
        self.field.setEchoMode(mode)
        self._other.setText(tr(f"shell.unlock.use_{'password' if by_code else 'code'}"))
        self._open.show()
        set_look(self.field, "state", "")

    def _on_open(self) -> None:
        self._send(read_only=False)

    def _on_read_only(self) -> None:
        self._send(read_only=True)

    def _send(self, *, read_only: bool) -> None:
        typed = self.field.text()
        if not typed.strip():
            self.problem.say(tr("shell.unlock.empty"))
            return
        self.problem.say("")
        self.set_busy(busy=True)
        password, code = ("", typed) if self._by_code else (typed, "")
        self.unlock_requested.emit(password, code, read_only)
