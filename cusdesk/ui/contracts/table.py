"""The list of contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.pools import PoolState, usual_warn_percent
from cusdesk.ui.common.pool_line import amount_words
from cusdesk.ui.common.table import ColumnSpec
from cusdesk.ui.contracts.viewmodel import ENDS_SOON

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cusdesk.services.contracts import ContractRow


_TONES = {PoolState.OVER: "error", PoolState.NEAR: "warning", PoolState.EXPLAINED: "muted"}


def _use(row: ContractRow) -> str:
    """Return how much of the fullest pool was used, and what is left of it."""
    if row.use is None or row.use.left is None:
        return ""
    return tr(
        "contracts.use.over" if row.use.over else "contracts.use.left",
        percent=row.use.percent or 0,
        amount=amount_words(row.use, row.use.over or row.use.left),
    )


def _use_tone(row: ContractRow) -> str:
    return "" if row.use is None else _TONES.get(row.use.state(usual_warn_percent()), "")


def columns(today: Callable[[], dt.date]) -> tuple[ColumnSpec, ...]:
    """Return the columns; `today` tells which contract has ended or soon will."""

    def ending(row: ContractRow) -> str:
        """Return the colour of the end."""
        if row.ends_on is None:
            return ""
        days = (row.ends_on - today()).days
        return "muted" if days < 0 else "warning" if days <= ENDS_SOON else ""

    return (
        ColumnSpec("number", "fields.contracts.number", width=18),
        ColumnSpec("provider", "fields.contracts.provider_id", width=34),
        ColumnSpec("services", "contracts.column.services", width=34),
        ColumnSpec("valid_from", "contracts.column.valid_from", "date", width=12),
        ColumnSpec("ends_on", "contracts.column.ends_on", "date", width=12, tone=ending),
        ColumnSpec(
            "use",
            "contracts.column.use",
            width=22,
            getter=_use,
            can_sort=False,
            can_filter=False,
            tone=_use_tone,
        ),
        ColumnSpec("value_gr", "contracts.column.value", "money", width=15),
        ColumnSpec("funding", "fields.contracts.funding_source_id", width=24),
        ColumnSpec(
            "mode",
            "fields.contracts.mode",
            "enum",
            width=26,
            enum_prefix="enums.procurement_mode",
            is_visible=False,
        ),
        ColumnSpec("contact_name", "contracts.column.contact", width=22, is_visible=False),
        ColumnSpec("keeper", "contracts.column.keeper", width=18, is_visible=False),
        ColumnSpec("signed_on", "fields.contracts.signed_on", "date", width=12, is_visible=False),
    )
