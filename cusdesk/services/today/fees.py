"""Fees on the day sheet: a month that ended and was not confirmed, money that waits for a name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from cusdesk.core.messages import tr
from cusdesk.models.fees import FeeBankLine, FeeRule, FeeRun
from cusdesk.services.today.lines import DayLine, DaySection, Urgency, section

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_WAITING = "waiting"


def fees(session: Session, today: dt.date) -> DaySection | None:
    """Return what waits for a settlement clerk, in one query."""
    last = (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    has_rule = exists().where(
        FeeRule.retired_at.is_(None),
        FeeRule.valid_from <= today,
        func.coalesce(FeeRule.valid_to, last) >= last,
    )
    is_done = exists().where(FeeRun.month == last, FeeRun.retired_at.is_(None))
    waiting = (
        select(func.count())
        .where(FeeBankLine.state == _WAITING, FeeBankLine.retired_at.is_(None))
        .scalar_subquery()
    )
    is_open, count = session.execute(select(has_rule & ~is_done, waiting)).one()
    lines = []
    if is_open:
        name = tr("month.names").split()[last.month - 1]
        month = tr("month.title", month=name, year=last.year)
        lines.append(DayLine(tr("today.fees.month", month=month), "", Urgency.SOON, "fees"))
    if count:
        lines.append(DayLine(tr("today.fees.money", n=count), "", Urgency.SOON, "fees"))
    return section("fees", lines)
