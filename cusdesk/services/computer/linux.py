"""What Linux says of itself. Every function takes its source, so that tests can play Linux."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from cusdesk.domain.computer import Printers

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[[list[str]], str | None]

_PATIENCE_S = 5
_DEFAULT = re.compile(r":\s*(\S+)\s*$")
_MEMORY = re.compile(r"^(MemTotal|MemAvailable):\s+(\d+) kB", re.MULTILINE)
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def run(command: list[str]) -> str | None:
    """Return what a program of the system prints; None when there is none or it does not answer."""
    try:
        ran = subprocess.run(  # noqa: S603 (fixed programs of the system, no shell)
            command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return ran.stdout


def printers(ask: Run) -> Printers | None:
    """Return the printers CUPS knows; None without CUPS."""
    names = ask(["lpstat", "-e"])
    if names is None:
        return None
    default = _DEFAULT.search((ask(["lpstat", "-d"]) or "").strip())
    found = tuple(names.split())
    return Printers(found, default[1] if default and default[1] in found else "")


def memory(text: str) -> tuple[int, int] | None:
    """Return memory in all and available, in bytes, out of `/proc/meminfo`."""
    found = {name: int(size) * 1024 for name, size in _MEMORY.findall(text)}
    if len(found) < 2:
        return None
    return found["MemTotal"], found["MemAvailable"]


def workbook_program(ask: Run) -> str | None:
    """Return what opens a workbook, "" for nothing; None when nobody can say."""
    answer = ask(["xdg-mime", "query", "default", _WORKBOOK])
    return None if answer is None else answer.strip().removesuffix(".desktop")
