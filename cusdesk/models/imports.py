"""What was brought in from workbooks, what waits for a decision, and remembered column maps."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import BlobId, Record


class ImportBatch(Record):
    """One executed import of one file."""

    __tablename__ = "import_batches"
    __table_args__ = {"info": {"feature": "imports", "owner": None}}

    kind: Mapped[str]
    """residents, services, attendance or hours."""
    file_name: Mapped[str]
    file_sha256: Mapped[str]
    imported_at: Mapped[int]
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    doubtful: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    headings_json: Mapped[str] = mapped_column(default="{}")
    """Column number → heading of the person's own file, for the rows that go back."""


class ImportIssue(Record):
    """A row of a workbook that waits for a person (doubtful) or was given back (rejected).

    `row_json` holds the row as read, `candidate_ids` (JSON list of UUID texts) the records it may
    belong to. A decided issue keeps the decision: `taken`, `merged` or `dismissed`.
    """

    __tablename__ = "import_issues"
    __table_args__ = (
        Index(None, "batch_id"),
        {"info": {"feature": "imports", "owner": "batch_id"}},
    )

    batch_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("import_batches.id"))
    outcome: Mapped[str]
    """doubtful, rejected or warning."""
    sheet: Mapped[str]
    row: Mapped[int | None]
    column: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    params_json: Mapped[str] = mapped_column(default="{}")
    row_json: Mapped[str] = mapped_column(default="{}")
    candidate_ids: Mapped[str] = mapped_column(default="[]")
    decision: Mapped[str] = mapped_column(default="")


class ImportMapping(Record):
    """A column map a person confirmed, remembered by the shape of the source."""

    __tablename__ = "import_mappings"
    __table_args__ = {"info": {"feature": "imports", "owner": None}}

    kind: Mapped[str]
    signature: Mapped[str]
    mapping_json: Mapped[str]
