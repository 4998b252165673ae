"""What a list of invoices would do to the office; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.contracts import ContractUnit
from cusdesk.domain.invoices import FindingKind, InvoiceDraft, InvoiceKind, InvoiceLineDraft
from cusdesk.domain.money import format_money
from cusdesk.domain.periods import Period
from cusdesk.domain.polish_text import name_key
from cusdesk.domain.quantities import format_quantity, quantity_of_minutes
from cusdesk.importing.problems import CellProblem
from cusdesk.models.catalogue import Service, ServiceProvider
from cusdesk.models.invoices import Invoice
from cusdesk.models.providers import Provider
from cusdesk.services.imports.invoices.rates import compare_rates, seller_of
from cusdesk.services.imports.model import PlannedRow
from cusdesk.services.imports.services_named import UNDECIDED, name_service
from cusdesk.services.invoices.known import Known, read_known
from cusdesk.services.invoices.matching import check_draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.invoices import Finding
    from cusdesk.importing.invoices import InvoicesFile, ReadInvoice, ReadLine
    from cusdesk.services.catalogue import ServiceFinder
    from cusdesk.services.imports.model import Outcome
    from cusdesk.services.invoices.matching import LineCheck

_NEAR = 92
_MONEY = {FindingKind.RATE, FindingKind.ARITHMETIC}
_SAID = {
    FindingKind.HOURS_MORE: "invoice_hours_mismatch",
    FindingKind.HOURS_LESS: "invoice_hours_mismatch",
    FindingKind.RATE: "invoice_rate_mismatch",
    FindingKind.PERIOD_OUTSIDE: "invoice_period_outside",
    FindingKind.SERVICE_NOT_ORDERED: "invoice_service_not_ordered",
    FindingKind.OVER_POOL: "invoice_over_pool",
}


@dataclass(frozen=True, slots=True)
class _Known:
    """An invoice the office has."""

    id: bytes
    gross_gr: int | None


@dataclass(slots=True)
class _Office:
    """What the rows are compared with."""

    session: Session
    finder: ServiceFinder
    known: Known
    by_nip: dict[str, bytes] = field(default_factory=dict)
    by_name: dict[str, bytes] = field(default_factory=dict)
    invoices: dict[tuple[bytes, str], _Known] = field(default_factory=dict)
    units: dict[bytes, ContractUnit] = field(default_factory=dict)
    given: dict[bytes, set[bytes]] = field(default_factory=dict)

    def provider(self, invoice: ReadInvoice) -> bytes | None:
        """Return the provider an invoice comes from: by NIP, else by its name."""
        found = self.by_nip.get(invoice.nip) if invoice.nip else None
        if found is not None:
            return found
        key = name_key(invoice.provider)
        if not key:
            return None
        return self.by_name.get(key) or self._alike(key)

    def _alike(self, key: str) -> bytes | None:
        from rapidfuzz import fuzz, process

        best = process.extract(
            key, self.by_name.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR, limit=2
        )
        return self.by_name[best[0][0]] if len(best) == 1 else None


def plan_invoices(session: Session, file: InvoicesFile, finder: ServiceFinder) -> list[PlannedRow]:
    """Return what a list of invoices would do: one row an invoice, in the order of the file."""
    office = _learn(session, finder)
    lines = [[_line(office, line) for line in invoice.lines] for invoice in file.invoices]
    _settle_by_rate(office, file, lines)
    rows = [_plan(office, *both) for both in zip(file.invoices, lines, strict=True)]
    compare_rates(file, rows)
    return rows


def _learn(session: Session, finder: ServiceFinder) -> _Office:
    office = _Office(session, finder, read_known(session))
    living = select(Provider.id, Provider.name, Provider.nip).where(Provider.retired_at.is_(None))
    for provider_id, name, nip in session.execute(living).all():
        office.by_name.setdefault(name_key(name), provider_id)
        digits = "".join(c for c in nip if c.isdigit())
        if digits:
            office.by_nip.setdefault(digits, provider_id)
    known = select(Invoice.id, Invoice.provider_id, Invoice.number, Invoice.gross_gr).where(
        Invoice.retired_at.is_(None)
    )
    for invoice_id, provider_id, number, gross in session.execute(known).all():
        office.invoices[provider_id, name_key(number)] = _Known(invoice_id, gross)
    for service_id, unit in session.execute(select(Service.id, Service.unit)).all():
        office.units[service_id] = ContractUnit(ServiceUnit(unit).value)
    links = select(ServiceProvider.provider_id, ServiceProvider.service_id).where(
        ServiceProvider.retired_at.is_(None)
    )
    for provider_id, service_id in session.execute(links).all():
        office.given.setdefault(provider_id, set()).add(service_id)
    return office


def _plan(office: _Office, invoice: ReadInvoice, lines: Sequence[InvoiceLineDraft]) -> PlannedRow:
    provider_id = office.provider(invoice)
    outcome, reason, target = _outcome(office, invoice, provider_id)
    row = PlannedRow(
        outcome=outcome,
        sheet=invoice.sheet,
        row=invoice.row,
        title=f"{invoice.number} – {invoice.provider}".strip(" –"),
        payload=_payload(invoice, provider_id, lines),
        target=target,
        reason=reason,
        reason_params={"number": invoice.number, "name": invoice.provider},
        problems=[problem for problem in invoice.problems if problem.kind != reason],
        column=invoice.columns.get("number", ""),
    )
    if provider_id is not None and outcome == "new":
        row.problems += _findings(office, invoice, provider_id, lines)
    return row


def _outcome(
    office: _Office, invoice: ReadInvoice, provider_id: bytes | None
) -> tuple[Outcome, str, bytes | None]:
    if not invoice.number:
        return "rejected", "invoice_number_missing", None
    if provider_id is None and not invoice.provider:
        return "rejected", "invoice_provider_missing", None
    if invoice.repeats is not None:
        return "doubtful", "invoice_written_twice", None
    known = office.invoices.get((provider_id or b"", name_key(invoice.number)))
    if known is None:
        return "new", "", None
    if known.gross_gr == invoice.gross_gr:
        return "unchanged", "", known.id
    return "doubtful", "invoice_differs", known.id


def _settle_by_rate(
    office: _Office, file: InvoicesFile, lines: list[list[InvoiceLineDraft]]
) -> None:
    """Take words nobody knows for the only service the seller bills at that rate, or gives at all.

    A short name such as „opieka” fits several services of a catalogue, but one of who bills it.
    """
    at_rate: dict[tuple[str, int | None], set[bytes]] = defaultdict(set)
    for invoice, mine in zip(file.invoices, lines, strict=True):
        for line in mine:
            if line.service_id is not None:
                at_rate[seller_of(invoice), line.rate_gr].add(line.service_id)
    for invoice, mine in zip(file.invoices, lines, strict=True):
        given = office.given.get(office.provider(invoice) or b"", set())
        for number, line in enumerate(mine):
            if line.service_id is not None:
                continue
            for known in (at_rate[seller_of(invoice), line.rate_gr], given):
                if len(known) == 1:
                    mine[number] = replace(line, service_id=next(iter(known)))
                    break


def _line(office: _Office, line: ReadLine) -> InvoiceLineDraft:
    named = name_service(office.finder, [line.service]) if line.service else None
    service_id = None if named is None or named.reason in UNDECIDED else named.service_id
    start, end = line.period or (None, None)
    unit = ContractUnit(line.unit) if line.unit else None
    if unit is None:
        unit = office.units.get(service_id or b"", ContractUnit.HOUR)
    return InvoiceLineDraft(
        service_id,
        line.service,
        start,
        end,
        unit,
        line.quantity_milli,
        line.rate_gr,
        line.amount_gr,
    )


def _payload(
    invoice: ReadInvoice, provider_id: bytes | None, lines: Sequence[InvoiceLineDraft]
) -> dict[str, Any]:
    return {
        "provider_id": provider_id,
        "provider": invoice.provider,
        "nip": invoice.nip,
        "buyer_nip": invoice.buyer_nip,
        "kind": invoice.kind,
        "number": invoice.number,
        "issued_on": invoice.issued_on,
        "received_on": invoice.received_on,
        "due_on": invoice.due_on,
        "paid_on": invoice.paid_on,
        "is_paid": invoice.is_paid,
        "ksef_number": invoice.ksef_number,
        "gross_gr": invoice.gross_gr,
        "notes": invoice.notes,
        "lines": [
            {
                "service_id": line.service_id,
                "words": line.words,
                "period_from": line.period_from,
                "period_to": line.period_to,
                "unit": line.unit.value,
                "quantity_milli": line.quantity_milli,
                "rate_gr": line.rate_gr,
                "amount_gr": line.amount_gr,
            }
            for line in lines
        ],
    }


def _findings(
    office: _Office,
    invoice: ReadInvoice,
    provider_id: bytes,
    lines: Sequence[InvoiceLineDraft],
) -> list[CellProblem]:
    """Return what differs from contract and hours; hours only where the office keeps any."""
    draft = InvoiceDraft(
        kind=InvoiceKind(invoice.kind),
        number=invoice.number,
        provider_id=provider_id,
        issued_on=invoice.issued_on,
        gross_gr=invoice.gross_gr,
        lines=tuple(lines),
    )
    check = check_draft(office.session, draft, known=office.known)
    found = []
    for finding in check.findings:
        line = check.lines[finding.line - 1] if finding.line else None
        kind = _SAID.get(finding.kind)
        if kind == "invoice_hours_mismatch" and line is not None:
            found += _hours(invoice, finding, line)
        elif kind is not None:
            found.append(_problem(invoice, finding, kind))
    return found


def _hours(invoice: ReadInvoice, finding: Finding, line: LineCheck) -> list[CellProblem]:
    """Return what to say of hours: nothing where the office keeps none, what waits counted in.

    Lists and cards come in with rows a person still has to decide; they were given all the same.
    """
    unit = line.line.unit.minutes_on(line.line.period_from) if line.line.period_from else None
    period = Period(line.line.period_from, line.line.period_to)
    waiting = sum(
        each.minutes
        for each in line.suspects
        if each.why == "waiting" and period.contains(each.date)
    )
    if not line.given and not waiting:
        return []
    milli = quantity_of_minutes(waiting, unit) if unit else 0
    whole = replace(finding, expected=(finding.expected or 0) + milli)
    kind = "invoice_hours_mismatch" if whole.difference else "invoice_hours_waiting"
    return [_problem(invoice, whole if whole.difference else finding, kind)]


def _problem(invoice: ReadInvoice, finding: Finding, kind: str) -> CellProblem:
    show = format_money if finding.kind in _MONEY else format_quantity
    row = invoice.lines[finding.line - 1].row if finding.line else invoice.row
    params: dict[str, object] = {
        "stated": show(finding.stated or 0),
        "expected": show(finding.expected or 0),
        "difference": show(abs(finding.difference)),
    }
    column = invoice.columns.get("rate" if kind == "invoice_rate_mismatch" else "quantity")
    return CellProblem(kind, invoice.sheet, row, column, "warning", params)
