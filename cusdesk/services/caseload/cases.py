"""Everybody in somebody's hands: plans that are not closed, applications without a plan."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.ids import text_id
from cusdesk.domain.access import Role, needs
from cusdesk.domain.caseload import named
from cusdesk.domain.catalogue import counts_time
from cusdesk.domain.clocks import Pace
from cusdesk.domain.periods import Period
from cusdesk.domain.planned import month_range, planned_in_month
from cusdesk.domain.plans import PlanStage, PlanStatus
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.office import User
from cusdesk.models.plan_course import PlanHandover
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident
from cusdesk.services.clocks import Clock, running
from cusdesk.services.plan_stage import STAGE
from cusdesk.services.planned import planned_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

RECENT_DAYS = 30
"""For how long a plan counts as given lately."""
OPEN = (PlanStatus.DRAFT.value, PlanStatus.AGREED.value, PlanStatus.APPROVED.value)
_ORDER = (Pace.LATE, Pace.URGENT, Pace.UNKNOWN, Pace.SOON, Pace.CALM)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One resident in somebody's hands: a plan that is not closed, or an application without one.

    Attributes:
        id: of the plan or application; `feature` says which.
        coordinator: the account the written name means, else the name as it is written.
        status, stage: of the plan, None for an application; the stage tells of a wait too.
        next_name, due, days, pace: the most pressing clock; empty without one.
        given_on, given_by: the last hand-over.
        minutes: planned in this month, of services counted in hours.
    """

    id: bytes
    feature: str
    resident_id: bytes
    resident_name: str
    number: str
    coordinator: str
    status: PlanStatus | None
    stage: PlanStage | None
    programme: str
    valid_to: dt.date | None
    next_name: str
    due: dt.date | None
    days: int | None
    pace: Pace
    given_on: dt.date | None
    given_by: str
    minutes: int

    @property
    def is_late(self) -> bool:
        """Whether a clock of it has run out."""
        return self.pace is Pace.LATE


@needs("plans.see")
def sees_all_first(office: Office) -> bool:
    """Tell whether everybody's people come first: for who leads, not for who coordinates."""
    return bool(office.roles & {Role.DIRECTOR, Role.OUS}) or Role.COORDINATOR not in office.roles


@needs("plans.see")
def list_cases(office: Office) -> list[CaseRow]:
    """Return everybody in somebody's hands, the most pressing first."""
    today = office.clock.today()
    with office.read() as session:
        clocks = running(office, session, registers=False)
        rows = _cases(session, today, clocks)
    return sorted(
        rows, key=lambda r: (_ORDER.index(r.pace), r.due or dt.date.max, sort_key(r.resident_name))
    )


def _cases(session: Session, today: dt.date, clocks: Iterable[Clock]) -> list[CaseRow]:
    users = list(session.scalars(select(User.name).where(User.retired_at.is_(None))))
    pressing = _most_pressing(clocks)
    given, minutes = _given(session), _minutes(session, today)
    query = (
        select(
            Plan.id,
            Plan.resident_id,
            Resident.surname + " " + Resident.given_name,
            Plan.number,
            Plan.coordinator,
            Plan.status,
            STAGE,
            Plan.programme,
            Plan.valid_to,
        )
        .join(Resident, Resident.id == Plan.resident_id)
        .where(Plan.status.in_(OPEN), Plan.retired_at.is_(None))
    )
    found = []
    for row in session.execute(query):
        plan_id, resident_id, name, number, coordinator, status, stage, programme, end = row
        clock = pressing.pop(plan_id, None)
        on, by = given.get(plan_id, (None, ""))
        found.append(
            CaseRow(
                plan_id,
                "plans",
                resident_id,
                name.strip(),
                number,
                named(coordinator, users),
                PlanStatus(status),
                PlanStage(stage),
                programme,
                end,
                clock.name if clock else "",
                clock.due if clock else None,
                clock.days if clock else None,
                clock.pace if clock else Pace.CALM,
                on,
                by,
                minutes[plan_id],
            )
        )
    waiting = [c for c in pressing.values() if c.feature == "applications" and c.resident_id]
    return found + [_waiting(clock, users) for clock in waiting]


def _waiting(clock: Clock, users: list[str]) -> CaseRow:
    """Return an application as a case: its clock is all there is to it yet."""
    return CaseRow(
        clock.record_id or b"",
        "applications",
        clock.resident_id or b"",
        clock.about,
        clock.number,
        named(clock.responsible, users),
        None,
        None,
        "",
        None,
        clock.name,
        clock.due,
        clock.days,
        clock.pace,
        None,
        "",
        0,
    )


def _most_pressing(clocks: Iterable[Clock]) -> dict[bytes, Clock]:
    """Return record -> its clock that ends first; one without a day is the most pressing."""
    found: dict[bytes, Clock] = {}
    for clock in sorted(clocks, key=lambda c: c.due or dt.date.min, reverse=True):
        if clock.record_id is not None and clock.feature in {"plans", "applications"}:
            found[clock.record_id] = clock
    return found


def _given(session: Session) -> dict[bytes, tuple[dt.date | None, str]]:
    query = (
        select(PlanHandover.plan_id, PlanHandover.date, PlanHandover.from_name)
        .where(PlanHandover.retired_at.is_(None))
        .order_by(PlanHandover.date, PlanHandover.id)
    )
    return {plan_id: (on, by) for plan_id, on, by in session.execute(query)}


def _minutes(session: Session, today: dt.date) -> Counter[bytes]:
    """Return plan -> minutes in force this month, of services counted by the hour."""
    found: Counter[bytes] = Counter()
    for row in planned_rows(session, Period(*month_range(today))):
        if counts_time(row.unit) and row.amount is not None:
            days = row.period
            share = planned_in_month(row.amount, row.amount_per, days.start, days.end, today)
            found[row.plan_id] += share or 0
    return found


def is_recent(case: CaseRow, today: dt.date) -> bool:
    """Tell whether a case was given to its coordinator lately."""
    return case.given_on is not None and case.given_on >= today - dt.timedelta(days=RECENT_DAYS)


@needs("plans.see")
def caseload_json(office: Office) -> list[dict[str, Any]]:
    """Return the cases as the command line prints them."""
    return [
        {
            "id": text_id(case.id),
            "feature": case.feature,
            "resident": case.resident_name,
            "number": case.number,
            "coordinator": case.coordinator,
            "status": str(case.status) if case.status else "",
            "programme": case.programme,
            "due": case.due.isoformat() if case.due else None,
            "days": case.days,
            "pace": str(case.pace),
            "given_on": case.given_on.isoformat() if case.given_on else None,
            "minutes": case.minutes,
        }
        for case in list_cases(office)
    ]
