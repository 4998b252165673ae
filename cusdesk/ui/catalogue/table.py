"""The list of services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.ui.common.table import ColumnSpec

if TYPE_CHECKING:
    from cusdesk.services.catalogue import ServiceRow


def _tone(row: ServiceRow) -> str:
    return {"concept": "muted", "ended": "muted", "suspended": "warning"}.get(row.status, "")


COLUMNS = (
    ColumnSpec("name", "fields.services.name", width=34),
    ColumnSpec("area", "fields.services.area", "enum", width=19, enum_prefix="enums.service_area"),
    ColumnSpec("unit", "fields.services.unit", "enum", width=16, enum_prefix="enums.service_unit"),
    ColumnSpec("mode", "fields.services.mode", "enum", width=14, enum_prefix="enums.service_mode"),
    ColumnSpec("price_gr", "catalogue.column.price", "money", width=10, is_summed=False),
    ColumnSpec("market_price_gr", "catalogue.column.market", "money", width=12, is_summed=False),
    ColumnSpec("limit", "catalogue.column.limit", width=18, getter=lambda row: row.limit_text),
    ColumnSpec(
        "status",
        "fields.services.status",
        "enum",
        width=13,
        enum_prefix="enums.service_status",
        tone=_tone,
    ),
    ColumnSpec(
        "providers", "catalogue.column.providers", width=18, getter=lambda row: row.providers_text
    ),
    ColumnSpec("place", "fields.services.place", width=18, is_visible=False),
    ColumnSpec("addressees", "fields.services.addressees", width=28, is_visible=False),
    ColumnSpec(
        "group",
        "fields.services.service_group",
        "enum",
        width=22,
        enum_prefix="enums.service_group",
        is_visible=False,
    ),
    ColumnSpec("funding", "fields.services.funding", width=18, is_visible=False),
    ColumnSpec(
        "funding_until", "fields.services.funding_until", "date", width=12, is_visible=False
    ),
    ColumnSpec(
        "market_price_date", "fields.services.market_price_date", "date", width=12, is_visible=False
    ),
)
"""Order and width as proposed; the service sorts by every key and filters by what is shown."""
