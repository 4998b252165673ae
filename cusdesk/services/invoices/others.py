"""What other invoices of the same provider bill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.invoices import InvoiceStatus
from cusdesk.domain.periods import Period
from cusdesk.models.invoices import Invoice
from cusdesk.services.invoices.store import lines_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.contracts import Contract
    from cusdesk.domain.invoices import InvoiceLineDraft


@dataclass(frozen=True, slots=True)
class OtherInvoice:
    """Another invoice of the same provider that is not sent back."""

    id: bytes
    number: str
    contract_id: bytes | None
    lines: tuple[InvoiceLineDraft, ...]

    def lines_of(self, service_id: bytes | None) -> list[InvoiceLineDraft]:
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
    lines = lines_of(session, [row[0] for row in rows])
    return [OtherInvoice(*row, tuple(lines.get(row[0], ()))) for row in rows]
