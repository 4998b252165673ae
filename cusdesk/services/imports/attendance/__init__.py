"""Attendance lists: who, when, with what mark, in which group of which service."""

from __future__ import annotations

from cusdesk.services.imports.attendance.plan import plan_attendance
from cusdesk.services.imports.attendance.write import apply_attendance

__all__ = ["apply_attendance", "plan_attendance"]
