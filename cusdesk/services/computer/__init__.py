"""„Sprawdź komputer”: what of the computer endangers data or hinders work, with a fix for each."""

from __future__ import annotations

from cusdesk.services.computer.look import (
    ComputerLine,
    look_at_clock,
    look_at_computer,
    look_at_file,
    look_at_office,
    look_at_screen,
    look_for_danger,
    sorted_lines,
)
from cusdesk.services.computer.report import support_report
from cusdesk.services.computer.system import System

__all__ = [
    "ComputerLine",
    "System",
    "look_at_clock",
    "look_at_computer",
    "look_at_file",
    "look_at_office",
    "look_at_screen",
    "look_for_danger",
    "sorted_lines",
    "support_report",
]
