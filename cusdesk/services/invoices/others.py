"""What other invoices of the same provider bill."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from cusdesk.domain.invoices import InvoiceStatus
from cusdesk.domain.periods import Period
from cusdesk.models.invoices import Invoice, InvoiceLine

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.contracts import Contract


class BilledLine(NamedTuple):
    """What one line of another invoice bills; a provider may have thousands of them."""

    service_id: bytes | None
    period_from: dt.date | None
    period_to: dt.date | None
    quantity_milli: int | None


@dataclass(frozen=True, slots=True)
class OtherInvoice:
    """Another invoice of the same provider that is not sent back."""

    id: bytes
    number: str
    contract_id: bytes | None
    lines: tuple[BilledLine, ...]

    def lines_of(self, service_id: bytes | None) -> list[BilledLine]:
        """Return its lines about a service."""
        return [line for line in self.lines if line.service_id == service_id is not None]

    def is_under(self, contract: Contract) -> bool:
        """Whether it belongs to a contract: by its own word, else by the days of its lines."""
        if self.contract_id is not None:
            return self.contract_id == contract.id
        return any(
            line.service_id is not None
            and contract.has(line.service_id)
            and contract.period.overlaps(Period(line.period_from, line.period_to))
            for line in self.lines
        )


def other_invoices(
    session: Session, provider_id: bytes | None, except_id: bytes | None
) -> list[OtherInvoice]:
    """Return the invoices of a provider but one; those in the bin or sent back bill nothing."""
    query = select(Invoice.id, Invoice.number, Invoice.contract_id).where(
        Invoice.provider_id == provider_id,
        Invoice.id != (except_id or b""),
        Invoice.retired_at.is_(None),
        Invoice.status != InvoiceStatus.RETURNED.value,
    )
    rows = session.execute(query).all()
    line = InvoiceLine
    billed = select(
        line.invoice_id, line.service_id, line.period_from, line.period_to, line.quantity_milli
    ).where(line.retired_at.is_(None), line.invoice_id.in_([each[0] for each in rows]))
    lines: dict[bytes, list[BilledLine]] = defaultdict(list)
    for row in session.execute(billed).all():
        lines[row[0]].append(BilledLine(row[1], row[2], row[3], row[4]))
    return [OtherInvoice(*each, tuple(lines[each[0]])) for each in rows]
