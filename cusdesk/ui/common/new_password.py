"""Typing a new password twice, with advice as one types, and a word about Caps Lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.passwords import FULL, SHORTEST, advise
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column, label, row, set_look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

_LOOKS = {"short": "hint", "weak": "warning", "fair": "hint", "good": "success"}


class CapsLockHint(QObject):
    """Tells, under a field, that Caps Lock is on, from the letters as they arrive."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self.words: QLabel = label(tr("people.password.caps"), "warning", wrap=True)
        self.words.hide()
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at a key on its way to the field; never stop it."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._look_at(event)
        return super().eventFilter(watched, event)

    def _look_at(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.words.hide()  # which way it went shows with the next letter
        elif len(typed) == 1 and typed.lower() != typed.upper():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.words.setVisible(typed.isupper() != has_shift)


def password_field(name: str) -> QLineEdit:
    """Return a field that shows dots."""
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


class NewPasswordFields(QWidget):
    """Two fields beside each other, a meter and one sentence of advice under them.

    Args:
        is_change: they take the place of a password there is: their labels say „new”.

    Signals:
        submitted: Enter in the second field.
    """

    submitted = Signal()

    def __init__(self, *, is_change: bool = False) -> None:
        super().__init__()
        layout = column(self, gap=0.75)
        first = "shell.new.changed" if is_change else "shell.new.password"
        second = "shell.new.changed_again" if is_change else "shell.new.again"
        across = row(gap=2)
        left, right = column(gap=0.5), column(gap=0.5)
        self.password = self._field(first, left)
        self.again = self._field(second, right)
        across.addLayout(left)
        across.addLayout(right)
        layout.addLayout(across)
        self.caps = CapsLockHint(self.password)
        layout.addWidget(self.caps.words)
        self.meter = QProgressBar()
        self.meter.setRange(0, FULL)
        self.meter.setTextVisible(False)
        self.meter.setFixedHeight(6)
        self.meter.setAccessibleName(tr("people.password.meter", percent=0))
        layout.addWidget(self.meter)
        layout.addSpacing(current().space(0.5))
        self.advice = label("", "hint", wrap=True)
        layout.addWidget(self.advice)
        self._known: tuple[str, ...] = ()
        self.password.textChanged.connect(self._show_advice)
        self.again.returnPressed.connect(self.submitted)
        self._show_advice()

    def avoid(self, *known: str) -> None:
        """Advise against names a stranger would try: of the office, of the person."""
        self._known = known
        self._show_advice()

    def clear(self) -> None:
        """Begin with empty fields."""
        for field in (self.password, self.again):
            field.clear()
            set_look(field, "state", "")

    def text(self) -> str:
        """Return the password as typed."""
        return self.password.text()

    def problem(self) -> str:
        """Mark what is wrong and return it as a sentence, "" when all is well."""
        wrong: QLineEdit | None = None
        words = ""
        if not self.text():
            wrong, words = self.password, tr("people.password.none")
        elif len(self.text()) < SHORTEST:
            wrong, words = self.password, tr("people.password.short", n=len(self.text()))
        elif self.text() != self.again.text():
            wrong, words = self.again, tr("people.password.differ")
        for field in (self.password, self.again):
            set_look(field, "state", "problem" if field is wrong else "")
        if wrong is not None:
            wrong.setFocus()
        return words

    def _field(self, key: str, layout: QVBoxLayout) -> QLineEdit:
        words = tr(key)
        field = password_field(words)
        title = label(words, "label")
        title.setBuddy(field)
        layout.addWidget(title)
        layout.addWidget(field)
        return field

    def _show_advice(self) -> None:
        typed = self.text()
        if not typed:
            self.meter.setValue(0)
            self._say(tr("people.password.advice"), "hint")
            return
        advice = advise(typed, *self._known)
        self.meter.setValue(advice.strength)
        self.meter.setAccessibleName(tr("people.password.meter", percent=advice.strength))
        self._say(tr(advice.key, n=len(typed), word=advice.word), _LOOKS[advice.level])

    def _say(self, words: str, look: str) -> None:
        self.advice.setText(words)
        set_look(self.advice, "look", look)
