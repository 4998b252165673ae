"""Groups, their meetings, who was there, and individual visits."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import BlobId, OnErasure, PersonalRecord, Record

_MEMBER = OnErasure(
    keep=("group_id", "resident_id", "position", "joined_on", "left_on", "planned_minutes")
)
_MARK = OnErasure(
    blank=("note", "reason"), keep=("meeting_id", "resident_id", "mark", "minutes", "makes_up")
)
_VISIT = OnErasure(
    blank=("start_minute", "end_minute", "activities"),
    keep=(
        "resident_id",
        "service_id",
        "provider_id",
        "worker",
        "date",
        "minutes",
        "travel_minutes",
    ),
)
"""Erased people stay counted in the hours of their service and of who gave it."""


class Group(Record):
    """A group of people who use one service together."""

    __tablename__ = "service_groups"
    __table_args__ = (
        Index(None, "service_id"),
        {"info": {"feature": "attendance", "owner": None}},
    )

    service_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("services.id"))
    provider_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("providers.id"))
    name: Mapped[str]
    leader: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    meeting_minutes: Mapped[int | None]
    """Usual length of a meeting; NULL takes the service's unit."""
    notes: Mapped[str] = mapped_column(default="")


class GroupMember(PersonalRecord):
    """That a resident belongs to a group, in a fixed order of the list."""

    __tablename__ = "group_members"
    __table_args__ = (
        Index(None, "group_id"),
        Index(None, "resident_id"),
        {"info": {"feature": "attendance", "owner": "group_id", "erasure": _MEMBER}},
    )

    group_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("service_groups.id"))
    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    position: Mapped[int] = mapped_column(default=0)
    joined_on: Mapped[dt.date | None]
    left_on: Mapped[dt.date | None]
    """Inclusive: the last day in the group."""
    planned_minutes: Mapped[int | None]
    """Planned for a month; NULL follows the plan or, without one, the meetings."""


class Meeting(Record):
    """One meeting of a group."""

    __tablename__ = "meetings"
    __table_args__ = (
        Index(None, "group_id", "date"),
        Index(None, "date"),
        {"info": {"feature": "attendance", "owner": "group_id"}},
    )

    group_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("service_groups.id"))
    date: Mapped[dt.date]
    start_minute: Mapped[int | None]
    """Minutes after midnight."""
    minutes: Mapped[int | None]
    topic: Mapped[str] = mapped_column(default="")
    series_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("meeting_series.id"))
    """The series it was made by; NULL for a single meeting."""
    place: Mapped[str] = mapped_column(default="", server_default="")
    leader: Mapped[str] = mapped_column(default="", server_default="")
    """Place and leader are empty where those of the group hold."""


class Attendance(PersonalRecord):
    """A resident at a meeting: mark and, when present, minutes."""

    __tablename__ = "attendance"
    __table_args__ = (
        Index(None, "meeting_id", "resident_id", "mark", "minutes"),
        Index(None, "resident_id"),
        {"info": {"feature": "attendance", "owner": "meeting_id", "erasure": _MARK}},
    )

    meeting_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("meetings.id"))
    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    mark: Mapped[str]
    minutes: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="", server_default="")
    """Why somebody was absent, a key of `absence_reasons.toml`."""
    makes_up: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("meetings.id"))
    """For a presence: the missed meeting it makes up for."""


class Visit(PersonalRecord):
    """An individual service given to a resident on a day: care at home, a talk, a therapy hour."""

    __tablename__ = "visits"
    __table_args__ = (
        Index(None, "date"),
        Index(None, "resident_id"),
        Index(None, "service_id", "date"),
        {"info": {"feature": "attendance", "owner": None, "erasure": _VISIT}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    service_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("services.id"))
    provider_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("providers.id"))
    worker: Mapped[str] = mapped_column(default="")
    date: Mapped[dt.date]
    """The day on which the visit began, also when it ended after midnight."""
    start_minute: Mapped[int | None]
    end_minute: Mapped[int | None]
    """Minutes after midnight of `date`; over 1440 when the visit ended on the next day."""
    minutes: Mapped[int]
    activities: Mapped[str] = mapped_column(default="")
    travel_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    """Way there and back, beside the minutes of the service and never part of them."""
