"""How a service is counted, how much of it may be used, and where it is used already."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import LimitScope, ServiceUnit, counts_time
from cusdesk.domain.durations import format_hours
from cusdesk.domain.labels import label
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.attendance import Group, Visit
from cusdesk.models.catalogue import Service
from cusdesk.models.plans import PlanService
from cusdesk.services.attendance.delivered import delivered_sum

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class ServiceUsage:
    """Where a service stands already: rows of plans, groups, visits."""

    plans: int
    groups: int
    visits: int

    @property
    def is_used(self) -> bool:
        """Whether something would lose its service."""
        return bool(self.plans or self.groups or self.visits)


@dataclass(frozen=True, slots=True)
class LimitState:
    """How much of a limit is used; minutes for services counted in time, else units.

    Attributes:
        is_time: whether the numbers are minutes.
    """

    granted: int
    used: int
    is_time: bool

    @property
    def left(self) -> int:
        """What is left; below zero when more was given than granted."""
        return self.granted - self.used


def limit_words(
    unit: ServiceUnit, minutes: int | None, units: int | None, scope: LimitScope | None
) -> str:
    """Return a limit as people say it: „20 h na osobę w roku”; empty without a limit."""
    if counts_time(unit) and minutes is not None:
        amount = tr("catalogue.limit.time", hours=format_hours(minutes))
    elif not counts_time(unit) and units is not None:
        amount = tr(f"catalogue.limit.{unit.value}", n=units)
    else:
        return ""
    return f"{amount} {label(scope)}" if scope else amount


@needs("office.see")
def usage(office: Office, service_id: bytes) -> ServiceUsage:
    """Return where a service is used, before it is put into the bin."""
    counted = [
        _count(PlanService, PlanService.service_id == service_id),
        _count(Group, Group.service_id == service_id),
        _count(Visit, Visit.service_id == service_id),
    ]
    with office.read() as session:
        found = session.execute(select(*[c.scalar_subquery() for c in counted])).one()
    plans, groups, visits = found
    return ServiceUsage(plans, groups, visits)


@needs("office.see")
def fundings(office: Office) -> list[str]:
    """Return the sources of money written so far, for proposals while typing."""
    query = select(Service.funding).where(Service.funding != "", Service.retired_at.is_(None))
    with office.read() as session:
        return sorted(set(session.scalars(query)), key=sort_key)


@needs("office.see")
def limit_state(
    office: Office, service_id: bytes, resident_id: bytes, on: dt.date | None = None
) -> LimitState | None:
    """Return how much of the limit a resident used; None when the service has no limit.

    Counted are visits and presences at meetings, in the period of the limit that holds `on`. A
    limit of the whole service counts everybody.

    Raises:
        NotFoundError: there is no such service.
    """
    query = select(
        Service.unit, Service.limit_minutes, Service.limit_units, Service.limit_scope
    ).where(Service.id == service_id)
    with office.read() as session:
        found = session.execute(query).one_or_none()
        if found is None:
            raise NotFoundError("storage.not_found")
        unit, minutes, units, scope = found
        is_time = counts_time(ServiceUnit(unit))
        granted = minutes if is_time else units
        if granted is None or not scope:
            return None
        first, last = _period(LimitScope(scope), on or office.clock.today())
        whose = None if scope == LimitScope.SERVICE_YEAR else resident_id
        used = delivered(session, service_id, whose, (first, last), is_time=is_time)
    return LimitState(granted, used, is_time)


def _count(model: Any, criterion: ColumnElement[bool]) -> Any:  # noqa: ANN401 (any mapped class)
    return select(func.count()).select_from(model).where(criterion, model.retired_at.is_(None))


def _period(scope: LimitScope, on: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day in which a limit of this kind counts."""
    if scope is LimitScope.PERSON_TOTAL:
        return dt.date.min, dt.date.max
    if scope is LimitScope.PERSON_MONTH:
        first = on.replace(day=1)
        return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return dt.date(on.year, 1, 1), dt.date(on.year, 12, 31)


def delivered(
    session: Session,
    service_id: bytes,
    resident_id: bytes | None,
    period: tuple[dt.date, dt.date],
    *,
    is_time: bool,
) -> int:
    """Return minutes or number of visits and presences of a service in a period.

    Without a resident those of everybody.
    """
    found = delivered_sum(session, *period, service_id=service_id, resident_id=resident_id)
    return found.amount(is_time=is_time)
