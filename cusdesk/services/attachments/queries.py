"""Which files there are, and their bytes."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError
from cusdesk.db.blobs import read_blob
from cusdesk.domain.access import needs, right_to_see
from cusdesk.domain.attachments import AttachmentDraft
from cusdesk.domain.needs_talks.dimensions import dimension_of
from cusdesk.export.atomic import write_file
from cusdesk.models.attachments import Attachment
from cusdesk.services.needs_talks.commands import refuse_dimension
from cusdesk.services.programmes import visible_fields

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from cusdesk.domain.special_fields import SpecialField
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file, without its bytes.

    Attributes:
        record_feature, record_id: what it lies beside.
        size: in bytes.
    """

    id: bytes
    resident_id: bytes
    record_feature: str
    record_id: bytes
    dimension: str
    file_name: str
    size: int
    title: str
    author: str
    issued_on: dt.date | None
    valid_to: dt.date | None
    added_on: dt.date
    added_by: str
    version: int


@needs("residents.see")
def list_attachments(
    office: Office,
    *,
    record: tuple[str, bytes] | None = None,
    resident_id: bytes | None = None,
) -> list[AttachmentRow]:
    """Return the files of a record, or all of a resident; the newest first.

    Those beside records this person may not see, or in a dimension that is off, are left out.
    """
    row = Attachment
    query = (
        select(
            row.id,
            row.resident_id,
            row.record_feature,
            row.record_id,
            row.dimension,
            row.file_name,
            row.size,
            row.title,
            row.author,
            row.issued_on,
            row.valid_to,
            row.added_on,
            row.added_by,
            row.row_version,
        )
        .where(row.retired_at.is_(None))
        .order_by(row.added_on.desc(), row.id.desc())
    )
    if record is not None:
        query = query.where(row.record_feature == record[0], row.record_id == record[1])
    if resident_id is not None:
        query = query.where(row.resident_id == resident_id)
    visible = visible_fields(office)
    with office.read() as session:
        found = [AttachmentRow(*list(values)) for values in session.execute(query)]
    return [
        entry
        for entry in found
        if office.may(right_to_see(entry.record_feature)) and _is_on(entry.dimension, visible)
    ]


def _is_on(code: str, visible: Collection[SpecialField]) -> bool:
    dimension = dimension_of(code) if code else None
    return dimension is None or dimension.special is None or dimension.special in visible


def attachment_draft(row: AttachmentRow) -> AttachmentDraft:
    """Return what is written about a file, to be edited."""
    return AttachmentDraft(row.title, row.author, row.issued_on, row.valid_to, row.dimension)


@needs("residents.see")
def attachment_bytes(office: Office, attachment_id: bytes) -> tuple[str, bytes]:
    """Return a file's name and bytes.

    Raises:
        NotFoundError: it is gone.
        RuleError: not for this person.
        StorageError: the bytes are not those that were kept.
    """
    with office.read() as session:
        row = session.get(Attachment, attachment_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        office.require(right_to_see(row.record_feature))
        if row.dimension:
            refuse_dimension(office, session, row.dimension)
        return row.file_name, read_blob(session, row.sha256)


@needs("residents.see")
def save_attachment(office: Office, attachment_id: bytes, path: Path) -> None:
    """Write a file outside the office; it is not encrypted there.

    Raises:
        DocumentError: it cannot be written.
        NotFoundError, RuleError, StorageError: see `attachment_bytes`.
    """
    write_file(path, attachment_bytes(office, attachment_id)[1])
