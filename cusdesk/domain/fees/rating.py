"""What one unit costs somebody: band of the income, share, price, and the rounded rate."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from cusdesk.domain.fees.criteria import criterion_on
from cusdesk.domain.fees.rule import WHOLE, BandKind, FeeBand, FeePrice, FeeRule, RoundingStage
from cusdesk.domain.fees.situation import ChargeProblem, Situation
from cusdesk.domain.fees.steps import Step, money_words, percent_words, rate_words
from cusdesk.domain.money import format_money
from cusdesk.domain.rounding import half_up

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.fees.reliefs import Part


def rated(
    rule: FeeRule,
    situation: Situation,
    parts: list[Part],
    month: dt.date,
    service_id: bytes | None,
    told: list[Step],
) -> list[Part] | ChargeProblem:
    """Return the parts with the rate of each, or why there is none.

    Args:
        rule: in force on the days of the parts.
        situation: by the person's decision.
        parts: what is paid for, without rates.
        month: its first day; the criterion in force on it counts.
        service_id: chooses a price of its own.
        told: takes the steps that led to the rate.
    """
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
    priced = []
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
        priced.append(replace(part, rate=rates[price]))
    return priced


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
    if not criterion.is_certain:
        told.append(Step("criterion_uncertain", (("source", criterion.source),)))
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
