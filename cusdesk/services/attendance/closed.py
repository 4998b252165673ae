"""Whether the month of a day is closed, so that nothing is written into it by the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.domain.dates import format_month
from cusdesk.models.attendance import Meeting
from cusdesk.models.months import MonthClosure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session


def closed_months(session: Session) -> set[dt.date]:
    """Return the first days of the months that are closed."""
    query = select(MonthClosure.month).where(
        MonthClosure.reopened_at.is_(None), MonthClosure.retired_at.is_(None)
    )
    return set(session.scalars(query))


def is_closed(session: Session, date: dt.date) -> bool:
    """Return whether the month of a day is closed."""
    return date.replace(day=1) in closed_months(session)


def refuse_closed(session: Session, dates: Iterable[dt.date]) -> None:
    """Refuse to write anything of these days when one of their months is closed.

    Raises:
        RuleError: `months.problem.closed` with the month; nothing was written.
    """
    closed = closed_months(session)
    hit = sorted({date.replace(day=1) for date in dates} & closed)
    if hit:
        raise RuleError("months.problem.closed", month=format_month(hit[0]))


def refuse_closed_meetings(session: Session, meeting_ids: Collection[bytes]) -> None:
    """Refuse to write marks of meetings that were in a closed month.

    Raises:
        RuleError: see `refuse_closed`.
    """
    query = select(Meeting.date).where(Meeting.id.in_(meeting_ids)).distinct()
    refuse_closed(session, session.scalars(query))
