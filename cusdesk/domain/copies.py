"""Which safe copies stay, and when the next one is due: plain rules over moments.

Everything of the last two days stays, then the newest of each of fourteen days and of each of ten
weeks. Nothing stays past the term of the office for personal data (GDPR, art. 5(1)(e): no longer
than needed), except the newest checked copy: an office without any copy is worse than an old copy.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

ALL_OF = dt.timedelta(days=2)
DAILY, WEEKLY = 14, 10
KEEP_DAYS = 90
"""The term for personal data in copies unless the office says otherwise."""
SHORTEST_KEEP_DAYS, LONGEST_KEEP_DAYS = 14, 3650
COPY_AFTER = dt.timedelta(hours=24)
WORK_COPY_AFTER = dt.timedelta(hours=1)
OUTSIDE_AFTER = dt.timedelta(days=7)
DRILL_AFTER = dt.timedelta(days=30)
LATE_COPY = dt.timedelta(days=2)
LATE_DRILL = dt.timedelta(days=45)


@dataclass(frozen=True, slots=True)
class CopyMoment:
    """What the rules need to know of one copy.

    Attributes:
        name: tells it from every other copy in its folder.
        moment: local time of its making.
        is_checked: it was opened and found whole when it was written.
    """

    name: str
    moment: dt.datetime
    is_checked: bool = True


def to_remove(
    copies: Iterable[CopyMoment], now: dt.datetime, keep_days: int = KEEP_DAYS
) -> frozenset[str]:
    """Return the names of the copies that need not or may not be kept any longer.

    A copy from the future (a clock was wrong) counts as one of today.
    """
    ordered = sorted(copies, key=_preference, reverse=True)
    term = dt.timedelta(days=keep_days)
    allowed = [copy for copy in ordered if now - copy.moment <= term]
    fresh = [copy for copy in allowed if now - copy.moment <= ALL_OF]
    fresh_days = {copy.moment.date() for copy in fresh if copy.is_checked}
    older = [c for c in allowed if now - c.moment > ALL_OF and c.moment.date() not in fresh_days]
    days = _one_of_each(older, lambda copy: copy.moment.date(), DAILY)
    last_day = min((copy.moment.date() for copy in days), default=None)
    before = [c for c in older if last_day is not None and c.moment.date() < last_day]
    weeks = _one_of_each(before, lambda copy: copy.moment.isocalendar()[:2], WEEKLY)
    kept = {copy.name for copy in (*fresh, *days, *weeks)}
    newest = max((copy for copy in ordered if copy.is_checked), key=_moment, default=None)
    if newest is not None:
        kept.add(newest.name)
    return frozenset(copy.name for copy in ordered if copy.name not in kept)


def _moment(copy: CopyMoment) -> dt.datetime:
    return copy.moment


def _preference(copy: CopyMoment) -> tuple[bool, dt.datetime, str]:
    """A checked copy speaks for its day before an unchecked one, a later before an earlier."""
    return copy.is_checked, copy.moment, copy.name


def _one_of_each(
    ordered: Sequence[CopyMoment], period: Callable[[CopyMoment], Hashable], limit: int
) -> list[CopyMoment]:
    """Return the best copy of each of the newest `limit` periods."""
    best: dict[Hashable, CopyMoment] = {}
    for copy in ordered:
        best.setdefault(period(copy), copy)
    return sorted(best.values(), key=_moment, reverse=True)[:limit]


def is_due(last: dt.datetime | None, now: dt.datetime, after: dt.timedelta) -> bool:
    """Tell whether something done last at `last` is to be done again.

    A moment in the future (a clock was wrong) makes it due: nobody can tell how old it is.
    """
    return last is None or now - last > after or last - now > dt.timedelta(hours=1)
