"""An amount shared out so that its parts add up to it to the grosz."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

K = TypeVar("K")


def allot(total_gr: int, weights: Mapping[K, Fraction]) -> dict[K, int]:
    """Return each one's part of an amount, by weight.

    Shape: whole grosze that add up to `total_gr`; what rounding leaves goes to the
    largest rests, of equal ones to the one named first.
    Without any weight nobody gets anything.
    """
    whole = sum(weights.values(), start=Fraction(0))
    if not whole:
        return dict.fromkeys(weights, 0)
    exact = {key: Fraction(total_gr) * weight / whole for key, weight in weights.items()}
    parts = {key: int(value // 1) for key, value in exact.items()}
    left = total_gr - sum(parts.values())
    by_rest = sorted(exact, key=lambda key: exact[key] - parts[key], reverse=True)
    for key in by_rest[:left]:
        parts[key] += 1
    return parts
