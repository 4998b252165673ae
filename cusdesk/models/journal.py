"""The record of all writes, kept by triggers. Nobody writes these tables by hand.

See docs/file_format.md for how dots, operations and changes hang together.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BLOB, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import Base, BlobId, RawValue


class Writer(Base):
    """One program run that wrote: a random id, so that a restored copy never reuses a dot."""

    __tablename__ = "writers"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[bytes]
    computer: Mapped[str] = mapped_column(default="")
    started_at: Mapped[int]


class Operation(Base):
    """One step of work: what a person did, in one transaction (or a burst of edits of one record).

    `undone_by` points to the undo that took it back; `undoes` marks an undo or a redo.
    """

    __tablename__ = "operations"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    user_id: Mapped[bytes | None]
    writer: Mapped[int] = mapped_column(ForeignKey("writers.id"))
    moment: Mapped[int]
    """Milliseconds since 1970 UTC of the first write."""
    touched: Mapped[int]
    """The same for the last write of a burst."""
    record_feature: Mapped[str] = mapped_column(default="")
    record_id: Mapped[bytes | None]
    count: Mapped[int] = mapped_column(default=1)
    """How many things it was about, for the wording of its label."""
    undoable: Mapped[bool] = mapped_column(default=True)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("operations.id"))
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("operations.id"))
    first_seq: Mapped[int] = mapped_column(default=0)
    last_seq: Mapped[int] = mapped_column(default=0)


class CapturedTable(Base):
    """Short numbers for table names, so that a change row stays small."""

    __tablename__ = "captured_tables"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Change(Base):
    """One captured write. `(writer, seq)` is its dot.

    `field` NULL: the row was created. Otherwise the field went from `before` to `after`, kept in
    their own SQLite type.
    """

    __tablename__ = "changes"
    __table_args__ = (
        Index(None, "tbl", "row_id"),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(primary_key=True)
    writer: Mapped[int]
    operation: Mapped[int] = mapped_column(ForeignKey("operations.id"))
    tbl: Mapped[int]
    row_id: Mapped[bytes] = mapped_column(BlobId)
    subject_id: Mapped[bytes | None] = mapped_column(BlobId)
    field: Mapped[str | None]
    before: Mapped[Any] = mapped_column(RawValue, nullable=True)
    after: Mapped[Any] = mapped_column(RawValue, nullable=True)


class CaptureState(Base):
    """What the triggers need to know; one row. Set and cleared inside each transaction."""

    __tablename__ = "capture_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    writer: Mapped[int | None] = mapped_column(Integer)
    operation: Mapped[int | None] = mapped_column(Integer)
    muted: Mapped[int] = mapped_column(default=0)
    erasing: Mapped[int] = mapped_column(default=0)


class Draft(Base):
    """An unfinished form, kept at every field exit; encrypted with the file, never exchanged."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str]
    payload: Mapped[bytes] = mapped_column(BLOB)
    updated_at: Mapped[int]
    user_id: Mapped[bytes | None]
    """Whose it is; nobody reads another's half-typed words."""
