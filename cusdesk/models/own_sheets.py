"""The office's own workbooks that are filled every month, and the cells that wait for figures."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cusdesk.models.base import BlobId, Record
from cusdesk.models.blobs import BLOB_INFO, BlobHash


class OwnSheet(Record):
    """A workbook of the office's own, kept as it was when somebody showed its cells."""

    __tablename__ = "own_sheets"
    __table_args__ = {"info": {"feature": "own_sheets", "owner": None}}

    name: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(BlobHash, info=BLOB_INFO)
    size: Mapped[int]


class OwnSheetMark(Record):
    """A cell of such a workbook and the figure it waits for (`domain.own_sheets.Mark`)."""

    __tablename__ = "own_sheet_marks"
    __table_args__ = (
        Index(None, "own_sheet_id"),
        {"info": {"feature": "own_sheets", "owner": "own_sheet_id"}},
    )

    own_sheet_id: Mapped[bytes] = mapped_column(BlobId, ForeignKey("own_sheets.id"))
    sheet: Mapped[str]
    cell: Mapped[str]
    figure: Mapped[str]
    service_id: Mapped[bytes | None] = mapped_column(BlobId, ForeignKey("services.id"))
    position: Mapped[int | None]
    left_words: Mapped[str] = mapped_column(default="")
    above_words: Mapped[str] = mapped_column(default="")
