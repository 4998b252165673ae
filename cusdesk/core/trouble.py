"""Reports about bugs: what is in one, where they are kept, and what was left by a sudden end.

A report holds the program, the system, the place of the bug in the code and the last lines of the
log. No value of any variable, no word of an exception and no name of a person's file is in it: the
words of an exception may quote what somebody typed (see `core.logging_setup`).
"""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING

import cusdesk
from cusdesk.core.logging_setup import FILE_NAME, code_place, redact, safe_traceback

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import TextIO

KEPT = 20
"""Reports that stay beside the log; older ones go."""
_LINES = 80
_NATIVE = "native.txt"
_NAME = "report-{number}.txt"
_NATIVE_FILE = re.compile(r'File "([^"]+)"')

Bug = tuple[type[BaseException], BaseException, "TracebackType | None"]


def new_number() -> str:
    """Return the number a person can read out over the phone: six signs."""
    return os.urandom(3).hex().upper()


def head(number: str, now: dt.datetime, facts: Mapping[str, str]) -> list[str]:
    """Return the first lines of every report: program, system, moment, further facts."""
    import platform  # not needed to start

    return [
        f"cusdesk {cusdesk.__version__}",
        f"report {number}, {now:%Y-%m-%d %H:%M}",
        f"Python {platform.python_version()}, {platform.platform()}",
        *(f"{name}: {value}" for name, value in facts.items()),
    ]


def bug_report(
    number: str, bug: Bug, now: dt.datetime, facts: Mapping[str, str], log: Sequence[str]
) -> str:
    """Return the text of a report about a bug."""
    parts = [*head(number, now, facts), "", safe_traceback(*bug).rstrip()]
    return redact("\n".join([*parts, *log_part(log)]) + "\n")


def log_part(log: Sequence[str]) -> list[str]:
    """Return the lines of the log as the end of a report."""
    return ["", "last lines of the log:", *log] if log else []


def last_log_lines(folder: Path, count: int = _LINES) -> list[str]:
    """Return the last lines of the log; none when there is none."""
    try:
        text = (folder / FILE_NAME).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.splitlines()[-count:]


def keep_report(folder: Path, number: str, text: str) -> Path | None:
    """Write a report beside the log and let old ones go; None when it cannot be written."""
    path = folder / _NAME.format(number=number)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        return None
    for old in kept_reports(folder)[KEPT:]:
        with contextlib.suppress(OSError):
            old.unlink()
    return path


def kept_reports(folder: Path) -> list[Path]:
    """Return the reports that lie beside the log, newest first."""
    found = []
    for path in folder.glob(_NAME.format(number="*")):
        with contextlib.suppress(OSError):
            found.append((path.stat().st_mtime_ns, path.name, path))
    return [path for _when, _name, path in sorted(found, reverse=True)]


class NativeWatch:
    """Catches the end that Python itself cannot tell of: a fault in a library.

    The places in the code go to a file; an orderly end empties it. What lies there at the next
    start becomes a report. (On Windows harmless faults are written there too: hence the emptying.)
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NATIVE
        self._folder = folder
        self._file: TextIO | None = None

    def begin(self, now: dt.datetime) -> str:
        """Watch from now on; return the number of the report about the time before, "" for none."""
        import faulthandler

        number = self._report_before(now)
        with contextlib.suppress(OSError):
            self._file = self._path.open("w", encoding="utf-8")
            faulthandler.enable(self._file)
        return number

    def end(self) -> None:
        """Say that the program ends in order."""
        import faulthandler

        if self._file is not None:
            faulthandler.disable()
            with contextlib.suppress(OSError):
                self._file.close()
                self._path.unlink()
            self._file = None

    def _report_before(self, now: dt.datetime) -> str:
        try:
            left = self._path.read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            return ""
        if not left:
            return ""
        number = new_number()
        places = _NATIVE_FILE.sub(lambda found: f'File "{code_place(found[1])}"', left)
        text = "\n".join(
            [*head(number, now, {}), "", places, *log_part(last_log_lines(self._folder))]
        )
        return number if keep_report(self._folder, number, redact(text) + "\n") else ""
