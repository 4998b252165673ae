"""The papers of an invoice: its description and the acceptance protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from stdnum.pl import nip as _nip

from cusdesk.core.errors import NotFoundError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.contracts import last_day, legal_basis
from cusdesk.domain.dates import format_date
from cusdesk.domain.invoices import FindingKind, InvoiceStatus
from cusdesk.domain.labels import label
from cusdesk.domain.money import format_money
from cusdesk.domain.providers import ProcurementMode, is_nip
from cusdesk.domain.quantities import format_quantity
from cusdesk.domain.reports import Money
from cusdesk.models.budget import FundingSource
from cusdesk.models.contracts import Contract
from cusdesk.models.invoices import Invoice
from cusdesk.models.providers import Provider
from cusdesk.services import papers
from cusdesk.services.contracts.store import read_draft as read_contract
from cusdesk.services.invoices.buyer import buyer_of
from cusdesk.services.invoices.matching import InvoiceCheck, LineCheck, check_draft
from cusdesk.services.invoices.periods import period_words
from cusdesk.services.invoices.steps import read_steps
from cusdesk.services.invoices.store import read_draft

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.domain.contracts import ContractUnit
    from cusdesk.domain.invoices import Finding, InvoiceDraft
    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft

FEATURE = "invoices"
_MONEY = {FindingKind.ARITHMETIC, FindingKind.RATE, FindingKind.SUM}


@needs("invoices.change", "attendance.see")
def description_draft(office: Office, invoice_id: bytes) -> PaperDraft:
    """Return the description of an invoice, as it goes to the accounts.

    Raises:
        NotFoundError: there is no such invoice.
    """
    return _draft(office, "invoice_description", invoice_id)


@needs("invoices.change", "attendance.see")
def protocol_draft(office: Office, invoice_id: bytes) -> PaperDraft:
    """Return the protocol by which the services of an invoice are accepted.

    Raises:
        NotFoundError: there is no such invoice.
    """
    return _draft(office, "acceptance_protocol", invoice_id)


def _draft(office: Office, form: str, invoice_id: bytes) -> PaperDraft:
    with office.read() as session:
        row = session.get(Invoice, invoice_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        values = _values(session, office, row)
    return papers.draft_paper(office, form, values, record=(FEATURE, invoice_id))


def _values(session: Session, office: Office, row: Invoice) -> dict[str, object]:
    draft = read_draft(session, row)
    check = check_draft(session, draft, row.id)
    buyer, seller = buyer_of(session), session.get_one(Provider, row.provider_id)
    contract_id = check.contract_id
    gross = draft.gross_gr
    values: dict[str, object] = {
        "document.kind": label(draft.kind),
        "document.number": draft.number,
        "document.issued_on": draft.issued_on,
        "document.received_on": draft.received_on,
        "document.due_on": draft.due_on,
        "document.ksef_number": draft.ksef_number,
        "seller.name": seller.name,
        "seller.nip": _nip_words(draft.seller_nip or seller.nip),
        "buyer.name": buyer.name,
        "buyer.nip": _nip_words(draft.buyer_nip or buyer.nip),
        "recipient": office.name,
        "orderer": ", ".join(word for word in (buyer.name, office.name) if word),
        "period": period_words(draft.lines),
        "lines": tuple(_line_values(line) for line in check.lines),
        "purpose": draft.purpose,
        "people": check.people,
        "given": _given_words(check),
        "differences": "\n".join(finding_words(f) for f in check.findings),
        "reason": _reason(session, row.id),
        "total": Money(gross) if gross is not None else None,
    }
    return values | _contract_values(session, contract_id, draft, office.clock.today())


def _nip_words(nip: str) -> str:
    """Return a NIP in its groups; one with a slip as it stands."""
    return str(_nip.format(_nip.compact(nip))) if is_nip(nip) else nip


def _line_values(line: LineCheck) -> dict[str, object]:
    stated = line.line
    return {
        "service": line.service,
        "period": period_words([stated]),
        "people": len(line.people) or None,
        "quantity": _amount(stated.quantity_milli, stated.unit),
        "given": _amount(line.delivered, stated.unit),
        "rate": Money(stated.rate_gr) if stated.rate_gr is not None else None,
        "amount": Money(stated.amount_gr) if stated.amount_gr is not None else None,
    }


def _amount(milli: int | None, unit: ContractUnit) -> str:
    if milli is None:
        return ""
    return tr(f"contracts.unit.{unit}", amount=format_quantity(milli))


def _given_words(check: InvoiceCheck) -> str:
    return ", ".join(
        tr(
            f"invoices.paper.given_{line.counting}",
            service=line.service,
            amount=_amount(line.delivered, line.line.unit),
        )
        for line in check.lines
        if line.delivered is not None
    )


def _reason(session: Session, invoice_id: bytes) -> str:
    """Return why the invoice went on although something differs."""
    steps = [s for s in read_steps(session, invoice_id) if s.status is InvoiceStatus.CHECKED]
    return steps[-1].reason if steps else ""


def _contract_values(
    session: Session, contract_id: bytes | None, draft: InvoiceDraft, today: dt.date
) -> dict[str, object]:
    row = session.get(Contract, contract_id) if contract_id is not None else None
    if row is None:
        return {}
    contract = read_contract(session, row)
    on = contract.signed_on or contract.valid_from or today
    mode = contract.mode
    basis = contract.legal_basis or (legal_basis(mode, on) if mode else "")
    ends = [contract.valid_from, last_day(contract, draft.issued_on)]
    values: dict[str, object] = {
        "contract.number": contract.number,
        "contract.signed_on": contract.signed_on,
        "contract.period": " – ".join(format_date(day) if day else "…" for day in ends),
        "contract.mode": label(ProcurementMode(mode)) if mode else "",
        "contract.basis": basis,
        "contract.subject": contract.subject,
    }
    return values | _source_values(session, contract.funding_source_id)


def _source_values(session: Session, source_id: bytes | None) -> dict[str, object]:
    names = (
        "name", "division", "chapter", "paragraph", "project_number", "task", "cost_category",
    )  # fmt: skip
    columns: list[Any] = [getattr(FundingSource, name) for name in (*names, "share_percent")]
    found = session.execute(select(*columns).where(FundingSource.id == source_id)).first()
    if found is None:
        return {}
    share = found.share_percent
    return {
        **{f"source.{name}": getattr(found, name) for name in names},
        "source.share": "" if share is None else f"{share} %",
    }


def finding_words(finding: Finding) -> str:
    """Return a difference in one sentence, for the screen and for papers."""
    show = format_money if finding.kind in _MONEY else format_quantity
    return tr(
        f"invoices.finding.{finding.kind}",
        n=finding.line,
        stated=show(finding.stated or 0),
        expected=show(finding.expected or 0),
        difference=show(abs(finding.difference)),
    )
