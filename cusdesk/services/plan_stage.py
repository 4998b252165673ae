"""Where a plan stands as lists show it: the wait for an approval and an open update are told."""

from __future__ import annotations

from sqlalchemy import and_, case

from cusdesk.domain.plans import PlanStage, PlanStatus
from cusdesk.models.plans import Plan

_OVER = (PlanStatus.ENDED.value, PlanStatus.RESIGNED.value)
_WAITS = Plan.submitted_on.is_not(None)
_CHANGES = and_(Plan.status == PlanStatus.APPROVED.value, Plan.update_reason != "")

STAGE = case(
    (Plan.status.in_(_OVER), Plan.status),
    (and_(_CHANGES, _WAITS), PlanStage.UPDATE_SUBMITTED.value),
    (_CHANGES, PlanStage.UPDATE.value),
    (_WAITS, PlanStage.SUBMITTED.value),
    else_=Plan.status,
).label("stage")
"""A value of `PlanStage`, worked out by the database."""
