"""Individual plans of social services (IPUS; CUS act, art. 38-41) and their parts."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, BlobId, OnErasure, PersonalRecord


def _part_of_plan() -> tuple[Index, dict[str, object]]:
    info = {"feature": "plans", "owner": "plan_id", "erasure": DELETED}
    return Index(None, "plan_id"), {"info": info}


_PLAN = OnErasure(
    blank=(
        *("needs", "resources", "unmet_needs", "coordinator_duties", "resident_duties"),
        *("partner_duties", "contingency", "crisis", "fee_information", "agreed_by", "notes"),
        "update_note",
    ),
    keep=(
        *("resident_id", "number", "status", "application_date", "drawn_on", "valid_from"),
        *("valid_to", "programme", "coordinator", "agreed_on", "coordinator_agreed_on"),
        *("approved_by", "approved_post", "approved_on", "application_id"),
        *("approved_at", "version_number", "update_reason", "submitted_on", "submitted_by"),
    ),
)
"""The number stays: it leads to the paper file and must not be given again."""
_SERVICE = OnErasure(
    blank=("goal_id", "place", "schedule", "fee_note", "decision_number", "decided_by"),
    keep=(
        *("plan_id", "position", "service_id", "provider_id", "form", "unit", "amount"),
        *("amount_per", "total_amount", "valid_from", "valid_to", "fee_gr", "funding"),
        *("decided_on", "decision_minutes"),
    ),
)


class Plan(PersonalRecord):
    """One plan of one resident."""

    __tablename__ = "plans"
    __table_args__ = (
        Index(None, "resident_id"),
        Index(None, "application_id"),
        {"info": {"feature": "plans", "owner": None, "erasure": _PLAN}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    number: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="draft")
    application_date: Mapped[dt.date | None]
    drawn_on: Mapped[dt.date | None]
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    """Inclusive."""
    programme: Mapped[str] = mapped_column(default="")
    coordinator: Mapped[str] = mapped_column(default="")
    needs: Mapped[str] = mapped_column(default="")
    resources: Mapped[str] = mapped_column(default="")
    unmet_needs: Mapped[str] = mapped_column(default="")
    coordinator_duties: Mapped[str] = mapped_column(default="")
    resident_duties: Mapped[str] = mapped_column(default="")
    partner_duties: Mapped[str] = mapped_column(default="")
    contingency: Mapped[str] = mapped_column(default="")
    crisis: Mapped[str] = mapped_column(default="")
    fee_information: Mapped[str] = mapped_column(default="")
    agreed_by: Mapped[str] = mapped_column(default="")
    agreed_on: Mapped[dt.date | None]
    coordinator_agreed_on: Mapped[dt.date | None]
    approved_by: Mapped[str] = mapped_column(default="")
    approved_post: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[dt.date | None]
    notes: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[int | None]
    """Milliseconds since 1970 UTC when the approval was written down."""
    version_number: Mapped[int] = mapped_column(default=1, server_default="1")
    """The version that is approved or being prepared; the first is 1."""
    update_reason: Mapped[str] = mapped_column(default="", server_default="")
    """Why an approved plan is being updated; empty while no update is open."""
    update_note: Mapped[str] = mapped_column(default="", server_default="")
    submitted_on: Mapped[dt.date | None]
    """Since when the plan waits for approval; None while it does not."""
    submitted_by: Mapped[str] = mapped_column(default="", server_default="")
    application_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("applications.id"))


class PlanNeed(PersonalRecord):
    """One need the plan answers, apart from the free words of the talk."""

    __tablename__ = "plan_needs"
    __table_args__ = _part_of_plan()

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("plans.id"))
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(default="")


class PlanGoal(PersonalRecord):
    """A goal with its measure and the criterion by which it counts as reached."""

    __tablename__ = "plan_goals"
    __table_args__ = _part_of_plan()

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("plans.id"))
    position: Mapped[int] = mapped_column(default=0)
    term: Mapped[str] = mapped_column(default="short")
    text: Mapped[str] = mapped_column(default="")
    measure: Mapped[str] = mapped_column(default="")
    criterion: Mapped[str] = mapped_column(default="")
    due: Mapped[dt.date | None]
    need_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("plan_needs.id"))
    outcome: Mapped[str] = mapped_column(default="", server_default="")
    """What came of it: reached, partly, no; empty while nobody has said."""
    outcome_note: Mapped[str] = mapped_column(default="", server_default="")


class PlanService(PersonalRecord):
    """A planned service: who, where, when, how much, for what fee (art. 39(1))."""

    __tablename__ = "plan_services"
    __table_args__ = (
        Index(None, "plan_id"),
        Index(None, "service_id"),
        {"info": {"feature": "plans", "owner": "plan_id", "erasure": _SERVICE}},
    )

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("plans.id"))
    position: Mapped[int] = mapped_column(default=0)
    service_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("services.id"))
    goal_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("plan_goals.id"))
    provider_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("providers.id"))
    form: Mapped[str] = mapped_column(default="individual")
    place: Mapped[str] = mapped_column(default="")
    schedule: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="hour")
    amount: Mapped[int | None]
    """Minutes when the unit is an hour or a lesson hour, else whole units; per `amount_per`."""
    amount_per: Mapped[str] = mapped_column(default="week")
    total_amount: Mapped[int | None]
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    fee_gr: Mapped[int | None]
    fee_note: Mapped[str] = mapped_column(default="")
    funding: Mapped[str] = mapped_column(default="")
    decision_number: Mapped[str] = mapped_column(default="", server_default="")
    """Of care services granted under the social assistance act; empty for a CUS programme."""
    decided_on: Mapped[dt.date | None]
    decision_minutes: Mapped[int | None]
    """Granted a month, in minutes of the clock."""
    decided_by: Mapped[str] = mapped_column(default="", server_default="")


class PlanAction(PersonalRecord):
    """A supporting action (art. 39(2)): self-help, volunteering, a neighbour."""

    __tablename__ = "plan_actions"
    __table_args__ = _part_of_plan()

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("plans.id"))
    position: Mapped[int] = mapped_column(default=0)
    what: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(default="")
    when: Mapped[str] = mapped_column(default="")


class PlanReview(PersonalRecord):
    """A date on which the plan is looked at again, and what came of it."""

    __tablename__ = "plan_reviews"
    __table_args__ = _part_of_plan()

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("plans.id"))
    position: Mapped[int] = mapped_column(default=0)
    due: Mapped[dt.date | None]
    done: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(default="")
