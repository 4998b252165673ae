"""What becomes of an invoice: checked, described, approved, paid, or sent back with a reason."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import Problem, RuleError, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.invoices import InvoiceStatus, next_steps
from cusdesk.domain.polish_text import strip_controls
from cusdesk.models.invoices import Invoice, InvoiceStep
from cusdesk.services.invoices.matching import check_draft
from cusdesk.services.invoices.store import read_draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was taken."""

    status: InvoiceStatus
    done_on: dt.date
    done_by: str
    reason: str


@needs("invoices.see")
def steps_of(office: Office, invoice_id: bytes) -> list[Step]:
    """Return the steps of an invoice, the latest last."""
    with office.read() as session:
        return read_steps(session, invoice_id)


def read_steps(session: Session, invoice_id: bytes) -> list[Step]:
    """Return the steps inside a running read."""
    query = (
        select(InvoiceStep.status, InvoiceStep.done_on, InvoiceStep.done_by, InvoiceStep.reason)
        .where(InvoiceStep.invoice_id == invoice_id, InvoiceStep.retired_at.is_(None))
        .order_by(InvoiceStep.id)
    )
    return [Step(InvoiceStatus(row[0]), *row[1:]) for row in session.execute(query).all()]


@needs("invoices.change")
def take_step(
    office: Office,
    invoice_id: bytes,
    status: InvoiceStatus,
    reason: str = "",
    on: dt.date | None = None,
) -> Changes:
    """Bring an invoice one step on, or send it back.

    Args:
        office: the open office.
        invoice_id: which invoice.
        status: what becomes of it.
        reason: needed to check one that differs from contract or hours, and to send one back.
        on: the day of the payment; today when left out.

    Raises:
        RuleError: the step does not follow the state the invoice is in, or needs another role.
        ValidationError: the reason is missing.
        NotFoundError: it is gone or in the bin.
    """
    return _take(office, "invoices.step", invoice_id, (status, reason, on))


@needs("invoices.approve")
def approve(office: Office, invoice_id: bytes) -> Changes:
    """Approve a described invoice for payment.

    Raises:
        RuleError: it was not described yet.
        NotFoundError: it is gone or in the bin.
    """
    return _take(office, "invoices.approve", invoice_id, (InvoiceStatus.APPROVED, "", None))


def _take(
    office: Office,
    kind: str,
    invoice_id: bytes,
    step: tuple[InvoiceStatus, str, dt.date | None],
) -> Changes:
    status, reason, on = step
    words = strip_controls(reason, keep_lines=True).strip()[:_LONGEST]
    with office.write(kind, record=("invoices", invoice_id)) as work:
        row = work.get(Invoice, invoice_id)
        _refuse_leap(kind, InvoiceStatus(row.status), status)
        if not words and _needs_reason(work.session, row, status):
            key = "returned" if status is InvoiceStatus.RETURNED else "differs"
            raise ValidationError([Problem("reason", f"invoices.reason.{key}")])
        today = office.clock.today()
        if status is InvoiceStatus.PAID:
            row.paid_on = on or today
        row.status = status.value
        work.session.add(
            InvoiceStep(
                invoice_id=invoice_id,
                status=status.value,
                done_on=on or today,
                done_by=office.user_name,
                reason=words,
            )
        )
    return work.changes


def _refuse_leap(kind: str, now: InvoiceStatus, wanted: InvoiceStatus) -> None:
    allowed = wanted in next_steps(now)
    if not allowed or (wanted is InvoiceStatus.APPROVED) != (kind == "invoices.approve"):
        raise RuleError("invoices.no_such_step")


def _needs_reason(session: Session, row: Invoice, status: InvoiceStatus) -> bool:
    if status is InvoiceStatus.RETURNED:
        return True
    if status is not InvoiceStatus.CHECKED:
        return False
    return not check_draft(session, read_draft(session, row), row.id).agrees
