"""When a fee is due."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from cusdesk.domain.calendar import next_working_day

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.fees.rule import FeeRule


def due_on(rule: FeeRule, month: dt.date) -> dt.date | None:
    """Return the last day to pay for a month: a day of the next month, by the rule.

    The national table sets the 15th; local resolutions set others. A day the month does not have is
    its last one. Whether a term on a day off moves on is the rule's own setting.
    """
    if rule.due_day is None:
        return None
    return due_day(month, rule.due_day, is_shifted=rule.is_due_shifted)


def due_day(month: dt.date, day: int, *, is_shifted: bool) -> dt.date:
    """Return a day of the month after `month`, moved to a working day when wanted."""
    following = next_month(month)
    last = calendar.monthrange(following.year, following.month)[1]
    found = following.replace(day=min(day, last))
    return next_working_day(found) if is_shifted else found


def next_month(month: dt.date) -> dt.date:
    """Return the first day of the following month."""
    if month.month == 12:
        return month.replace(year=month.year + 1, month=1, day=1)
    return month.replace(month=month.month + 1, day=1)
