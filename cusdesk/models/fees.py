"""Fees: rules, decisions, confirmed runs with their charges, payments, bank statements."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, BlobId, OnErasure, PersonalRecord, Record

_DECISION = OnErasure(
    blank=("number", "notes", "income_gr", "persons"),
    keep=(
        *("resident_id", "service_id", "regime", "decided_on", "valid_from", "valid_to"),
        *("is_single", "income_month", "fixed_percent", "fixed_rate_gr", "monthly_minutes"),
    ),
)
_CHARGE = OnErasure(
    blank=("steps_json",),
    keep=(
        *("run_id", "resident_id", "service_id", "rule_id", "decision_id", "month", "is_change"),
        *("quantity", "total_gr", "amount_gr", "full_gr", "market_gr", "due_on"),
    ),
)
_PAYMENT = OnErasure(
    blank=("title", "account", "reason"),
    keep=("resident_id", "kind", "paid_on", "amount_gr", "author"),
)
"""Sums of closed months and of the accounts still add up after an erasure; they name nobody."""


class FeeRule(Record):
    """A fee rule, in one version; the next one names it in `replaces_id`."""

    __tablename__ = "fee_rules"
    __table_args__ = {"info": {"feature": "fees", "owner": None}}

    name: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    """Of the council's resolution or of the programme."""
    resolved_on: Mapped[dt.date | None]
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    base: Mapped[str] = mapped_column(default="own")
    unit: Mapped[str] = mapped_column(default="hour")
    unit_minutes: Mapped[int] = mapped_column(default=60)
    combination: Mapped[str] = mapped_column(default="best")
    charges_absent: Mapped[bool] = mapped_column(default=False)
    charges_excused: Mapped[bool] = mapped_column(default=False)
    full_without_income: Mapped[bool] = mapped_column(default=False)
    rounding_stage: Mapped[str] = mapped_column(default="total")
    rounding_unit_gr: Mapped[int] = mapped_column(default=1)
    minimum_gr: Mapped[int] = mapped_column(default=0)
    """A smaller sum of a month is not collected."""
    due_day: Mapped[int | None]
    is_due_shifted: Mapped[bool] = mapped_column(default=True)
    income_threshold: Mapped[int | None]
    """Hundredths of a per cent of the criterion; NULL when the rule knows no such thing."""
    paragraph_base: Mapped[str] = mapped_column(default="")
    paragraph_price: Mapped[str] = mapped_column(default="")
    paragraph_absence: Mapped[str] = mapped_column(default="")
    paragraph_rounding: Mapped[str] = mapped_column(default="")
    paragraph_minimum: Mapped[str] = mapped_column(default="")
    paragraph_due: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    replaces_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("fee_rules.id"))


class FeeBand(Record):
    """A line of the table of a rule."""

    __tablename__ = "fee_bands"
    __table_args__ = (Index(None, "rule_id"), {"info": {"feature": "fees", "owner": "rule_id"}})

    rule_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("fee_rules.id"))
    position: Mapped[int] = mapped_column(default=0)
    upto: Mapped[int | None]
    """Inclusive upper end in hundredths of a per cent of the criterion; NULL is "above"."""
    kind: Mapped[str] = mapped_column(default="percent")
    single: Mapped[int] = mapped_column(default=0)
    family: Mapped[int] = mapped_column(default=0)
    """Hundredths of a per cent of the price, or grosze for one unit."""
    paragraph: Mapped[str] = mapped_column(default="")


class FeePrice(Record):
    """The price of one unit from a day on."""

    __tablename__ = "fee_prices"
    __table_args__ = (Index(None, "rule_id"), {"info": {"feature": "fees", "owner": "rule_id"}})

    rule_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("fee_rules.id"))
    position: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[dt.date]
    price_gr: Mapped[int]
    market_gr: Mapped[int | None]
    service_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("services.id"))
    """NULL: every service of the rule."""
    paragraph: Mapped[str] = mapped_column(default="")


class FeeRelief(Record):
    """A relief or exemption a rule knows."""

    __tablename__ = "fee_reliefs"
    __table_args__ = (Index(None, "rule_id"), {"info": {"feature": "fees", "owner": "rule_id"}})

    rule_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("fee_rules.id"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="percent")
    value: Mapped[int] = mapped_column(default=0)
    is_for_all: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    paragraph: Mapped[str] = mapped_column(default="")


class FeeRuleService(Record):
    """That a rule says the fee of a service."""

    __tablename__ = "fee_rule_services"
    __table_args__ = (
        Index(None, "rule_id"),
        Index(None, "service_id"),
        {"info": {"feature": "fees", "owner": "rule_id"}},
    )

    rule_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("fee_rules.id"))
    position: Mapped[int] = mapped_column(default=0)
    service_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("services.id"))


