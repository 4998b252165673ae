"""What a person sees of a bug: what is safe, a number, and the offered report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit

from cusdesk.core.files import write_whole
from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import (
    button,
    column,
    label,
    picture,
    resize_within_screen,
    row,
    set_look,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class CrashDialog(QDialog):
    """Says that the program made a mistake, and offers the report.

    Attributes:
        said: whether and where the report was saved.
        details: the report, hidden until it is asked for.
    """

    def __init__(self, parent: QWidget | None, number: str, report: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("shell.crash.window"))
        self._number, self._report = number, report
        head = row(gap=2)
        head.addWidget(picture("error", "error", current().line * 2), 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=1)
        words.addWidget(label(tr("shell.crash.title"), "heading", wrap=True))
        words.addWidget(label(tr("shell.crash.text"), wrap=True))
        words.addWidget(label(tr("shell.crash.number", number=number), "label", wrap=True))
        words.addWidget(label(tr("shell.crash.again"), "hint", wrap=True))
        words.addStretch()
        head.addLayout(words, 1)
        self.said = label("", wrap=True)
        self.said.hide()
        self.details = QPlainTextEdit(report)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(tr("shell.crash.details"))
        self.details.setMinimumHeight(current().line * 4)
        self.details.hide()
        self.save = button(tr("shell.crash.save"), self._save, icon_name="save")
        self.show_details = button(tr("shell.crash.show"), self._show_details, look="quiet")
        close = button(tr("shell.crash.go_on"), self.accept, look="main")
        close.setDefault(True)
        buttons = row(gap=1)
        buttons.addWidget(self.save)
        buttons.addWidget(self.show_details)
        buttons.addStretch()
        buttons.addWidget(close)
        layout = column(self, margin=3, gap=2)
        layout.addLayout(head)
        layout.addWidget(self.details, 1)
        layout.addWidget(self.said)
        layout.addLayout(buttons)
        resize_within_screen(self, current().chars(84), current().line * 11)
        close.setFocus()

    def _show_details(self) -> None:
        self.details.show()
        self.show_details.hide()
        resize_within_screen(self, self.width(), current().line * 26)
        self.details.setFocus()

    def _save(self) -> None:
        proposed = str(documents_dir() / f"cusdesk-{self._number}.txt")
        name, _ = QFileDialog.getSaveFileName(
            self, tr("shell.crash.save"), proposed, tr("shell.crash.filter")
        )
        if not name:
            return
        try:
            write_whole(Path(name), self._report.encode())
        except OSError:
            self._say(tr("shell.crash.not_saved"), "problem")
        else:
            self._say(tr("shell.crash.saved", path=name), "success")

    def _say(self, words: str, look: str) -> None:
        self.said.setText(words)
        set_look(self.said, "look", look)
        self.said.show()
