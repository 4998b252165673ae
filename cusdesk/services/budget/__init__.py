"""Where money comes from, and what a year plans, promises, spends and expects of it."""

from __future__ import annotations

from cusdesk.services.budget.income import income_rows
from cusdesk.services.budget.plans import PlanDraft, plan_of, set_plan
from cusdesk.services.budget.sheets import income_behind, year_behind, year_sheet
from cusdesk.services.budget.sources import (
    FundingSourceDetails,
    FundingSourceRow,
    change_fields,
    create,
    funding_json,
    get,
    list_ids,
    names,
    restore,
    retire,
    rows_for,
)
from cusdesk.services.budget.year import BudgetYear, SourceYear, budget_year

__all__ = [
    "BudgetYear",
    "FundingSourceDetails",
    "FundingSourceRow",
    "PlanDraft",
    "SourceYear",
    "budget_year",
    "change_fields",
    "create",
    "funding_json",
    "get",
    "income_behind",
    "income_rows",
    "list_ids",
    "names",
    "plan_of",
    "restore",
    "retire",
    "rows_for",
    "set_plan",
    "year_behind",
    "year_sheet",
]
