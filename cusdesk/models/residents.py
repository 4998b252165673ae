"""Residents with their phones, representatives, households and dated notes."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, Base, BlobId, OnErasure, PersonalRecord, Record


class Household(Record):
    """People who live and keep house together; the residents point here."""

    __tablename__ = "households"
    __table_args__ = {"info": {"feature": "residents", "owner": None}}

    note: Mapped[str] = mapped_column(default="")


_STUB = OnErasure(
    blank=(
        *("surname", "given_name", "second_name", "birth_surname", "pesel", "pesel_reason"),
        *("other_document", "birth_date", "locality", "street", "house", "flat", "postcode"),
        *("post", "solectwo", "email", "status_date", "disability", "disability_number"),
        *("disability_valid_from", "disability_valid_to", "household_id", "accessibility"),
        *("notes", "health_notes", "addiction", "ethnic_origin", "convictions"),
    ),
    keep=("sex", "status"),
)
"""What stays of an erased resident: that there was one, man or woman, and has left."""


class Resident(PersonalRecord):
    """One person of the commune; `subject_id` equals `id`."""

    __tablename__ = "residents"
    __table_args__ = (
        Index(None, "pesel"),
        Index(None, "household_id"),
        Index(None, "disability_valid_to", sqlite_where=text("disability_valid_to IS NOT NULL")),
        {"info": {"feature": "residents", "owner": None, "erasure": _STUB}},
    )

    surname: Mapped[str]
    given_name: Mapped[str] = mapped_column(default="")
    second_name: Mapped[str] = mapped_column(default="")
    birth_surname: Mapped[str] = mapped_column(default="")
    pesel: Mapped[str] = mapped_column(default="")
    pesel_reason: Mapped[str] = mapped_column(default="")
    """Why a PESEL that fails its check, or no PESEL, is right."""
    other_document: Mapped[str] = mapped_column(default="")
    birth_date: Mapped[dt.date | None]
    sex: Mapped[str] = mapped_column(default="")
    locality: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    house: Mapped[str] = mapped_column(default="")
    flat: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    solectwo: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="active")
    status_date: Mapped[dt.date | None]
    disability: Mapped[str] = mapped_column(default="none")
    disability_number: Mapped[str] = mapped_column(default="")
    disability_valid_from: Mapped[dt.date | None]
    disability_valid_to: Mapped[dt.date | None]
    """Inclusive; NULL with a degree means a permanent certificate."""
    household_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("households.id"))
    accessibility: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    health_notes: Mapped[str] = mapped_column(default="", server_default="")
    addiction: Mapped[str] = mapped_column(default="", server_default="")
    ethnic_origin: Mapped[str] = mapped_column(default="", server_default="")
    convictions: Mapped[str] = mapped_column(default="", server_default="")


class ResidentPhone(PersonalRecord):
    """A phone number of a resident, with whose or what it is."""

    __tablename__ = "resident_phones"
    __table_args__ = (
        Index(None, "resident_id"),
        {"info": {"feature": "residents", "owner": "resident_id", "erasure": DELETED}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[str]
    label: Mapped[str] = mapped_column(default="")


class Representative(PersonalRecord):
    """Who acts or cares for a resident: parent, guardian, attorney, actual carer, contact."""

    __tablename__ = "representatives"
    __table_args__ = (
        Index(None, "resident_id"),
        {"info": {"feature": "residents", "owner": "resident_id", "erasure": DELETED}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str]
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ResidentNote(PersonalRecord):
    """A dated note on the card: a call, a visit, a talk."""

    __tablename__ = "resident_notes"
    __table_args__ = (
        Index(None, "resident_id"),
        {"info": {"feature": "residents", "owner": "resident_id", "erasure": DELETED}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    date: Mapped[dt.date]
    text: Mapped[str]
    author: Mapped[str] = mapped_column(default="")


class ResidentIndex(Base):
    """Search row of a resident that is not in the bin: derived, rebuilt at will, not captured.

    `folded` holds every word and number by which a person may be sought, folded to plain lower-case
    letters; a walk of this table in `sort_key` order answers type-ahead without touching cards.
    """

    __tablename__ = "resident_index"
    __table_args__ = (
        Index(None, "resident_id", unique=True),
        Index(None, "surname_folded"),
        {"sqlite_with_rowid": False},
    )

    sort_key: Mapped[str] = mapped_column(primary_key=True)
    resident_id: Mapped[bytes] = mapped_column(BlobId, primary_key=True)
    folded: Mapped[str]
    surname_folded: Mapped[str]
