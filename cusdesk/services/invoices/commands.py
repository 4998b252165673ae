"""Writing invoices: fields, lines, the bin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.invoices import InvoiceDraft, InvoiceLineDraft, InvoiceStatus, check_invoice
from cusdesk.models.invoices import Invoice
from cusdesk.services.invoices.store import add_invoice, fill, put_lines, read_draft
from cusdesk.services.records import Saved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_OPEN = {InvoiceStatus.RECEIVED, InvoiceStatus.CHECKED, InvoiceStatus.RETURNED}
_ALWAYS = {"paid_on", "notes", "ksef_number"}
"""Fields that may be written also when the invoice was described."""


@needs("invoices.change")
def create(office: Office, draft: InvoiceDraft) -> Saved:
    """Add an invoice with its lines.

    Raises:
        ValidationError: something blocking is wrong with the draft; nothing was written.
    """
    _refuse_bad(draft)
    with office.write("invoices.create") as work:
        row = add_invoice(work, draft)
        invoice_id, version = row.id, row.row_version
    return Saved(invoice_id, version, work.changes)


@needs("invoices.change")
def change_fields(
    office: Office, invoice_id: bytes, values: Mapping[str, Any], version: int | None = None
) -> Saved:
    """Change some fields of `InvoiceDraft`, as a form does at every field exit.

    Raises:
        ValidationError: a changed field is wrong in a way that blocks.
        RuleError: the invoice was described already; it has to be sent back first.
        NotFoundError: the invoice is gone or in the bin.
        ConflictError: somebody changed it since `version` was read.
    """
    with office.write("invoices.update", record=("invoices", invoice_id), merges=True) as work:
        row = work.get(Invoice, invoice_id, version)
        if not set(values) <= _ALWAYS:
            _refuse_closed(row)
        changed = replace(read_draft(work.session, row), **dict(values))
        _refuse_bad(changed, only=set(values))
        fill(row, changed)
        work.session.flush()
        new_version = row.row_version
    return Saved(invoice_id, new_version, work.changes)


@needs("invoices.change")
def set_lines(office: Office, invoice_id: bytes, lines: Sequence[InvoiceLineDraft]) -> Saved:
    """Make the lines of an invoice be exactly these; rows that stay keep their history.

    Raises:
        ValidationError: one of them is wrong in a way that blocks.
        RuleError: the invoice was described already.
        NotFoundError: the invoice is gone or in the bin.
    """
    with office.write("invoices.lines", record=("invoices", invoice_id), merges=True) as work:
        row = work.get(Invoice, invoice_id)
        _refuse_closed(row)
        changed = replace(read_draft(work.session, row), lines=tuple(lines))
        _refuse_bad(changed, only={"lines"})
        put_lines(work, invoice_id, lines)
        version = row.row_version
    return Saved(invoice_id, version, work.changes)


@needs("invoices.change")
def retire(office: Office, invoice_id: bytes) -> Changes:
    """Put an invoice into the bin; it bills nothing any more.

    Raises:
        NotFoundError: it is gone or in the bin already.
    """
    with office.write("invoices.retire", record=("invoices", invoice_id)) as work:
        work.retire(work.get(Invoice, invoice_id))
    return work.changes


@needs("invoices.change")
def restore(office: Office, invoice_id: bytes) -> Changes:
    """Take an invoice out of the bin.

    Raises:
        NotFoundError: there is no such invoice.
    """
    with office.write("invoices.restore", record=("invoices", invoice_id)) as work:
        row = work.session.get(Invoice, invoice_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        row.retired_at = None
    return work.changes


def _refuse_closed(row: Invoice) -> None:
    """Raise when the invoice was described: the paper and the record would differ."""
    if row.status not in _OPEN:
        raise RuleError("invoices.closed")


def _refuse_bad(draft: InvoiceDraft, only: set[str] | None = None) -> None:
    problems = [p for p in check_invoice(draft) if p.blocking]
    if only is not None:
        problems = [p for p in problems if p.field in only]
    if problems:
        raise ValidationError(problems)
