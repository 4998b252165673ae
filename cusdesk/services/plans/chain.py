"""The chain of a plan in one table: need, goal, criterion, service, hours planned and left."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import ServiceStatus, ServiceUnit, counts_time, unit_minutes
from cusdesk.domain.checks import warning
from cusdesk.domain.periods import Period
from cusdesk.domain.plans import PlanDraft, PlanServiceDraft, chain_flags
from cusdesk.domain.reports.plan import ServiceAmount
from cusdesk.export.values import amount_text
from cusdesk.models.catalogue import Service
from cusdesk.models.plans import Plan, PlanGoal
from cusdesk.models.providers import Provider
from cusdesk.services.attendance.delivered import Delivered, delivered_rows
from cusdesk.services.plans.proposals import total_amount
from cusdesk.services.plans.store import read_draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.core.errors import Problem
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """One planned service against what was delivered.

    Attributes:
        planned, done: minutes for services counted in time, else units; `planned` None when the
            plan does not say how much.
        unit_minutes: length of one unit, 1 for a count.
        withdrawn: the catalogue does not offer it any more.
    """

    number: int
    service_id: bytes | None
    name: str
    provider: str
    schedule: str
    unit: ServiceUnit
    unit_minutes: int
    planned: int | None
    done: int
    until: dt.date | None
    fee_gr: int | None
    withdrawn: bool = False

    @property
    def left(self) -> int | None:
        """What is left; below zero when more was given than planned."""
        return None if self.planned is None else self.planned - self.done

    def words(self, quantity: int | None) -> str:
        """Return an amount of this service as people say it, "" for none."""
        if quantity is None:
            return ""
        sign = "−" if quantity < 0 else ""
        own = self.unit_minutes if counts_time(self.unit) else None
        amount = ServiceAmount(abs(quantity), self.unit, "plan", own)
        return sign + amount_text(amount)


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One line: what is empty has no link in the chain.

    Attributes:
        need, goal: places in the plan's lists from 1, 0 for none.
        goal_id: row of the goal, for saying what came of it.
        outcome: reached, partly, no; "" while nobody said.
    """

    need: int = 0
    need_text: str = ""
    goal: int = 0
    goal_id: bytes | None = None
    goal_text: str = ""
    criterion: str = ""
    due: dt.date | None = None
    outcome: str = ""
    outcome_note: str = ""
    service: ServiceFigures | None = None


def chain_in(
    session: Session, plan_id: bytes, draft: PlanDraft, today: dt.date
) -> tuple[ChainRow, ...]:
    """Return the chain: every need with its goals and services, then what has no need or goal.

    `draft` is the plan in force: an open update shows here once it is approved.
    """
    figures = service_figures(session, draft, today)
    outcomes = _outcomes(session, plan_id)
    rows: list[ChainRow] = []
    for number, need in enumerate(draft.need_rows):
        head = ChainRow(number + 1, need.text)
        goals = [n for n, goal in enumerate(draft.goals) if goal.need_index == number]
        found = [row for n in goals for row in _goal_rows(head, draft, n, figures, outcomes)]
        rows += found or [head]
    for n, goal in enumerate(draft.goals):
        if goal.need_index is None:
            rows += _goal_rows(ChainRow(), draft, n, figures, outcomes)
    rows += [
        ChainRow(service=figure)
        for service, figure in zip(draft.services, figures, strict=True)
        if service.goal_index is None
    ]
    return tuple(rows)


def _goal_rows(
    head: ChainRow,
    draft: PlanDraft,
    n: int,
    figures: list[ServiceFigures],
    outcomes: dict[bytes, tuple[str, str]],
) -> list[ChainRow]:
    goal = draft.goals[n]
    outcome, note = outcomes.get(goal.row_id or b"", ("", ""))
    row = replace(
        head,
        goal=n + 1,
        goal_id=goal.row_id,
        goal_text=goal.text,
        criterion=goal.criterion or goal.measure,
        due=goal.due,
        outcome=outcome,
        outcome_note=note,
    )
    served = [
        replace(row, service=figure)
        for service, figure in zip(draft.services, figures, strict=True)
        if service.goal_index == n
    ]
    return served or [row]


