"""What somebody pays for a month by a rule, with every step of the way.

Decimal all through; one rounding, where the rule says. The steps are kept with the charge, so that
an amount can be explained years later, whatever became of the rule.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
import enum
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from cusdesk.domain.fees.criteria import criterion_on
from cusdesk.domain.fees.reliefs import Part, Reduction, reduced
from cusdesk.domain.fees.rule import (
    WHOLE,
    BandKind,
    FeeBand,
    FeePrice,
    FeeRelief,
    FeeRule,
    FeeUnit,
    ReliefKind,
    RoundingStage,
)
from cusdesk.domain.fees.steps import Step, hours_words, money_words, percent_words, rate_words
from cusdesk.domain.money import format_money


class ChargeProblem(enum.StrEnum):
    """Why nothing can be charged yet."""

    NO_INCOME = "no_income"
    NO_PRICE = "no_price"
    NO_BAND = "no_band"


@dataclass(frozen=True, slots=True)
class Usage:
    """One use of a service.

    Attributes:
        minutes: how long; for meetings and days only the day counts.
        is_excused: with `is_absence`: the absence was notified.
    """

    date: dt.date
    minutes: int
    is_absence: bool = False
    is_excused: bool = False


@dataclass(frozen=True, slots=True)
class GrantedRelief:
    """A relief somebody was given, for a time."""

    relief: FeeRelief
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it counts on a day: granted, and still in the resolution."""
        granted = (self.valid_from or day) <= day <= (self.valid_to or day)
        return granted and self.relief.holds_on(day)


@dataclass(frozen=True, slots=True)
class Situation:
    """Who pays.

    Attributes:
        income_gr: of the whole household in a month; None when not shown.
        persons: of the household who share it.
        is_single: keeps house alone.
        fixed_percent: share of the price a decision fixed, instead of the band; None without.
        fixed_rate_gr: rate of one unit a decision fixed, instead of band and price.
    """

    income_gr: int | None = None
    persons: int = 1
    is_single: bool = True
    reliefs: tuple[GrantedRelief, ...] = ()
    fixed_percent: int | None = None
    fixed_rate_gr: int | None = None


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
    """Return the fee of one person for one service in one month.

    Args:
        rule: in force in that month.
        situation: by the person's decision.
        usages: of that month and service, absences among them.
        month: its first day; the criterion in force on it counts.
        service_id: chooses a price of its own.
    """
    parts = _parts(rule, usages)
    quantity = sum(part.quantity for part in parts)
    told = [_units_step(rule, quantity, sum(p.quantity for p in parts if p.is_absence))]
    found = Charge(quantity, sum(p.quantity for p in parts if p.is_absence))
    if not parts:
        return replace(found, full_gr=0, steps=tuple(told))
    rated = _rated(rule, situation, parts, month, service_id, told)
    if isinstance(rated, ChargeProblem):
        return replace(found, steps=tuple(told), problem=rated)
    total = _total(rule, situation, rated, told)
    full, market = _worth(rule, rated, service_id)
    return replace(found, total_gr=total, full_gr=full, market_gr=market, steps=tuple(told))


def half_up(value: Decimal, unit_gr: int = 1) -> int:
    """Return grosze rounded half up to whole units of so many grosze."""
    return int((value / unit_gr).quantize(Decimal(1), rounding=ROUND_HALF_UP)) * unit_gr


# --- units


def _parts(rule: FeeRule, usages: tuple[Usage, ...]) -> list[Part]:
    """Return what is paid for, in the order of days."""
    charged = sorted((u for u in usages if _is_charged(rule, u)), key=_order)
    if rule.unit is FeeUnit.HOUR:
        return [Part(u.date, u.minutes, rule.unit_minutes, u.is_absence) for u in charged]
    if rule.unit is FeeUnit.MEETING:
        return [Part(u.date, 1, 1, u.is_absence) for u in charged]
    days = list({u.date: u for u in reversed(charged)}.values())[::-1]
    if rule.unit is FeeUnit.MONTH:
        days = days[:1]
    return [Part(u.date, 1, 1, u.is_absence) for u in days]


