"""Work cards: workbook in, visits of workers with residents out."""

from __future__ import annotations

from cusdesk.importing.hours.checks import mark_overlaps, mark_repeats
from cusdesk.importing.hours.model import CardReport, HoursFile, HoursOptions, Visit
from cusdesk.importing.hours.reader import read_hours

__all__ = [
    "CardReport",
    "HoursFile",
    "HoursOptions",
    "Visit",
    "mark_overlaps",
    "mark_repeats",
    "read_hours",
]
