"""Needs talks (CUS act, art. 37): what was said, the services used so far, the dimensions."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, BlobId, OnErasure, PersonalRecord


class NeedsTalk(PersonalRecord):
    """One talk that recognises the needs of one resident, in the four parts of art. 37(2)."""

    __tablename__ = "needs_talks"
    __table_args__ = (
        Index(None, "resident_id"),
        {"info": {"feature": "needs_talks", "owner": None, "erasure": DELETED}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    held_on: Mapped[dt.date | None]
    place: Mapped[str] = mapped_column(default="office")
    place_note: Mapped[str] = mapped_column(default="")
    coordinator: Mapped[str] = mapped_column(default="")
    present: Mapped[str] = mapped_column(default="")
    needs_told: Mapped[str] = mapped_column(default="")
    resources_told: Mapped[str] = mapped_column(default="")
    used_note: Mapped[str] = mapped_column(default="")
    wanted: Mapped[str] = mapped_column(default="")
    reasonableness: Mapped[str] = mapped_column(default="")
    possibility: Mapped[str] = mapped_column(default="")
    actions: Mapped[str] = mapped_column(default="")
    is_fee_told: Mapped[bool] = mapped_column(default=False)
    fee_information: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str] = mapped_column(default="")


class NeedsTalkService(PersonalRecord):
    """A service the resident has used already, with its form and mode (art. 37(2)(2))."""

    __tablename__ = "needs_talk_services"
    __table_args__ = (
        Index(None, "talk_id"),
        {"info": {"feature": "needs_talks", "owner": "talk_id", "erasure": DELETED}},
    )

    talk_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("needs_talks.id"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(default="")
    form: Mapped[str] = mapped_column(default="")
    mode: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class NeedsTalkAnswer(PersonalRecord):
    """What was found in one dimension of the reintegration potential."""

    __tablename__ = "needs_talk_answers"
    __table_args__ = (
        Index(None, "talk_id"),
        {"info": {"feature": "needs_talks", "owner": "talk_id", "erasure": DELETED}},
    )

    talk_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("needs_talks.id"))
    dimension: Mapped[str]
    level: Mapped[int | None]
    """From 1, support needed, to 5, a strong side; NULL when nobody judged."""
    urgency: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    deficit: Mapped[str] = mapped_column(default="")
    resource: Mapped[str] = mapped_column(default="")


class UnmetNeed(PersonalRecord):
    """A need no service answers: counted by village, area and age also when nobody is named."""

    __tablename__ = "unmet_needs"
    __table_args__ = (
        Index(None, "resident_id"),
        Index(None, "talk_id"),
        {
            "info": {
                "feature": "unmet_needs",
                "owner": None,
                "erasure": OnErasure(
                    blank=("talk_id", "need", "locality", "note"),
                    keep=(
                        "resident_id",
                        "recorded_on",
                        "area",
                        "age_group",
                        "source",
                        "met_on",
                    ),
                ),
            }
        },
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    talk_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("needs_talks.id"))
    recorded_on: Mapped[dt.date]
    need: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    locality: Mapped[str] = mapped_column(default="")
    age_group: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="talk")
    note: Mapped[str] = mapped_column(default="")
    met_on: Mapped[dt.date | None]
    """Since when a service answers it."""
