"""Invoices and bills of providers, line by line, and what became of them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import BlobId, Record
from cusdesk.models.blobs import BLOB_INFO, BlobHash


class Invoice(Record):
    """An invoice, a bill or a note of a provider."""

    __tablename__ = "invoices"
    __table_args__ = (
        Index(None, "provider_id"),
        Index(None, "contract_id"),
        {"info": {"feature": "invoices", "owner": None}},
    )

    kind: Mapped[str] = mapped_column(default="invoice")
    number: Mapped[str]
    provider_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("providers.id"))
    contract_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("contracts.id"))
    issued_on: Mapped[dt.date | None]
    received_on: Mapped[dt.date | None]
    due_on: Mapped[dt.date | None]
    paid_on: Mapped[dt.date | None]
    seller_nip: Mapped[str] = mapped_column(default="")
    buyer_nip: Mapped[str] = mapped_column(default="")
    ksef_number: Mapped[str] = mapped_column(default="")
    gross_gr: Mapped[int | None]
    """To be paid, as the document says."""
    status: Mapped[str] = mapped_column(default="received")
    purpose: Mapped[str] = mapped_column(default="")
    """For whom and what for, in the office's own words, for the description."""
    notes: Mapped[str] = mapped_column(default="")


class InvoiceLine(Record):
    """What an invoice bills: a service in a period, units, rate and amount as it says."""

    __tablename__ = "invoice_lines"
    __table_args__ = (
        Index(None, "invoice_id"),
        Index(None, "service_id"),
        {"info": {"feature": "invoices", "owner": "invoice_id"}},
    )

    invoice_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("invoices.id"))
    position: Mapped[int] = mapped_column(default=0)
    service_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("services.id"))
    words: Mapped[str] = mapped_column(default="")
    """What the document calls it."""
    period_from: Mapped[dt.date | None]
    period_to: Mapped[dt.date | None]
    unit: Mapped[str] = mapped_column(default="hour")
    quantity_milli: Mapped[int | None]
    rate_gr: Mapped[int | None]
    amount_gr: Mapped[int | None]


class InvoiceStep(Record):
    """One step of an invoice: checked, described, approved, paid, sent back."""

    __tablename__ = "invoice_steps"
    __table_args__ = (
        Index(None, "invoice_id"),
        {"info": {"feature": "invoices", "owner": "invoice_id"}},
    )

    invoice_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("invoices.id"))
    status: Mapped[str]
    done_on: Mapped[dt.date]
    done_by: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    """Why the step was taken although something differs, or why it went back."""


class InvoiceFile(Record):
    """A file that belongs to an invoice: the XML it was read from, a scan, a letter."""

    __tablename__ = "invoice_files"
    __table_args__ = (
        Index(None, "invoice_id"),
        {"info": {"feature": "invoices", "owner": "invoice_id"}},
    )

    invoice_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("invoices.id"))
    file_name: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(BlobHash, info=BLOB_INFO)
    size: Mapped[int]
    is_original: Mapped[bool] = mapped_column(default=False)
    """The invoice was read out of it."""
    added_on: Mapped[dt.date]
    added_by: Mapped[str] = mapped_column(default="")
