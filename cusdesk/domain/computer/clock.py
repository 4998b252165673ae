"""Whether the computer's clock can be right."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cusdesk.domain.computer.findings import Finding

CLOCK_SLACK = dt.timedelta(minutes=5)
LONG_SILENCE = dt.timedelta(days=400)
_POLISH_WINTER, _POLISH_SUMMER = 60, 120


def polish_offset(moment: dt.datetime) -> int:
    """Return how many minutes Polish time is ahead of UTC at a moment of UTC, naive.

    Summer time lasts from the last Sunday of March to the last of October, 01:00 UTC (directive
    2000/84/EC, arts. 2 and 3).
    """
    begin, end = (_last_sunday(moment.year, month) for month in (3, 10))
    return _POLISH_SUMMER if begin <= moment < end else _POLISH_WINTER


def _last_sunday(year: int, month: int) -> dt.datetime:
    last = dt.datetime(year, month, 31)  # noqa: DTZ001 (a moment of UTC, said so)
    return last - dt.timedelta(days=(last.weekday() + 1) % 7, hours=-1)


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What is known of the computer's clock.

    Attributes:
        now: local wall time.
        offset: minutes ahead of UTC, as the system says.
        last_entry: moment of the newest entry of the office's log, local; None without one.
        released_on: the day of this version of the program; it cannot be earlier than that.
    """

    now: dt.datetime
    offset: int
    last_entry: dt.datetime | None
    released_on: dt.date


def judge_clock(facts: ClockFacts) -> Finding:
    """Return whether the date and the time zone can be right."""
    now, last = facts.now, facts.last_entry
    shown: dict[str, object] = {"now": f"{now:%d.%m.%Y %H:%M}"}
    if last is not None:
        shown["last"] = f"{last:%d.%m.%Y %H:%M}"
        if now < last - CLOCK_SLACK:
            return Finding("clock", "back", "bad", shown, "set_clock")
    if now.date() < facts.released_on:
        return Finding("clock", "past", "bad", shown, "set_clock")
    if last is not None and now - last > LONG_SILENCE:
        return Finding("clock", "ahead", "note", shown, "set_clock")
    if facts.offset != polish_offset(now - dt.timedelta(minutes=facts.offset)):
        return Finding("clock", "zone", "note", shown, "set_clock")
    return Finding("clock", "fine", "fine", shown)
