"""Polish public holidays and working days.

Days off are those of the act of 18 January 1951 on days free from work, 24 December among them
since 2025; the `holidays` library carries the list with its dates of force. It is imported only
when first asked, because it is not needed to open the window.
"""

from __future__ import annotations

import calendar as _calendar
import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SATURDAY = 5
_ONE_DAY = dt.timedelta(days=1)


@cache
def holidays_of(year: int) -> Mapping[dt.date, str]:
    """Return the public holidays of a year with their Polish names."""
    import holidays

    return dict(holidays.country_holidays("PL", years=year, language="pl"))


def holiday_name(day: dt.date) -> str | None:
    """Return the Polish name of the public holiday on a day, or None."""
    return holidays_of(day.year).get(day)


def is_working_day(day: dt.date) -> bool:
    """Return True from Monday to Friday outside public holidays."""
    return day.weekday() < _SATURDAY and day not in holidays_of(day.year)


def add_working_days(day: dt.date, count: int) -> dt.date:
    """Return the day `count` working days later (earlier when negative).

    The starting day is not counted, as in art. 57 § 1 of the code of administrative procedure.
    """
    step = _ONE_DAY if count >= 0 else -_ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def next_working_day(day: dt.date) -> dt.date:
    """Return the day itself or the first working day after it.

    A term that ends on a day off or a Saturday ends on the next working day (art. 57 § 4 of the
    code of administrative procedure).
    """
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def month_days(year: int, month: int) -> list[dt.date]:
    """Return every day of a month in order."""
    return [dt.date(year, month, n) for n in range(1, _calendar.monthrange(year, month)[1] + 1)]


def working_days(year: int, month: int) -> list[dt.date]:
    """Return the working days of a month in order."""
    return [day for day in month_days(year, month) if is_working_day(day)]
