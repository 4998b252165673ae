"""Where money comes from, and what a year plans to spend of it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import BlobId, Record


class FundingSource(Record):
    """A source of money with its project and its place in the budget classification."""

    __tablename__ = "funding_sources"
    __table_args__ = {"info": {"feature": "budget", "owner": None}}

    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="own")
    project_number: Mapped[str] = mapped_column(default="")
    division: Mapped[str] = mapped_column(default="")
    chapter: Mapped[str] = mapped_column(default="")
    paragraph: Mapped[str] = mapped_column(default="")
    task: Mapped[str] = mapped_column(default="")
    cost_category: Mapped[str] = mapped_column(default="")
    share_percent: Mapped[int | None]
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    notes: Mapped[str] = mapped_column(default="")


class BudgetPlan(Record):
    """What a year's budget plans from a source of money."""

    __tablename__ = "budget_plans"
    __table_args__ = (
        Index(None, "funding_source_id"),
        {"info": {"feature": "budget", "owner": "funding_source_id"}},
    )

    funding_source_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("funding_sources.id"))
    year: Mapped[int]
    amount_gr: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    """Such as the number of the resolution that changed the budget."""
