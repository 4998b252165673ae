"""A plan passed from one coordinator to another, alone or many at once (CUS act, art. 45)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.caseload import named
from cusdesk.domain.polish_text import fold
from cusdesk.models.applications import Application
from cusdesk.models.plan_course import PlanHandover
from cusdesk.models.plans import Plan
from cusdesk.services.plans.names import coordinators
from cusdesk.services.plans.store import parts_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One hand-over of a plan."""

    date: dt.date
    from_name: str
    to_name: str
    reason: str
    note: str


@needs("plans.change")
def hand_over(  # noqa: PLR0913 (all of it stands on one sheet)
    office: Office,
    plan_ids: Sequence[bytes],
    *,
    to: str,
    on: dt.date,
    reason: str,
    note: str = "",
    applications: Sequence[bytes] = (),
) -> Changes:
    """Give plans to another coordinator, in one step; those that are theirs already stay.

    With them go applications that have no plan yet: their clock runs, and somebody answers for it.

    The content of the plan does not change, so that an approved one needs no new version. A name
    known in the office is written as it is known, in whatever order it was typed.

    Raises:
        ValidationError: no name, a given name alone that nobody known has, or no reason.
    """
    to = _taker(office, to, reason)
    given = [("plans", i) for i in plan_ids] + [("applications", i) for i in applications]
    record = given[0] if len(given) == 1 else None
    with office.write("plans.handover", record=record, count=len(given)) as work:
        for plan in work.session.scalars(select(Plan).where(Plan.id.in_(plan_ids))):
            if plan.coordinator == to:
                continue
            work.session.add(
                PlanHandover(
                    subject_id=plan.subject_id,
                    plan_id=plan.id,
                    date=on,
                    from_name=plan.coordinator,
                    to_name=to,
                    reason=reason.strip(),
                    note=note.strip(),
                )
            )
            plan.coordinator = to
        for row in work.session.scalars(
            select(Application).where(Application.id.in_(applications))
        ):
            row.coordinator = to
    return work.changes


def _taker(office: Office, to: str, reason: str) -> str:
    """Return who takes over, as the office knows the name; refuse without a name or a reason."""
    known = coordinators(office)
    to = named(to, known)
    problems = _name_problems(to, known)
    if not reason.strip():
        problems.append(Problem("reason", "plans.problem.reason_missing"))
    if problems:
        raise ValidationError(problems)
    return to


def _name_problems(to: str, known: Sequence[str]) -> list[Problem]:
    """Question a name that does not say who it is: the sheet is signed by both coordinators."""
    if not to:
        return [Problem("to_name", "plans.problem.handover_name_missing")]
    if " " in to or to in known:
        return []
    meant = [name for name in known if fold(to) in fold(name).split()]
    if meant:
        words: dict[str, object] = {"name": to, "known": ", ".join(meant)}
        return [Problem("to_name", "plans.problem.handover_name_which", words)]
    return [Problem("to_name", "plans.problem.handover_name_short", {"name": to})]


def handovers_in(session: Session, plan_id: bytes) -> tuple[HandoverRow, ...]:
    """Return the hand-overs of a plan, the newest first."""
    rows = sorted(parts_of(session, PlanHandover, plan_id), key=lambda r: (r.date, r.id))
    return tuple(
        HandoverRow(r.date, r.from_name, r.to_name, r.reason, r.note) for r in reversed(rows)
    )
