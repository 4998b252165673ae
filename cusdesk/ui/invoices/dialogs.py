"""The windows of an invoice's steps, and of who buys."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.invoices import InvoiceStatus
from cusdesk.services import invoices
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.changes import Changes
    from cusdesk.services.invoices import Buyer, InvoiceDetails
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation


@dataclass(frozen=True, slots=True)
class StepFields:
    """What a step asks for."""

    reason: str = ""
    done_on: dt.date | None = None


def step_dialog(
    context: ScreenContext,
    details: InvoiceDetails,
    status: InvoiceStatus,
    parent: QWidget,
    why: str = "",
) -> FormDialog[StepFields]:
    """Return the window that takes a step with its reason, or with the day of the payment.

    Args:
        context: of the screen.
        details: the invoice.
        status: what becomes of it.
        parent: above which it stands.
        why: what the step asks a reason for, in words.
    """
    paid = status is InvoiceStatus.PAID
    field = (
        FieldSpec("done_on", "fields.invoices.paid_on", "date", required=True)
        if paid
        else FieldSpec("reason", "fields.invoice_steps.reason", "multiline", required=True)
    )

    def write(typed: StepFields) -> Operation[Changes]:
        """Take the step."""
        call = partial(invoices.take_step, reason=typed.reason, on=typed.done_on)
        return context.ops.write(call, context.office, details.id, status)

    title = tr(f"invoices.do.{status}")
    today = context.office.clock.today() if paid else None
    start = StepFields(done_on=today)
    spec = FormSpec([Section("", [field])])
    return FormDialog(context, title, spec, start, write, title, parent, why)


def buyer_dialog(context: ScreenContext, buyer: Buyer, parent: QWidget) -> FormDialog[Buyer]:
    """Return the window that says who buys: the commune and its NIP."""
    fields = [
        FieldSpec("name", "invoices.buyer.name"),
        FieldSpec("nip", "fields.invoices.buyer_nip", width=16),
    ]

    def write(typed: Buyer) -> Operation[Changes]:
        """Keep who buys."""
        return context.ops.write(invoices.set_buyer, context.office, typed)

    return FormDialog(
        context,
        tr("invoices.buyer.title"),
        FormSpec([Section("", fields)]),
        buyer,
        write,
        tr("invoices.buyer.keep"),
        parent,
        tr("invoices.buyer.text"),
    )
