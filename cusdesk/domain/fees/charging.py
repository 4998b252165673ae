"""What somebody pays for a month by a rule, with every step of the way.

Decimal all through; one rounding, where the rule says. The steps are kept with the charge, so that
an amount can be explained years later, whatever became of the rule.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

from cusdesk.domain.dates import format_date
from cusdesk.domain.fees.rating import rated
from cusdesk.domain.fees.reliefs import Held, Part, reduced
from cusdesk.domain.fees.rule import FeeRelief, FeeRule, FeeUnit, ReliefKind, RoundingStage
from cusdesk.domain.fees.situation import ChargeProblem, GrantedRelief, Situation, Usage
from cusdesk.domain.fees.steps import CLOCK_HOUR, Step, hours_words, rate_words
from cusdesk.domain.money import format_money
from cusdesk.domain.rounding import half_up

_Name = tuple[str, ReliefKind, int]
"""Name and kind of a relief, and which of that name it is in its rule."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Uses of one month under one rule and one decision."""

    rule: FeeRule
    situation: Situation
    usages: tuple[Usage, ...]


@dataclass(frozen=True, slots=True)
class Charge:
    """What a month costs.

    Attributes:
        quantity: charged minutes for hours, else charged units; absences among them.
        absent: how much of it is absences.
        total_gr: to pay.
        full_gr: the price without band and reliefs; None when there is no price.
        market_gr: what the same costs on the market; None when not known.
        steps: how the amount came about.
        problem: why there is no amount; `total_gr` is then 0.
    """

    quantity: int = 0
    absent: int = 0
    total_gr: int = 0
    full_gr: int | None = None
    market_gr: int | None = None
    steps: tuple[Step, ...] = ()
    problem: ChargeProblem | None = None


def charge(
    rule: FeeRule,
    situation: Situation,
    usages: tuple[Usage, ...],
    month: dt.date,
    service_id: bytes | None = None,
) -> Charge:
    """Return the fee of one person for one service in one month; see `charge_month`."""
    return charge_month((Stretch(rule, situation, usages),), month, service_id)


def charge_month(
    stretches: tuple[Stretch, ...], month: dt.date, service_id: bytes | None = None
) -> Charge:
    """Return the fee of a month in which the rule or the decision may have changed.

    Every stretch has its own rates. What is for a whole month (a monthly fee, free units, an amount
    taken off, a cap, the minimum, the rounding of the sum) comes once, by the last of the rules.

    Args:
        stretches: of one person and service, in the order of days; at least one.
        month: its first day; the criterion in force on it counts.
        service_id: chooses a price of its own.
    """
    told: list[Step] = []
    parts: list[Part] = []
    held: dict[_Name, Held] = {}
    found = Charge(full_gr=0, market_gr=None)
    for stretch in stretches:
        if told:
            told.append(_since_step(stretch))
        due = _due(stretch, parts)
        found = _used(found, due, told, stretch.rule)
        if not due:
            continue
        priced = rated(stretch.rule, stretch.situation, due, month, service_id, told)
        if isinstance(priced, ChargeProblem):
            return replace(found, full_gr=None, market_gr=None, steps=tuple(told), problem=priced)
        told += _product_steps(stretch.rule, priced)
        found = _worth(found, stretch.rule, priced, service_id, is_first=not parts)
        _hold(held, stretch, priced)
        parts += priced
    if not parts:
        return replace(found, steps=tuple(told))
    total = _total(stretches[-1].rule, parts, list(held.values()), told)
    return replace(found, total_gr=total, steps=tuple(told))


def _since_step(stretch: Stretch) -> Step:
    return Step("stretch", (("day", format_date(min(use.date for use in stretch.usages))),))


# --- units


def _due(stretch: Stretch, before: list[Part]) -> list[Part]:
    """Return what is paid for, in the order of days; a fee for a whole month only once."""
    rule = stretch.rule
    charged = sorted((u for u in stretch.usages if _is_charged(rule, u)), key=_order)
    if rule.unit is FeeUnit.HOUR:
        return [Part(u.date, u.minutes, rule.unit_minutes, u.is_absence) for u in charged]
    if rule.unit is FeeUnit.MEETING:
        return [Part(u.date, 1, 1, u.is_absence) for u in charged]
    days = list({u.date: u for u in reversed(charged)}.values())[::-1]
    if rule.unit is FeeUnit.MONTH:
        days = [] if before else days[:1]
    return [Part(u.date, 1, 1, u.is_absence) for u in days]


def _order(usage: Usage) -> tuple[dt.date, bool]:
    return usage.date, usage.is_absence  # a presence of the same day comes first


def _is_charged(rule: FeeRule, usage: Usage) -> bool:
    if not usage.is_absence:
        return True
    return rule.charges_excused if usage.is_excused else rule.charges_absent


def _used(found: Charge, parts: list[Part], told: list[Step], rule: FeeRule) -> Charge:
    """Add what a stretch charges, and the step that says it."""
    quantity = sum(part.quantity for part in parts)
    absent = sum(part.quantity for part in parts if part.is_absence)
    told.append(_units_step(rule, quantity, absent))
    return replace(found, quantity=found.quantity + quantity, absent=found.absent + absent)


