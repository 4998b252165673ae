"""Everything that happened with a plan after it was written, read at once for its screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import NotFoundError
from cusdesk.domain.access import needs
from cusdesk.models.plans import Plan
from cusdesk.services.plans.chain import ChainRow, chain_in, plan_flags
from cusdesk.services.plans.closing import ClosingRow, closing_in
from cusdesk.services.plans.document import person_of, representative_of
from cusdesk.services.plans.handover import HandoverRow, handovers_in
from cusdesk.services.plans.monitoring import (
    BreakRow,
    NoteRow,
    TaskRow,
    breaks_in,
    notes_in,
    tasks_in,
)
from cusdesk.services.plans.queries import PlanDetails, get_plan
from cusdesk.services.plans.steps import StepRow, approval_steps
from cusdesk.services.plans.versions import VersionRow, draft_in_force, list_versions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.core.errors import Problem
    from cusdesk.services.office import Office


@dataclass(frozen=True)
class PlanCourse:
    """The course of a plan.

    Attributes:
        people: who may speak for the resident, as papers name them: who agreed to the version in
            force, the resident, a representative.
        flags: what to look at before approval.
        tasks: by code; a task nobody touched is not in it.
    """

    details: PlanDetails
    people: tuple[str, ...]
    chain: tuple[ChainRow, ...]
    flags: tuple[Problem, ...]
    steps: tuple[StepRow, ...]
    versions: tuple[VersionRow, ...]
    notes: tuple[NoteRow, ...]
    breaks: tuple[BreakRow, ...]
    tasks: dict[str, TaskRow]
    handovers: tuple[HandoverRow, ...]
    closing: ClosingRow


@needs("plans.see")
def plan_course(office: Office, plan_id: bytes) -> PlanCourse:
    """Return the course of a plan as it stands today.

    Raises:
        NotFoundError: no such plan, or it is in the bin.
    """
    details = get_plan(office, plan_id)
    today = office.clock.today()
    with office.read() as session:
        plan = session.get(Plan, plan_id)
        if plan is None:
            raise NotFoundError("storage.not_found")
        people = _people(session, plan)
        return PlanCourse(
            details,
            people,
            chain_in(session, plan, today),
            plan_flags(office, plan_id),
            tuple(approval_steps(office, plan_id)),
            tuple(list_versions(office, plan_id)),
            notes_in(session, plan_id),
            breaks_in(session, plan_id),
            tasks_in(session, plan_id),
            handovers_in(session, plan_id),
            closing_in(session, plan, today, people[0]),
        )


def _people(session: Session, plan: Plan) -> tuple[str, ...]:
    agent = representative_of(session, plan.resident_id)
    agreed_by = draft_in_force(session, plan).agreed_by
    names = (agreed_by, person_of(session, plan.resident_id).name, agent.name if agent else "")
    return tuple(dict.fromkeys(name for name in names if name))
