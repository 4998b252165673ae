"""Reasons of absences, meetings made up for, and calls to people who stay away."""

from __future__ import annotations

from cusdesk.services.absences import (
    AbsenceRow,
    CallDraft,
    CallRow,
    absences_in,
    list_absences,
    list_calls,
    write_call,
)
from cusdesk.services.attendance.absences.makeup import MissedMeeting, make_up, missed_meetings
from cusdesk.services.attendance.absences.reasons import allowed_reasons

__all__ = [
    "AbsenceRow",
    "CallDraft",
    "CallRow",
    "MissedMeeting",
    "absences_in",
    "allowed_reasons",
    "list_absences",
    "list_calls",
    "make_up",
    "missed_meetings",
    "write_call",
]
