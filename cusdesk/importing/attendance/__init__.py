"""Attendance lists: workbook in, marks of people on days out."""

from __future__ import annotations

from cusdesk.importing.attendance.model import (
    AttendanceEntry,
    AttendanceFile,
    AttendanceOptions,
    Mark,
    Participant,
    SheetReport,
)
from cusdesk.importing.attendance.reader import read_attendance
from cusdesk.importing.attendance.repeats import by_written_name, count_once

__all__ = [
    "AttendanceEntry",
    "AttendanceFile",
    "AttendanceOptions",
    "Mark",
    "Participant",
    "SheetReport",
    "by_written_name",
    "count_once",
    "read_attendance",
]
