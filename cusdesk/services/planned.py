"""What plans in force foresee: the one source of planned figures (CUS act, art. 41).

A plan counts from its approval. While an update is open, the version approved before it is in
force, and its rows come from what was frozen then; an update counts once it is approved. A first
plan that waits, and one whose approval was withdrawn, foresee nothing yet.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from cusdesk.db.reading import read_columns
from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.periods import Period
from cusdesk.domain.plans import PlanDraft, PlanServiceDraft, PlanStatus
from cusdesk.models.plan_course import PlanClosing, PlanVersion
from cusdesk.models.plans import Plan, PlanService
from cusdesk.services.plain import from_plain

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

_RAN = (PlanStatus.APPROVED.value, PlanStatus.ENDED.value, PlanStatus.RESIGNED.value)


@dataclass(frozen=True, slots=True)
class Planned:
    """One service of a plan in force.

    Attributes:
        row_id: of the planned service.
        amount: per `amount_per` (week, month, total); minutes when the unit is time, else units.
        total_amount: for the whole period, in the same measure.
        period: days of the service, inside those of its plan and cut where the plan ended early.
    """

    row_id: bytes
    plan_id: bytes
    resident_id: bytes
    service_id: bytes | None
    provider_id: bytes | None
    unit: ServiceUnit
    amount: int | None
    amount_per: str
    total_amount: int | None
    period: Period


def planned_rows(
    session: Session,
    stretch: Period | None = None,
    *,
    service_id: bytes | None = None,
    resident_id: bytes | None = None,
) -> list[Planned]:
    """Return the services of plans in force, by plan.

    Args:
        session: a running read or operation.
        stretch: only what is given on a day of it.
        service_id: only of this service.
        resident_id: only of this person.
    """
    stretch = stretch or Period()
    found = _stored(session, stretch, service_id, resident_id)
    found += [
        row
        for row in _frozen(session, resident_id)
        if service_id is None or row.service_id == service_id
    ]
    found = [row for row in found if row.period.in_order and row.period.overlaps(stretch)]
    return sorted(found, key=lambda row: row.plan_id)


_SHOWN = (
    *(PlanService.id, PlanService.plan_id, Plan.resident_id, PlanService.service_id),
    *(PlanService.provider_id, PlanService.unit, PlanService.amount, PlanService.amount_per),
    *(PlanService.total_amount, PlanService.valid_from, PlanService.valid_to),
    *(Plan.valid_from, Plan.valid_to, PlanClosing.ended_on),
)


def _stored(
    session: Session, stretch: Period, service_id: bytes | None, resident_id: bytes | None
) -> list[Planned]:
    query = (
        select(*_SHOWN)
        .join(Plan, Plan.id == PlanService.plan_id)
        .outerjoin(PlanClosing, (PlanClosing.plan_id == Plan.id) & PlanClosing.retired_at.is_(None))
        .where(*_running(resident_id), Plan.update_reason == "", PlanService.retired_at.is_(None))
    )
    if service_id is not None:
        query = query.where(PlanService.service_id == service_id)
    if stretch.end is not None:
        query = query.where(or_(Plan.valid_from.is_(None), Plan.valid_from <= stretch.end))
    if stretch.start is not None:
        query = query.where(or_(Plan.valid_to.is_(None), Plan.valid_to >= stretch.start))
    return [_of_row(tuple(row)) for row in read_columns(session, query)]


def _of_row(row: tuple[Any, ...]) -> Planned:
    row_id, plan, resident, service, provider, unit, amount, per, total, *days = row
    unit = ServiceUnit(unit)
    period = _period(*days)
    return Planned(row_id, plan, resident, service, provider, unit, amount, per, total, period)


def _frozen(session: Session, resident_id: bytes | None) -> list[Planned]:
    """Return the services of plans that are being updated, as their version in force says."""
    query = (
        select(PlanVersion.plan_id, PlanVersion.content)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(
            *_running(resident_id),
            Plan.update_reason != "",
            PlanVersion.withdrawn_on.is_(None),
            PlanVersion.retired_at.is_(None),
        )
        .order_by(PlanVersion.number)
    )
    newest = {row.plan_id: row.content for row in session.execute(query)}
    found: list[Planned] = []
    for plan_id, content in newest.items():
        draft = from_plain(PlanDraft, json.loads(content)["draft"])
        found += [_of_draft(plan_id, draft, service) for service in draft.services]
    return found


def _running(resident_id: bytes | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Plan.status.in_(_RAN), Plan.retired_at.is_(None)]
    return found if resident_id is None else [*found, Plan.resident_id == resident_id]


def _of_draft(plan_id: bytes, draft: PlanDraft, service: PlanServiceDraft) -> Planned:
    days = (service.valid_from, service.valid_to, draft.valid_from, draft.valid_to, None)
    return Planned(
        service.row_id or b"",
        plan_id,
        draft.resident_id or b"",
        service.service_id,
        service.provider_id,
        service.unit or ServiceUnit.HOUR,
        service.amount,
        service.amount_per,
        service.total_amount,
        _period(*days),
    )


def _period(
    own_from: dt.date | None,
    own_to: dt.date | None,
    begins: dt.date | None,
    ends: dt.date | None,
    ended_on: dt.date | None,
) -> Period:
    last = [day for day in (own_to, ends, ended_on) if day is not None]
    return Period(own_from or begins, min(last, default=None))
