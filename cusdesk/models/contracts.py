"""Contracts with providers: what was ordered, at what rate, and what annexes changed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import BlobId, OnErasure, PersonalRecord, Record

_REASON = OnErasure(
    blank=("reason", "plan_service_id"),
    keep=("resident_id", "service_id", "valid_from", "over", "given_on", "given_by"),
)
"""The words may say something of a person's health; how much over stays for the count."""


class Contract(Record):
    """A contract, agreement or mandate with a provider."""

    __tablename__ = "contracts"
    __table_args__ = (
        Index(None, "provider_id"),
        {"info": {"feature": "contracts", "owner": None}},
    )

    number: Mapped[str]
    provider_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("providers.id"))
    mode: Mapped[str] = mapped_column(default="")
    legal_basis: Mapped[str] = mapped_column(default="")
    """Words of the office; "" takes those of the mode on the day of signing."""
    subject: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[dt.date | None]
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    value_gr: Mapped[int | None]
    funding_source_id: Mapped[bytes | None] = mapped_column(
        BlobId, ForeignKey("funding_sources.id")
    )
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    keeper: Mapped[str] = mapped_column(default="")
    """Who in the centre looks after this contract."""
    notes: Mapped[str] = mapped_column(default="")


class ContractService(Record):
    """A service a contract orders."""

    __tablename__ = "contract_services"
    __table_args__ = (
        Index(None, "contract_id"),
        {"info": {"feature": "contracts", "owner": "contract_id"}},
    )

    contract_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("contracts.id"))
    position: Mapped[int] = mapped_column(default=0)
    service_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("services.id"))
    unit: Mapped[str] = mapped_column(default="hour")
    counting: Mapped[str] = mapped_column(default="person")
    rate_gr: Mapped[int | None]
    pool_milli: Mapped[int | None]
    """Units ordered, in thousandths; NULL when the contract sets no number."""


class ContractAnnex(Record):
    """One change of a contract from a day on; NULL leaves what it was."""

    __tablename__ = "contract_annexes"
    __table_args__ = (
        Index(None, "contract_id"),
        {"info": {"feature": "contracts", "owner": "contract_id"}},
    )

    contract_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("contracts.id"))
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[dt.date | None]
    valid_from: Mapped[dt.date]
    service_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("services.id"))
    rate_gr: Mapped[int | None]
    pool_milli: Mapped[int | None]
    """The whole pool from then on, in thousandths of a unit."""
    ends_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(default="")


class PoolReason(Record):
    """Why more was given than a contract, a service or a source of money holds."""

    __tablename__ = "pool_reasons"
    __table_args__ = (
        Index(None, "contract_id"),
        {"info": {"feature": "contracts", "owner": None}},
    )

    kind: Mapped[str]
    contract_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("contracts.id"))
    service_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("services.id"))
    funding_source_id: Mapped[bytes | None] = mapped_column(
        BlobId, ForeignKey("funding_sources.id")
    )
    valid_from: Mapped[dt.date | None]
    """First day of the period the pool holds for."""
    over: Mapped[int]
    """How much over was explained: thousandths of a unit, or grosze of a source."""
    reason: Mapped[str]
    given_on: Mapped[dt.date]
    given_by: Mapped[str] = mapped_column(default="")


class PersonPoolReason(PersonalRecord):
    """Why a person was given more than their limit or plan holds."""

    __tablename__ = "person_pool_reasons"
    __table_args__ = (
        Index(None, "resident_id"),
        {"info": {"feature": "contracts", "owner": None, "erasure": _REASON}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    service_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("services.id"))
    plan_service_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("plan_services.id"))
    """NULL for the limit of the catalogue."""
    valid_from: Mapped[dt.date | None]
    over: Mapped[int]
    reason: Mapped[str]
    given_on: Mapped[dt.date]
    given_by: Mapped[str] = mapped_column(default="")
