"""Invoices as lists, as one record, and as plain data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, Problem
from cusdesk.core.ids import text_id
from cusdesk.domain.access import needs
from cusdesk.domain.invoices import InvoiceDraft, InvoiceStatus, check_invoice
from cusdesk.domain.polish_text import is_among
from cusdesk.models.invoices import Invoice
from cusdesk.models.providers import Provider
from cusdesk.services.catalogue.naming import service_names
from cusdesk.services.invoices.known import read_known
from cusdesk.services.invoices.listed import (
    SETTLED,
    InvoiceRow,
    order_key,
    rows_of,
    texts,
    values_of,
    words,
)
from cusdesk.services.invoices.matching import count_findings
from cusdesk.services.invoices.others import other_invoices
from cusdesk.services.invoices.steps import read_steps
from cusdesk.services.invoices.store import lines_of, read_draft, read_drafts
from cusdesk.services.lists import chosen_ids, has_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from cusdesk.domain.invoices import InvoiceLineDraft
    from cusdesk.services.invoices.steps import Step
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class InvoiceDetails:
    """An invoice for its form."""

    id: bytes
    version: int
    draft: InvoiceDraft
    status: InvoiceStatus
    provider_name: str
    steps: tuple[Step, ...]
    is_retired: bool


@needs("invoices.see")
def get(office: Office, invoice_id: bytes) -> InvoiceDetails:
    """Return an invoice, also one in the bin.

    Raises:
        NotFoundError: there is no such invoice.
    """
    with office.read() as session:
        row = session.get(Invoice, invoice_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        return InvoiceDetails(
            row.id,
            row.row_version,
            read_draft(session, row),
            InvoiceStatus(row.status),
            session.get_one(Provider, row.provider_id).name,
            tuple(read_steps(session, invoice_id)),
            row.retired_at is not None,
        )


@needs("invoices.see")
def list_ids(
    office: Office,
    *,
    filters: Mapping[str, str] | None = None,
    sort: str = "",
    descending: bool = False,
    retired: bool = False,
) -> list[bytes]:
    """Return ids in the wanted order; the latest first where nothing else decides."""
    names = tuple(sorted({*(filters or {}), sort} - {""}))
    with office.read() as session:
        rows = values_of(session, names, retired=retired)
    key = (lambda row: order_key(row.columns[sort], sort)) if sort else None
    return chosen_ids(rows, lambda row: texts(row.columns), filters, key, descending=descending)


@needs("invoices.see")
def rows_for(office: Office, ids: Collection[bytes]) -> list[InvoiceRow]:
    """Return the rows of these ids with their differences; those that are gone are missing."""
    with office.read() as session:
        by_id = {row.id: row for row in rows_of(session, ids=ids)}
        known = read_known(session)
        asked = [row.id for row in by_id.values() if row.status not in SETTLED]
        for invoice_id, draft in read_drafts(session, asked).items():
            differences = count_findings(session, draft, invoice_id, known)
            by_id[invoice_id] = replace(by_id[invoice_id], differences=differences)
        return [by_id[each] for each in ids if each in by_id]


@needs("invoices.see")
def of_contract(office: Office, contract_id: bytes) -> list[InvoiceRow]:
    """Return the invoices that name a contract, the latest first."""
    with office.read() as session:
        named = select(Invoice.id).where(Invoice.contract_id == contract_id)
        return rows_of(session, retired=False, ids=session.scalars(named).all())


@needs("invoices.see")
def warnings(office: Office, draft: InvoiceDraft, except_id: bytes | None = None) -> list[Problem]:
    """Return what a person should look at; nothing of it stops a save."""
    found = [p for p in check_invoice(draft) if not p.blocking]
    with office.read() as session:
        others = other_invoices(session, draft.provider_id, except_id)
    if is_among(draft.number, (other.number for other in others)):
        found.append(Problem("number", "invoices.form.same_number", blocking=False))
    return found


@needs("invoices.see")
def invoice_json(office: Office, search: str = "") -> list[dict[str, Any]]:
    """Return every invoice as plain data: dates ISO, grosze, thousandths of a unit."""
    with office.read() as session:
        rows = [row for row in rows_of(session, retired=False) if has_words(words(row), search)]
        lines, names = lines_of(session), service_names(session)
        nips = {row[0]: row[1] for row in session.execute(select(Invoice.id, Invoice.seller_nip))}
    return [
        {
            "id": text_id(row.id),
            "number": row.number,
            "kind": row.kind.value,
            "provider": row.provider,
            "seller_nip": nips[row.id],
            "contract": row.contract or None,
            "issued_on": _iso(row.issued_on),
            "due_on": _iso(row.due_on),
            "paid_on": _iso(row.paid_on),
            "gross_gr": row.gross_gr,
            "status": row.status.value,
            "ksef_number": row.ksef_number or None,
            "lines": [_line_json(line, names) for line in lines.get(row.id, ())],
        }
        for row in rows
    ]


def _line_json(line: InvoiceLineDraft, names: Mapping[bytes, str]) -> dict[str, Any]:
    return {
        "service": names.get(line.service_id or b"") or None,
        "words": line.words,
        "period_from": _iso(line.period_from),
        "period_to": _iso(line.period_to),
        "unit": line.unit.value,
        "quantity_milli": line.quantity_milli,
        "rate_gr": line.rate_gr,
        "amount_gr": line.amount_gr,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
