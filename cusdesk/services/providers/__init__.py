"""Providers: keeping them, listing them, and what is worth a look about them."""

from __future__ import annotations

from cusdesk.services.providers.commands import (
    CarriedOut,
    ProviderDetails,
    change_fields,
    create,
    get,
    restore,
    retire,
    set_services,
    update,
)
from cusdesk.services.providers.queries import (
    ProviderRow,
    keepers,
    list_ids,
    names,
    provider_json,
    rows_for,
)
from cusdesk.services.providers.warnings import SimilarProvider, similar, warnings

__all__ = [
    "CarriedOut",
    "ProviderDetails",
    "ProviderRow",
    "SimilarProvider",
    "change_fields",
    "create",
    "get",
    "keepers",
    "list_ids",
    "names",
    "provider_json",
    "restore",
    "retire",
    "rows_for",
    "set_services",
    "similar",
    "update",
    "warnings",
]
