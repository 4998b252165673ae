"""An invoice as it is typed, and the steps it goes through."""

from __future__ import annotations

import datetime as dt
import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.checks import (
    check_dates,
    check_lengths,
    check_not_negative,
    check_order,
    error,
    warning,
)
from cusdesk.domain.contracts import ContractUnit
from cusdesk.domain.dates import format_date
from cusdesk.domain.money import format_money
from cusdesk.domain.providers import is_nip
from cusdesk.domain.quantities import priced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.errors import Problem

_KSEF = re.compile(r"\d{10}-\d{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}")
_KSEF_SINCE = dt.date(2026, 2, 1)
"""From this day communes receive invoices through KSeF."""


class InvoiceKind(enum.StrEnum):
    """What sort of document it is."""

    INVOICE = "invoice"
    BILL = "bill"
    NOTE = "note"
    CORRECTION = "correction"


class InvoiceStatus(enum.StrEnum):
    """How far an invoice has come."""

    RECEIVED = "received"
    CHECKED = "checked"
    DESCRIBED = "described"
    APPROVED = "approved"
    PAID = "paid"
    RETURNED = "returned"


_NEXT = {
    InvoiceStatus.RECEIVED: (InvoiceStatus.CHECKED, InvoiceStatus.RETURNED),
    InvoiceStatus.CHECKED: (InvoiceStatus.DESCRIBED, InvoiceStatus.RETURNED),
    InvoiceStatus.DESCRIBED: (InvoiceStatus.APPROVED, InvoiceStatus.RETURNED),
    InvoiceStatus.APPROVED: (InvoiceStatus.PAID, InvoiceStatus.RETURNED),
    InvoiceStatus.PAID: (),
    InvoiceStatus.RETURNED: (InvoiceStatus.RECEIVED,),
}


def next_steps(status: InvoiceStatus) -> tuple[InvoiceStatus, ...]:
    """Return what may become of an invoice in a state, the usual step first."""
    return _NEXT[status]


@dataclass(frozen=True, slots=True)
class InvoiceLineDraft:
    """One line as the document says it; nothing is computed into it.

    Attributes:
        id: the row it is kept in; None for a new one.
        words: what the document calls the service.
        quantity_milli: units in thousandths.
        rate_gr, amount_gr: gross, in grosze.
    """

    service_id: bytes | None = None
    words: str = ""
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    unit: ContractUnit = ContractUnit.HOUR
    quantity_milli: int | None = None
    rate_gr: int | None = None
    amount_gr: int | None = None
    id: bytes | None = None

    @property
    def computed_gr(self) -> int | None:
        """Quantity times rate, half up; None where one of them is missing."""
        if self.quantity_milli is None or self.rate_gr is None:
            return None
        return priced(self.quantity_milli, self.rate_gr)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said yet."""
        values = (self.service_id, self.quantity_milli, self.rate_gr, self.amount_gr)
        return not self.words and all(value is None for value in values)


@dataclass(slots=True)
class InvoiceDraft:
    """An invoice as forms edit and services store it."""

    kind: InvoiceKind = InvoiceKind.INVOICE
    number: str = ""
    provider_id: bytes | None = None
    contract_id: bytes | None = None
    issued_on: dt.date | None = None
    received_on: dt.date | None = None
    due_on: dt.date | None = None
    paid_on: dt.date | None = None
    seller_nip: str = ""
    buyer_nip: str = ""
    ksef_number: str = ""
    gross_gr: int | None = None
    purpose: str = ""
    notes: str = ""
    lines: tuple[InvoiceLineDraft, ...] = ()


def is_ksef_number(text: str) -> bool:
    """Return True for the shape of a KSeF number: NIP, date, two groups of digits, a check.

    The shape (35 characters) is not confirmed by the regulation here: whoever asks only warns.
    """
    return bool(_KSEF.fullmatch(text.strip().upper())) and is_nip(text.strip()[:10])


def check_invoice(draft: InvoiceDraft) -> list[Problem]:
    """Return what is wrong with an invoice as it is written; only blocking problems stop the save.

    NIP, KSeF number, sums and dates are only warned about: the document says what it says.
    """
    found = []
    if not draft.number.strip():
        found.append(error("number", "invoice.number_missing"))
    if draft.provider_id is None:
        found.append(error("provider_id", "invoice.provider_missing"))
    for name in ("seller_nip", "buyer_nip"):
        nip = getattr(draft, name)
        if nip and not is_nip(nip):
            found.append(warning(name, f"invoice.{name}"))
    if draft.ksef_number and not is_ksef_number(draft.ksef_number):
        found.append(warning("ksef_number", "invoice.ksef"))
    return [
        *found,
        *_check_sum(draft),
        *_check_lines(draft.lines),
        *check_order("due_on", draft.issued_on, draft.due_on),
        *check_not_negative(draft, ("gross_gr",) if draft.kind != InvoiceKind.CORRECTION else ()),
        *check_lengths(draft, {"notes", "purpose"}),
        *check_dates(draft),
    ]


def _check_sum(draft: InvoiceDraft) -> list[Problem]:
    amounts = [line.amount_gr for line in draft.lines if line.amount_gr is not None]
    if draft.gross_gr is None:
        return [warning("gross_gr", "invoice.gross_missing")]
    if amounts and sum(amounts) != draft.gross_gr:
        return [
            warning(
                "gross_gr",
                "invoice.sum",
                lines=format_money(sum(amounts)),
                gross=format_money(draft.gross_gr),
            )
        ]
    return []


def _check_lines(lines: Sequence[InvoiceLineDraft]) -> list[Problem]:
    found = []
    for number, line in enumerate(lines, 1):
        computed = line.computed_gr
        if computed is not None and line.amount_gr is not None and computed != line.amount_gr:
            found.append(
                warning(
                    "lines",
                    "invoice.arithmetic",
                    n=number,
                    computed=format_money(computed),
                    stated=format_money(line.amount_gr),
                )
            )
        start, end = line.period_from, line.period_to
        if start is not None and end is not None and end < start:
            found.append(
                error(
                    "lines",
                    "date.end_before_start",
                    start=format_date(start),
                    end=format_date(end),
                )
            )
        if len(line.words) > _WORDS:
            found.append(error("lines", "text.too_long", length=len(line.words), limit=_WORDS))
    return found


_WORDS = 500
