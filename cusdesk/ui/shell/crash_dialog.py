"""What a person sees of a bug: what is safe, a number, and a report file without personal data."""

from __future__ import annotations

import logging
import platform
import secrets
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QWidget

import cusdesk
from cusdesk.core.logging_setup import safe_traceback
from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, picture, row

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

logger = logging.getLogger(__name__)


def make_report(
    number: str, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> str:
    """Return the text of a report: program, system and place of the bug; no values, no words."""
    return "\n".join(
        (
            f"cusdesk {cusdesk.__version__}",
            f"report {number}",
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
            "",
            safe_traceback(kind, error, trace),
        )
    )


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
        self._details.setFixedHeight(current().line * 10)
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


class CrashReporter:
    """Replaces `sys.excepthook`: writes the report beside the log and shows one a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_showing = False
        self.window: QWidget | None = None

    def install(self) -> None:
        """Take over from now on."""
        sys.excepthook = self.handle

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write and show a bug; Ctrl+C in a terminal still ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        number = secrets.token_hex(3).upper()
        report = make_report(number, kind, error, trace)
        logger.error("bug %s\n%s", number, report)
        try:
            (self._folder / f"report-{number}.txt").write_text(report, encoding="utf-8")
        except OSError:
            logger.warning("the report could not be written")
        if not self._is_showing:
            self._is_showing = True
            dialog = CrashDialog(self.window, number, report)
            dialog.finished.connect(self._on_closed)
            dialog.open()

    def _on_closed(self) -> None:
        self._is_showing = False
