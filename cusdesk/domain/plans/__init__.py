"""Plans (IPUS): the draft that is edited, and the rules of the CUS act over it."""

from __future__ import annotations

from cusdesk.domain.plans.checks import (
    check_plan,
    latest_end,
)
from cusdesk.domain.plans.drafts import (
    ActionDraft,
    AmountPer,
    GoalDraft,
    GoalOutcome,
    GoalTerm,
    NeedDraft,
    PlanDraft,
    PlanNoteForm,
    PlanServiceDraft,
    PlanServiceForm,
    PlanStage,
    PlanStatus,
    PlanUpdateReason,
    ReviewDraft,
)
from cusdesk.domain.plans.flags import chain_flags

__all__ = [
    "ActionDraft",
    "AmountPer",
    "GoalDraft",
    "GoalOutcome",
    "GoalTerm",
    "NeedDraft",
    "PlanDraft",
    "PlanNoteForm",
    "PlanServiceDraft",
    "PlanServiceForm",
    "PlanStage",
    "PlanStatus",
    "PlanUpdateReason",
    "ReviewDraft",
    "chain_flags",
    "check_plan",
    "latest_end",
]
