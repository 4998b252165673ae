"""The days that a rule of a series gives, and which of them are left out and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem
from cusdesk.domain.calendar import holiday_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

LONGEST_DAYS = 2 * 366
"""A series may reach over two years; a longer one is a slip of the year."""
YEAR_OF_WEEKS = dt.timedelta(weeks=52)
_WEEK = 7


class Rhythm(StrEnum):
    """How often a group meets."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    DATES = "dates"


class Skip(StrEnum):
    """Why a day of the rule gets no meeting."""

    HOLIDAY = "holiday"
    BREAK = "break"
    EXISTS = "exists"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """When meetings are.

    Attributes:
        weekdays: 0 Monday; not used for chosen dates.
        start: first day; every second week is counted from the week of this day.
        end: last day, inclusive.
        dates: the chosen ones; `start` and `end` bound them too.
    """

    rhythm: Rhythm
    start: dt.date
    end: dt.date
    weekdays: tuple[int, ...] = ()
    dates: tuple[dt.date, ...] = ()

    @property
    def days(self) -> list[dt.date]:
        """Return every day of the rule in order, holidays among them."""
        if self.rhythm is Rhythm.DATES:
            return sorted({day for day in self.dates if self.start <= day <= self.end})
        step = 2 if self.rhythm is Rhythm.FORTNIGHTLY else 1
        monday = _monday(self.start)
        found = []
        for number in range((self.end - self.start).days + 1):
            day = self.start + dt.timedelta(days=number)
            week = (day - monday).days // _WEEK
            if day.weekday() in self.weekdays and week % step == 0:
                found.append(day)
        return found


@dataclass(frozen=True, slots=True)
class Break:
    """Days on which the office plans no meetings, both ends included."""

    name: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day of the rule.

    Attributes:
        skip: why it gets no new meeting; None when it gets one.
        why: name of the holiday or the break.
    """

    date: dt.date
    skip: Skip | None = None
    why: str = ""

    @property
    def is_new(self) -> bool:
        """Whether a meeting would be added."""
        return self.skip is None


def check_series(rule: SeriesRule) -> list[Problem]:
    """Return what is wrong with a rule before its days are worked out."""
    if rule.end < rule.start:
        return [Problem("valid_to", "attendance.series.problem.order")]
    if (rule.end - rule.start).days > LONGEST_DAYS:
        return [Problem("valid_to", "attendance.series.problem.too_long")]
    if rule.rhythm is Rhythm.DATES:
        return [] if rule.dates else [Problem("dates", "attendance.series.problem.no_dates")]
    return [] if rule.weekdays else [Problem("weekdays", "attendance.series.problem.no_weekdays")]


def planned_days(
    rule: SeriesRule,
    breaks: Sequence[Break] = (),
    held: Collection[dt.date] = (),
    is_closed: Callable[[dt.date], bool] = lambda _day: False,
) -> list[PlannedDay]:
    """Return every day of the rule with the reason of each that is left out.

    Public holidays are those of the act of 18 January 1951 on days free from work, 24 December
    among them since 2025.

    Args:
        rule: a checked one.
        breaks: of the office.
        held: days that have their meeting already.
        is_closed: whether the month of a day is closed.
    """
    found = []
    for day in rule.days:
        held_up = next((one for one in breaks if one.start <= day <= one.end), None)
        if holiday := holiday_name(day):
            found.append(PlannedDay(day, Skip.HOLIDAY, holiday))
        elif held_up is not None:
            found.append(PlannedDay(day, Skip.BREAK, held_up.name))
        elif is_closed(day):
            found.append(PlannedDay(day, Skip.CLOSED))
        elif day in held:
            found.append(PlannedDay(day, Skip.EXISTS))
        else:
            found.append(PlannedDay(day))
    return found


def in_next_year(rule: SeriesRule) -> SeriesRule:
    """Return the same rule a year later.

    Days of the week stay; the ends keep their day and month (29 February becomes the 28th); chosen
    dates move by 52 weeks and so keep their day of the week. The fortnights of the old year go on,
    from the Monday of their first week.
    """
    start, end = _year_later(rule.start), _year_later(rule.end)
    if rule.rhythm is Rhythm.DATES:
        dates = tuple(day + YEAR_OF_WEEKS for day in rule.dates)
        return replace(rule, start=min(start, *dates), end=max(end, *dates), dates=dates)
    if rule.rhythm is Rhythm.FORTNIGHTLY:
        weeks = (_monday(start) - _monday(rule.start)).days // _WEEK
        start = _monday(start) + dt.timedelta(weeks=weeks % 2)
        start = max(start, rule.end + dt.timedelta(days=1))
    return replace(rule, start=start, end=end)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _year_later(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)
