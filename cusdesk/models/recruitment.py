"""Recruitment: editions of programmes, their criteria, candidates, points and calls."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, BlobId, OnErasure, PersonalRecord, Record

_CANDIDATE = OnErasure(
    blank=("reason", "application_id"),
    keep=(
        *("edition_id", "resident_id", "position", "submitted_on", "submitted_minute"),
        *("status", "status_on", "points", "rank"),
    ),
)
"""An approved ranking still adds up when somebody of it was erased; it then names nobody."""


class Edition(Record):
    """One recruitment to a programme or a service: who may come, how many, by which rules."""

    __tablename__ = "editions"
    __table_args__ = {"info": {"feature": "recruitment", "owner": None}}

    name: Mapped[str]
    programme_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("programmes.id"))
    opens_on: Mapped[dt.date | None]
    closes_on: Mapped[dt.date | None]
    """Inclusive: the last day on which applications are taken."""
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    seats: Mapped[int | None]
    """NULL means no limit; 0 means that everybody waits."""
    tie_rule: Mapped[str] = mapped_column(default="submission")
    call_tries: Mapped[int] = mapped_column(default=3)
    """How many unanswered calls let the next person be proposed."""
    notes: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[dt.date | None]
    """The day the ranking was frozen; NULL while points are being given."""
    approved_by: Mapped[str] = mapped_column(default="")


class EditionService(Record):
    """A service people are recruited to."""

    __tablename__ = "edition_services"
    __table_args__ = (
        Index(None, "edition_id"),
        Index(None, "service_id"),
        {"info": {"feature": "recruitment", "owner": "edition_id"}},
    )

    edition_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("editions.id"))
    service_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("services.id"))
    position: Mapped[int] = mapped_column(default=0)


class EditionCriterion(Record):
    """A criterion of an edition, with its points."""

    __tablename__ = "edition_criteria"
    __table_args__ = (
        Index(None, "edition_id"),
        {"info": {"feature": "recruitment", "owner": "edition_id"}},
    )

    edition_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("editions.id"))
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str]
    points: Mapped[int] = mapped_column(default=0)
    is_required: Mapped[bool] = mapped_column(default=False)


class Candidate(PersonalRecord):
    """A resident who applied in an edition."""

    __tablename__ = "candidates"
    __table_args__ = (
        Index(None, "edition_id"),
        Index(None, "resident_id"),
        {"info": {"feature": "recruitment", "owner": "edition_id", "erasure": _CANDIDATE}},
    )

    edition_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("editions.id"))
    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    position: Mapped[int]
    """Number of the application in the edition, from 1: the order of submission."""
    submitted_on: Mapped[dt.date]
    submitted_minute: Mapped[int | None]
    status: Mapped[str] = mapped_column(default="applied")
    status_on: Mapped[dt.date | None]
    reason: Mapped[str] = mapped_column(default="")
    points: Mapped[int | None]
    """Frozen at the approval; before it they are counted from the marks."""
    rank: Mapped[int | None]
    """Place on the approved ranking; who came later stands behind it."""
    application_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("applications.id"))


class CandidateRow(Record):
    """A row of a pasted list that waits in the queue of doubts and keeps its place here."""

    __tablename__ = "candidate_rows"
    __table_args__ = (
        Index(None, "edition_id"),
        Index(None, "issue_id"),
        {"info": {"feature": "recruitment", "owner": "edition_id"}},
    )

    edition_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("editions.id"))
    issue_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("import_issues.id"))
    position: Mapped[int]
    submitted_on: Mapped[dt.date]
    submitted_minute: Mapped[int | None]


class CandidateMark(PersonalRecord):
    """Whether a candidate meets a criterion; no row means that nobody has looked yet."""

    __tablename__ = "candidate_marks"
    __table_args__ = (
        Index(None, "candidate_id"),
        Index(None, "criterion_id"),
        {"info": {"feature": "recruitment", "owner": "candidate_id", "erasure": DELETED}},
    )

    candidate_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("candidates.id"))
    criterion_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("edition_criteria.id"))
    mark: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")


class CandidateCall(PersonalRecord):
    """A call to a candidate about a freed seat, and the answer."""

    __tablename__ = "candidate_calls"
    __table_args__ = (
        Index(None, "candidate_id"),
        {"info": {"feature": "recruitment", "owner": "candidate_id", "erasure": DELETED}},
    )

    candidate_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("candidates.id"))
    called_at: Mapped[int]
    """Milliseconds since 1970 UTC."""
    outcome: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
