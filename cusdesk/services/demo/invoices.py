"""Invoices of the fictional commune: one that agrees, one with an hour of the next month in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.invoices import InvoiceDraft, InvoiceLineDraft, InvoiceStatus
from cusdesk.domain.periods import add_months
from cusdesk.domain.planned import month_range
from cusdesk.domain.quantities import priced, quantity_of_minutes
from cusdesk.services import contracts, invoices, providers

if TYPE_CHECKING:
    from cusdesk.services.demo.model import Build

_MUCH = 10**9


def write_invoices(build: Build) -> None:
    """Write the invoices of `demo_invoices.toml` for last month, each under its contract.

    What the providers gave is billed, with the excess the file names on top of it.
    """
    words = dictionary("demo_invoices")
    invoices.set_buyer(build.office, invoices.Buyer(words["buyer"], words["buyer_nip"]))
    first, last = month_range(add_months(build.today, -1))
    for row in words["invoices"]:
        provider = build.provider_ids[row["provider"]]
        providers.change_fields(build.office, provider, {"nip": row["nip"]})
        (contract, _words), *_rest = contracts.choices(build.office, provider)
        draft = InvoiceDraft(
            number=f"{row['number']}/{first:%m/%Y}",
            provider_id=provider,
            contract_id=contract,
            issued_on=last + dt.timedelta(row["days"]),
            received_on=last + dt.timedelta(row["days"] + 1),
            due_on=last + dt.timedelta(row["days"] + 14),
            seller_nip=row["nip"],
            buyer_nip=words["buyer_nip"],
            purpose=row["purpose"],
        )
        ordered = contracts.get(build.office, contract).draft.services
        lines = tuple(
            InvoiceLineDraft(one.service_id, row["words"], first, last, one.unit, 0, one.rate_gr)
            for one in ordered
        )
        _bill(build, replace(draft, lines=lines), row["more_milli"])


def _bill(build: Build, draft: InvoiceDraft, more_milli: int) -> None:
    """Write an invoice that bills what was given and something more on its first line.

    Where there are hours that do not count, the first of them is billed: the match then finds it.
    """
    invoice_id = invoices.create(build.office, replace(draft, gross_gr=0)).id
    if more_milli:
        tried = (replace(draft.lines[0], quantity_milli=_MUCH), *draft.lines[1:])
        invoices.set_lines(build.office, invoice_id, tried)
        suspects = invoices.check(build.office, invoice_id).lines[0].suspects
        more_milli = quantity_of_minutes(suspects[0].minutes, 60) if suspects else more_milli
    lines = []
    for check in invoices.check(build.office, invoice_id).lines:
        line = check.line
        quantity = (check.delivered or 0) + (more_milli if check.number == 1 else 0)
        amount = priced(quantity, line.rate_gr or 0)
        lines.append(replace(line, quantity_milli=quantity, amount_gr=amount))
    invoices.set_lines(build.office, invoice_id, lines)
    gross = sum(line.amount_gr or 0 for line in lines)
    invoices.change_fields(build.office, invoice_id, {"gross_gr": gross})
    if not more_milli:
        invoices.take_step(build.office, invoice_id, InvoiceStatus.CHECKED)
