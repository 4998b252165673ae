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
    "change_fields",
    "choices",
    "contract_json",
    "create",
    "get",
    "list_ids",
    "of_provider",
    "restore",
    "retire",
    "rows_for",
    "set_annexes",
    "set_services",
    "warnings",
]