def _outcomes(session: Session, plan_id: bytes) -> dict[bytes, tuple[str, str]]:
    query = select(PlanGoal.id, PlanGoal.outcome, PlanGoal.outcome_note).where(
        PlanGoal.plan_id == plan_id
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def service_figures(
    session: Session, draft: PlanDraft, today: dt.date, stretch: Period | None = None
) -> list[ServiceFigures]:
    """Return every planned service: the amount in the whole plan, and what was delivered.

    Args:
        session: a running read.
        draft: the plan.
        today: for services without days.
        stretch: only what was delivered on a day of it.
    """
    services = _catalogue(session, draft)
    shares = _shares(draft, _given(session, draft, stretch or Period()))
    providers = {
        row.id: row.name
        for row in session.execute(
            select(Provider.id, Provider.name).where(
                Provider.id.in_([s.provider_id for s in draft.services if s.provider_id])
            )
        )
    }
    found = []
    for number, row in enumerate(draft.services, 1):
        service = services.get(row.service_id)
        own = getattr(service, "unit_minutes", None)
        unit = ServiceUnit(row.unit or ServiceUnit.HOUR)
        per_unit = unit_minutes(unit, row.valid_from or today, own=own) or 1
        period = _period(draft, row)
        found.append(
            ServiceFigures(
                number=number,
                service_id=row.service_id,
                name=getattr(service, "name", ""),
                provider=providers.get(row.provider_id or b"", ""),
                schedule=row.schedule,
                unit=unit,
                unit_minutes=per_unit,
                planned=_planned(row, period, per_unit),
                done=_done(row, shares[number - 1]),
                until=period.end,
                fee_gr=row.fee_gr,
                withdrawn=_is_withdrawn(service),
            )
        )
    return found


def _catalogue(session: Session, draft: PlanDraft) -> dict[bytes | None, Any]:
    """Return what the catalogue says of the services of a plan, by id."""
    columns = (Service.id, Service.name, Service.unit_minutes, Service.status, Service.retired_at)
    wanted = [s.service_id for s in draft.services if s.service_id]
    return {row.id: row for row in session.execute(select(*columns).where(Service.id.in_(wanted)))}


def _is_withdrawn(service: Any) -> bool:  # noqa: ANN401 (a result row, or None)
    return service is not None and (
        service.retired_at is not None or service.status == ServiceStatus.ENDED
    )


def _planned(row: PlanServiceDraft, period: Period, per_unit: int) -> int | None:
    if row.total_amount is not None:
        return row.total_amount
    return total_amount(row.amount, row.amount_per, period, per_unit)


def _given(session: Session, draft: PlanDraft, stretch: Period) -> list[Delivered]:
    """Return what the resident was given in a stretch of days, of whatever service."""
    if draft.resident_id is None:
        return []
    days = stretch.start or dt.date.min, stretch.end or dt.date.max
    return delivered_rows(session, *days, resident_id=draft.resident_id)


def _shares(draft: PlanDraft, given: list[Delivered]) -> list[list[Delivered]]:
    """Return what belongs to each planned service; what was given once counts once.

    When a service stands in the plan twice, the row of the same provider takes it, else the first.
    """
    shares: list[list[Delivered]] = [[] for _ in draft.services]
    for one in given:
        fits = [
            n
            for n, row in enumerate(draft.services)
            if row.service_id == one.service_id and _period(draft, row).contains(one.date)
        ]
        same = (n for n in fits if draft.services[n].provider_id == one.provider_id)
        if fits:
            shares[next(same, fits[0])].append(one)
    return shares


def _period(draft: PlanDraft, row: PlanServiceDraft) -> Period:
    return Period(row.valid_from or draft.valid_from, row.valid_to or draft.valid_to)


def _done(row: PlanServiceDraft, given: list[Delivered]) -> int:
    is_time = counts_time(ServiceUnit(row.unit or ServiceUnit.HOUR))
    return sum(one.minutes for one in given) if is_time else len(given)


@needs("plans.see")
def plan_flags(office: Office, plan_id: bytes) -> tuple[Problem, ...]:
    """Return what to look at before approval: broken chains, services withdrawn meanwhile.

    Nothing of it stops anybody.
    """
    with office.read() as session:
        return flags_in(session, read_draft(session, session.get_one(Plan, plan_id)))


def flags_in(session: Session, draft: PlanDraft) -> tuple[Problem, ...]:
    """Return what `plan_flags` does of a draft that was read already."""
    services = _catalogue(session, draft)
    gone = [
        warning(f"services.{n - 1}.service_id", "plan.service_withdrawn", n=n)
        for n, row in enumerate(draft.services, 1)
        if _is_withdrawn(services.get(row.service_id))
    ]
    return (*chain_flags(draft), *gone)
