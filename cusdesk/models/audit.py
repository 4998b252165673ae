"""The log that can be checked: entries chained by hash, and the parts their hashes cover.

Written by `db.audit` alone, never changed afterwards (triggers refuse it); erasing a person wipes
`detail` and the salts, which leaves the chain whole. See docs/adr/0007-audit-chain.md.
"""

from __future__ import annotations

from sqlalchemy import BLOB, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import Base, BlobId


class AuditEntry(Base):
    """One thing that was done or looked at.

    `kind` is the kind of an operation or of an event (`views.card`, `people.login`). The window
    `first_seq`..`last_seq` names the captured changes the entry seals; 0 for none.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index(
            "ix_audit_entries_subject_id",
            "subject_id",
            sqlite_where=text("subject_id IS NOT NULL"),
        ),
        Index(None, "moment"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True)
    moment: Mapped[int]
    """Milliseconds since 1970 UTC."""
    user_id: Mapped[bytes | None]
    kind: Mapped[str]
    feature: Mapped[str] = mapped_column(default="")
    record_id: Mapped[bytes | None] = mapped_column(BlobId)
    subject_id: Mapped[bytes | None] = mapped_column(BlobId)
    operation: Mapped[int | None]
    count: Mapped[int] = mapped_column(default=1)
    first_seq: Mapped[int] = mapped_column(default=0)
    last_seq: Mapped[int] = mapped_column(default=0)
    detail: Mapped[str] = mapped_column(default="")
    """Words for people, wiped when the person is erased; the hash covers `detail_mac` alone."""
    detail_salt: Mapped[bytes | None]
    detail_mac: Mapped[bytes] = mapped_column(BLOB)
    parts_digest: Mapped[bytes] = mapped_column(BLOB)
    prev: Mapped[bytes] = mapped_column(BLOB)
    hash: Mapped[bytes] = mapped_column(BLOB)


class AuditPart(Base):
    """The captured changes of one entry about one person (or about nobody), as one salted digest.

    Without its salt a digest tells nothing of what it covered, and cannot be checked any more.
    """

    __tablename__ = "audit_parts"
    __table_args__ = (
        Index(None, "entry"),
        Index(
            "ix_audit_parts_subject_id",
            "subject_id",
            sqlite_where=text("subject_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[int]
    subject_id: Mapped[bytes | None] = mapped_column(BlobId)
    salt: Mapped[bytes | None]
    digest: Mapped[bytes] = mapped_column(BLOB)
