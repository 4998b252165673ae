"""The fields of a service and of a provider that a workbook can fill."""

from __future__ import annotations

from typing import Any

from cusdesk.domain.catalogue import (
    LimitScope,
    ServiceArea,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
)

SERVICE_FIELDS = (
    "name",
    "area",
    "unit",
    "mode",
    "addressees",
    "age_from",
    "age_to",
    "group_min",
    "group_max",
    "place",
    "price_gr",
    "price_note",
    "limit_minutes",
    "limit_units",
    "limit_scope",
    "funding",
    "status",
    "description",
)
COMPARED = tuple(name for name in SERVICE_FIELDS if name != "name")
PROVIDER_COMPARED = ("nip", "regon", "address", "contact_name", "contact_phone", "contact_email")
PROVIDER_FIELDS = (
    "name",
    "kind",
    "nip",
    "regon",
    "address",
    "contact_name",
    "contact_phone",
    "contact_email",
    "procurement_mode",
    "rate_gr",
    "notes",
)
ENUMS: dict[str, Any] = {
    "area": ServiceArea,
    "unit": ServiceUnit,
    "mode": ServiceMode,
    "status": ServiceStatus,
    "limit_scope": LimitScope,
}
