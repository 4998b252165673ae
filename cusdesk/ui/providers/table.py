"""The list of providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.phones import format_phone
from cusdesk.ui.common.table import ColumnSpec

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cusdesk.services.providers import ProviderRow


def _phone(row: ProviderRow) -> str:
    return format_phone(row.contact_phone) if row.contact_phone else ""


def columns(today: Callable[[], dt.date]) -> tuple[ColumnSpec, ...]:
    """Return the columns; `today` tells which insurance has ended."""

    def ended(row: ProviderRow) -> str:
        """Colour an insurance that has run out."""
        until = row.insurance_until
        return "error" if until is not None and until < today() else ""

    return (
        ColumnSpec("name", "fields.providers.name", width=34),
        ColumnSpec("contact_name", "providers.column.contact", width=22),
        ColumnSpec("contact_phone", "providers.column.phone", width=14, getter=_phone),
        ColumnSpec(
            "kind", "providers.column.kind", "enum", width=20, enum_prefix="enums.provider_kind"
        ),
        ColumnSpec(
            "services", "providers.column.services", width=30, getter=lambda row: row.services_text
        ),
        ColumnSpec(
            "insurance_until", "providers.column.insurance", "date", width=17, tone=ended
        ),
        ColumnSpec("keeper", "fields.providers.keeper", width=16),
        ColumnSpec("contact_email", "providers.column.email", width=24, is_visible=False),
        ColumnSpec("rate_gr", "providers.column.rate", "money", width=10, is_summed=False,
                   is_visible=False),
        ColumnSpec(
            "procurement_mode",
            "fields.providers.procurement_mode",
            "enum",
            width=24,
            enum_prefix="enums.procurement_mode",
            is_visible=False,
        ),
        ColumnSpec(
            "stakeholder_type",
            "fields.providers.stakeholder_type",
            "enum",
            width=24,
            enum_prefix="enums.stakeholder_type",
            is_visible=False,
        ),
        ColumnSpec("nip", "fields.providers.nip", width=13, is_visible=False),
        ColumnSpec("regon", "fields.providers.regon", width=13, is_visible=False),
        ColumnSpec("address", "fields.providers.address", width=28, is_visible=False),
    )  # fmt: skip
