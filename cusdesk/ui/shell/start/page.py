"""A page in the middle of the empty window: picture, title, words, contents, buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.screen import LARGE_TEXT, scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.theme.icons import pixmap
from cusdesk.ui.common.widgets import card, column, label, picture, row

PAGE_CHARS = 84


class StartPage(QWidget):
    """Base of the pages; subclasses fill `body` and `buttons`."""

    def __init__(self, icon_name: str, title: str, text: str = "") -> None:
        super().__init__()
        outer = column(self)
        is_large = current().percent > LARGE_TEXT  # then the words need the room of the edges
        frame, layout = card(margin=2 if is_large else 4, gap=1.5 if is_large else 2)
        frame.setFixedWidth(current().chars(PAGE_CHARS))
        head = row(gap=2)
        head.addWidget(picture(icon_name, "accent", current().line * 2))
        words = column(gap=0.5)
        self.title_label = label(title, "title", wrap=True)
        words.addWidget(self.title_label)
        self.text_label = label(text, "hint", wrap=True)
        self.text_label.setVisible(bool(text))
        words.addWidget(self.text_label)
        head.addLayout(words, 1)
        layout.addLayout(head)
        self.body: QVBoxLayout = column(gap=1.5 if is_large else 2)
        layout.addLayout(self.body)
        self.problem = ProblemLine()
        layout.addWidget(self.problem)
        self.buttons: QHBoxLayout = row(gap=1)
        layout.addLayout(self.buttons)
        middle = QWidget()
        across = row(middle, margin=1 if is_large else 3)
        across.addStretch()
        across.addWidget(frame, 0, Qt.AlignmentFlag.AlignVCenter)
        across.addStretch()
        outer.addWidget(scrolled(middle))


class ProblemLine(QFrame):
    """What went wrong with the step, with an icon and words; hidden while nothing did."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bar_error")
        layout = row(self, margin=1, gap=1)
        self._sign = QLabel()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words = label("", wrap=True)
        layout.addWidget(self._sign)
        layout.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, or ""."""
        return self._words.text()

    def say(self, text: str) -> None:
        """Show a sentence; empty hides the line."""
        self._words.setText(text)
        self._words.setAccessibleName(tr("shell.start.problem", text=text) if text else "")
        self._sign.setPixmap(pixmap("error", "error"))
        self.setVisible(bool(text))
