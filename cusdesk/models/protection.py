"""Protection of data: erasures, record classes, marks of single cases, and the registers."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, Base, BlobId, OnErasure, PersonalRecord, Record


def _info(erasure: OnErasure | None = None) -> dict[str, object]:
    info: dict[str, object] = {"feature": "protection", "owner": None}
    return info if erasure is None else info | {"erasure": erasure}


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


class Authorisation(Record):
    """Somebody is authorised to process personal data (RODO, art. 29)."""

    __tablename__ = "authorisations"
    __table_args__ = (Index(None, "user_id"), {"info": _info()})

    number: Mapped[str] = mapped_column(default="")
    person: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    user_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("users.id"))
    """The account in this program; NULL for who works on paper only."""
    login: Mapped[str] = mapped_column(default="")
    """In other systems."""
    scope: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    granted_on: Mapped[dt.date | None]
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    """Inclusive; NULL until it is withdrawn."""
    withdrawn_on: Mapped[dt.date | None]
    """The first day without it."""


class SecrecyPledge(Record):
    """Somebody undertook in writing to keep secrets (act on social assistance, art. 100(6))."""

    __tablename__ = "secrecy_pledges"
    __table_args__ = {"info": _info()}

    person: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    pledged_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(default="")


class ProcessingActivity(Record):
    """An activity of the register of processing (RODO, art. 30(1))."""

    __tablename__ = "processing_activities"
    __table_args__ = {"info": _info()}

    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    legal_basis: Mapped[str] = mapped_column(default="")
    persons: Mapped[str] = mapped_column(default="")
    data_kinds: Mapped[str] = mapped_column(default="")
    recipients: Mapped[str] = mapped_column(default="")
    transfers: Mapped[str] = mapped_column(default="")
    erasure_terms: Mapped[str] = mapped_column(default="")
    security: Mapped[str] = mapped_column(default="")
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    """A starter row is not, until the office compared it with what it does."""


class ProcessingAgreement(Record):
    """Personal data are handed to somebody who processes them for the centre (RODO, art. 28)."""

    __tablename__ = "processing_agreements"
    __table_args__ = {"info": _info()}

    number: Mapped[str] = mapped_column(default="")
    provider_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("providers.id"))
    party: Mapped[str] = mapped_column(default="")
    """Who is not in the list of providers: a supplier of software, an archive."""
    subject: Mapped[str] = mapped_column(default="")
    scope: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[dt.date | None]
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    """Inclusive; NULL without an end."""
    status: Mapped[str] = mapped_column(default="signed")
    """See `domain.protection.registers.AgreementStatus`."""


class Consent(PersonalRecord):
    """A resident's consent, with what it covers and how long (RODO, art. 7)."""

    __tablename__ = "consents"
    __table_args__ = (
        Index(None, "resident_id"),
        {"info": _info(DELETED)},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    purpose: Mapped[str]
    """See `domain.protection.registers.ConsentPurpose`."""
    scope: Mapped[str] = mapped_column(default="")
    given_on: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    """Inclusive; NULL until it is withdrawn."""
    withdrawn_on: Mapped[dt.date | None]
    """The first day without it."""
    note: Mapped[str] = mapped_column(default="")


class Disclosure(PersonalRecord):
    """Somebody outside was told or given a resident's data (CUS act, art. 50(3))."""

    __tablename__ = "disclosures"
    __table_args__ = (
        Index(None, "resident_id"),
        {"info": _info(DELETED)},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    recipient: Mapped[str]
    what: Mapped[str] = mapped_column(default="")
    legal_basis: Mapped[str] = mapped_column(default="")
    disclosed_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(default="")


class Breach(Record):
    """A breach of the protection of personal data (RODO, arts. 33 and 34)."""

    __tablename__ = "breaches"
    __table_args__ = {"info": _info()}

    number: Mapped[str] = mapped_column(default="")
    found_on: Mapped[dt.date | None]
    found_time: Mapped[str] = mapped_column(default="")
    """`14:30`; empty counts from midnight, so that the term never looks longer than it is."""
    description: Mapped[str] = mapped_column(default="")
    persons: Mapped[str] = mapped_column(default="")
    consequences: Mapped[str] = mapped_column(default="")
    measures: Mapped[str] = mapped_column(default="")
    risk: Mapped[str] = mapped_column(default="")
    """See `domain.protection.registers.BreachRisk`; empty until somebody judged it."""
    notified_on: Mapped[dt.date | None]
    notified_time: Mapped[str] = mapped_column(default="")
    delay_reason: Mapped[str] = mapped_column(default="")
    informed_on: Mapped[dt.date | None]
    """When the persons were informed (art. 34)."""


class DataRequest(PersonalRecord):
    """A request of a person about their own data (RODO, arts. 15-22).

    Who is not a resident is a subject of their own: `subject_id` is then the id of the row. After
    an erasure the request stays counted, because the office must show that it answered.
    """

    __tablename__ = "data_requests"
    __table_args__ = (
        Index(None, "resident_id"),
        {
            "info": _info(
                OnErasure(
                    blank=("person", "details", "extension_reason", "answer"),
                    keep=("resident_id", "kind", "received_on", "extended_on", "answered_on"),
                )
            )
        },
    )

    resident_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("residents.id"))
    person: Mapped[str] = mapped_column(default="")
    """Who asks, when it is no resident or somebody in their name."""
    kind: Mapped[str]
    """See `domain.protection.registers.RequestKind`."""
    details: Mapped[str] = mapped_column(default="")
    received_on: Mapped[dt.date | None]
    extended_on: Mapped[dt.date | None]
    """When the person was told that it takes longer, and why."""
    extension_reason: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[dt.date | None]
    answer: Mapped[str] = mapped_column(default="")


class InformationClause(Record):
    """One version of what people are told about their data (RODO, arts. 13 and 14)."""

    __tablename__ = "information_clauses"
    __table_args__ = {"info": _info()}

    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    version: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    """Inclusive."""
    text: Mapped[str] = mapped_column(default="")
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    """The office, with its data protection officer, took the text for its own."""


class ClauseDelivery(PersonalRecord):
    """A resident was given a clause."""

    __tablename__ = "clause_deliveries"
    __table_args__ = (
        Index(None, "resident_id"),
        {"info": _info(DELETED)},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    clause_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("information_clauses.id"))
    given_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(default="")
