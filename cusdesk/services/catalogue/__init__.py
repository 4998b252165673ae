"""The catalogue of services: keeping it, finding in it, counting by it."""

from __future__ import annotations

from cusdesk.services.catalogue.commands import (
    ServiceDetails,
    add_service,
    change_fields,
    create,
    fill_service,
    get,
    restore,
    retire,
    update,
)
from cusdesk.services.catalogue.find import (
    ServiceFinder,
    ServiceMatch,
    find_service,
    service_finder,
    warnings,
)
from cusdesk.services.catalogue.leaflet import leaflet
from cusdesk.services.catalogue.queries import (
    ServiceRow,
    Shown,
    list_ids,
    names,
    rows_for,
    service_json,
)
from cusdesk.services.catalogue.starter import (
    StarterRow,
    Taken,
    starter_rows,
    take_starter_catalogue,
)
from cusdesk.services.catalogue.use import (
    ServiceUsage,
    fundings,
    limit_words,
    usage,
)

__all__ = [
    "ServiceDetails",
    "ServiceFinder",
    "ServiceMatch",
    "ServiceRow",
    "ServiceUsage",
    "Shown",
    "StarterRow",
    "Taken",
    "add_service",
    "change_fields",
    "create",
    "fill_service",
    "find_service",
    "fundings",
    "get",
    "leaflet",
    "limit_words",
    "list_ids",
    "names",
    "restore",
    "retire",
    "rows_for",
    "service_finder",
    "service_json",
    "starter_rows",
    "take_starter_catalogue",
    "update",
    "usage",
    "warnings",
]
