"""Everything that happened with a plan after it was written, read at once for its screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.models.plans import Plan
from cusdesk.services.plans.chain import ChainRow, chain_in, flags_in
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
from cusdesk.services.plans.queries import PlanDetails, plan_in
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
    today = office.clock.today()
    steps, versions = approval_steps(office, plan_id), list_versions(office, plan_id)
    with office.read() as session:
        details = plan_in(session, plan_id, today)
        plan = session.get_one(Plan, plan_id)
        draft = draft_in_force(session, plan, details.draft)
        chain = chain_in(session, plan_id, draft, today)
        people = _people(session, plan.resident_id, draft.agreed_by)
        return PlanCourse(
            details,
            people,
            chain,
            flags_in(session, details.draft),
            tuple(steps),
            tuple(versions),
            notes_in(session, plan_id),
            breaks_in(session, plan_id),
            tasks_in(session, plan_id),
            handovers_in(session, plan_id),
            closing_in(session, plan, chain, today, people[0]),
        )


def _people(session: Session, resident_id: bytes, agreed_by: str) -> tuple[str, ...]:
    agent = representative_of(session, resident_id)
    names = (agreed_by, person_of(session, resident_id).name, agent.name if agent else "")
    return tuple(dict.fromkeys(name for name in names if name))
