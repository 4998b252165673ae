"""Half up, as the law and every clerk round: a tie goes away from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_HUNDREDTH = Decimal("0.01")


def half_up(value: Decimal, unit: int = 1) -> int:
    """Return the whole number nearest to a value, in whole `unit`s (10: tens of grosze)."""
    return int((value / unit).quantize(Decimal(1), ROUND_HALF_UP)) * unit


def hundredths(value: Decimal) -> Decimal:
    """Return a value with two places, as hours and per cents are shown."""
    return value.quantize(_HUNDREDTH, ROUND_HALF_UP)
