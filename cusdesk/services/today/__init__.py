"""The day sheet: what has to be looked at today, as data for the start screen."""

from __future__ import annotations

from cusdesk.services.today.lines import DayLine, DaySection, DaySheet, Urgency
from cusdesk.services.today.sheet import day_sheet

__all__ = ["DayLine", "DaySection", "DaySheet", "Urgency", "day_sheet"]
