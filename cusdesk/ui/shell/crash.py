"""What happens to a bug: a report file without personal data, a log line, one dialog."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, qVersion

from cusdesk.core.clock import SystemClock
from cusdesk.core.logging_setup import safe_traceback
from cusdesk.core.trouble import Bug, bug_report, keep_report, last_log_lines, new_number
from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from cusdesk.ui.shell.crash_dialog import CrashDialog
    from cusdesk.ui.shell.main_window import MainWindow

logger = logging.getLogger(__name__)


class CrashReporter(QObject):
    """Replaces the hooks of Python: writes the report beside the log and shows one a time.

    Lives on the main thread; a bug on another one is brought there.

    Attributes:
        window: whose bugs these are; None before there is one.
        is_starting: the program would end with the bug, without a window to go on in.
    """

    _brought = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._dialog: CrashDialog | None = None  # kept: without a window nothing else holds it
        self.window: MainWindow | None = None
        self.is_starting = False
        self._brought.connect(self._on_brought, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from now on."""
        sys.excepthook = self.handle
        threading.excepthook = self._on_thread
        sys.unraisablehook = _on_finaliser

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write and show a bug; Ctrl+C in a terminal still ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        number = new_number()
        report = self._report(number, (kind, error, trace))
        logger.error("bug %s\n%s", number, safe_traceback(kind, error, trace))
        if keep_report(self._folder, number, report) is None:
            logger.warning("the report could not be written")
        if self._dialog is None:
            self._show(number, report)

    def _report(self, number: str, bug: Bug) -> str:
        log = last_log_lines(self._folder)
        return bug_report(number, bug, SystemClock().now(), self._facts(), log)

    def _facts(self) -> dict[str, str]:
        """Return where the person was, in words of the program only."""
        facts = {"Qt": qVersion(), "look": f"{current().name}, text {current().percent} %"}
        if self.window is None:
            return facts
        screen = self.window.screen().geometry()
        facts["desk"] = f"{screen.width()} x {screen.height()}"
        facts["scale"] = f"{self.window.devicePixelRatioF():g}"
        workspace, office = self.window.workspace, self.window.office
        facts["screen"] = workspace.current_id if workspace is not None else "before an office"
        if office is not None:
            facts["office"] = "read only" if office.read_only else "open"
        return facts

    def _show(self, number: str, report: str) -> None:
        from cusdesk.ui.shell.crash_dialog import CrashDialog

        self._dialog = CrashDialog(self.window, number, report)
        self._dialog.finished.connect(self._on_closed)
        if self.is_starting:  # nobody else would wait until it is read
            self._dialog.exec()
        else:
            self._dialog.open()

    def _on_closed(self) -> None:
        self._dialog = None

    def _on_thread(self, bug: threading.ExceptHookArgs) -> None:
        if bug.exc_value is not None and not issubclass(bug.exc_type, SystemExit):
            self._brought.emit((bug.exc_type, bug.exc_value, bug.exc_traceback))

    def _on_brought(self, bug: Bug) -> None:
        self.handle(*bug)


def _on_finaliser(bug: sys.UnraisableHookArgs) -> None:
    """Note what went wrong while something was thrown away: nobody waits for it."""
    if bug.exc_value is not None:
        words = safe_traceback(bug.exc_type, bug.exc_value, bug.exc_traceback)
        logger.error("bug in a finaliser\n%s", words)
