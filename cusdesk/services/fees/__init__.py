"""Fees: rules, decisions, monthly runs, payments."""

from __future__ import annotations

from cusdesk.services.fees.accounts import (
    Account,
    AccountRow,
    Entry,
    account_of,
    list_accounts,
)
from cusdesk.services.fees.arrears import (
    DebtDecision,
    debt_decision,
    debt_decision_draft,
    issue_reminders,
    reminder_draft,
)
from cusdesk.services.fees.cash_list import (
    cash_list,
)
from cusdesk.services.fees.decision_list import DecisionRow, list_decisions
from cusdesk.services.fees.decisions import (
    DecisionDetails,
    change_decision,
    create_decision,
    get_decision,
    retire_decision,
)
from cusdesk.services.fees.income_change import IncomeHint, income_hint
from cusdesk.services.fees.instalment_paper import instalments_draft
from cusdesk.services.fees.instalments import (
    Instalments,
    PartRow,
    agree_instalments,
    end_instalments,
    instalments_of,
    propose_instalments,
)
from cusdesk.services.fees.json_out import account_json, fee_json
from cusdesk.services.fees.lines import FeeLine, MonthFees, RunRow
from cusdesk.services.fees.notices import (
    Notified,
    issue_notices,
    missing_notices,
    month_words,
    notice_draft,
    quantity_words,
)
from cusdesk.services.fees.payments import (
    add_payment,
    retire_payment,
    waive,
)
from cusdesk.services.fees.preview import (
    DecisionChoices,
    DecisionPreview,
    decision_choices,
    preview_decision,
)
from cusdesk.services.fees.proposal import month_fees
from cusdesk.services.fees.receipts import receipt_draft
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
from cusdesk.services.fees.runs import (
    Confirmed,
    confirm_month,
)
from cusdesk.services.fees.settings import (
    PaySettings,
    change_pay_settings,
    pay_settings,
)
from cusdesk.services.fees.statements import (
    Booked,
    ReadIn,
    WaitingLine,
    book_lines,
    ignore_lines,
    read_statement,
    waiting_lines,
)
from cusdesk.services.fees.uses import (
    UseRow,
    uses,
)
from cusdesk.services.fees.year_summary import (
    MonthSum,
    YearAccount,
    year_account,
    year_draft,
    year_table,
)

__all__ = [
    "Account",
    "AccountRow",
    "Booked",
    "Confirmed",
    "DebtDecision",
    "DecisionChoices",
    "DecisionDetails",
    "DecisionPreview",
    "DecisionRow",
    "Entry",
    "FeeLine",
    "IncomeHint",
    "Instalments",
    "MonthFees",
    "MonthSum",
    "Notified",
    "PartRow",
    "PaySettings",
    "ReadIn",
    "RuleDetails",
    "RuleRow",
    "RunRow",
    "UseRow",
    "WaitingLine",
    "YearAccount",
    "account_json",
    "account_of",
    "add_payment",
    "agree_instalments",
    "book_lines",
    "cash_list",
    "change_decision",
    "change_pay_settings",
    "change_rule",
    "confirm_month",
    "create_decision",
    "create_rule",
    "debt_decision",
    "debt_decision_draft",
    "decision_choices",
    "end_instalments",
    "fee_json",
    "get_decision",
    "get_rule",
    "ignore_lines",
    "income_hint",
    "instalments_draft",
    "instalments_of",
    "issue_notices",
    "issue_reminders",
    "list_accounts",
    "list_decisions",
    "list_rules",
    "missing_notices",
    "month_fees",
    "month_words",
    "new_version",
    "notice_draft",
    "pay_settings",
    "preview_decision",
    "propose_instalments",
    "quantity_words",
    "read_statement",
    "receipt_draft",
    "reminder_draft",
    "retire_decision",
    "retire_payment",
    "retire_rule",
    "uses",
    "waiting_lines",
    "waive",
    "year_account",
    "year_draft",
    "year_table",
]
