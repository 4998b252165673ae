"""What a person and an hour cost, and what share of orders went to some of the providers."""

from __future__ import annotations

from decimal import Decimal

from cusdesk.domain.rounding import half_up, hundredths

_WHOLE = 100


def unit_cost(amount_gr: int, units: Decimal | int) -> int | None:
    """Return grosze a unit (a person, an hour), half up; None where nothing was counted."""
    if units <= 0:
        return None
    return half_up(Decimal(amount_gr) / units)


def share_percent(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent, two places, half up; None of nothing."""
    if not whole:
        return None
    return hundredths(Decimal(part) * _WHOLE / whole)
