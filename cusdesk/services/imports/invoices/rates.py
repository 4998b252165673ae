"""What the rates of one list of invoices say of each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from cusdesk.domain.money import format_money
from cusdesk.domain.polish_text import name_key
from cusdesk.importing.problems import CellProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.importing.invoices import InvoicesFile, ReadInvoice, ReadLine
    from cusdesk.services.imports.model import PlannedRow

_AGREE = 2
"""So many bills of a provider with one rate for a service make another rate worth a look."""


def compare_rates(file: InvoicesFile, rows: Sequence[PlannedRow]) -> None:
    """Point at a rate that differs from the one the provider's other bills agree on."""
    rates: dict[tuple[str, object], Counter[int]] = defaultdict(Counter)
    for invoice, planned in zip(file.invoices, rows, strict=True):
        for key, line in _keyed(invoice, planned):
            if line.rate_gr is not None and invoice.repeats is None:
                rates[key][line.rate_gr] += 1
    for invoice, planned in zip(file.invoices, rows, strict=True):
        if any(problem.kind == "invoice_rate_mismatch" for problem in planned.problems):
            continue
        for key, line in _keyed(invoice, planned):
            usual, times = rates[key].most_common(1)[0] if rates[key] else (None, 0)
            if line.rate_gr is None or times < _AGREE or line.rate_gr == usual or usual is None:
                continue
            params: dict[str, object] = {
                "stated": format_money(line.rate_gr),
                "expected": format_money(usual),
            }
            planned.problems.append(
                CellProblem(
                    "invoice_rate_mismatch",
                    invoice.sheet,
                    line.row,
                    invoice.columns.get("rate"),
                    "warning",
                    params,
                )
            )


def _keyed(invoice: ReadInvoice, planned: PlannedRow) -> list[tuple[tuple[str, object], ReadLine]]:
    """Return seller and service of every line; a service without an id by its words."""
    written = planned.payload["lines"]
    return [
        ((seller_of(invoice), kept["service_id"] or name_key(line.service)), line)
        for line, kept in zip(invoice.lines, written, strict=True)
    ]


def seller_of(invoice: ReadInvoice) -> str:
    """Return what tells one seller of a list from another: the NIP, else the name."""
    return invoice.nip or name_key(invoice.provider)
