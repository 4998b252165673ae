"""Terms: what the office sets for itself, duties that were done, clocks begun by hand."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, BlobId, PersonalRecord, Record


class ClockTerm(Record):
    """What the office set for one term, from a day on or for everything.

    NULL takes the value of the law; a retired row was taken back to the law or replaced. The `id`
    is `core.ids.starter_id("clock_term", key)`, with `/` and the day where one is set.
    """

    __tablename__ = "clock_terms"
    __table_args__ = {"info": {"feature": "clocks", "owner": None}}

    key: Mapped[str]
    """See `resources/dictionaries/clocks.toml`."""
    is_on: Mapped[bool] = mapped_column(default=True)
    unit: Mapped[str | None]
    """In what the length is counted; NULL as in the law."""
    amount: Mapped[int | None]
    month: Mapped[int | None]
    day: Mapped[int | None]
    soon: Mapped[int | None]
    urgent: Mapped[int | None]
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    applies_from: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(default="")


class DutyEntry(Record):
    """Once a duty of the office was done: the summary, the meeting with its record, a report."""

    __tablename__ = "duty_entries"
    __table_args__ = (Index(None, "key"), {"info": {"feature": "clocks", "owner": None}})

    key: Mapped[str]
    """The term; see `resources/dictionaries/clocks.toml`."""
    programme_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("programmes.id"))
    """Of which programme, for the information after its end (CUS act, art. 6)."""
    settles: Mapped[dt.date | None]
    """The term it was done for."""
    done_on: Mapped[dt.date]
    done_by: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    present: Mapped[str] = mapped_column(default="")
    """Who took part, providers among them (art. 46(2))."""
    subjects: Mapped[str] = mapped_column(default="")
    findings: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class OwnClock(PersonalRecord):
    """A term begun by a person, about a resident or about nobody (then a subject of its own)."""

    __tablename__ = "own_clocks"
    __table_args__ = (
        Index(None, "resident_id"),
        {"info": {"feature": "clocks", "owner": None, "erasure": DELETED}},
    )

    key: Mapped[str]
    resident_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("residents.id"))
    subject: Mapped[str] = mapped_column(default="")
    """What it is about, in the words of whoever began it."""
    begins_on: Mapped[dt.date | None]
    due_on: Mapped[dt.date]
    """The last day, counted when it was begun or set by hand."""
    responsible: Mapped[str] = mapped_column(default="")
    done_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(default="")
