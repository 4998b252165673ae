"""Whole files inside the office file: issued papers, attachments, the office's own templates.

Content-addressed and not captured: a blob never changes, so the row that names its hash is captured
and that is enough. A column that names blobs says so with `info={"blob": True}`; what
no column names any more goes with an erasure (`db.blobs.drop_unused`).
"""

from __future__ import annotations

from sqlalchemy import BLOB, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import Base

BlobHash = LargeBinary(32)
BLOB_INFO: dict[str, object] = {"blob": True}


class Blob(Base):
    """The bytes of one file."""

    __tablename__ = "blobs"

    hash: Mapped[bytes] = mapped_column(BlobHash, primary_key=True)
    """SHA-256 of the content."""
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(BLOB)
