"""Where money comes from: funding sources with project and budget classification."""

from __future__ import annotations

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

__all__ = [
    "FundingSourceDetails",
    "FundingSourceRow",
    "change_fields",
    "create",
    "funding_json",
    "get",
    "list_ids",
    "names",
    "restore",
    "retire",
    "rows_for",
]
