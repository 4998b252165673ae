"""After how much idle time the program locks itself."""

from __future__ import annotations

import enum

_MINUTE_MS = 60_000


class LockAfter(enum.StrEnum):
    """Idle minutes until the program locks itself; at an open front desk fewer, alone more."""

    ONE = "1"
    FIVE = "5"
    TEN = "10"
    FIFTEEN = "15"
    THIRTY = "30"
    SIXTY = "60"
    NEVER = "0"


DEFAULT = LockAfter.TEN


def lock_after(kept: object) -> LockAfter:
    """Return the setting as it is kept; what nobody knows means the usual one."""
    known = {member.value: member for member in LockAfter}
    return known.get(str(kept), DEFAULT)


def is_due(after: LockAfter, idle_ms: int) -> bool:
    """Tell whether the program has been left alone for long enough."""
    return after is not LockAfter.NEVER and idle_ms >= int(after.value) * _MINUTE_MS
