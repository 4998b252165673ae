"""Sheets of hours that went out to providers, so that what comes back is known line by line."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, BlobId, PersonalRecord, Record


class HourSheet(Record):
    """A sheet of a month for one provider; its number is printed in the file."""

    __tablename__ = "hour_sheets"
    __table_args__ = (
        Index(None, "provider_id"),
        {"info": {"feature": "attendance", "owner": None}},
    )

    provider_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("providers.id"))
    number: Mapped[str]
    month: Mapped[dt.date]
    issued_on: Mapped[dt.date]
    returned_on: Mapped[dt.date | None]


class HourSheetLine(PersonalRecord):
    """One person and service of a sheet: its number stands in the file, the person only here."""

    __tablename__ = "hour_sheet_lines"
    __table_args__ = (
        Index(None, "sheet_id"),
        Index(None, "resident_id"),
        {"info": {"feature": "attendance", "owner": "sheet_id", "erasure": DELETED}},
    )

    sheet_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("hour_sheets.id"))
    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    service_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("services.id"))
    number: Mapped[int]
    planned_minutes: Mapped[int | None]
