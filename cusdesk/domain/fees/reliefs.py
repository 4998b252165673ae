"""Reliefs: what they take from the parts of a month, alone or together."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from cusdesk.domain.fees.rule import WHOLE, Combination, FeeRelief, ReliefKind
from cusdesk.domain.fees.steps import Step, percent_words, rate_words
from cusdesk.domain.money import format_money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Held:
    """A relief in one month.

    Attributes:
        relief: as the last of the rules has it; its units or amount are given once.
        days: those on which it counts -> the relief as the rule of that day has it.
    """

    relief: FeeRelief
    days: Mapping[dt.date, FeeRelief]


@dataclass(frozen=True, slots=True)
class Part:
    """One use that is paid for.

    Attributes:
        quantity: minutes, or 1 for a meeting, day, month.
        per_unit: minutes of one unit, or 1.
        rate: grosze for one unit.
        free: how much of the quantity costs nothing.
        kept: share of the amount that stays to be paid.
    """

    date: dt.date
    quantity: int
    per_unit: int
    is_absence: bool = False
    rate: Decimal = Decimal(0)
    free: Decimal = Decimal(0)
    kept: Decimal = Decimal(1)

    @property
    def amount(self) -> Decimal:
        """What it costs, in grosze; the division comes last, so that ties stay exact."""
        paid = Decimal(self.quantity) - self.free
        return self.rate * paid * self.kept / self.per_unit


@dataclass(frozen=True, slots=True)
class Reduction:
    """What is left to pay, and the steps that led there."""

    total: Decimal
    steps: tuple[Step, ...] = ()


def reduced(parts: Sequence[Part], granted: Sequence[Held], combination: Combination) -> Reduction:
    """Return what is left after the reliefs; a cap is not among them, it holds at the end."""
    whole = sum((part.amount for part in parts), Decimal(0))
    active = [
        each
        for each in granted
        if each.relief.kind is not ReliefKind.CAP and any(p.date in each.days for p in parts)
    ]
    if not active or not whole:
        return Reduction(whole)
    if combination is Combination.BEST:
        return _best(parts, active)
    return _together(parts, active, is_added=combination is Combination.ADDED)


def _best(parts: Sequence[Part], granted: Sequence[Held]) -> Reduction:
    """Return the one relief that leaves the least; of equals the one named first."""
    found = [_together(parts, [each], is_added=False) for each in granted]
    best = min(found, key=_total)
    if len(found) == 1:
        return best
    name = granted[found.index(best)].relief.name
    return Reduction(best.total, (Step("best", (("name", name), ("n", len(found)))), *best.steps))


def _total(reduction: Reduction) -> Decimal:
    return reduction.total


_ORDER = (ReliefKind.FREE_UNITS, ReliefKind.PERCENT, ReliefKind.EXEMPT, ReliefKind.AMOUNT)


def _together(parts: Sequence[Part], granted: Sequence[Held], *, is_added: bool) -> Reduction:
    """Take reliefs one after another: free units, shares, amounts; `is_added` adds shares up."""
    left = list(parts)
    taken = Decimal(0)
    steps = []
    for each in sorted(granted, key=_rank):
        before = _sum(left) - taken
        relief = each.relief
        if relief.kind is ReliefKind.FREE_UNITS:
            left = _freed(left, each)
        elif relief.kind is ReliefKind.AMOUNT:
            taken += min(Decimal(relief.value), before)
        else:
            left = [_shared(part, each, is_added=is_added) for part in left]
        steps.append(_step(relief, before, _sum(left) - taken))
    return Reduction(_sum(left) - taken, tuple(steps))


def _rank(granted: Held) -> int:
    return _ORDER.index(granted.relief.kind)


def _sum(parts: Sequence[Part]) -> Decimal:
    return sum((part.amount for part in parts), Decimal(0))


def _shared(part: Part, granted: Held, *, is_added: bool) -> Part:
    relief = granted.days.get(part.date)
    if relief is None:
        return part
    share = WHOLE if relief.kind is ReliefKind.EXEMPT else min(relief.value, WHOLE)
    off = Decimal(share) / WHOLE
    kept = part.kept - off if is_added else part.kept * (1 - off)
    return replace(part, kept=max(Decimal(0), kept))


def _freed(parts: Sequence[Part], granted: Held) -> list[Part]:
    """Return the parts with the first units of the month free, as many as the relief gives."""
    left = Decimal(granted.relief.value) * parts[0].per_unit / 100
    found = []
    for part in parts:
        free = Decimal(0)
        if part.date in granted.days:
            free = min(left, part.quantity - part.free)
            left -= free
        found.append(replace(part, free=part.free + free))
    return found


def _step(relief: FeeRelief, before: Decimal, after: Decimal) -> Step:
    values: list[tuple[str, str | int]] = [("name", relief.name)]
    if relief.kind is ReliefKind.PERCENT:
        values.append(("percent", percent_words(relief.value)))
    elif relief.kind is ReliefKind.AMOUNT:
        values.append(("off", format_money(relief.value)))
    elif relief.kind is ReliefKind.FREE_UNITS:
        values.append(("units", percent_words(relief.value).partition("\u00a0")[0]))
    values += [("before", rate_words(before)), ("after", rate_words(after))]
    return Step(f"relief_{relief.kind.value}", tuple(values), relief.paragraph)
