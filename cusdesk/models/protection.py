"""Protection of data: the register of erasures, record classes, and marks of single cases."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, Base, BlobId, PersonalRecord, Record


class Erasure(Base):
    """One erasure: ids and the decision, nothing of the person.

    It is no record with a history: it is written once, by the erasure itself, and an undo or an
    older copy of the file must not take it away.
    """

    __tablename__ = "erasures"
    __table_args__ = (Index(None, "record_id", unique=True),)

    id: Mapped[bytes] = mapped_column(BlobId, primary_key=True)
    subject_id: Mapped[bytes] = mapped_column(BlobId)
    scope: Mapped[str] = mapped_column(default="person")
    """`person`, or `plan` for one plan of a person who stays."""
    record_id: Mapped[bytes] = mapped_column(BlobId)
    """The id that must stay empty for ever: the resident's, or the plan's."""
    erased_at: Mapped[int]
    user_id: Mapped[bytes | None] = mapped_column(BlobId)
    basis: Mapped[str] = mapped_column(default="")
    legal_basis: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    protocol_number: Mapped[str] = mapped_column(default="")
    case_sign: Mapped[str] = mapped_column(default="")
    class_symbol: Mapped[str] = mapped_column(default="")
    class_title: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    items: Mapped[int] = mapped_column(default=1)
    """How many units went: the card and each plan."""
    compacted: Mapped[bool] = mapped_column(default=False)
    """Whether the file was rewritten since, so that no freed page holds anything."""


class RecordClass(Record):
    """A class of the office's list of records (JRWA) with how long its cases are kept."""

    __tablename__ = "record_classes"
    __table_args__ = {"info": {"feature": "protection", "owner": None}}

    position: Mapped[int] = mapped_column(default=0)
    symbol: Mapped[str]
    title: Mapped[str]
    category: Mapped[str] = mapped_column(default="B")
    """A, B, BE or Bc; see `domain.retention.Category`."""
    years: Mapped[int | None]
    """Full calendar years; NULL for A and Bc."""
    is_provisional: Mapped[bool] = mapped_column(default=True)
    """A starter row that nobody has compared with the office's own list."""


class RetentionCase(PersonalRecord):
    """What a person decided about one case: its class, sign, EU project, or to keep it longer."""

    __tablename__ = "retention_cases"
    __table_args__ = (
        Index(None, "resident_id"),
        {"info": {"feature": "protection", "owner": None, "erasure": DELETED}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    record_kind: Mapped[str]
    """`residents` for the card, `plans` for a plan."""
    record_id: Mapped[bytes] = mapped_column(BlobId)
    record_class_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("record_classes.id"))
    """NULL takes the class set for this kind of record."""
    case_sign: Mapped[str] = mapped_column(default="")
    eu_project: Mapped[str] = mapped_column(default="")
    eu_until: Mapped[dt.date | None]
    """Inclusive: until when a project paid by the EU must keep its documents."""
    keep_until: Mapped[dt.date | None]
    """Inclusive: somebody decided to keep the case past its term."""
    keep_reason: Mapped[str] = mapped_column(default="")
