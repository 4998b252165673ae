"""Plans (IPUS): the draft that is edited, and the rules of the CUS act over it."""

from __future__ import annotations

from cusdesk.domain.plans.checks import (
    check_plan,
    latest_end,
    missing_for_print,
    plan_field_label,
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
    "PlanStatus",
    "PlanUpdateReason",
    "ReviewDraft",
    "chain_flags",
    "check_plan",
    "latest_end",
    "missing_for_print",
    "plan_field_label",
]
