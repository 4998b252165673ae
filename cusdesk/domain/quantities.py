"""Quantities of units on contracts and invoices: whole thousandths (`_milli`), as papers say them.

A contract says 223,75 hours or 100 lesson hours; minutes become such units only at the end of a
sum, so that nothing is rounded twice. Amounts of money are half up, to the grosz.
"""

from __future__ import annotations

import re
from decimal import Decimal

from cusdesk.domain.rounding import half_up

MILLI = 1000
_NBSP = "\u00a0"
_NUMBER = re.compile(r"(\d{1,9})(?:[.,](\d{1,6}))?")
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,6})?")


def read_quantity(text: str) -> int | None:
    """Return thousandths of a unit out of `223,75` or `1 200`; None for what is no such number.

    More than three decimals are rounded half up, as an amount computed from them would be.
    """
    clean = text.replace(_NBSP, " ").strip()
    if _GROUPED.fullmatch(clean):
        clean = clean.replace(" ", "")
    found = _NUMBER.fullmatch(clean)
    if found is None:
        return None
    return half_up(Decimal(f"{found[1]}.{found[2] or 0}") * MILLI)


def format_quantity(milli: int) -> str:
    """Return a quantity with a comma, thousands apart and no idle zeros: `1 223,75`."""
    whole, rest = divmod(abs(milli), MILLI)
    text = f"{whole:,}".replace(",", _NBSP)
    decimals = f"{rest:03}".rstrip("0")
    signed = f"-{text}" if milli < 0 else text
    return f"{signed},{decimals}" if decimals else signed


def quantity_of_minutes(minutes: int, unit_minutes: int) -> int:
    """Return minutes as thousandths of a unit of so many minutes, rounded half up."""
    return half_up(Decimal(minutes) * MILLI / unit_minutes)


def minutes_of_quantity(milli: int, unit_minutes: int) -> int:
    """Return thousandths of a unit as whole minutes, rounded half up."""
    return half_up(Decimal(milli) * unit_minutes / MILLI)


def priced(milli: int, rate_gr: int) -> int:
    """Return quantity times rate in grosze, rounded half up once, at the end."""
    return half_up(Decimal(milli) * rate_gr / MILLI)


def as_decimal(milli: int) -> Decimal:
    """Return a quantity as a number for a table or a sheet."""
    return Decimal(milli) / MILLI
