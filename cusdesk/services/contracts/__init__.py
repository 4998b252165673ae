"""Contracts with providers: keeping them, listing them, and their pools."""

from __future__ import annotations

from cusdesk.services.contracts.commands import (
    change_fields,
    create,
    restore,
    retire,
    set_annexes,
    set_services,
)
from cusdesk.services.contracts.given import GivenRow, named
from cusdesk.services.contracts.pool_reasons import give_reason, reasons_of
from cusdesk.services.contracts.pools import (
    Pools,
    balance_for,
    get_warn_percent,
    given_from,
    pools,
    set_warn_percent,
)
from cusdesk.services.contracts.queries import (
    ContractDetails,
    ContractRow,
    choices,
    contract_json,
    get,
    list_ids,
    of_provider,
    rows_for,
    warnings,
)

__all__ = [
    "ContractDetails",
    "ContractRow",
    "GivenRow",
    "Pools",
    "balance_for",
    "change_fields",
    "choices",
    "contract_json",
    "create",
    "get",
    "get_warn_percent",
    "give_reason",
    "given_from",
    "list_ids",
    "named",
    "of_provider",
    "pools",
    "reasons_of",
    "restore",
    "retire",
    "rows_for",
    "set_annexes",
    "set_services",
    "set_warn_percent",
    "warnings",
]
