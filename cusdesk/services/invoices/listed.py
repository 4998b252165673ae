"""The rows of the list of invoices: all columns, or only those that filters and orders ask for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.domain.dates import format_date
from cusdesk.domain.invoices import InvoiceKind, InvoiceStatus
from cusdesk.domain.labels import label
from cusdesk.domain.money import format_money
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.contracts import Contract
from cusdesk.models.invoices import Invoice, InvoiceLine
from cusdesk.models.providers import Provider
from cusdesk.services.catalogue.naming import service_names
from cusdesk.services.invoices.periods import period_words, span_words
from cusdesk.services.invoices.store import lines_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cusdesk.domain.invoices import InvoiceLineDraft
    from cusdesk.services.invoices.periods import Span

SETTLED = {InvoiceStatus.PAID, InvoiceStatus.RETURNED}


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
        return self.due_on is not None and self.due_on < today and self.status not in SETTLED


@dataclass(frozen=True, slots=True)
class Values:
    """An invoice with the columns of the list that were asked for."""

    id: bytes
    columns: dict[str, Any]


def _asked(columns: Select[Any], *, retired: bool | None) -> Select[Any]:
    """Return a query of invoices in the usual order; `retired` None: of all."""
    query = (
        columns.select_from(Invoice)
        .join(Provider, Provider.id == Invoice.provider_id)
        .outerjoin(Contract, Contract.id == Invoice.contract_id)
        .order_by(Invoice.issued_on.desc().nulls_last(), Provider.sort_key, Invoice.id)
    )
    if retired is None:
        return query
    return query.where(Invoice.retired_at.is_not(None) if retired else Invoice.retired_at.is_(None))


def values_of(session: Session, names: tuple[str, ...], *, retired: bool) -> list[Values]:
    """Return every invoice with these columns of the list alone: it may be twenty years long."""
    stored = [name for name in names if name in _STORED]
    query = _asked(select(Invoice.id, *(_STORED[name] for name in stored)), retired=retired)
    answer = session.execute(query).all()
    found = [Values(row[0], dict(zip(stored, row[1:], strict=True))) for row in answer]
    if "services" in names:
        services = _services_of(session)
        for each in found:
            each.columns["services"] = services.get(each.id, "")
    if "period" in names:
        spans = _spans_of(session)
        for each in found:
            each.columns["period"] = spans.get(each.id)
    return found


def _spans_of(session: Session) -> dict[bytes, Span]:
    """Return invoice → the first and the last day of its lines."""
    line = InvoiceLine
    first, last = func.min(line.period_from), func.max(line.period_to)
    query = select(line.invoice_id, first, last).where(line.retired_at.is_(None))
    rows = session.execute(query.group_by(line.invoice_id)).all()
    return {row[0]: (row[1], row[2]) for row in rows if row[1] and row[2]}


def _services_of(session: Session) -> dict[bytes, str]:
    """Return invoice → what its lines bill, in words."""
    line, names = InvoiceLine, service_names(session)
    query = select(line.invoice_id, line.service_id, line.words)
    query = query.where(line.retired_at.is_(None)).order_by(line.position, line.id)
    found: dict[bytes, dict[str, None]] = {}
    for invoice_id, service_id, words_of_line in session.execute(query).all():
        name = names.get(service_id or b"") or words_of_line
        if name:
            found.setdefault(invoice_id, {})[name] = None
    return {invoice_id: ", ".join(services) for invoice_id, services in found.items()}


def rows_of(
    session: Session, *, retired: bool | None = None, ids: Collection[bytes] | None = None
) -> list[InvoiceRow]:
    """Return invoices in the usual order: all, or these."""
    columns = select(
        Invoice.__table__, Provider.name.label("provider"), Contract.number.label("contract")
    )
    query = _asked(columns, retired=retired)
    few = list(ids) if ids is not None and len(ids) <= _FEW else None
    if few is not None:
        query = query.where(Invoice.id.in_(few))
    lines, names = lines_of(session, few), service_names(session)
    known = None if ids is None else set(ids)
    return [
        _row(row, lines.get(row.id, []), names)
        for row in session.execute(query).all()
        if known is None or row.id in known
    ]


def _row(
    row: Any,  # noqa: ANN401 (a row of the query above)
    lines: list[InvoiceLineDraft],
    names: Mapping[bytes, str],
) -> InvoiceRow:
    services = dict.fromkeys(names.get(line.service_id or b"") or line.words for line in lines)
    return InvoiceRow(
        row.id,
        row.number,
        InvoiceKind(row.kind),
        row.provider,
        row.contract or "",
        ", ".join(name for name in services if name),
        period_words(lines),
        row.issued_on,
        row.due_on,
        row.paid_on,
        row.gross_gr,
        InvoiceStatus(row.status),
        row.ksef_number,
    )


_STORED: dict[str, Any] = {
    "number": Invoice.number,
    "provider": Provider.name,
    "contract": Contract.number,
    "ksef_number": Invoice.ksef_number,
    "issued_on": Invoice.issued_on,
    "due_on": Invoice.due_on,
    "paid_on": Invoice.paid_on,
    "gross_gr": Invoice.gross_gr,
    "kind": Invoice.kind,
    "status": Invoice.status,
}
"""Column of the list → where it is stored; services and period are made out of the lines."""
_DATES = {"issued_on", "due_on", "paid_on"}
_NO_DAYS = (dt.date.min, dt.date.min)
_FEW = 500


def texts(values: Mapping[str, Any]) -> dict[str, str]:
    """Return columns as they are shown."""
    return {name: _text(name, value) for name, value in values.items()}


def _text(name: str, value: Any) -> str:  # noqa: ANN401 (any column of the list)
    if value is None:
        return ""
    if name in _DATES:
        return format_date(value)
    if name == "period":
        return span_words(value)
    if name == "gross_gr":
        return format_money(value)
    if name == "kind":
        return label(InvoiceKind(value))
    return label(InvoiceStatus(value)) if name == "status" else str(value)


def words(row: InvoiceRow) -> str:
    """Return everything that is shown of a row, for a search in all columns."""
    shown = (_text(name, getattr(row, name)) for name in (*_STORED, "services"))
    return " ".join([*shown, row.period])


def order_key(value: Any, sort: str) -> tuple[bool, Any]:  # noqa: ANN401 (any column of the list)
    """Return by what a column is ordered; days and amounts that are missing come last."""
    if sort in _DATES or sort == "gross_gr":
        return value is None, value or (dt.date.min if sort in _DATES else 0)
    if sort == "period":
        return value is None, value or _NO_DAYS
    if sort == "status":
        return False, list(InvoiceStatus).index(InvoiceStatus(value))
    return False, sort_key(_text(sort, value))
