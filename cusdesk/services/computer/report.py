"""One file for whoever helps with the program: the state of the computer, kept bugs, the log.

The words of the lines stay out: they may name a printer or a folder after a person. What was found
is told by its code and by numbers.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from cusdesk.core.logging_setup import redact
from cusdesk.core.trouble import head, kept_reports, last_log_lines, log_part, new_number
from cusdesk.db.migrate import latest_version

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cusdesk.services.computer.look import ComputerLine

_REPORTS = 5
_SAFE = frozenset(
    {"free", "total", "size", "n", "ms", "now", "last", "when", "width", "height", "scale"}
)
"""Parameters of the findings that are numbers and moments."""


def support_report(
    lines: Sequence[ComputerLine], folder: Path, now: dt.datetime, facts: Mapping[str, str]
) -> str:
    """Return the text of the file.

    Args:
        lines: what was found.
        folder: that of the log and the reports.
        now: local time.
        facts: further words of the program: Qt, the look.
    """
    known = {"schema": str(latest_version()), **facts}
    text = [*head(new_number(), now, known), "", "computer:", *map(_line, lines)]
    for path in kept_reports(folder)[:_REPORTS]:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            text += ["", f"--- {path.stem}", path.read_text(encoding="utf-8").rstrip()]
    return redact("\n".join([*text, *log_part(last_log_lines(folder))]) + "\n")


def _line(line: ComputerLine) -> str:
    found = line.finding
    values = [f"{name}={value}" for name, value in found.params.items() if name in _SAFE]
    return " ".join((f"  {found.level:8}", f"{found.id}.{found.case}", *values))
