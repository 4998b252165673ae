"""Attachments: what a file is and what it belongs to; its bytes lie in `blobs`, by their hash."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import DELETED, BlobId, PersonalRecord
from cusdesk.models.blobs import BLOB_INFO, BlobHash


class Attachment(PersonalRecord):
    """A file on a resident's card, an application or a talk."""

    __tablename__ = "attachments"
    __table_args__ = (
        Index(None, "resident_id"),
        Index(None, "record_id"),
        {"info": {"feature": "attachments", "owner": None, "erasure": DELETED}},
    )

    resident_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("residents.id"))
    record_feature: Mapped[str]
    record_id: Mapped[bytes] = mapped_column(BlobId)
    dimension: Mapped[str] = mapped_column(default="")
    """Of a talk: the dimension a specialist's opinion supports."""
    file_name: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(BlobHash, info=BLOB_INFO)
    size: Mapped[int]
    title: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    """Inclusive; NULL when it does not end."""
    added_on: Mapped[dt.date]
    added_by: Mapped[str] = mapped_column(default="")
