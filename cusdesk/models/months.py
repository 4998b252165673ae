"""Closed months: what was counted on the day of closing, with a seal."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import BlobId, OnErasure, PersonalRecord, Record

_LINE = OnErasure(keep=("closure_id", "service_id", "number", "resident_id", "planned", "days"))
"""Erased people stay counted in the figures a month was closed with."""


class MonthClosure(Record):
    """That a month was closed, and perhaps opened again."""

    __tablename__ = "month_closures"
    __table_args__ = (
        Index(None, "month"),
        {"info": {"feature": "months", "owner": None}},
    )

    month: Mapped[dt.date]
    """Its first day."""
    closed_at: Mapped[int]
    """Milliseconds since 1970 UTC."""
    closed_by: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    services: Mapped[str]
    """JSON: the services of the month without their people, in the order of the sheet."""
    seal: Mapped[str]
    """SHA-256 over the services and the lines, in hexadecimal."""
    reopened_at: Mapped[int | None]
    reopened_by: Mapped[str] = mapped_column(default="")
    reopen_reason: Mapped[str] = mapped_column(default="")


class MonthLine(PersonalRecord):
    """One person in one service of a closed month."""

    __tablename__ = "month_lines"
    __table_args__ = (
        Index(None, "closure_id"),
        Index(None, "resident_id"),
        {"info": {"feature": "months", "owner": "closure_id", "erasure": _LINE}},
    )

    closure_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("month_closures.id"))
    service_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("services.id"))
    number: Mapped[int]
    """Place on the list of the service, from 1."""
    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    planned: Mapped[int | None]
    """Minutes or units of the month."""
    days: Mapped[str]
    """JSON: for every day of the month null, or kind, symbol, minutes, more presences, absences."""
