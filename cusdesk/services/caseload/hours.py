"""What was planned and what was delivered under plans in a stretch of days, by service."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import counts_time
from cusdesk.domain.periods import Period
from cusdesk.domain.planned import planned_in
from cusdesk.models.catalogue import Service
from cusdesk.services.planned import planned_rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

Given = dict[tuple[bytes, bytes], list[tuple[dt.date, int]]]


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """One service under plans in a stretch of days.

    Attributes:
        is_time: amounts are minutes; else meetings, visits and days are counted.
        plans: that foresaw it in these days.
        planned: None when no plan says how much.
        delivered: to the residents of these plans, while the plan ran.
    """

    service_id: bytes
    name: str
    is_time: bool
    plans: int
    planned: int | None
    delivered: int


@needs("plans.see")
def service_hours(office: Office, start: dt.date, end: dt.date) -> list[ServiceHours]:
    """Return what plans foresaw and what was given between two days, both inclusive, by service."""
    with office.read() as session:
        return hours_in(session, start, end)


def hours_in(session: Session, start: dt.date, end: dt.date) -> list[ServiceHours]:
    """Return the same inside a running read."""
    stretch, given = Period(start, end), _given(session, start, end)
    found: dict[tuple[bytes, bool], _Sum] = {}
    for row in planned_rows(session, stretch):
        if row.service_id is None:
            continue
        period, is_time = row.period, counts_time(row.unit)
        one = found.setdefault((row.service_id, is_time), _Sum())
        one.plans.add(row.plan_id)
        per, amount = row.amount_per, row.amount
        if amount is None:  # a sum for the whole plan, as nobody said how much a week or a month
            per, amount = "total", row.total_amount
        if amount is not None:
            one.planned = (one.planned or 0) + (planned_in(amount, per, period, stretch) or 0)
        for place, (day, minutes) in enumerate(given.get((row.resident_id, row.service_id), ())):
            if period.contains(day):
                one.given[row.resident_id, place] = minutes if is_time else 1
    names = select(Service.id, Service.name).where(Service.id.in_({s for s, _ in found}))
    rows = session.execute(names.order_by(Service.sort_key, Service.id)).all()
    return [
        ServiceHours(service, name, is_time, len(one.plans), one.planned, one.delivered)
        for service, name in rows
        for (key, is_time), one in found.items()
        if key == service
    ]


class _Sum:
    """One service while it is added up; what was given once counts once, in however many plans."""

    __slots__ = ("given", "planned", "plans")

    def __init__(self) -> None:
        self.plans: set[bytes] = set()
        self.planned: int | None = None
        self.given: dict[tuple[bytes, int], int] = {}

    @property
    def delivered(self) -> int:
        """The minutes given by all services and months of the period."""
        return sum(self.given.values())


def _given(session: Session, start: dt.date, end: dt.date) -> Given:
    """Return (resident, service) -> day and minutes of every presence and visit."""
    # not needed to open an office
    from cusdesk.services.attendance.delivered import delivered_rows

    found: Given = {}
    for row in delivered_rows(session, start, end):
        found.setdefault((row.resident_id, row.service_id), []).append((row.date, row.minutes))
    return found
