"""The password of an office, or the recovery code when the password is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from cusdesk.core.messages import describe, tr
from cusdesk.domain.demo import DEMO_FILE, DEMO_PASSWORD
from cusdesk.domain.polish_text import fold
from cusdesk.ui.common.new_password import CapsLockHint
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.widgets import button, column, label, set_look
from cusdesk.ui.shell.start.page import StartPage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cusdesk.core.errors import CusdeskError

_PASSWORD_ERRORS = {"storage.wrong_password", "storage.recovery_code_typo"}
_NAME_ERRORS = {"storage.no_such_user", "access.switched_off"}
_WAIT = "storage.wait"
_SECOND_MS = 1000


class UnlockPage(StartPage):
    """Signals: unlock_requested (name, password, recovery code, read only), back_requested."""

    unlock_requested = Signal(str, str, str, bool)
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__("lock", tr("shell.unlock.title"))
        self._by_code = False
        self._seconds = 0
        self._who_label = label(tr("shell.unlock.who"), "label")
        self.who = QComboBox()
        self.who.setEditable(True)
        self.who.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.who.lineEdit()
        for part in (self.who, line) if line is not None else (self.who,):
            mark_personal(part, "never")
        self.who.installEventFilter(self)
        self.who.setAccessibleName(tr("shell.unlock.who"))
        completer = self.who.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._who_label.setBuddy(self.who)
        self._label = label(tr("shell.unlock.password"), "label")
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.returnPressed.connect(self._on_open)
        self._label.setBuddy(self.field)
        self.caps = CapsLockHint(self.field)
        self._other = button(tr("shell.unlock.use_code"), self._toggle, look="link")
        for parts in (
            (self._who_label, self.who),
            (self._label, self.field, self.caps.words, self._other),
        ):
            together = column(gap=0.5)
            for widget in parts:
                together.addWidget(widget)
            self.body.addLayout(together)
        self._hint = label("", "hint", wrap=True)
        self._hint.hide()
        self.body.addWidget(self._hint)
        self._back = button(tr("shell.unlock.other_office"), self.back_requested.emit, look="quiet")
        self._read_only = button(tr("shell.unlock.read_only"), self._on_read_only, icon_name="lock")
        self._open = button(tr("shell.unlock.open"), self._on_open, look="main")
        self.buttons.addWidget(self._back)
        self.buttons.addStretch()
        self.buttons.addWidget(self._read_only)
        self.buttons.addWidget(self._open)
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._on_second)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Mark the name as soon as its box is pressed: another one typed takes its place."""
        line = self.who.lineEdit()
        if watched is self.who and event.type() is QEvent.Type.FocusIn and line is not None:
            QTimer.singleShot(0, line, line.selectAll)
        return super().eventFilter(watched, event)

    def ask(self, path: Path, names: Sequence[str] = (), last: str = "") -> None:
        """Ask for the password of one office.

        Args:
            path: the office file.
            names: who can open it; with one name there is nothing to choose.
            last: who opened it the last time on this account.
        """
        self.title_label.setText(path.stem)
        self.text_label.setText(str(path))
        self.text_label.show()
        self._ask(names, last)
        self.hint_for(path)

    def hint_for(self, path: Path) -> None:
        """Say the password of the fictional commune, which nobody has ever typed."""
        self._hint.setText(tr("shell.unlock.demo", password=DEMO_PASSWORD))
        self._hint.setVisible(path.name == DEMO_FILE)

    def ask_again(self, office_name: str, names: Sequence[str], last: str, words: str) -> None:
        """Ask the same person anew: the program was locked, and nothing of the office is shown."""
        self.title_label.setText(office_name)
        self.text_label.setText(words)
        self.text_label.show()
        self._ask(names, last)

    def _ask(self, names: Sequence[str], last: str) -> None:
        self.problem.say("")
        self._clock.stop()
        self._seconds = 0
        self._read_only.hide()
        self.who.clear()
        self.who.addItems(list(names))
        self.who.setCurrentIndex(-1)
        self.who.setCurrentText(last if last in names else (names[0] if len(names) == 1 else ""))
        self._show_way(by_code=False)
        self.set_busy(busy=False)
        (self.field if self.name() or len(names) < 2 else self.who).setFocus()

    def name(self) -> str:
        """Return who opens the office, as chosen or typed; a part is enough if it fits only one."""
        typed = " ".join(self.who.currentText().split())
        names = [self.who.itemText(place) for place in range(self.who.count())]
        fitting = [name for name in names if typed and fold(typed) in fold(name)]
        return fitting[0] if len(fitting) == 1 and typed not in names else typed

    def set_busy(self, *, busy: bool) -> None:
        """Grey the page while the office is being opened."""
        for widget in (self.who, self.field, self._open, self._read_only, self._back, self._other):
            widget.setEnabled(not busy)
        self._open.setEnabled(not busy and not self._seconds)
        self._open.setText(tr("shell.unlock.opening") if busy else tr("shell.unlock.open"))

    def refuse(self, error: CusdeskError) -> None:
        """Say why the office did not open; offer reading when another program holds it."""
        self.set_busy(busy=False)
        self.problem.say(describe(error))
        can_read = error.key in {"storage.locked", "storage.folder_read_only"}
        self._read_only.setVisible(can_read)
        self._open.setVisible(not can_read)
        set_look(self.field, "state", "problem" if error.key in _PASSWORD_ERRORS else "")
        if error.key == _WAIT:
            self._wait(error)
        elif can_read:
            self._read_only.setFocus()
        elif error.key in _NAME_ERRORS and self.who.isVisibleTo(self):
            self.who.setFocus()
        else:
            self.field.selectAll()
            self.field.setFocus()

    def _wait(self, error: CusdeskError) -> None:
        """Count the seconds down in which no password is tried."""
        seconds = error.params["n"]
        self._seconds = seconds if isinstance(seconds, int) else 0
        self._open.setEnabled(False)
        self._clock.start()
        self.field.setFocus()

    def _on_second(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self.problem.say(tr(_WAIT, n=self._seconds))
            return
        self._clock.stop()
        self.problem.say("")
        self._open.setEnabled(True)

    def _toggle(self) -> None:
        self._show_way(by_code=not self._by_code)
        self.field.setFocus()

    def _show_way(self, *, by_code: bool) -> None:
        self._by_code = by_code
        way = "code" if by_code else "password"
        words = tr(f"shell.unlock.{way}")
        mode = QLineEdit.EchoMode.Normal if by_code else QLineEdit.EchoMode.Password
        self._label.setText(words)
        self.field.setAccessibleName(words)
        self.field.clear()
        self.field.setEchoMode(mode)
        self.caps.words.hide()
        for widget in (self._who_label, self.who):
            widget.setVisible(not by_code and self.who.count() > 1)
        self._other.setText(tr(f"shell.unlock.use_{'password' if by_code else 'code'}"))
        self._open.show()
        set_look(self.field, "state", "")

    def _on_open(self) -> None:
        self._send(read_only=False)

    def _on_read_only(self) -> None:
        self._send(read_only=True)

    def _send(self, *, read_only: bool) -> None:
        typed = self.field.text()
        if self._seconds > 0:
            return
        if self.who.isVisibleTo(self) and not self.name():
            self.problem.say(tr("shell.unlock.no_name"))
            self.who.setFocus()
            return
        if not typed.strip():
            self.problem.say(tr("shell.unlock.empty"))
            return
        self.problem.say("")
        self.set_busy(busy=True)
        name, password, code = ("", "", typed) if self._by_code else (self.name(), typed, "")
        self.unlock_requested.emit(name, password, code, read_only)
