"""Invoices as lists, as one record, and as plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, Problem
from cusdesk.core.ids import text_id
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.invoices import InvoiceDraft, InvoiceKind, InvoiceStatus, check_invoice
from cusdesk.domain.labels import label
from cusdesk.domain.money import format_money
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.contracts import Contract
from cusdesk.models.invoices import Invoice
from cusdesk.models.providers import Provider
from cusdesk.services.contracts.pool_rules import service_names
from cusdesk.services.invoices.matching import check_draft, read_known
from cusdesk.services.invoices.others import other_invoices
from cusdesk.services.invoices.periods import period_words
from cusdesk.services.invoices.steps import read_steps
from cusdesk.services.invoices.store import lines_of, read_draft
from cusdesk.services.lists import chosen_ids, has_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from cusdesk.domain.invoices import InvoiceLineDraft
    from cusdesk.services.invoices.steps import Step
    from cusdesk.services.office import Office

_SETTLED = {InvoiceStatus.PAID, InvoiceStatus.RETURNED}


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


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One line of the list.

    Attributes:
        services, period: of its lines, in words.
        differences: how many things differ; None where nobody asks any more.
    """

    id: bytes
    number: str
    kind: InvoiceKind
    provider: str
    contract: str
    services: str
    period: str
    issued_on: dt.date | None
    due_on: dt.date | None
    paid_on: dt.date | None
    gross_gr: int | None
    status: InvoiceStatus
    ksef_number: str
    differences: int | None = None

    def is_late(self, today: dt.date) -> bool:
        """Whether it should have been paid by now."""
        return self.due_on is not None and self.due_on < today and self.status not in _SETTLED


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
    with office.read() as session:
        rows = _rows(session, retired=retired)
    key = (lambda row: _key(row, sort)) if sort else None
    return chosen_ids(rows, _texts, filters, key, descending=descending)


@needs("invoices.see")
def rows_for(office: Office, ids: Collection[bytes]) -> list[InvoiceRow]:
    """Return the rows of these ids with their differences; those that are gone are missing."""
    with office.read() as session:
        by_id = {row.id: row for one in (False, True) for row in _rows(session, retired=one)}
        known, found = read_known(session), []
        for row in (by_id[i] for i in ids if i in by_id):
            if row.status in _SETTLED:
                found.append(row)
                continue
            stored = session.get_one(Invoice, row.id)
            check = check_draft(session, read_draft(session, stored), row.id, known)
            found.append(replace(row, differences=len(check.findings)))
        return found


@needs("invoices.see")
def of_contract(office: Office, contract_id: bytes) -> list[InvoiceRow]:
    """Return the invoices that name a contract, the latest first."""
    with office.read() as session:
        named = select(Invoice.id).where(Invoice.contract_id == contract_id)
        ids = set(session.scalars(named))
        return [row for row in _rows(session) if row.id in ids]


@needs("invoices.see")
def warnings(office: Office, draft: InvoiceDraft, except_id: bytes | None = None) -> list[Problem]:
    """Return what a person should look at; nothing of it stops a save."""
    found = [p for p in check_invoice(draft) if not p.blocking]
    number = sort_key(draft.number)
    with office.read() as session:
        others = other_invoices(session, draft.provider_id, except_id)
    if number and any(sort_key(other.number) == number for other in others):
        found.append(Problem("number", "invoices.form.same_number", blocking=False))
    return found


@needs("invoices.see")
def invoice_json(office: Office, search: str = "") -> list[dict[str, Any]]:
    """Return every invoice as plain data: dates ISO, grosze, thousandths of a unit."""
    with office.read() as session:
        rows = [row for row in _rows(session) if has_words(" ".join(_texts(row).values()), search)]
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


def _rows(session: Session, *, retired: bool = False) -> list[InvoiceRow]:
    query = (
        select(
            Invoice.__table__,
            Provider.name.label("provider"),
            Contract.number.label("contract"),
        )
        .select_from(Invoice)
        .join(Provider, Provider.id == Invoice.provider_id)
        .outerjoin(Contract, Contract.id == Invoice.contract_id)
        .where(Invoice.retired_at.is_not(None) if retired else Invoice.retired_at.is_(None))
        .order_by(Invoice.issued_on.desc().nulls_last(), Provider.sort_key, Invoice.id)
    )
    lines, names = lines_of(session), service_names(session)
    found = []
    for row in session.execute(query).all():
        mine = lines.get(row.id, ())
        services = dict.fromkeys(names.get(x.service_id or b"") or x.words for x in mine)
        found.append(
            InvoiceRow(
                row.id,
                row.number,
                InvoiceKind(row.kind),
                row.provider,
                row.contract or "",
                ", ".join(name for name in services if name),
                period_words(mine),
                row.issued_on,
                row.due_on,
                row.paid_on,
                row.gross_gr,
                InvoiceStatus(row.status),
                row.ksef_number,
            )
        )
    return found


_TEXTS = ("number", "provider", "contract", "services", "period", "ksef_number")
_DATES = ("issued_on", "due_on", "paid_on")


def _texts(row: InvoiceRow) -> dict[str, str]:
    texts = {name: getattr(row, name) for name in _TEXTS}
    for name in _DATES:
        day = getattr(row, name)
        texts[name] = format_date(day) if day else ""
    texts |= {"kind": label(row.kind), "status": label(row.status)}
    texts["gross_gr"] = format_money(row.gross_gr) if row.gross_gr is not None else ""
    return texts


def _key(row: InvoiceRow, sort: str) -> tuple[bool, Any]:
    if sort in _DATES or sort == "gross_gr":
        value = getattr(row, sort)
        return value is None, value or (dt.date.min if sort in _DATES else 0)
    if sort == "status":
        return False, list(InvoiceStatus).index(row.status)
    return False, sort_key(_texts(row).get(sort, ""))