def _order(usage: Usage) -> tuple[dt.date, bool]:
    return usage.date, usage.is_absence  # a presence of the same day comes first


def _is_charged(rule: FeeRule, usage: Usage) -> bool:
    if not usage.is_absence:
        return True
    return rule.charges_excused if usage.is_excused else rule.charges_absent


def _units_step(rule: FeeRule, quantity: int, absent: int) -> Step:
    amount = hours_words(quantity, rule.unit_minutes) if rule.unit is FeeUnit.HOUR else quantity
    values: list[tuple[str, str | int]] = [("amount", amount)]
    if absent:
        away = hours_words(absent, rule.unit_minutes) if rule.unit is FeeUnit.HOUR else absent
        values.append(("absent", away))
    kind = f"units_{rule.unit.value}" + ("_absent" if absent else "")
    return Step(kind, tuple(values), rule.paragraph_absence if absent else "")


# --- the rate of one unit


def _rated(
    rule: FeeRule,
    situation: Situation,
    parts: list[Part],
    month: dt.date,
    service_id: bytes | None,
    told: list[Step],
) -> list[Part] | ChargeProblem:
    """Return the parts with the rate of each, or why there is none."""
    if situation.fixed_rate_gr is not None:
        rate = Decimal(situation.fixed_rate_gr)
        told.append(Step("fixed_rate", (("rate", format_money(situation.fixed_rate_gr)),)))
        return [replace(part, rate=rate) for part in parts]
    share = _share(rule, situation, month, told)
    if isinstance(share, ChargeProblem):
        return share
    kind, value, paragraph = share
    if kind is BandKind.AMOUNT or value == 0:
        return [replace(part, rate=Decimal(value)) for part in parts]
    rated = []
    rates: dict[FeePrice, Decimal] = {}
    for part in parts:
        price = rule.price_on(part.date, service_id)
        if price is None or price.price_gr is None:
            return ChargeProblem.NO_PRICE
        if price not in rates:
            exact = Decimal(price.price_gr) * value / WHOLE
            is_rounded = rule.rounding_stage is RoundingStage.RATE
            rate = Decimal(half_up(exact, rule.rounding_unit_gr)) if is_rounded else exact
            rates[price] = rate
            where = price.paragraph or paragraph
            told.append(_rate_step(rule, price.price_gr, value, exact, rate, where))
        rated.append(replace(part, rate=rates[price]))
    return rated


def _rate_step(
    rule: FeeRule, price_gr: int, value: int, exact: Decimal, rate: Decimal, paragraph: str
) -> Step:
    values: list[tuple[str, str | int]] = [
        ("price", format_money(price_gr)),
        ("percent", percent_words(value)),
        ("rate", rate_words(exact)),
    ]
    where = paragraph or rule.paragraph_price
    if exact == rate:
        return Step(f"rate_{rule.unit.value}", tuple(values), where)
    values.append(("rounded", money_words(rate)))
    return Step(f"rate_{rule.unit.value}_rounded", tuple(values), where)


def _share(
    rule: FeeRule, situation: Situation, month: dt.date, told: list[Step]
) -> tuple[BandKind, int, str] | ChargeProblem:
    """Return what one unit costs: kind, value, and where the price is written."""
    if situation.fixed_percent is not None:
        percent = situation.fixed_percent
        told.append(Step("fixed_percent", (("percent", percent_words(percent)),)))
        return BandKind.PERCENT, percent, rule.paragraph_price
    if not rule.bands:
        return ChargeProblem.NO_BAND
    band = rule.bands[0]
    if rule.needs_income:
        if situation.income_gr is None:
            if not rule.full_without_income:
                return ChargeProblem.NO_INCOME
            told.append(Step("no_income", (), rule.paragraph_base))
            return BandKind.PERCENT, WHOLE, rule.paragraph_price
        found = _band(rule, situation, month, told)
        if found is None:
            return ChargeProblem.NO_BAND
        band = found
    value = band.single if situation.is_single else band.family
    told.append(_band_step(rule, band, value, is_single=situation.is_single))
    return band.kind, value, rule.paragraph_price