class FeeDecision(PersonalRecord):
    """What the fee of a resident for a service is counted from, for a time."""

    __tablename__ = "fee_decisions"
    __table_args__ = (
        Index(None, "resident_id"),
        Index(None, "service_id"),
        {"info": {"feature": "fees", "owner": None, "erasure": _DECISION}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    service_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("services.id"))
    regime: Mapped[str] = mapped_column(default="programme")
    """`programme`: set by the CUS programme, no decision; `decision`: social assistance act."""
    number: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[dt.date | None]
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    is_single: Mapped[bool] = mapped_column(default=True)
    persons: Mapped[int | None]
    income_gr: Mapped[int | None]
    """Of the whole household in a month; NULL when it was not shown."""
    income_month: Mapped[dt.date | None]
    fixed_percent: Mapped[int | None]
    fixed_rate_gr: Mapped[int | None]
    monthly_minutes: Mapped[int | None]
    notes: Mapped[str] = mapped_column(default="")


class FeeDecisionRelief(PersonalRecord):
    """A relief given by a decision, for a time."""

    __tablename__ = "fee_decision_reliefs"
    __table_args__ = (
        Index(None, "decision_id"),
        {"info": {"feature": "fees", "owner": "decision_id", "erasure": DELETED}},
    )

    decision_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("fee_decisions.id"))
    position: Mapped[int] = mapped_column(default=0)
    relief_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("fee_reliefs.id"))
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]


class FeeRun(Record):
    """A confirmed month; what is not confirmed is nowhere kept."""

    __tablename__ = "fee_runs"
    __table_args__ = (Index(None, "month"), {"info": {"feature": "fees", "owner": None}})

    month: Mapped[dt.date]
    """The first day of the month."""
    number: Mapped[int] = mapped_column(default=1)
    """1 for the month itself; later ones only add changes."""
    confirmed_on: Mapped[dt.date]
    confirmed_by: Mapped[str] = mapped_column(default="")


class FeeCharge(PersonalRecord):
    """A line of a confirmed run; never changed, corrected only by a line of a later run."""

    __tablename__ = "fee_charges"
    __table_args__ = (
        Index(None, "run_id"),
        Index(None, "resident_id", "month"),
        Index(None, "decision_id"),
        {"info": {"feature": "fees", "owner": "run_id", "erasure": _CHARGE}},
    )

    run_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("fee_runs.id"))
    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    service_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("services.id"))
    rule_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("fee_rules.id"))
    decision_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("fee_decisions.id"))
    month: Mapped[dt.date]
    """The month the services were used in: that of the run, or an earlier one."""
    is_change: Mapped[bool] = mapped_column(default=False)
    """A change of what was charged for that month before."""
    quantity: Mapped[int] = mapped_column(default=0)
    total_gr: Mapped[int] = mapped_column(default=0)
    """What the month costs as a whole."""
    amount_gr: Mapped[int] = mapped_column(default=0)
    """What this line adds: `total_gr`, or for a change the difference to what was charged."""
    full_gr: Mapped[int | None]
    market_gr: Mapped[int | None]
    due_on: Mapped[dt.date | None]
    steps_json: Mapped[str] = mapped_column(default="[]")
    """How the amount came about, as `domain.fees.steps` writes it."""


class FeePayment(PersonalRecord):
    """Money of a resident: paid, given back, or waived."""

    __tablename__ = "fee_payments"
    __table_args__ = (
        Index(None, "resident_id"),
        Index(None, "paid_on"),
        {"info": {"feature": "fees", "owner": None, "erasure": _PAYMENT}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    kind: Mapped[str] = mapped_column(default="transfer")
    paid_on: Mapped[dt.date]
    amount_gr: Mapped[int]
    """Positive lessens the debt; a refund is negative."""
    title: Mapped[str] = mapped_column(default="")
    account: Mapped[str] = mapped_column(default="")
    """Digits of the account it came from."""
    reason: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")


class FeeStatement(Record):
    """A bank statement that was read in."""

    __tablename__ = "fee_statements"
    __table_args__ = {"info": {"feature": "fees", "owner": None}}

    file_name: Mapped[str] = mapped_column(default="")
    read_on: Mapped[dt.date]
    author: Mapped[str] = mapped_column(default="")
    first_day: Mapped[dt.date | None]
    last_day: Mapped[dt.date | None]
    lines: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    """Lines that an earlier statement had brought already."""


class FeeBankLine(Record):
    """Money that came in by a statement; about nobody in particular until it is booked."""

    __tablename__ = "fee_bank_lines"
    __table_args__ = (
        Index(None, "statement_id"),
        Index(None, "fingerprint"),
        Index(None, "state"),
        {"info": {"feature": "fees", "owner": "statement_id"}},
    )

    statement_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("fee_statements.id"))
    position: Mapped[int] = mapped_column(default=0)
    booked_on: Mapped[dt.date]
    amount_gr: Mapped[int]
    payer: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    account: Mapped[str] = mapped_column(default="")
    fingerprint: Mapped[str]
    """The same line of another statement has the same one."""
    state: Mapped[str] = mapped_column(default="waiting")
    """`waiting`, `booked` or `ignored`."""
    payment_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("fee_payments.id"))
