"""Stretches of days and months; both ends belong to a stretch, as offices write them."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

MONTHS_PER_YEAR = 12
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; None means open on that side."""

    start: dt.date | None = None
    end: dt.date | None = None

    def contains(self, day: dt.date) -> bool:
        """Return True when the day lies inside."""
        after_start = self.start is None or self.start <= day
        return after_start and (self.end is None or day <= self.end)

    def covers(self, other: Period) -> bool:
        """Return True when the whole of the other period lies inside."""
        start_in = self.start is None or (other.start is not None and other.start >= self.start)
        end_in = self.end is None or (other.end is not None and other.end <= self.end)
        return start_in and end_in

    def overlaps(self, other: Period) -> bool:
        """Return True when at least one day belongs to both."""
        return not (_before(self.end, other.start) or _before(other.end, self.start))

    def intersection(self, other: Period) -> Period | None:
        """Return the days of both, or None when there are none."""
        if not self.overlaps(other):
            return None
        starts = [day for day in (self.start, other.start) if day is not None]
        ends = [day for day in (self.end, other.end) if day is not None]
        return Period(max(starts, default=None), min(ends, default=None))

    @property
    def in_order(self) -> bool:
        """Return True unless the end lies before the start."""
        return not _before(self.end, self.start)

    @property
    def days(self) -> int | None:
        """Return the number of days, None for an open period."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1


def _before(first: dt.date | None, second: dt.date | None) -> bool:
    return first is not None and second is not None and first < second


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day `months` later; the last day of the month where there is no such day.

    This is the rule of art. 112 of the civil code: 31 January and one month make 28 February.
    """
    year, month0 = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + months, MONTHS_PER_YEAR)
    last = calendar.monthrange(year, month0 + 1)[1]
    return dt.date(year, month0 + 1, min(day.day, last))


def last_day_of(start: dt.date, months: int) -> dt.date:
    """Return the last day of a period of whole months: 1 January and 12 months, 31 December."""
    same_day = add_months(start, months)
    return same_day - _ONE_DAY if same_day.day == start.day else same_day


def months_of(period: Period) -> list[dt.date]:
    """Return the first days of the calendar months a closed period touches, in order.

    Raises:
        ValueError: the period is open.
    """
    if period.start is None or period.end is None:
        message = "an open period has no list of months"
        raise ValueError(message)
    month, found = period.start.replace(day=1), []
    while month <= period.end:
        found.append(month)
        month = add_months(month, 1)
    return found


def age_on(birth_date: dt.date, day: dt.date) -> int:
    """Return the full years of age on a day; a person born on 29 February ages on 1 March."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)
