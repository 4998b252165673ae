"""The history of approvals of a plan: who sent, returned, approved or withdrew, and their words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.access import needs
from cusdesk.models.plan_course import PlanStep
from cusdesk.services.plans.document import local_time

if TYPE_CHECKING:
    from cusdesk.db.database import UnitOfWork
    from cusdesk.models.plans import Plan
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step on the way to an approval.

    Attributes:
        kind: submitted, recalled, returned, approved, withdrawn, update or dropped.
        by_author: the approver is the author of the plan.
    """

    version_number: int
    kind: str
    day: dt.date
    time: dt.time | None
    person: str
    post: str
    comment: str
    by_author: bool


def note_step(  # noqa: PLR0913 (the words of one row)
    work: UnitOfWork,
    plan: Plan,
    kind: str,
    person: str,
    *,
    post: str = "",
    comment: str = "",
    by_author: bool = False,
) -> None:
    """Write one step into the history of approvals of a plan."""
    work.session.add(
        PlanStep(
            subject_id=plan.subject_id,
            plan_id=plan.id,
            version_number=plan.version_number,
            kind=kind,
            at=work.now_ms,
            person=person,
            post=post,
            comment=comment.strip(),
            by_author=by_author,
        )
    )


@needs("plans.see")
def approval_steps(office: Office, plan_id: bytes) -> list[StepRow]:
    """Return what happened on the way to approvals, the newest first."""
    query = (
        select(PlanStep)
        .where(PlanStep.plan_id == plan_id, PlanStep.retired_at.is_(None))
        .order_by(PlanStep.at.desc(), PlanStep.id.desc())
    )
    with office.read() as session:
        return [
            StepRow(
                row.version_number,
                row.kind,
                dt.datetime.fromtimestamp(row.at / 1000).date(),  # noqa: DTZ006 (local wall time)
                local_time(row.at),
                row.person,
                row.post,
                row.comment,
                row.by_author,
            )
            for row in session.scalars(query)
        ]
