"""Fees of the fictional commune: rules, who pays by which income, a confirmed month, payments."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.fees.decision import DecisionDraft, Regime
from cusdesk.domain.fees.ledger import PaymentDraft, PaymentKind
from cusdesk.domain.fees.rule import (
    BandKind,
    FeeBand,
    FeePrice,
    FeeRelief,
    FeeRule,
    FeeUnit,
    ReliefKind,
    RoundingStage,
)
from cusdesk.domain.fees.terms import next_month
from cusdesk.services import fees
from cusdesk.services.fees.usage import usage_of

if TYPE_CHECKING:
    from cusdesk.services.demo.model import Build

_UNPAID = 4
"""Every so many people have not paid yet."""
_UNDECIDED = 9
"""Every so many people have no decision yet: the month says so."""


def write_fees(build: Build) -> None:
    """Write rules, decisions, the month before last confirmed, and payments for it."""
    if not build.years:
        return
    words = dictionary("demo_fees")
    fees.change_pay_settings(build.office, fees.PaySettings(words["account"], words["cash_desk"]))
    for row in words["rules"]:
        fees.create_rule(build.office, _rule(build, row))
    month = _month_before(_month_before(build.today.replace(day=1)))
    _decisions(build, words, month)
    if _confirm(build, month):
        _payments(build)


def _confirm(build: Build, month: dt.date) -> bool:
    """Confirm a month as it was done when it ended, so that some of it is late by today."""
    with build.on(next_month(month)):
        found = fees.month_fees(build.office, month)
        if found.chargeable:
            fees.confirm_month(build.office, month, found.seal)
    return bool(found.chargeable)


def _month_before(month: dt.date) -> dt.date:
    return (month - dt.timedelta(days=1)).replace(day=1)


def _rule(build: Build, row: dict[str, Any]) -> FeeRule:
    first = dt.date(build.today.year - build.years, 1, 1)
    price = FeePrice(first, row["price_gr"], row["market_gr"])
    bands = tuple(
        FeeBand(
            band.get("upto"),
            BandKind(row["kind"]),
            band["single"],
            band["family"],
            row["band_paragraph"],
        )
        for band in row["bands"]
    )
    reliefs = tuple(
        FeeRelief(
            None, each["name"], ReliefKind(each["kind"]), each["value"], paragraph=each["paragraph"]
        )
        for each in row["reliefs"]
    )
    return FeeRule(
        name=row["name"],
        number=row["number"],
        valid_from=first,
        unit=FeeUnit(row["unit"]),
        unit_minutes=row.get("unit_minutes", 60),
        bands=bands,
        prices=(price,),
        reliefs=reliefs,
        rounding_stage=RoundingStage(row["rounding_stage"]),
        charges_absent=row["charges_absent"],
        due_day=row["due_day"],
        services=(build.service_ids[row["service"]],),
        **row["paragraphs"],
    )


def _decisions(build: Build, words: dict[str, Any], month: dt.date) -> None:
    """Give those who use the first service a decision; a few wait for theirs."""
    row = words["rules"][0]
    service = build.service_ids[row["service"]]
    last = build.today
    with build.office.read() as session:
        people = sorted({who for who, what in usage_of(session, month, last) if what == service})
    incomes = words["incomes"]
    for number, person in enumerate(people, 1):
        if number % _UNDECIDED == 0:
            continue
        income = incomes[number % len(incomes)]
        draft = DecisionDraft(
            person,
            service,
            Regime.DECISION,
            number=words["decision_number"].format(n=number, year=month.year),
            decided_on=month,
            valid_from=month,
            is_single=income["persons"] == 1,
            persons=income["persons"] if income["persons"] > 1 else None,
            income_gr=income["income_gr"],
            income_month=_month_before(month),
        )
        fees.create_decision(build.office, draft)


def _payments(build: Build) -> None:
    """Let most people have paid the month that was confirmed."""
    for number, row in enumerate(fees.list_accounts(build.office), 1):
        if row.open_gr <= 0 or number % _UNPAID == 0:
            continue
        draft = PaymentDraft(row.id, PaymentKind.CASH, build.today, row.open_gr)
        fees.add_payment(build.office, draft)
