"""Applications for social services (CUS act, art. 35-38 and 42), their parts and outcomes."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, BlobId, OnErasure, PersonalRecord


def _part_of_application() -> tuple[Index, dict[str, object]]:
    info = {"feature": "applications", "owner": "application_id", "erasure": DELETED}
    return Index(None, "application_id"), {"info": info}


_APPLICATION = OnErasure(
    blank=(
        *("applicant_name", "applicant_phone", "applicant_address", "applicant_basis"),
        *("relief_ground", "clause_version", "description", "wishes", "notes"),
    ),
    keep=(
        *("resident_id", "number", "status", "status_on", "received_on", "received_minute"),
        *("channel", "reported_on", "reported_minute", "reported_channel", "applicant_kind"),
        *("programme", "coordinator", "conditions_stated_on", "relief_stated_on"),
    ),
)
"""The number and the moment stay: the register of the office counts on without the name."""


class Application(PersonalRecord):
    """One application, or a first contact that may become one; the person served is the subject.

    A first contact has no number. What an outcome changed stands in `ApplicationOutcome`; `status`
    and `status_on` repeat the outcome in force, for lists.
    """

    __tablename__ = "applications"
    __table_args__ = (
        Index(None, "resident_id"),
        Index(None, "received_on"),
        {"info": {"feature": "applications", "owner": None, "erasure": _APPLICATION}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    number: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="received")
    status_on: Mapped[dt.date | None]
    received_on: Mapped[dt.date]
    received_minute: Mapped[int] = mapped_column(default=0)
    """After midnight; with the day it is the order of submission."""
    channel: Mapped[str] = mapped_column(default="in_person")
    reported_on: Mapped[dt.date | None]
    """The first contact before the application, with its minute and channel."""
    reported_minute: Mapped[int | None]
    reported_channel: Mapped[str] = mapped_column(default="")
    applicant_kind: Mapped[str] = mapped_column(default="self")
    applicant_name: Mapped[str] = mapped_column(default="")
    """As written down on that day; empty when the person served applies."""
    applicant_phone: Mapped[str] = mapped_column(default="")
    applicant_address: Mapped[str] = mapped_column(default="")
    applicant_basis: Mapped[str] = mapped_column(default="")
    programme: Mapped[str] = mapped_column(default="")
    coordinator: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    wishes: Mapped[str] = mapped_column(default="")
    conditions_stated_on: Mapped[dt.date | None]
    relief_stated_on: Mapped[dt.date | None]
    relief_ground: Mapped[str] = mapped_column(default="")
    clause_version: Mapped[str] = mapped_column(default="")
    """Which wording of the clause of art. 36(2) stood under the statements."""
    notes: Mapped[str] = mapped_column(default="")


class ApplicationService(PersonalRecord):
    """A service asked for: one of the catalogue, or in the applicant's own words."""

    __tablename__ = "application_services"
    __table_args__ = _part_of_application()

    application_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("applications.id"))
    position: Mapped[int] = mapped_column(default=0)
    service_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("services.id"))
    words: Mapped[str] = mapped_column(default="")


class ApplicationDocument(PersonalRecord):
    """A document the centre asked for (art. 36(3))."""

    __tablename__ = "application_documents"
    __table_args__ = _part_of_application()

    application_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("applications.id"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(default="")
    asked_on: Mapped[dt.date | None]
    due_on: Mapped[dt.date | None]
    delivered_on: Mapped[dt.date | None]


class ApplicationOutcome(PersonalRecord):
    """How an application ended; one that was corrected stays, with the reason."""

    __tablename__ = "application_outcomes"
    __table_args__ = _part_of_application()

    application_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("applications.id"))
    kind: Mapped[str]
    decided_on: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(default="")
    by_whom: Mapped[str] = mapped_column(default="")
    without_plan: Mapped[bool] = mapped_column(default=False)
    """Qualified for something short that needs no plan (art. 38(2))."""
    recipient: Mapped[str] = mapped_column(default="")
    is_inside: Mapped[bool] = mapped_column(default=False)
    """Passed on to another team or post of the same centre."""
    consent_scope: Mapped[str] = mapped_column(default="")
    consented_on: Mapped[dt.date | None]
    consent_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("consents.id"))
    """The entry of the register of consents it rests on."""
    check_back_on: Mapped[dt.date | None]
    checked_on: Mapped[dt.date | None]
    checked_note: Mapped[str] = mapped_column(default="")
    legal_basis: Mapped[str] = mapped_column(default="")
    ruling: Mapped[str] = mapped_column(default="")
    facts: Mapped[str] = mapped_column(default="")
    law: Mapped[str] = mapped_column(default="")
    instruction: Mapped[str] = mapped_column(default="")
    signatory: Mapped[str] = mapped_column(default="")
    signatory_post: Mapped[str] = mapped_column(default="")
    delivered_on: Mapped[dt.date | None]
    replaced_on: Mapped[dt.date | None]
    """The day it was corrected; an outcome in force has none."""
    replaced_by: Mapped[str] = mapped_column(default="")
    replaced_reason: Mapped[str] = mapped_column(default="")


class ApplicationCorrection(PersonalRecord):
    """Why an application stands elsewhere in the order than it was registered."""

    __tablename__ = "application_corrections"
    __table_args__ = _part_of_application()

    application_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("applications.id"))
    made_on: Mapped[dt.date]
    made_by: Mapped[str] = mapped_column(default="")
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
