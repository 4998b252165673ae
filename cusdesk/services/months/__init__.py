"""Closing a month: looked through, kept with a seal, opened again with a reason."""

from __future__ import annotations

from cusdesk.services.months.closing import (
    MonthCheck,
    MonthState,
    check_month,
    close_month,
    is_sound,
    late_changes,
    list_months,
    reopen_month,
)
from cusdesk.services.months.protocol import moment_words, protocol

__all__ = [
    "MonthCheck",
    "MonthState",
    "check_month",
    "close_month",
    "is_sound",
    "late_changes",
    "list_months",
    "moment_words",
    "protocol",
    "reopen_month",
]
