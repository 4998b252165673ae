"""How a service is counted, how much of it may be used, and where it is used already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import LimitScope, ServiceUnit, counts_time
from cusdesk.domain.durations import format_hours
from cusdesk.domain.labels import label
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.attendance import Group, Visit
from cusdesk.models.catalogue import Service
from cusdesk.models.plans import PlanService

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

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


def _count(model: Any, criterion: ColumnElement[bool]) -> Any:  # noqa: ANN401 (any mapped class)
    return select(func.count()).select_from(model).where(criterion, model.retired_at.is_(None))
