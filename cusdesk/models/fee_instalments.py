"""Fees put off: a debt of a resident in parts, each with its own day."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import BlobId, OnErasure, PersonalRecord

_PLAN = OnErasure(
    blank=("basis", "reason", "end_reason"),
    keep=("resident_id", "agreed_on", "author", "ended_on"),
)
_PART = OnErasure(keep=("plan_id", "position", "due_on", "amount_gr"))
_DEBT = OnErasure(keep=("plan_id", "charge_id", "amount_gr"))
"""The accounts still add up after an erasure; the days and sums name nobody."""


class FeeInstalmentPlan(PersonalRecord):
    """That a resident pays a debt in parts."""

    __tablename__ = "fee_instalment_plans"
    __table_args__ = (
        Index(None, "resident_id"),
        {"info": {"feature": "fees", "owner": None, "erasure": _PLAN}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    agreed_on: Mapped[dt.date]
    basis: Mapped[str] = mapped_column(default="")
    """What it rests on, in the office's words: a decision, an agreement, an article."""
    reason: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[dt.date | None]
    """From this day on the first terms count again; NULL while the parts do."""
    end_reason: Mapped[str] = mapped_column(default="")


class FeeInstalment(PersonalRecord):
    """One part with its day."""

    __tablename__ = "fee_instalments"
    __table_args__ = (
        Index(None, "plan_id"),
        {"info": {"feature": "fees", "owner": "plan_id", "erasure": _PART}},
    )

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("fee_instalment_plans.id"))
    position: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[dt.date]
    amount_gr: Mapped[int]


class FeeInstalmentDebt(PersonalRecord):
    """How much of a charge is paid in parts; all of them together are what the parts add up to."""

    __tablename__ = "fee_instalment_debts"
    __table_args__ = (
        Index(None, "plan_id"),
        {"info": {"feature": "fees", "owner": "plan_id", "erasure": _DEBT}},
    )

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("fee_instalment_plans.id"))
    charge_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("fee_charges.id"))
    amount_gr: Mapped[int]
