"""Which pools and limits an office has: of contracts, services, people, plans and sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.catalogue import LimitScope, ServiceUnit, counts_time
from cusdesk.domain.contracts import Contract, ContractUnit, Counting, terms_on
from cusdesk.domain.periods import Period
from cusdesk.domain.planned import month_range, planned_in
from cusdesk.domain.plans import PlanStatus
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.pools import PoolKey, PoolKind
from cusdesk.domain.quantities import MILLI, quantity_of_minutes
from cusdesk.models.catalogue import Service
from cusdesk.models.plan_course import PlanClosing
from cusdesk.models.plans import Plan, PlanService
from cusdesk.models.residents import Resident

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

_RAN = (PlanStatus.APPROVED.value, PlanStatus.ENDED.value, PlanStatus.RESIGNED.value)


@dataclass(frozen=True, slots=True)
class PoolRule:
    """One pool before anything was counted.

    Attributes:
        planned: thousandths of a unit; None without a limit.
        period: days in which what was given counts.
        contract: of a contract's pool.
    """

    key: PoolKey
    name: str
    service: str
    unit: ContractUnit
    counting: Counting
    planned: int | None
    period: Period
    contract: Contract | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What pools are wanted: of a day, and of one service or person where they are given.

    Attributes:
        until: the last day that counts; None for everything written so far.
    """

    on: dt.date
    service_id: bytes | None = None
    resident_id: bytes | None = None
    provider_id: bytes | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Limited:
    """A service with its limit."""

    id: bytes
    name: str
    unit: ContractUnit
    scope: LimitScope
    planned: int


def contract_rules(
    contracts: Iterable[Contract], names: dict[bytes, str], asked: Asked
) -> list[PoolRule]:
    """Return the pool of every service of the contracts that touch the year of the day asked.

    Where a service is asked for, only contracts that run on the day count.
    """
    year = Period(dt.date(asked.on.year, 1, 1), dt.date(asked.on.year, 12, 31))
    stretch = year if asked.service_id is None else Period(asked.on, asked.on)
    found = []
    for contract in contracts:
        if not contract.period.overlaps(stretch) or not contract.period.in_order:
            continue
        if asked.provider_id not in {None, contract.provider_id}:
            continue
        for one in contract.services:
            if one.service_id is None or asked.service_id not in {None, one.service_id}:
                continue
            terms = terms_on(contract, one.service_id, asked.on) or one
            found.append(
                PoolRule(
                    PoolKey(PoolKind.CONTRACT, contract.id, one.service_id),
                    f"{contract.number} – {contract.provider_name}",
                    names.get(one.service_id, ""),
                    one.unit,
                    one.counting,
                    terms.pool_milli,
                    contract.period,
                    contract,
                )
            )
    return found


def limits(session: Session, service_id: bytes | None) -> list[Limited]:
    """Return the services that have a limit."""
    query = (
        select(
            Service.id,
            Service.name,
            Service.unit,
            Service.limit_minutes,
            Service.limit_units,
            Service.limit_scope,
        )
        .where(Service.retired_at.is_(None), Service.limit_scope != "")
        .order_by(Service.sort_key)
    )
    if service_id is not None:
        query = query.where(Service.id == service_id)
    found = []
    for row in session.execute(query).all():
        unit = ContractUnit(row.unit)
        amount = row.limit_minutes if unit.is_time else row.limit_units
        if amount is not None:
            planned = in_units(amount, unit, dt.date.max)
            found.append(Limited(row.id, row.name, unit, LimitScope(row.limit_scope), planned))
    return found


def limit_rule(limit: Limited, on: dt.date, resident: tuple[bytes, str] | None = None) -> PoolRule:
    """Return the limit of a service as a pool: of a person, or of the service in a year."""
    period = _limit_period(limit.scope, on)
    if resident is None:
        key = PoolKey(PoolKind.SERVICE, limit.id, limit.id, None, period.start)
        name = limit.name
    else:
        key = PoolKey(PoolKind.PERSON, resident[0], limit.id, resident[0], period.start)
        name = resident[1]
    return PoolRule(key, name, limit.name, limit.unit, Counting.PERSON, limit.planned, period)


def _limit_period(scope: LimitScope, on: dt.date) -> Period:
    if scope is LimitScope.PERSON_TOTAL:
        return Period()
    if scope is LimitScope.PERSON_MONTH:
        return Period(*month_range(on))
    return Period(dt.date(on.year, 1, 1), dt.date(on.year, 12, 31))


def plan_rules(session: Session, asked: Asked) -> list[PoolRule]:
    """Return what the plans that run on a day foresee for the whole of their periods."""
    query = (
        select(
            PlanService.id,
            Plan.resident_id,
            Plan.number,
            Plan.valid_from.label("begins"),
            Plan.valid_to.label("ends"),
            PlanClosing.ended_on,
            PlanService.service_id,
            PlanService.unit,
            PlanService.amount,
            PlanService.amount_per,
            PlanService.total_amount,
            PlanService.valid_from,
            PlanService.valid_to,
            Service.name,
            Resident.surname,
            Resident.given_name,
        )
        .join(Plan, Plan.id == PlanService.plan_id)
        .join(Service, Service.id == PlanService.service_id)
        .join(Resident, Resident.id == Plan.resident_id)
        .outerjoin(PlanClosing, (PlanClosing.plan_id == Plan.id) & PlanClosing.retired_at.is_(None))
        .where(Plan.status.in_(_RAN), Plan.retired_at.is_(None), PlanService.retired_at.is_(None))
        .order_by(Service.sort_key, Plan.id)
    )
    if asked.service_id is not None:
        query = query.where(PlanService.service_id == asked.service_id)
    if asked.resident_id is not None:
        query = query.where(Plan.resident_id == asked.resident_id)
    rules = [_plan_rule(row) for row in session.execute(query).all()]
    kept = [rule for rule in rules if rule.period.in_order and rule.period.contains(asked.on)]
    return sorted(kept, key=lambda rule: sort_key(rule.name))


def _plan_rule(row: Any) -> PoolRule:  # noqa: ANN401 (a result row)
    end = row.valid_to or row.ends
    if row.ended_on is not None:
        end = row.ended_on if end is None else min(end, row.ended_on)
    period = Period(row.valid_from or row.begins, end)
    unit = ContractUnit(row.unit or ServiceUnit.HOUR.value)
    per = "total" if row.total_amount is not None else row.amount_per
    amount = row.amount if row.total_amount is None else row.total_amount
    planned = None
    if amount is not None and period.days:
        planned = amount if per == "total" else planned_in(amount, per, period, period)
    in_order = period.start or dt.date.max
    return PoolRule(
        PoolKey(PoolKind.PLAN, row.id, row.service_id, row.resident_id, period.start),
        f"{row.surname} {row.given_name}, {row.number}".strip(", "),
        row.name,
        unit,
        Counting.PERSON,
        None if planned is None else in_units(planned, unit, in_order),
        period,
    )


def in_units(amount: int, unit: ContractUnit, day: dt.date) -> int:
    """Return minutes (of time) or whole units as thousandths of a unit."""
    if counts_time(ServiceUnit(unit.value)):
        return quantity_of_minutes(amount, unit.minutes_on(day) or 1)
    return amount * MILLI
