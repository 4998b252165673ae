"""Invoices of the fictional commune: paid month by month, the last ones in every state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.invoices import InvoiceDraft, InvoiceLineDraft, InvoiceStatus
from cusdesk.domain.periods import add_months
from cusdesk.domain.planned import month_range
from cusdesk.domain.quantities import priced, quantity_of_minutes
from cusdesk.services import contracts, invoices, providers
from cusdesk.services.demo.contracts import first_day, quantity_of

if TYPE_CHECKING:
    from cusdesk.domain.contracts import ContractServiceDraft
    from cusdesk.services.demo.model import Build

_MUCH = 10**9
_DAYS_TO_PAY = 14
_STEPS = (
    InvoiceStatus.CHECKED,
    InvoiceStatus.DESCRIBED,
    InvoiceStatus.APPROVED,
    InvoiceStatus.PAID,
)


@dataclass(frozen=True, slots=True)
class _Biller:
    """A provider that bills its contract every month."""

    row: dict[str, Any]
    provider_id: bytes
    contract_id: bytes
    ordered: tuple[ContractServiceDraft, ...]


def write_invoices(build: Build) -> None:
    """Write the invoices of `demo_invoices.toml` for every month of the contracts so far.

    What the providers gave is billed and paid; of last month one is billed with the excess the file
    names, and each stops at the state the file names.
    """
    words = dictionary("demo_invoices")
    invoices.set_buyer(build.office, invoices.Buyer(words["buyer"], words["buyer_nip"]))
    billers = [_biller(build, row) for row in words["invoices"]]
    last = add_months(build.today.replace(day=1), -1)
    month = first_day(build).replace(day=1)
    months = (last.year - month.year) * 12 + last.month - month.month + 1
    written = 0
    while build.years and month <= last:
        for biller in billers:
            draft = _draft(build, biller, month, words["buyer_nip"])
            if draft.lines:
                _bill(build, biller, draft, is_last=month == last)
        month = add_months(month, 1)
        written += 1
        build.did(written, months)


def _biller(build: Build, row: dict[str, Any]) -> _Biller:
    provider = build.provider_ids[row["provider"]]
    providers.change_fields(build.office, provider, {"nip": row["nip"]})
    (contract, _words), *_rest = contracts.choices(build.office, provider)
    ordered = contracts.get(build.office, contract).draft.services
    return _Biller(row, provider, contract, tuple(ordered))


def _draft(build: Build, biller: _Biller, month: dt.date, buyer_nip: str) -> InvoiceDraft:
    """Return an invoice that bills what was given in a month, without lines where nothing was."""
    first, last = month_range(month)
    first = max(first, first_day(build))
    row, lines = biller.row, []
    for one, words in zip(biller.ordered, row["words"], strict=True):
        quantity = quantity_of(build, one, first, last)
        if quantity:
            amount = priced(quantity, one.rate_gr or 0)
            lines.append(
                InvoiceLineDraft(
                    *(one.service_id, words, first, last, one.unit),
                    *(quantity, one.rate_gr, amount),
                )
            )
    return InvoiceDraft(
        number=f"{row['number']}/{first:%m/%Y}",
        provider_id=biller.provider_id,
        contract_id=biller.contract_id,
        issued_on=last + dt.timedelta(row["days"]),
        received_on=last + dt.timedelta(row["days"] + 1),
        due_on=last + dt.timedelta(row["days"] + _DAYS_TO_PAY),
        gross_gr=sum(line.amount_gr or 0 for line in lines),
        seller_nip=row["nip"],
        buyer_nip=buyer_nip,
        purpose=row["purpose"],
        lines=tuple(lines),
    )


def _bill(build: Build, biller: _Biller, draft: InvoiceDraft, *, is_last: bool) -> None:
    """Write an invoice on the day it came, and take its steps on the days after it."""
    row, day = biller.row, draft.received_on or build.today
    with build.on(day):
        invoice_id = invoices.create(build.office, draft).id
        if is_last and row["more_milli"]:
            _bill_more(build, invoice_id, draft, row["more_milli"])
    until = InvoiceStatus(row["last"]) if is_last else InvoiceStatus.PAID
    if until is InvoiceStatus.RECEIVED:
        return
    for step in _STEPS[: _STEPS.index(until) + 1]:
        day = (draft.due_on or day) if step is InvoiceStatus.PAID else day + dt.timedelta(1)
        with build.on(day):
            if step is InvoiceStatus.APPROVED:
                invoices.approve(build.office, invoice_id)
            else:
                invoices.take_step(build.office, invoice_id, step)


def _bill_more(build: Build, invoice_id: bytes, draft: InvoiceDraft, more_milli: int) -> None:
    """Bill something on top of the first line.

    Where there are hours that do not count, the first of them is billed: the match then finds it.
    """
    first, *rest = draft.lines
    invoices.set_lines(build.office, invoice_id, (replace(first, quantity_milli=_MUCH), *rest))
    suspects = invoices.check(build.office, invoice_id).lines[0].suspects
    more_milli = quantity_of_minutes(suspects[0].minutes, 60) if suspects else more_milli
    quantity = (first.quantity_milli or 0) + more_milli
    amount = priced(quantity, first.rate_gr or 0)
    lines = (replace(first, quantity_milli=quantity, amount_gr=amount), *rest)
    invoices.set_lines(build.office, invoice_id, lines)
    gross = sum(line.amount_gr or 0 for line in lines)
    invoices.change_fields(build.office, invoice_id, {"gross_gr": gross})
