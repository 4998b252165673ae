"""What a person sees of a bug: what is safe, a number, and the offered report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, picture, resize_within_screen, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class CrashDialog(QDialog):
    """Says that the program made a mistake, and offers the report."""

    def __init__(self, parent: QWidget | None, number: str, report: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("shell.crash.window"))
        self._number, self._report = number, report
        head = row(gap=2)
        head.addWidget(picture("error", "error", current().line * 2))
        words = column(gap=1)
        words.addWidget(label(tr("shell.crash.title"), "heading", wrap=True))
        words.addWidget(label(tr("shell.crash.text", number=number), wrap=True))
        head.addLayout(words, 1)
        self._details = QPlainTextEdit(report)
        self._details.setReadOnly(True)
        self._details.setAccessibleName(tr("shell.crash.details"))
        self._details.setMinimumHeight(current().line * 4)
        buttons = row(gap=1)
        buttons.addWidget(button(tr("shell.crash.save"), self._save, icon_name="save"))
        buttons.addStretch()
        close = button(tr("shell.crash.go_on"), self.accept, look="main")
        close.setDefault(True)
        buttons.addWidget(close)
        layout = column(self, margin=3, gap=2)
        layout.addLayout(head)
        layout.addWidget(label(tr("shell.crash.details"), "label"))
        layout.addWidget(self._details)
        layout.addLayout(buttons)
        self.setMinimumWidth(current().chars(76))
        resize_within_screen(self, current().chars(76), current().line * 24)

    def _save(self) -> None:
        proposed = f"cusdesk-{self._number}.txt"
        name, _ = QFileDialog.getSaveFileName(self, tr("shell.crash.save"), proposed)
        if not name:
            return
        try:
            with open(name, "w", encoding="utf-8") as file:
                file.write(self._report)
        except OSError:
            self._details.setPlainText(tr("shell.crash.not_saved"))
