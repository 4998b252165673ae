"""Invoices of providers: what stands on them, what is wrong with them, what becomes of them."""

from __future__ import annotations

from cusdesk.domain.invoices.drafts import (
    InvoiceDraft,
    InvoiceKind,
    InvoiceLineDraft,
    InvoiceStatus,
    check_invoice,
    is_ksef_number,
    next_steps,
)
from cusdesk.domain.invoices.match import (
    Billed,
    Finding,
    FindingKind,
    Suspect,
    contract_for,
    likely,
    match_line,
)

__all__ = [
    "Billed",
    "Finding",
    "FindingKind",
    "InvoiceDraft",
    "InvoiceKind",
    "InvoiceLineDraft",
    "InvoiceStatus",
    "Suspect",
    "check_invoice",
    "contract_for",
    "is_ksef_number",
    "likely",
    "match_line",
    "next_steps",
]
