"""Some plans of the fictional commune were handed out: the register of papers is not empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.plans import PlanStatus
from cusdesk.services import plans
from cusdesk.services.papers.plans import issue_plan

if TYPE_CHECKING:
    from cusdesk.services.demo.model import Build

ISSUED = 6


def write_papers(build: Build) -> None:
    """Issue the first approved plans by their numbers."""
    ids = plans.list_ids(build.office, sort="number")
    approved = [
        row.id
        for row in plans.rows_for(build.office, ids)
        if row.status == PlanStatus.APPROVED.value
    ]
    for plan_id in approved[:ISSUED]:
        issue_plan(build.office, plan_id)
