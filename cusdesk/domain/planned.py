"""What a plan's amount comes to in one month."""

from __future__ import annotations

import calendar
from decimal import Decimal
from typing import TYPE_CHECKING

from cusdesk.domain.periods import months_of
from cusdesk.domain.rounding import half_up

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.periods import Period

DAYS_OF_WEEK = 7


def month_range(month: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the month of a date."""
    last = calendar.monthrange(month.year, month.month)[1]
    return month.replace(day=1), month.replace(day=last)


def planned_in_month(
    amount: int,
    per: str,
    valid_from: dt.date | None,
    valid_to: dt.date | None,
    month: dt.date,
) -> int | None:
    """Return the planned minutes or units of one month, rounded half up.

    Shape: `amount` in minutes or whole units; `per` is `week`, `month` or `total`; the period is
    inclusive, None is open. A part of a month counts by its days. A total has no monthly share:
    None, as also when the period does not touch the month.
    """
    first, last = month_range(month)
    start = max(first, valid_from) if valid_from else first
    end = min(last, valid_to) if valid_to else last
    days = (end - start).days + 1
    if days <= 0 or per == "total":
        return None
    whole = DAYS_OF_WEEK if per == "week" else (last - first).days + 1
    share = Decimal(amount) * days / whole
    return half_up(share)


def planned_in(amount: int, per: str, period: Period, stretch: Period) -> int | None:
    """Return the planned minutes or units that fall into a stretch of days, rounded half up.

    A week and a month count by their days, a total by its share of the whole period. None when the
    period does not touch the stretch, or a total has no end to be shared over.
    """
    both = period.intersection(stretch)
    if both is None or both.days is None:
        return None
    if per == "month":
        shares = (planned_in_month(amount, per, both.start, both.end, m) for m in months_of(both))
        return sum(share or 0 for share in shares)
    whole = DAYS_OF_WEEK if per == "week" else period.days
    if not whole:
        return None
    share = Decimal(amount) * both.days / whole
    return half_up(share)
