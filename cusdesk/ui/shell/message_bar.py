"""The line in which the program says what happened: never a dialog for what needs no answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QToolButton

from cusdesk.core.messages import tr
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.spoken import say
from cusdesk.ui.common.theme import icon
from cusdesk.ui.common.theme.icons import pixmap
from cusdesk.ui.common.widgets import button, label, picture, row, set_look

if TYPE_CHECKING:
    from cusdesk.ui.common.notices import Notice, Notifier

STAYS_MS = 8000
_LONG, _JOINT = re.compile(r"\S{30,}"), re.compile(r"[/\\_.-]")


class MessageBar(QFrame):
    """Shows the last notice; warnings and errors stay until closed."""

    def __init__(self, notifier: Notifier) -> None:
        super().__init__()
        self._notice: Notice | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self.hide)
        self._sign = picture("info")
        self._words = label("", wrap=True)
        mark_personal(self._words)
        self._action = button("", self._on_action, look="quiet")
        self._close = QToolButton()
        self._close.setProperty("look", "quiet")
        self._close.setAccessibleName(tr("common.button.close"))
        self._close.clicked.connect(self.hide)
        layout = row(self, margin=1, gap=1)
        layout.addWidget(self._sign)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        self.hide()
        for notice in notifier.take_waiting():
            self.show_notice(notice)
        notifier.posted.connect(self.show_notice)

    @property
    def text(self) -> str:
        """The sentence shown now, or ""."""
        return "" if self.isHidden() or self._notice is None else self._notice.text

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self._notice = notice
        set_look(self, "look", f"bar_{notice.level}")
        tone = "accent" if notice.level == "info" else notice.level
        self._sign.setPixmap(pixmap(notice.level, tone))
        self._close.setIcon(icon("close"))
        self._words.setText(breakable(notice.text))
        self._words.setAccessibleName(notice.text)
        self._action.setText(notice.action_text)
        self._action.setVisible(notice.action is not None)
        self.show()
        say(self._words, notice.text, at_once=notice.stays)
        if notice.stays:
            self._timer.stop()
        else:
            self._timer.start()

    def _on_action(self) -> None:
        if self._notice is not None and self._notice.action is not None:
            self.hide()
            self._notice.action()


def breakable(text: str) -> str:
    """Return a text whose long names of files may be broken: else they would widen the window."""
    return _LONG.sub(lambda found: _JOINT.sub("\\g<0>\u200b", found[0]), text)
