"""Days of terms: when they end, when a duty comes back, how pressing a clock is.

Days are counted as in art. 57 of the code of administrative procedure: the day of the event is not
counted, months and years end on the same day, or on the last one of the month. A term that ends on
a day off moves only where its data say that the law says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.calendar import add_working_days, next_working_day
from cusdesk.domain.clocks.terms import Pace, TermUnit
from cusdesk.domain.periods import MONTHS_PER_YEAR, add_months

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.domain.clocks.terms import Term


def ends_on(term: Term, start: dt.date) -> dt.date:
    """Return the last day of a term that begins with an event on `start`.

    Code of administrative procedure, art. 57 §§ 1-4: the day of the event is not counted; months
    and years end on the same day or on the last one of the month; a day off moves the end where the
    law says so (`Term.moves`).

    Raises:
        ValueError: the term is set by a person or comes every year; it has no length.
    """
    end = _counted(term, start)
    return next_working_day(end) if term.moves else end


CALENDAR = frozenset({TermUnit.DATE, TermUnit.QUARTER_DAY})
"""Units whose days stand in the calendar, whenever the duty was done last."""
_QUARTERS = (1, 4, 7, 10)
_DAYS = {TermUnit.DAYS: 1, TermUnit.WEEKS: 7}
_MONTHS = {TermUnit.MONTHS: 1, TermUnit.YEARS: MONTHS_PER_YEAR}


def _counted(term: Term, start: dt.date) -> dt.date:
    if term.unit in _MONTHS:
        return add_months(start, term.amount * _MONTHS[term.unit])
    if term.unit is TermUnit.WORKING_DAYS:
        return add_working_days(start, term.amount)
    if term.unit is TermUnit.NEXT_MONTH:
        return add_months(start.replace(day=1), 1).replace(day=term.amount)
    if term.unit is TermUnit.HOURS:
        return start + dt.timedelta(hours=term.amount)
    if term.unit in _DAYS:
        return start + dt.timedelta(days=term.amount * _DAYS[term.unit])
    message = f"a term counted by {term.unit} has no length"
    raise ValueError(message)


def yearly_day(term: Term, year: int) -> dt.date:
    """Return the day of a yearly term in a year; 29 February is the 28th in other years."""
    last = add_months(dt.date(year, term.month, 1), 1) - dt.timedelta(days=1)
    day = dt.date(year, term.month, min(term.day, last.day))
    return next_working_day(day) if term.moves else day


@dataclass(frozen=True, slots=True)
class Done:
    """Once a duty was done.

    Attributes:
        on: the day it was done.
        settles: the term it was done for; None when none was running.
    """

    on: dt.date
    settles: dt.date | None = None


def next_duty(term: Term, done: Iterable[Done], begins: dt.date | None) -> dt.date | None:
    """Return when a recurring duty is due next; None while nothing says from when it counts.

    "At least every three months" counts from the last time; a yearly or quarterly day
    follows the last term that was settled, whenever that was. Done twice or late,
    it never shows the same term again.

    Args:
        term: of the kind `duty`.
        done: every time it was done, in any order.
        begins: from when it counts while it was never done; None for not yet.
    """
    times = list(done)
    if term.unit not in CALENDAR:
        last = max((time.on for time in times), default=begins)
        return ends_on(term, last) if last is not None else None
    settled = max((time.settles or time.on for time in times), default=None)
    if settled is None:
        if begins is None:
            return None
        return _first_day(term, begins)
    return _first_day(term, settled + dt.timedelta(days=1))


def _first_day(term: Term, on: dt.date) -> dt.date:
    """Return the first day of the calendar's term on a day or after it."""
    days = [day for year in (on.year, on.year + 1) for day in _days_of(term, year)]
    return next(day for day in days if day >= on)


def _days_of(term: Term, year: int) -> list[dt.date]:
    if term.unit is TermUnit.DATE:
        return [yearly_day(term, year)]
    days = [dt.date(year, month, term.amount) for month in _QUARTERS]
    return [next_working_day(day) for day in days] if term.moves else days


def pace(days: int, term: Term) -> Pace:
    """Return how pressing a clock with `days` left is; amber and red are inclusive."""
    if days < 0:
        return Pace.LATE
    if days <= term.urgent:
        return Pace.URGENT
    return Pace.SOON if days <= term.soon else Pace.CALM
