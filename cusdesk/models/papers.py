"""Issued papers, the office's wording of clauses, the office's own templates."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import BlobId, OnErasure, PersonalRecord, Record
from cusdesk.models.blobs import BLOB_INFO, BlobHash

_ISSUED = OnErasure(
    blank=("title", "recipient", "case_sign", "sha256", "cancel_reason"),
    keep=(
        *("resident_id", "form", "form_version", "number", "year", "sequence", "issued_on"),
        *("issued_by", "layout", "media", "size", "record_feature", "record_id", "status"),
        *("cancelled_on", "cancelled_by"),
    ),
)
"""The number stays: it leads to the paper file and must not be given again."""


class IssuedPaper(PersonalRecord):
    """One paper that was handed out, frozen as it was.

    A paper of a resident's matter is the resident's, whoever it is addressed to. One about no
    single resident (a summary, a record of a meeting) is a subject of its own: `subject_id` is
    then the id of the row; an erasure reads it (`services/protection/paper_traces.py`).
    """

    __tablename__ = "issued_papers"
    __table_args__ = (
        Index(None, "resident_id"),
        Index("ix_issued_papers_number", "form", "year", "sequence"),
        Index(None, "record_id"),
        {"info": {"feature": "papers", "owner": None, "erasure": _ISSUED}},
    )

    resident_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("residents.id"))
    form: Mapped[str]
    form_version: Mapped[dt.date]
    number: Mapped[str] = mapped_column(default="")
    year: Mapped[int]
    sequence: Mapped[int]
    """Number of this form within the year, from 1."""
    title: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[dt.date]
    issued_by: Mapped[str] = mapped_column(default="")
    recipient: Mapped[str] = mapped_column(default="")
    case_sign: Mapped[str] = mapped_column(default="")
    layout: Mapped[str] = mapped_column(default="normal")
    """`normal` or `large`."""
    media: Mapped[str] = mapped_column(default="pdf")
    """`pdf`, or `docx` for a paper on the office's own template."""
    sha256: Mapped[bytes | None] = mapped_column(BlobHash, info=BLOB_INFO)
    """The frozen bytes; NULL once they were erased."""
    size: Mapped[int] = mapped_column(default=0)
    record_feature: Mapped[str] = mapped_column(default="")
    record_id: Mapped[bytes | None] = mapped_column(BlobId)
    """The record the paper belongs to: an application, a plan."""
    status: Mapped[str] = mapped_column(default="issued")
    """`issued` or `cancelled`; a cancelled paper stays in the register."""
    cancelled_on: Mapped[dt.date | None]
    cancelled_by: Mapped[str] = mapped_column(default="")
    cancel_reason: Mapped[str] = mapped_column(default="")


class PaperClause(Record):
    """The office's wording of a clause, with who compared it with its source and when."""

    __tablename__ = "paper_clauses"
    __table_args__ = (Index(None, "clause"), {"info": {"feature": "papers", "owner": None}})

    clause: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[dt.date | None]
    confirmed_by: Mapped[str] = mapped_column(default="")
    confirmed_on: Mapped[dt.date | None]


class PaperTemplate(Record):
    """A file of the office's own for its papers: a docx with the names of fields, the logo."""

    __tablename__ = "paper_templates"
    __table_args__ = {"info": {"feature": "papers", "owner": None}}

    kind: Mapped[str] = mapped_column(default="docx")
    """`docx`, or `logo` for the picture at the head of papers."""
    name: Mapped[str]
    file_name: Mapped[str] = mapped_column(default="")
    sha256: Mapped[bytes] = mapped_column(BlobHash, info=BLOB_INFO)
    size: Mapped[int] = mapped_column(default=0)
