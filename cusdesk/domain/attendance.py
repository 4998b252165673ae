"""Attendance: marks of meetings, and what a month of them adds up to."""

from __future__ import annotations

import enum


class Mark(enum.StrEnum):
    """What is written for a person at a meeting."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    CANCELLED = "cancelled"
    NOT_APPLICABLE = "not_applicable"
