"""What happens to a bug: a report file without personal data, a log line, one dialog."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

import cusdesk

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from cusdesk.ui.shell.crash_dialog import CrashDialog

logger = logging.getLogger(__name__)


def make_report(
    number: str, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> str:
    """Return the text of a report: program, system and place of the bug; no values, no words."""
    import platform

    from PySide6.QtCore import qVersion

    from cusdesk.core.logging_setup import safe_traceback

    return "\n".join(
        (
            f"cusdesk {cusdesk.__version__}",
            f"report {number}",
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
            "",
            safe_traceback(kind, error, trace),
        )
    )


class CrashReporter:
    """Replaces `sys.excepthook`: writes the report beside the log and shows one a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._dialog: CrashDialog | None = None  # kept: without a window nothing else holds it
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
        number = os.urandom(3).hex().upper()
        report = make_report(number, kind, error, trace)
        logger.error("bug %s\n%s", number, report)
        try:
            (self._folder / f"report-{number}.txt").write_text(report, encoding="utf-8")
        except OSError:
            logger.warning("the report could not be written")
        if self._dialog is None:
            from cusdesk.ui.shell.crash_dialog import CrashDialog

            self._dialog = CrashDialog(self.window, number, report)
            self._dialog.finished.connect(self._on_closed)
            self._dialog.open()

    def _on_closed(self) -> None:
        self._dialog = None
