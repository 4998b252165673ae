"""Series of meetings: their days, what clashes, and how a change reaches every meeting.

Nothing here knows of the office: holidays come from `domain.calendar`; breaks, meetings already
there and closed days are handed in.
"""

from __future__ import annotations

from cusdesk.domain.schedule.changes import DayChange, Fate, Standing, reconciled
from cusdesk.domain.schedule.clashes import Clash, ClashKind, Occupied, clashes
from cusdesk.domain.schedule.days import (
    Break,
    PlannedDay,
    Rhythm,
    SeriesRule,
    Skip,
    check_series,
    in_next_year,
    planned_days,
)

__all__ = [
    "Break",
    "Clash",
    "ClashKind",
    "DayChange",
    "Fate",
    "Occupied",
    "PlannedDay",
    "Rhythm",
    "SeriesRule",
    "Skip",
    "Standing",
    "check_series",
    "clashes",
    "in_next_year",
    "planned_days",
    "reconciled",
]
