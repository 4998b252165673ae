"""The list of invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.invoices import InvoiceStatus
from cusdesk.ui.common.table import ColumnSpec

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cusdesk.services.invoices import InvoiceRow

_TONES = {InvoiceStatus.RETURNED: "warning", InvoiceStatus.PAID: "muted"}


def _differences(row: InvoiceRow) -> str:
    if row.differences is None:
        return ""
    if not row.differences:
        return tr("invoices.column.agrees")
    return tr("invoices.column.differs", n=row.differences)


def columns(today: Callable[[], dt.date]) -> tuple[ColumnSpec, ...]:
    """Return the columns; `today` tells which invoice is late."""

    def late(row: InvoiceRow) -> str:
        """Return the colour of the term of payment."""
        return "error" if row.is_late(today()) else ""

    return (
        ColumnSpec("number", "fields.invoices.number", width=16),
        ColumnSpec("provider", "invoices.column.provider", width=26),
        ColumnSpec("gross_gr", "invoices.column.gross", "money", width=12),
        ColumnSpec(
            "status",
            "fields.invoices.status",
            "enum",
            width=21,
            enum_prefix="enums.invoice_status",
            tone=lambda row: _TONES.get(row.status, ""),
        ),
        ColumnSpec(
            "differences",
            "invoices.column.differences",
            width=14,
            getter=_differences,
            can_sort=False,
            can_filter=False,
            tone=lambda row: "error" if row.differences else "",
        ),
        ColumnSpec("period", "invoices.column.period", width=11),
        ColumnSpec("services", "invoices.column.services", width=22),
        ColumnSpec("due_on", "fields.invoices.due_on", "date", width=14, tone=late),
        ColumnSpec("issued_on", "fields.invoices.issued_on", "date", width=14),
        ColumnSpec("contract", "fields.invoices.contract_id", width=16, is_visible=False),
        ColumnSpec("paid_on", "fields.invoices.paid_on", "date", width=12, is_visible=False),
        ColumnSpec(
            "kind",
            "fields.invoices.kind",
            "enum",
            width=18,
            enum_prefix="enums.invoice_kind",
            is_visible=False,
        ),
        ColumnSpec("ksef_number", "fields.invoices.ksef_number", width=36, is_visible=False),
    )
