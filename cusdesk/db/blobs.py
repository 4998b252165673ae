"""Whole files inside the office file, by their SHA-256 (`models.blobs`)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from cusdesk.core.errors import NotFoundError, StorageError
from cusdesk.models import Base
from cusdesk.models.blobs import Blob

if TYPE_CHECKING:
    from sqlalchemy import Column
    from sqlalchemy.orm import Session


def put_blob(session: Session, content: bytes) -> bytes:
    """Keep a file inside a running write; return its hash. The same bytes are kept once."""
    digest = hashlib.sha256(content).digest()
    row = {"hash": digest, "size": len(content), "content": content}
    session.execute(insert(Blob).values(row).on_conflict_do_nothing())
    return digest


def read_blob(session: Session, digest: bytes | None) -> bytes:
    """Return a file by its hash, compared with it.

    Raises:
        NotFoundError: it was erased.
        StorageError: `storage.damaged`: the bytes are not those that were kept.
    """
    content = session.scalar(select(Blob.content).where(Blob.hash == digest))
    if content is None:
        raise NotFoundError("storage.not_found")
    if hashlib.sha256(content).digest() != digest:
        raise StorageError("storage.damaged")
    return content


def blob_columns() -> list[Column[bytes]]:
    """Return the columns of all tables that name blobs."""
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.info.get("blob")
    ]


def drop_unused(session: Session) -> int:
    """Delete the files no row names any more, in the bin or out of it; return how many."""
    query = delete(Blob).returning(Blob.hash)
    for column in blob_columns():
        query = query.where(Blob.hash.not_in(select(column).where(column.is_not(None))))
    return len(session.execute(query.execution_options(synchronize_session=False)).all())
