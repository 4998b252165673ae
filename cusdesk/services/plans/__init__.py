"""Individual plans (IPUS): writing, agreeing, approving, and turning them into a document."""

from __future__ import annotations

from cusdesk.services.plans.commands import (
    SavedPlan,
    agree_plan,
    approve_plan,
    change_plan,
    copy_plan,
    create_plan,
    end_plan,
    retire_plan,
    withdraw_approval,
)
from cusdesk.services.plans.document import plan_document
from cusdesk.services.plans.queries import (
    PlanDetails,
    PlanFilter,
    PlanRow,
    count_plans,
    get_plan,
    list_ids,
    plan_json,
    plans_of_resident,
    rows_for,
)

__all__ = [
    "PlanDetails",
    "PlanFilter",
    "PlanRow",
    "SavedPlan",
    "agree_plan",
    "approve_plan",
    "change_plan",
    "copy_plan",
    "count_plans",
    "create_plan",
    "end_plan",
    "get_plan",
    "list_ids",
    "plan_document",
    "plan_json",
    "plans_of_resident",
    "retire_plan",
    "rows_for",
    "withdraw_approval",
]
