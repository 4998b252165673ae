"""The columns of a month, and what it says of itself in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.money import format_money
from cusdesk.services import fees
from cusdesk.ui.common.table import ColumnSpec

if TYPE_CHECKING:
    from cusdesk.services.fees import FeeLine, MonthFees

_TONES = {
    "blocked": "error",
    "gone": "muted",
    "proposed": "",
    "confirmed": "success",
    "change": "warning",
}


def state_of(line: FeeLine) -> str:
    """Return how a line stands: blocked, gone, proposed, change, confirmed."""
    if line.run_id is not None:
        return "confirmed"
    if line.is_gone:
        return "gone"
    if line.is_blocked:
        return "blocked"
    return "change" if line.is_change else "proposed"


def _tone(line: FeeLine) -> str:
    return _TONES[state_of(line)]


def _late(line: FeeLine) -> str:
    return fees.month_words(line.month)


def _amount(line: FeeLine) -> int | None:
    return None if line.is_blocked else line.amount_gr


def _total(line: FeeLine) -> int | None:
    return None if line.is_blocked else line.total_gr


def warning_words(line: FeeLine) -> str:
    """Return what is missing or strange in a line."""
    return ", ".join(tr(f"fees.missing.{key}") for key in line.warnings)


def _warned(line: FeeLine) -> str:
    if line.is_blocked:
        return "error"
    return "warning" if line.warnings else ""


COLUMNS = (
    ColumnSpec("resident", "fields.fee_charges.resident_id", width=19),
    ColumnSpec("service", "fields.fee_charges.service_id", width=22),
    ColumnSpec("amount_gr", "fees.column.amount", "money", 10, getter=_amount),
    ColumnSpec("before_gr", "fees.column.before", "money", 10),
    ColumnSpec("difference_gr", "fees.column.difference", "money", 9),
    ColumnSpec("quantity", "fields.fee_charges.quantity", width=11, getter=fees.quantity_words),
    ColumnSpec("state", "fees.column.state", "enum", 14, getter=state_of,
               enum_prefix="fees.state", tone=_tone),
    ColumnSpec("warnings", "fees.column.warnings", width=26, getter=warning_words, tone=_warned),
    ColumnSpec("due_on", "fields.fee_charges.due_on", "date", 13),
    ColumnSpec("paper", "fees.column.paper", width=14),
    ColumnSpec("total_gr", "fields.fee_charges.total_gr", "money", 14, getter=_total,
               is_visible=False),
    ColumnSpec("month", "fields.fee_charges.month", width=16, getter=_late, is_visible=False),
    ColumnSpec("full_gr", "fields.fee_charges.full_gr", "money", 12, is_visible=False),
    ColumnSpec("market_gr", "fields.fee_charges.market_gr", "money", 12, is_visible=False),
    ColumnSpec("rule", "fields.fee_charges.rule_id", width=30, is_visible=False),
)  # fmt: skip


def state_words(found: MonthFees) -> str:
    """Return how a month stands, in one line."""
    parts = []
    if found.runs:
        last = found.runs[-1]
        total = sum(line.amount_gr for line in found.confirmed)
        parts.append(
            tr(
                "fees.month.confirmed",
                date=format_date(last.confirmed_on),
                who=last.confirmed_by,
                amount=format_money(total),
            )
        )
    waiting = found.chargeable
    if waiting:
        total = sum(line.amount_gr for line in waiting)
        key = "changes" if found.runs else "proposed"
        parts.append(tr(f"fees.month.{key}", n=len(waiting), amount=format_money(total)))
    blocked = len(found.blocked)
    if blocked:
        parts.append(tr("fees.month.blocked", n=blocked))
    if not parts:
        parts.append(tr("fees.month.nothing"))
    return " ".join(parts)
