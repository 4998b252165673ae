"""Individual plans (IPUS): writing, agreeing, approving, and turning them into a document."""

from __future__ import annotations

from cusdesk.services.plans.commands import (
    RECORDED,
    SavedPlan,
    agree_plan,
    approve_plan,
    change_plan,
    copy_plan,
    create_plan,
    end_plan,
    record_review,
    restore_plan,
    retire_plan,
    withdraw_approval,
)
from cusdesk.services.plans.document import plan_document
from cusdesk.services.plans.gaps import PlanGap, document_gaps, gaps_of, plan_form
from cusdesk.services.plans.listing import (
    PlanFilter,
    PlanRow,
    coordinators,
    count_plans,
    list_ids,
    plans_of_resident,
    programmes,
    proposed_approver,
    retired_plans,
    rows_for,
    running_plans,
)
from cusdesk.services.plans.proposals import (
    added_reviews,
    filled_service,
    minutes_per_unit,
    review_dates,
    total_amount,
)
from cusdesk.services.plans.queries import PlanDetails, get_plan, plan_json

__all__ = [
    "RECORDED",
    "PlanDetails",
    "PlanFilter",
    "PlanGap",
    "PlanRow",
    "SavedPlan",
    "added_reviews",
    "agree_plan",
    "approve_plan",
    "change_plan",
    "coordinators",
    "copy_plan",
    "count_plans",
    "create_plan",
    "document_gaps",
    "end_plan",
    "filled_service",
    "gaps_of",
    "get_plan",
    "list_ids",
    "minutes_per_unit",
    "plan_document",
    "plan_form",
    "plan_json",
    "plans_of_resident",
    "programmes",
    "proposed_approver",
    "record_review",
    "restore_plan",
    "retire_plan",
    "retired_plans",
    "review_dates",
    "rows_for",
    "running_plans",
    "total_amount",
    "withdraw_approval",
]
