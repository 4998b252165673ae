"""How groups meet over a year, when the office stands still, heads without names, calls."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, BlobId, PersonalRecord, Record


class MeetingSeries(Record):
    """A rule by which meetings of a group were made; the meetings themselves are rows."""

    __tablename__ = "meeting_series"
    __table_args__ = (
        Index(None, "group_id"),
        {"info": {"feature": "attendance", "owner": "group_id"}},
    )

    group_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("service_groups.id"))
    rhythm: Mapped[str]
    weekdays: Mapped[str] = mapped_column(default="")
    """Days of the week, 0 Monday, as `0 2 4`; empty for chosen dates."""
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date]
    start_minute: Mapped[int | None]
    minutes: Mapped[int | None]
    place: Mapped[str] = mapped_column(default="")
    leader: Mapped[str] = mapped_column(default="")
    """Place and leader are empty where those of the group hold."""


class OfficeBreak(Record):
    """Days on which no meeting is planned: holidays of schools, leave, works in the building."""

    __tablename__ = "office_breaks"
    __table_args__ = ({"info": {"feature": "attendance", "owner": None}},)

    name: Mapped[str]
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date]


class HeadCount(Record):
    """How many people of an age group and village were at a meeting, without any name."""

    __tablename__ = "head_counts"
    __table_args__ = (
        Index(None, "meeting_id"),
        {"info": {"feature": "attendance", "owner": "meeting_id"}},
    )

    meeting_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("meetings.id"))
    age_group: Mapped[str] = mapped_column(default="")
    locality: Mapped[str] = mapped_column(default="")
    heads: Mapped[int]


class AbsenceCall(PersonalRecord):
    """A call to somebody who stayed away, with what was learned; it settles the absences so far."""

    __tablename__ = "absence_calls"
    __table_args__ = (
        Index(None, "resident_id"),
        {"info": {"feature": "attendance", "owner": "group_id", "erasure": DELETED}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    group_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("service_groups.id"))
    until: Mapped[dt.date]
    """Day of the last absence the call was about."""
    called_on: Mapped[dt.date]
    author: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
