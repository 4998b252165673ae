"""The course of a plan: approval, versions, monitoring, breaks, hand-over, tasks and the end."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, BlobId, PersonalRecord, Record
from cusdesk.models.blobs import BLOB_INFO, BlobHash


def _part_of_plan() -> tuple[Index, dict[str, object]]:
    info = {"feature": "plans", "owner": "plan_id", "erasure": DELETED}
    return Index(None, "plan_id"), {"info": info}


class PlanStep(PersonalRecord):
    """One step on the way to an approval, with what was said (CUS act, art. 41)."""

    __tablename__ = "plan_steps"
    __table_args__ = _part_of_plan()

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("plans.id"))
    version_number: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str]
    """submitted, recalled, returned, approved, withdrawn, update, dropped."""
    at: Mapped[int]
    """Milliseconds since 1970 UTC."""
    person: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    comment: Mapped[str] = mapped_column(default="")
    by_author: Mapped[bool] = mapped_column(default=False)
    """Whether whoever approved is the author of the plan."""


class PlanVersion(PersonalRecord):
    """An approved version, frozen: its data and the bytes of its paper never change."""

    __tablename__ = "plan_versions"
    __table_args__ = _part_of_plan()

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("plans.id"))
    number: Mapped[int]
    update_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[str] = mapped_column(default="")
    approved_post: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[dt.date]
    approved_at: Mapped[int]
    by_author: Mapped[bool] = mapped_column(default=False)
    content: Mapped[str]
    """The plan and its paper as JSON."""
    sha256: Mapped[bytes | None] = mapped_column(BlobHash, info=BLOB_INFO)
    """The paper as it was approved."""
    withdrawn_on: Mapped[dt.date | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")


class PlanNote(PersonalRecord):
    """One note of monitoring (CUS act, art. 45): when, how, what was seen, what is done."""

    __tablename__ = "plan_notes"
    __table_args__ = _part_of_plan()

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("plans.id"))
    date: Mapped[dt.date]
    form: Mapped[str] = mapped_column(default="visit")
    remark: Mapped[str] = mapped_column(default="")
    action: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")


class PlanBreak(PersonalRecord):
    """Days on which the services of a plan stand still; an open end goes on."""

    __tablename__ = "plan_breaks"
    __table_args__ = _part_of_plan()

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("plans.id"))
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    reason: Mapped[str] = mapped_column(default="")


class PlanHandover(PersonalRecord):
    """A plan passed from one coordinator to another (CUS act, art. 45)."""

    __tablename__ = "plan_handovers"
    __table_args__ = _part_of_plan()

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("plans.id"))
    date: Mapped[dt.date]
    from_name: Mapped[str] = mapped_column(default="")
    to_name: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class PlanTask(PersonalRecord):
    """A task of a phase that was done, or remarked upon; the tasks themselves are data."""

    __tablename__ = "plan_tasks"
    __table_args__ = _part_of_plan()

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("plans.id"))
    task: Mapped[str]
    done_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(default="")


class PlanClosing(PersonalRecord):
    """How a plan ended: resignation (art. 44), the closing talk and its description (art. 45)."""

    __tablename__ = "plan_closings"
    __table_args__ = _part_of_plan()

    plan_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("plans.id"))
    ended_on: Mapped[dt.date | None]
    resigned_on: Mapped[dt.date | None]
    resigned_by: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    fee_due_gr: Mapped[int | None]
    """For services up to the last day."""
    fee_from: Mapped[dt.date | None]
    """The first day of what the fee is for."""
    waived_gr: Mapped[int | None]
    waiver_reason: Mapped[str] = mapped_column(default="")
    waived_by: Mapped[str] = mapped_column(default="")
    waived_on: Mapped[dt.date | None]
    talk_on: Mapped[dt.date | None]
    talk_with: Mapped[str] = mapped_column(default="")
    course: Mapped[str] = mapped_column(default="")
    results: Mapped[str] = mapped_column(default="")
    satisfaction: Mapped[str] = mapped_column(default="")
    further_needs: Mapped[str] = mapped_column(default="")
    next_services: Mapped[str] = mapped_column(default="")
    follow_up_on: Mapped[dt.date | None]
    follow_up_done: Mapped[dt.date | None]
    follow_up_note: Mapped[str] = mapped_column(default="")


class PlanPackage(Record):
    """A set of goals and services a plan may begin with."""

    __tablename__ = "plan_packages"
    __table_args__ = {"info": {"feature": "plans", "owner": None}}

    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="")
    """Needs, goals and services as JSON."""