def _units_step(rule: FeeRule, quantity: int, absent: int) -> Step:
    amount = hours_words(quantity, rule.unit_minutes) if rule.unit is FeeUnit.HOUR else quantity
    values: list[tuple[str, str | int]] = [("amount", amount)]
    if absent:
        away = hours_words(absent, rule.unit_minutes) if rule.unit is FeeUnit.HOUR else absent
        values.append(("absent", away))
    kind = f"units_{_unit_word(rule, values)}" + ("_absent" if absent else "")
    return Step(kind, tuple(values), rule.paragraph_absence if absent else "")


def _unit_word(rule: FeeRule, values: list[tuple[str, str | int]]) -> str:
    """Return the unit a step names; an hour that is no clock hour says how long it is."""
    if rule.unit is not FeeUnit.HOUR or rule.unit_minutes == CLOCK_HOUR:
        return rule.unit.value
    values.append(("length", rule.unit_minutes))
    return "lesson"


# --- the sum of the month


def _hold(held: dict[_Name, Held], stretch: Stretch, parts: list[Part]) -> None:
    """Note on which days of a stretch which relief holds.

    A relief is the same one all month by its name: a new version of the resolution has it again.
    """
    for_all = (GrantedRelief(relief) for relief in stretch.rule.reliefs if relief.is_for_all)
    count: Counter[tuple[str, ReliefKind]] = Counter()
    for granted in (*for_all, *stretch.situation.reliefs):
        relief = granted.relief
        name = (relief.name, relief.kind)
        count[name] += 1
        days = {part.date: relief for part in parts if granted.holds_on(part.date)}
        if days:
            before = held.get((*name, count[name]))
            earlier = before.days if before else {}
            held[*name, count[name]] = Held(relief, {**earlier, **days})


def _total(rule: FeeRule, parts: list[Part], held: list[Held], told: list[Step]) -> int:
    before = sum((part.amount for part in parts), Decimal(0))
    reduction = reduced(parts, held, rule.combination)
    told += reduction.steps
    exact = reduction.total
    stage_unit = rule.rounding_unit_gr if rule.rounding_stage is RoundingStage.TOTAL else 1
    total = half_up(exact, stage_unit)
    if exact != total:
        told.append(_rounding_step(exact, total, stage_unit, rule.paragraph_rounding))
    total = _capped(held, total, told)
    if 0 < total < rule.minimum_gr:
        values = (("total", format_money(total)), ("minimum", format_money(rule.minimum_gr)))
        told.append(Step("minimum", values, rule.paragraph_minimum))
        total = 0
    if before:
        told.append(Step("total", (("total", format_money(total)),)))
    return total


def _product_steps(rule: FeeRule, parts: list[Part]) -> list[Step]:
    """Return rate times units, a step for every rate of the month."""
    quantities: dict[Decimal, int] = {}
    for part in parts:
        quantities[part.rate] = quantities.get(part.rate, 0) + part.quantity
    found = []
    for rate, quantity in quantities.items():
        if not rate:
            continue
        is_hours = rule.unit is FeeUnit.HOUR
        amount: str | int = hours_words(quantity, rule.unit_minutes) if is_hours else quantity
        product = rate * quantity / (rule.unit_minutes if is_hours else 1)
        values: list[tuple[str, str | int]] = [
            ("rate", rate_words(rate)), ("amount", amount), ("product", rate_words(product)),
        ]  # fmt: skip
        found.append(Step(f"product_{_unit_word(rule, values)}", tuple(values)))
    return found


def _rounding_step(exact: Decimal, total: int, unit_gr: int, paragraph: str) -> Step:
    values = (
        ("exact", rate_words(exact)),
        ("total", format_money(total)),
        ("unit", format_money(unit_gr)),
    )
    return Step("rounding", values, paragraph)


def _capped(held: list[Held], total: int, told: list[Step]) -> int:
    """Return the sum under the lowest cap in force; rounding up never passes it."""
    caps = [each.relief for each in held if each.relief.kind is ReliefKind.CAP]
    if not caps:
        return total
    lowest = min(caps, key=_value)
    if total <= lowest.value:
        return total
    values = (
        ("name", lowest.name),
        ("total", format_money(total)),
        ("cap", format_money(lowest.value)),
    )
    told.append(Step("cap", values, lowest.paragraph))
    return lowest.value


def _value(relief: FeeRelief) -> int:
    return relief.value


def _worth(
    found: Charge,
    rule: FeeRule,
    parts: list[Part],
    service_id: bytes | None,
    *,
    is_first: bool,
) -> Charge:
    """Add the whole price and the market price of what was used; None once one is not known."""
    full, market = Decimal(0), Decimal(0)
    is_full = is_first or found.full_gr is not None
    is_market = is_first or found.market_gr is not None
    for part in parts:
        price = rule.price_on(part.date, service_id)
        of_unit = price.price_gr if price is not None else None
        outside = price.market_gr if price is not None else None
        is_full, is_market = is_full and of_unit is not None, is_market and outside is not None
        full += Decimal(part.quantity * (of_unit or 0)) / part.per_unit
        market += Decimal(part.quantity * (outside or 0)) / part.per_unit
    return replace(
        found,
        full_gr=(found.full_gr or 0) + half_up(full) if is_full else None,
        market_gr=(found.market_gr or 0) + half_up(market) if is_market else None,
    )
