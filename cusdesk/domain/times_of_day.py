"""Hours of the day: minutes after midnight inside, `16:30` outside."""

from __future__ import annotations

import re

MINUTES_OF_DAY = 24 * 60
_CLOCK = re.compile(r"(\d{1,2})\s*[:.,\- ]?\s*(\d{2})?")
_TIGHT = re.compile(r"(\d{1,2})(\d{2})")


def parse_time(text: str) -> int | None:
    """Return the minutes after midnight of `16`, `16:30`, `16.30`, `8 15`, `1630`; else None.

    `24:00` is the end of the day, 1440.
    """
    clean = text.strip()
    match = _TIGHT.fullmatch(clean) if len(clean) > 2 else None
    match = match or _CLOCK.fullmatch(clean)
    if match is None:
        return None
    hours, minutes = int(match[1]), int(match[2] or 0)
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= MINUTES_OF_DAY else None


def format_time(minute: int | None) -> str:
    """Return `16:30`; an end after midnight shows the hour of the next day; None shows nothing."""
    if minute is None:
        return ""
    if minute != MINUTES_OF_DAY:
        minute %= MINUTES_OF_DAY
    return f"{minute // 60}:{minute % 60:02d}"
