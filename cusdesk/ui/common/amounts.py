"""Amounts of a service as they are shown: hours, lesson hours, meetings."""

from __future__ import annotations

from decimal import Decimal

from cusdesk.domain.rounding import hundredths

NO_BREAK_SPACE = "\u00a0"


def show_amount(quantity: int | None, per_unit: int = 1) -> str:
    """Return minutes as units with a comma and at most two decimals, half up; counts as they are.

    Args:
        quantity: minutes, or a count; None shows nothing.
        per_unit: minutes of one unit; 1 for a count.
    """
    if quantity is None:
        return ""
    value = hundredths(Decimal(quantity) / per_unit)
    text = f"{value:,}".rstrip("0").rstrip(".") if value % 1 else f"{int(value):,}"
    return text.replace(",", NO_BREAK_SPACE).replace(".", ",")
