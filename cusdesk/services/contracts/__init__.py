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
from cusdesk.services.contracts.given import GivenRow, hours_of
from cusdesk.services.contracts.pool_reasons import give_reason, reasons_of
from cusdesk.services.contracts.pools import (
    Pools,
    SourcePart,
    balance_for,
    get_warn_percent,
    given_from,
    pool_json,
    pools,
    pools_of_contract,
    set_warn_percent,
    source_parts,
    use_of_contracts,
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
    "SourcePart",
    "balance_for",
    "change_fields",
    "choices",
    "contract_json",
    "create",
    "get",
    "get_warn_percent",
    "give_reason",
    "given_from",
    "hours_of",
    "list_ids",
    "of_provider",
    "pool_json",
    "pools",
    "pools_of_contract",
    "reasons_of",
    "restore",
    "retire",
    "rows_for",
    "set_annexes",
    "set_services",
    "set_warn_percent",
    "source_parts",
    "use_of_contracts",
    "warnings",
]
