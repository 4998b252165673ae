"""Files of an invoice: the XML it was read from, scans, letters; kept encrypted in the office."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError
from cusdesk.core.ids import new_id
from cusdesk.db.blobs import put_blob, read_blob
from cusdesk.db.reading import read_columns
from cusdesk.domain.access import needs
from cusdesk.domain.attachments import safe_name
from cusdesk.export.atomic import write_file
from cusdesk.importing.invoices.ksef import invoice_of, read_bytes
from cusdesk.models.invoices import Invoice, InvoiceFile
from cusdesk.services.attachments.commands import read_file
from cusdesk.services.attachments.opened import write_copy
from cusdesk.services.records import Saved

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_XML = ".xml"


@dataclass(frozen=True, slots=True)
class InvoiceFileRow:
    """A file of an invoice, without its bytes.

    Attributes:
        size: in bytes.
        is_original: the invoice was read out of it.
    """

    id: bytes
    file_name: str
    size: int
    is_original: bool
    added_on: dt.date
    added_by: str


@needs("invoices.see")
def list_files(office: Office, invoice_id: bytes) -> list[InvoiceFileRow]:
    """Return the files of an invoice: what it was read from first, then the newest."""
    one = InvoiceFile
    query = (
        select(one.id, one.file_name, one.size, one.is_original, one.added_on, one.added_by)
        .where(one.invoice_id == invoice_id, one.retired_at.is_(None))
        .order_by(one.is_original.desc(), one.added_on.desc(), one.id.desc())
    )
    with office.read() as session:
        return [InvoiceFileRow(*row) for row in read_columns(session, query)]


@needs("invoices.change")
def add_file(office: Office, invoice_id: bytes, path: Path) -> Saved:
    """Keep a file with an invoice; an XML must be an invoice of KSeF.

    Raises:
        RuleError: the file is refused, see `attachments.read_file`.
        ImportProblemError: an XML that is no invoice of KSeF.
        NotFoundError: the invoice is gone.
    """
    if path.suffix.lower() == _XML:
        name, content = safe_name(path.name), read_bytes(path)
        invoice_of(name, content)
    else:
        name, content = read_file(path)
    made = new_id()
    with office.write("invoices.add_file", record=("invoices", invoice_id)) as work:
        invoice = work.session.get(Invoice, invoice_id)
        if invoice is None or invoice.retired_at is not None:
            raise NotFoundError("storage.not_found")
        today = office.clock.today()
        row = _row(work.session, invoice_id, (name, content), today, office.user_name)
        row.id = made
        work.session.add(row)
    return Saved(made, 1, work.changes)


def keep_original(
    session: Session, invoice_id: bytes, file: tuple[str, bytes], day: dt.date, author: str
) -> None:
    """Keep what an invoice was read out of, inside a running operation; `file` is name, bytes."""
    row = _row(session, invoice_id, file, day, author)
    row.is_original = True
    session.add(row)


def _row(
    session: Session, invoice_id: bytes, file: tuple[str, bytes], day: dt.date, author: str
) -> InvoiceFile:
    name, content = file
    return InvoiceFile(
        invoice_id=invoice_id,
        file_name=name,
        sha256=put_blob(session, content),
        size=len(content),
        added_on=day,
        added_by=author,
    )


@needs("invoices.change")
def retire_file(office: Office, file_id: bytes) -> Changes:
    """Put a file of an invoice into the bin.

    Raises:
        NotFoundError: it is there already.
    """
    with office.write("invoices.retire_file", record=("invoices", file_id)) as work:
        work.retire(work.get(InvoiceFile, file_id))
    return work.changes


@needs("invoices.see")
def file_bytes(office: Office, file_id: bytes) -> tuple[str, bytes]:
    """Return a file's name and bytes.

    Raises:
        NotFoundError: it is gone.
        StorageError: the bytes are not those that were kept.
    """
    with office.read() as session:
        row = session.get(InvoiceFile, file_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        return row.file_name, read_blob(session, row.sha256)


@needs("invoices.see")
def save_file(office: Office, file_id: bytes, path: Path) -> None:
    """Write a file outside the office; it is not encrypted there.

    Raises:
        DocumentError: it cannot be written.
        NotFoundError, StorageError: see `file_bytes`.
    """
    write_file(path, file_bytes(office, file_id)[1])


@needs("invoices.see")
def open_file(office: Office, file_id: bytes) -> Path:
    """Write a copy to be looked at, read-only; return where it lies.

    Raises:
        DocumentError: the disk refused.
        NotFoundError, StorageError: see `file_bytes`.
    """
    return write_copy(*file_bytes(office, file_id))
