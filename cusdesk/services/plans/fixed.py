"""What forbids changing a plan: an approval, or the wait for one (CUS act, art. 41)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.errors import RuleError
from cusdesk.domain.plans import PlanStatus
from cusdesk.models.journal import Operation
from cusdesk.models.plans import Plan

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


FROZEN_TABLES = frozenset(
    {"plans", "plan_needs", "plan_goals", "plan_services", "plan_actions", "plan_reviews"}
)
"""What an approval is about; notes, breaks and tasks go on in an approved plan."""
_CONTENT_KINDS = frozenset(
    f"plans.{verb}" for verb in ("create", "change", "agree", "retire", "restore", "take_back")
)


def is_fixed(status: str, approved_on: dt.date | None, submitted_on: dt.date | None = None) -> bool:
    """Return True for a plan that may not be changed: approved, or waiting for approval."""
    return status != PlanStatus.DRAFT and (approved_on is not None or submitted_on is not None)


def refuse_if_fixed(plan: Plan) -> None:
    """Refuse to change a plan that is approved or waits for approval.

    Raises:
        RuleError: `plans.rule.approved_is_fixed` or `plans.rule.submitted_is_fixed`.
    """
    if is_fixed(plan.status, plan.approved_on):
        raise RuleError("plans.rule.approved_is_fixed", number=plan.number)
    if is_fixed(plan.status, plan.approved_on, plan.submitted_on):
        raise RuleError("plans.rule.submitted_is_fixed", number=plan.number)


def refuse_to_reach_in(session: Session, operation_id: int) -> None:
    """Refuse to take back a step that made what was approved since, whoever did it.

    Raises:
        RuleError: as `refuse_if_fixed`.
    """
    operation = session.get(Operation, operation_id)
    if operation is None or operation.kind not in _CONTENT_KINDS or operation.record_id is None:
        return
    plan = session.get(Plan, operation.record_id)
    if plan is not None:
        refuse_if_fixed(plan)
