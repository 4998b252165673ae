"""The program's log: one rotating file without personal data.

Log lines carry operations, ids, counts and durations only. Tracebacks are written without their
last line (the exception's own words may quote what somebody typed); the class name stays.
"""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler
    from types import TracebackType

FILE_NAME = "cusdesk.log"
MAX_BYTES = 512 * 1024
BACKUPS = 3
"""The log and three older ones: never more than 2 MB of the person's disk."""
_LONG_NUMBER = re.compile(r"(?<![\w-])\d{9,}(?![\w-])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_CODE_ROOTS = ("/site-packages/", "/lib/app/", "/app/")
_LIBRARY = re.compile(r".*/(?:python3\.\d+|python3\d+\.zip|Lib)/", re.IGNORECASE)


def redact(text: str) -> str:
    """Return the text without long numbers (PESEL, phones, accounts), mails and the home folder.

    The folder of a person's profile is called after them.
    """
    text = text.replace(str(Path.home()), "~")
    return _MAIL.sub("[e-mail]", _LONG_NUMBER.sub("[number]", text))


def code_place(file_name: str) -> str:
    """Return where a file of code lies within the program; nothing of where that is installed."""
    name = file_name.replace("\\", "/")
    package = name.rfind("/cusdesk/")
    root = str(Path(__file__).resolve().parents[2]).replace("\\", "/")
    if name.startswith(f"{root}/cusdesk/"):
        return name[len(root) + 1 :]
    for part in _CODE_ROOTS:
        if part in name:
            return name.rpartition(part)[2]
    if package >= 0:
        return name[package + 1 :]
    return _LIBRARY.sub("", name) if _LIBRARY.match(name) else name.rpartition("/")[2]


def safe_traceback(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> str:
    """Return the traceback as text, without any exception's own words and without values.

    The chain of causes is kept as class names, for whoever reads the report.
    """
    import traceback

    frames = [
        traceback.FrameSummary(
            code_place(f.filename), f.lineno, f.name, lookup_line=False, line=f.line
        )
        for f in traceback.extract_tb(trace)
    ]
    lines = traceback.StackSummary.from_list(frames).format()  # says a recursion once
    lines.append(f"{kind.__module__}.{kind.__qualname__}\n")
    cause = error.__cause__ or error.__context__
    while cause is not None:
        lines.append(f"caused by {type(cause).__module__}.{type(cause).__qualname__}\n")
        cause = cause.__cause__ or cause.__context__
    return redact("".join(lines))


def guard_words() -> None:
    """Let no bug print what somebody typed: tracebacks on stderr lose the exceptions' own words.

    Covers what ends the program, a thread, or a finaliser. The window takes over the first of
    these with its crash dialog.
    """
    import sys
    import threading

    def tell(
        kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write the traceback to the standard error; an ordinary exit is none."""
        if sys.stderr is not None and not issubclass(kind, SystemExit):
            sys.stderr.write(safe_traceback(kind, error or kind(), trace))

    sys.excepthook = tell
    threading.excepthook = lambda it: tell(it.exc_type, it.exc_value, it.exc_traceback)
    sys.unraisablehook = lambda it: tell(it.exc_type, it.exc_value, it.exc_traceback)


class _SafeFormatter(logging.Formatter):
    def formatException(  # noqa: N802 (name of the base class)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return the places and kinds of the traceback, never the values in its messages."""
        if ei[0] is None or ei[1] is None:
            return ""
        return safe_traceback(ei[0], ei[1], ei[2])

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without what may be personal."""
        return redact(super().format(record))


def _rotating_handler(path: Path) -> RotatingFileHandler:
    """Return a handler that goes on in the old file when a new one cannot be begun.

    Windows lets nobody rename a file that a second window of the program has open.
    """
    from logging.handlers import RotatingFileHandler  # brings sockets and pickle: not at start

    class Patient(RotatingFileHandler):
        """Loses no line for a rotation, and never prints a record that failed."""

        def doRollover(self) -> None:  # noqa: N802 (name of the base class)
            """Begin a new file if that can be done; the older ones stay when it cannot."""
            if self.stream is not None:
                self.stream.close()
            self.stream = None
            aside = f"{self.baseFilename}.next"
            try:
                os.replace(self.baseFilename, aside)  # all or nothing, before anything is shifted
                super().doRollover()
                os.replace(aside, f"{self.baseFilename}.1")
            except OSError:
                pass
            if self.stream is None:
                self.stream = self._open()

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (of the base class)
            """Say nothing: the base class prints the values of the line."""

    return Patient(path, maxBytes=MAX_BYTES, backupCount=BACKUPS, encoding="utf-8")


def set_up_logging(folder: Path) -> logging.Handler | None:
    """Send the program's log to a rotating file in `folder`; return the handler.

    Returns None when the folder cannot be written: the program works without a log.
    """
    try:
        handler = _rotating_handler(folder / FILE_NAME)
    except OSError:
        return None
    handler.setFormatter(_SafeFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("cusdesk")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    return handler
