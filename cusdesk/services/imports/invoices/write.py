"""Writing the invoices of a plan, and providers the office does not know yet."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from cusdesk.domain.contracts import ContractUnit
from cusdesk.domain.invoices import InvoiceDraft, InvoiceKind, InvoiceLineDraft, InvoiceStatus
from cusdesk.domain.polish_text import name_key, sort_key
from cusdesk.models.providers import Provider
from cusdesk.services.imports.model import date_of, id_of
from cusdesk.services.invoices.files import keep_original
from cusdesk.services.invoices.store import add_invoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.imports.model import PlannedRow
    from cusdesk.services.office import Office


def apply_invoices(office: Office, work: UnitOfWork, rows: Sequence[PlannedRow]) -> None:
    """Write the new invoices of a plan with the files they were read from.

    What the list calls paid is paid.
    """
    made: dict[str, bytes] = {}
    for row in rows:
        if row.outcome != "new":
            continue
        payload = row.payload
        provider_id = id_of(payload["provider_id"]) or _add_provider(work, payload, made)
        invoice = add_invoice(work, _draft(payload, provider_id))
        if payload["is_paid"]:
            invoice.status = InvoiceStatus.PAID.value
        if payload.get("original"):
            file = payload["original"]["name"], base64.b64decode(payload["original"]["data"])
            keep_original(work.session, invoice.id, file, office.clock.today(), office.user_name)
        row.target = invoice.id


def _draft(payload: dict[str, Any], provider_id: bytes) -> InvoiceDraft:
    return InvoiceDraft(
        kind=InvoiceKind(payload["kind"]),
        number=payload["number"],
        provider_id=provider_id,
        issued_on=date_of(payload["issued_on"]),
        received_on=date_of(payload["received_on"]),
        due_on=date_of(payload["due_on"]),
        paid_on=date_of(payload["paid_on"]),
        seller_nip=payload["nip"],
        buyer_nip=payload["buyer_nip"],
        ksef_number=payload["ksef_number"],
        gross_gr=payload["gross_gr"],
        notes=payload["notes"],
        lines=tuple(_line(line) for line in payload["lines"]),
    )


def _line(line: dict[str, Any]) -> InvoiceLineDraft:
    return InvoiceLineDraft(
        id_of(line["service_id"]),
        line["words"],
        date_of(line["period_from"]),
        date_of(line["period_to"]),
        ContractUnit(line["unit"]),
        line["quantity_milli"],
        line["rate_gr"],
        line["amount_gr"],
    )


def _add_provider(work: UnitOfWork, payload: dict[str, Any], made: dict[str, bytes]) -> bytes:
    """Add the seller of an invoice once, by its NIP, else by its name."""
    key = payload["nip"] or name_key(payload["provider"])
    if key not in made:
        name = payload["provider"] or payload["nip"]
        row = Provider(name=name, sort_key=sort_key(name), nip=payload["nip"])
        work.session.add(row)
        work.session.flush()
        made[key] = row.id
    return made[key]
