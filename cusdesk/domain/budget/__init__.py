"""Where money comes from, what was promised out of it, what was spent, and what a unit cost."""

from __future__ import annotations

from cusdesk.domain.budget.costs import share_percent, unit_cost
from cusdesk.domain.budget.sources import (
    FundingKind,
    FundingSourceDraft,
    check_funding_source,
    classification,
)
from cusdesk.domain.budget.year import (
    ContractFacts,
    ContractYear,
    YearLine,
    booked_day,
    contract_year,
    year_share,
)

__all__ = [
    "ContractFacts",
    "ContractYear",
    "FundingKind",
    "FundingSourceDraft",
    "YearLine",
    "booked_day",
    "check_funding_source",
    "classification",
    "contract_year",
    "share_percent",
    "unit_cost",
    "year_share",
]
