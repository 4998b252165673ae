"""How invoices are read and written row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.contracts import ContractUnit
from cusdesk.domain.invoices import InvoiceDraft, InvoiceKind, InvoiceLineDraft
from cusdesk.models.invoices import Invoice, InvoiceLine
from cusdesk.services.records import draft_values, living_parts, put_fields, simple_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork

COLUMNS = simple_fields(InvoiceDraft, without=("lines",))
ENUMS = {"kind": InvoiceKind}
LINE_FIELDS = (
    "service_id", "words", "period_from", "period_to", "unit", "quantity_milli", "rate_gr",
    "amount_gr",
)  # fmt: skip


def read_draft(session: Session, row: Invoice) -> InvoiceDraft:
    """Return an invoice as its form edits it."""
    return _draft(row, lines_of(session, [row.id]))


def read_drafts(session: Session, invoice_ids: Sequence[bytes]) -> dict[bytes, InvoiceDraft]:
    """Return the same of several at once."""
    lines = lines_of(session, invoice_ids)
    query = select(Invoice).where(Invoice.id.in_(list(invoice_ids)))
    return {row.id: _draft(row, lines) for row in session.scalars(query)}


def _draft(row: Invoice, lines: Mapping[bytes, list[InvoiceLineDraft]]) -> InvoiceDraft:
    values = draft_values(row, COLUMNS, ENUMS)
    return InvoiceDraft(**values, lines=tuple(lines.get(row.id, ())))


def lines_of(
    session: Session, invoice_ids: Sequence[bytes] | None = None
) -> dict[bytes, list[InvoiceLineDraft]]:
    """Return invoice -> its lines in their order; of all invoices without ids."""
    line = InvoiceLine
    query = select(
        line.invoice_id, line.service_id, line.words, line.period_from, line.period_to,
        line.unit, line.quantity_milli, line.rate_gr, line.amount_gr, line.id,
    ).where(line.retired_at.is_(None))  # fmt: skip
    if invoice_ids is not None:
        query = query.where(line.invoice_id.in_(list(invoice_ids)))
    found: dict[bytes, list[InvoiceLineDraft]] = {}
    for row in session.execute(query.order_by(line.position, line.id)).all():
        found.setdefault(row[0], []).append(
            InvoiceLineDraft(*row[1:5], ContractUnit(row.unit or "hour"), *row[6:9], row.id)
        )
    return found


def fill(row: Invoice, draft: InvoiceDraft) -> None:
    """Write the fields of a draft into a row; its lines are written by `put_lines`."""
    put_fields(row, {column: getattr(draft, name) for name, column in COLUMNS.items()})


def add_invoice(work: UnitOfWork, draft: InvoiceDraft) -> Invoice:
    """Add an invoice with its lines inside a running operation."""
    row = Invoice(number="", provider_id=draft.provider_id)
    fill(row, draft)
    work.session.add(row)
    work.session.flush()
    put_lines(work, row.id, draft.lines)
    return row


def put_lines(work: UnitOfWork, invoice_id: bytes, wanted: Sequence[InvoiceLineDraft]) -> None:
    """Make the lines of an invoice be exactly these; a line without an id takes the free place."""
    present = living_parts(work, InvoiceLine, "invoice_id", invoice_id)
    by_id = {row.id: row for row in present}
    named = {line.id for line in wanted}
    free = [row for row in present if row.id not in named]
    kept: set[bytes] = set()
    for position, line in enumerate(line for line in wanted if not line.is_empty):
        row = by_id.get(line.id or b"")
        if row is None and line.id is None and free:
            row = free.pop(0)
        values = {name: getattr(line, name) for name in LINE_FIELDS}
        if row is None:
            row = InvoiceLine(invoice_id=invoice_id)
            put_fields(row, {**values, "position": position})
            work.session.add(row)
        else:
            kept.add(row.id)
            put_fields(row, {**values, "position": position})
    for row in present:
        if row.id not in kept:
            work.retire(row)
