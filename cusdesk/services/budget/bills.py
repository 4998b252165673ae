"""Invoices as a budget sees them: approved and paid ones, their contract, their year."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.budget import booked_day
from cusdesk.domain.invoices import InvoiceLineDraft, InvoiceStatus, contract_for
from cusdesk.models.invoices import Invoice
from cusdesk.models.providers import Provider
from cusdesk.services.invoices.store import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.contracts import Contract

SPENT = (InvoiceStatus.APPROVED, InvoiceStatus.PAID)
"""An approved invoice is money that will leave; until then it may still go back."""


@dataclass(frozen=True, slots=True)
class Bill:
    """An approved or paid invoice.

    Attributes:
        contract_id: the one it names, or the provider's only one that fits its lines.
        booked_on: decides of its year (`domain.budget.booked_day`).
    """

    id: bytes
    number: str
    provider_id: bytes
    provider: str
    contract_id: bytes | None
    booked_on: dt.date | None
    gross_gr: int
    status: InvoiceStatus
    lines: tuple[InvoiceLineDraft, ...]


def bills(session: Session, contracts: Sequence[Contract]) -> list[Bill]:
    """Return every approved or paid invoice, by day and number."""
    one = Invoice
    query = (
        select(
            one.id, one.number, one.provider_id, Provider.name, one.contract_id, one.paid_on,
            one.due_on, one.issued_on, one.gross_gr, one.status,
        )
        .join(Provider, Provider.id == one.provider_id)
        .where(one.retired_at.is_(None), one.status.in_([each.value for each in SPENT]))
        .order_by(one.issued_on, one.number, one.id)
    )  # fmt: skip
    lines = lines_of(session)
    found = []
    for row in session.execute(query).all():
        mine = tuple(lines.get(row.id, ()))
        contract = contract_for(row.contract_id, row.provider_id, mine, contracts)
        found.append(
            Bill(
                row.id,
                row.number,
                row.provider_id,
                row.name,
                row.contract_id or (contract.id if contract else None),
                booked_day(row.paid_on, row.due_on, row.issued_on),
                _amount(row.gross_gr, mine),
                InvoiceStatus(row.status),
                mine,
            )
        )
    return found


def _amount(gross_gr: int | None, lines: Sequence[InvoiceLineDraft]) -> int:
    return sum(line.amount_gr or 0 for line in lines) if gross_gr is None else gross_gr
