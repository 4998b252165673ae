"""What a person and an hour cost, and what share of orders went to some of the providers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_WHOLE = 100


def unit_cost(amount_gr: int, units: Decimal | int) -> int | None:
    """Return grosze a unit (a person, an hour), half up; None where nothing was counted."""
    if units <= 0:
        return None
    return int((Decimal(amount_gr) / units).quantize(Decimal(1), ROUND_HALF_UP))


def share_percent(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent, two places, half up; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * _WHOLE / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
