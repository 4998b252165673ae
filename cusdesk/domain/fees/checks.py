"""What is wrong with a rule, a decision or a payment as they were typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem
from cusdesk.domain.checks import check_dates, check_lengths, check_order
from cusdesk.domain.dates import format_date
from cusdesk.domain.fees.rule import WHOLE, BandKind, FeeRule, FeeUnit, ReliefKind
from cusdesk.domain.fees.steps import percent_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import DataclassInstance

    from cusdesk.domain.fees.rule import FeeBand, FeeRelief

_LAST_DAY = 31
_UNITS_GR = (1, 10, 100)
_DAY_MINUTES = 24 * 60
LARGEST_GR = 10**11
"""A milliard złotych: more is a slip of the hand."""


def _error(field: str, key: str, **params: object) -> Problem:
    return Problem(field, f"fees.problem.{key}", params)


def _warning(field: str, key: str, **params: object) -> Problem:
    return Problem(field, f"fees.problem.{key}", params, blocking=False)


def check_amounts(
    draft: DataclassInstance, names: Iterable[str], prefix: str = ""
) -> list[Problem]:
    """Refuse amounts below zero and those that can only be a slip."""
    found = []
    for name in names:
        value = getattr(draft, name)
        if value is not None and not 0 <= value <= LARGEST_GR:
            key = "negative" if value < 0 else "too_large"
            found.append(_error(f"{prefix}{name}", key))
    return found


def check_rule(rule: FeeRule) -> list[Problem]:
    """Return what is wrong with a rule; only blocking problems stop the save."""
    found = [] if rule.name.strip() else [_error("name", "name")]
    if rule.valid_from is None:
        found.append(_error("valid_from", "valid_from"))
    if not rule.number.strip():
        found.append(_warning("number", "number"))
    if rule.due_day is not None and not 1 <= rule.due_day <= _LAST_DAY:
        found.append(_error("due_day", "due_day"))
    if not 0 < rule.unit_minutes <= _DAY_MINUTES:
        found.append(_error("unit_minutes", "unit_minutes"))
    if rule.rounding_unit_gr not in _UNITS_GR:
        found.append(_error("rounding_unit_gr", "rounding_unit"))
    return [
        *found,
        *check_amounts(rule, ("minimum_gr", "income_threshold")),
        *_check_bands(rule),
        *_check_prices(rule),
        *_check_reliefs(rule),
        *check_order("valid_to", rule.valid_from, rule.valid_to),
        *check_dates(rule),
        *check_lengths(rule, {"notes"}),
    ]


def _check_bands(rule: FeeRule) -> list[Problem]:
    """Refuse a table with a hole or a step back; warn when it ends before the highest income."""
    if not rule.bands:
        return [_error("bands", "no_bands")]
    found: list[Problem] = []
    before = 0
    last = len(rule.bands) - 1
    for place, band in enumerate(rule.bands):
        field = f"bands.{place}"
        if band.upto is None and place < last:
            found.append(_error(f"{field}.upto", "band_open", n=place + 1))
        elif band.upto is not None and band.upto <= before:
            found.append(
                _error(f"{field}.upto", "band_order", n=place + 1, before=percent_words(before))
            )
        before = band.upto or before
        found += _check_band(band, field, place + 1)
    if rule.bands[-1].upto is not None:
        end = percent_words(rule.bands[-1].upto)
        found.append(_warning("bands", "bands_end", upto=end))
    return found


def _check_band(band: FeeBand, field: str, number: int) -> list[Problem]:
    values = (("single", band.single), ("family", band.family))
    found = check_amounts(band, ("upto", "single", "family"), f"{field}.")
    if band.kind is BandKind.PERCENT:
        found += [
            _error(f"{field}.{name}", "over_whole", n=number)
            for name, value in values
            if value > WHOLE
        ]
    return found


def _check_prices(rule: FeeRule) -> list[Problem]:
    found: list[Problem] = []
    seen = set()
    for place, price in enumerate(rule.prices):
        field = f"prices.{place}"
        if price.valid_from is None:
            found.append(_error(f"{field}.valid_from", "price_day"))
        if price.price_gr is None:
            found.append(_error(f"{field}.price_gr", "price"))
        found += check_amounts(price, ("price_gr", "market_gr"), f"{field}.")
        if (price.valid_from, price.service_id) in seen and price.valid_from is not None:
            day = format_date(price.valid_from)
            found.append(_error(f"{field}.valid_from", "price_twice", date=day))
        seen.add((price.valid_from, price.service_id))
    if not rule.prices and any(b.kind is BandKind.PERCENT and _is_paid(b) for b in rule.bands):
        found.append(_warning("prices", "no_price"))
    return found


def _is_paid(band: FeeBand) -> bool:
    return bool(band.single or band.family)


def _check_reliefs(rule: FeeRule) -> list[Problem]:
    found: list[Problem] = []
    for place, relief in enumerate(rule.reliefs):
        field = f"reliefs.{place}"
        if not relief.name.strip():
            found.append(_error(f"{field}.name", "relief_name"))
        found += _check_relief(relief, field)
        found += check_order(f"{field}.valid_to", relief.valid_from, relief.valid_to)
        if relief.kind is ReliefKind.FREE_UNITS and rule.unit is FeeUnit.MONTH:
            found.append(_warning(f"{field}.kind", "free_month"))
    return found


def _check_relief(relief: FeeRelief, field: str) -> list[Problem]:
    found = check_amounts(relief, ("value",), f"{field}.")
    if found:
        return found
    if relief.kind is ReliefKind.PERCENT and relief.value > WHOLE:
        return [_error(f"{field}.value", "relief_over_whole")]
    if relief.kind not in (ReliefKind.EXEMPT, ReliefKind.CAP) and not relief.value:
        return [_error(f"{field}.value", "relief_value")]
    return []
