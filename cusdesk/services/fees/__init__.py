"""Fees: rules, decisions, monthly runs, payments."""

from __future__ import annotations

from cusdesk.services.fees.decisions import (
    DecisionDetails,
    DecisionRow,
    IncomeHint,
    change_decision,
    create_decision,
    get_decision,
    income_hint,
    list_decisions,
    retire_decision,
)
from cusdesk.services.fees.preview import (
    DecisionChoices,
    DecisionPreview,
    decision_choices,
    preview_decision,
)
from cusdesk.services.fees.proposal import FeeLine, MonthFees, RunRow, month_fees
from cusdesk.services.fees.rules import (
    RuleDetails,
    RuleRow,
    change_rule,
    create_rule,
    get_rule,
    list_rules,
    new_version,
    retire_rule,
)
from cusdesk.services.fees.runs import Confirmed, confirm_month

__all__ = [
    "Confirmed",
    "DecisionChoices",
    "DecisionDetails",
    "DecisionPreview",
    "DecisionRow",
    "FeeLine",
    "IncomeHint",
    "MonthFees",
    "RuleDetails",
    "RuleRow",
    "RunRow",
    "change_decision",
    "change_rule",
    "confirm_month",
    "create_decision",
    "create_rule",
    "decision_choices",
    "get_decision",
    "get_rule",
    "income_hint",
    "list_decisions",
    "list_rules",
    "month_fees",
    "new_version",
    "preview_decision",
    "retire_decision",
    "retire_rule",
]