def _band(rule: FeeRule, situation: Situation, month: dt.date, told: list[Step]) -> FeeBand | None:
    """Return the band of an income: above its lower end, up to and with its upper one."""
    income, persons = situation.income_gr or 0, max(1, situation.persons)
    criterion = criterion_on(month, rule.base, is_single=situation.is_single)
    each = Decimal(income) / persons
    told.append(
        Step(
            "income_single" if persons == 1 else "income_family",
            (("income", format_money(income)), ("n", persons), ("each", money_words(each))),
        )
    )
    share = each * 100 / criterion.amount_gr
    told.append(
        Step(
            "criterion_single" if criterion.is_single else "criterion_family",
            (
                ("criterion", format_money(criterion.amount_gr)),
                ("since", criterion.valid_from.isoformat()),
                ("share", percent_words(half_up(share * 100))),
            ),
            rule.paragraph_base,
        )
    )
    for band in rule.bands:
        if band.upto is None or income * WHOLE <= band.upto * criterion.amount_gr * persons:
            return band
    return None


def _band_step(rule: FeeRule, band: FeeBand, value: int, *, is_single: bool) -> Step:
    who = "single" if is_single else "family"
    if not rule.needs_income:
        place: list[tuple[str, str | int]] = []
        kind = "flat"
    else:
        low, high = rule.band_places()[rule.bands.index(band)]
        place = [("above", percent_words(low)), ("upto", percent_words(high or 0))]
        kind = "band_first" if low == 0 else "band_last" if high is None else "band"
    if value == 0:
        return Step(f"{kind}_free", tuple(place), band.paragraph)
    amount = percent_words(value) if band.kind is BandKind.PERCENT else format_money(value)
    shown = (*place, ("value", amount), ("who", who), ("unit", rule.unit.value))
    return Step(f"{kind}_{band.kind.value}", shown, band.paragraph)


# --- the sum of the month


def _total(rule: FeeRule, situation: Situation, parts: list[Part], told: list[Step]) -> int:
    granted = [
        *(GrantedRelief(relief) for relief in rule.reliefs if relief.is_for_all),
        *situation.reliefs,
    ]
    told += _product_steps(rule, parts)
    before = sum((part.amount for part in parts), Decimal(0))
    reduction: Reduction = reduced(parts, granted, rule.combination)
    told += reduction.steps
    exact = reduction.total
    stage_unit = rule.rounding_unit_gr if rule.rounding_stage is RoundingStage.TOTAL else 1
    total = half_up(exact, stage_unit)
    if exact != total:
        told.append(_rounding_step(exact, total, stage_unit, rule.paragraph_rounding))
    total = _capped(parts, granted, total, told)
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
        values = (("rate", rate_words(rate)), ("amount", amount), ("product", rate_words(product)))
        found.append(Step(f"product_{rule.unit.value}", values))
    return found


def _rounding_step(exact: Decimal, total: int, unit_gr: int, paragraph: str) -> Step:
    values = (
        ("exact", rate_words(exact)),
        ("total", format_money(total)),
        ("unit", format_money(unit_gr)),
    )
    return Step("rounding", values, paragraph)


def _capped(parts: list[Part], granted: list[GrantedRelief], total: int, told: list[Step]) -> int:
    """Return the sum under the lowest cap in force; rounding up never passes it."""
    days = [part.date for part in parts]
    caps = [
        each.relief
        for each in granted
        if each.relief.kind is ReliefKind.CAP and any(map(each.holds_on, days))
    ]
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
    rule: FeeRule, parts: list[Part], service_id: bytes | None
) -> tuple[int | None, int | None]:
    """Return the whole price and the market price of what was used; None when one is not known."""
    full, market = Decimal(0), Decimal(0)
    is_full, is_market = True, True
    for part in parts:
        price = rule.price_on(part.date, service_id)
        of_unit = price.price_gr if price is not None else None
        outside = price.market_gr if price is not None else None
        is_full, is_market = is_full and of_unit is not None, is_market and outside is not None
        full += Decimal(part.quantity * (of_unit or 0)) / part.per_unit
        market += Decimal(part.quantity * (outside or 0)) / part.per_unit
    return half_up(full) if is_full else None, half_up(market) if is_market else None
