"""The three-way match of one invoice: contract, hours given, what is billed; and whose hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stdnum.pl import nip as _nip

from cusdesk.core.errors import NotFoundError
from cusdesk.domain.access import needs
from cusdesk.domain.contracts import Counting, contract_of, terms_on
from cusdesk.domain.invoices import (
    Billed,
    Finding,
    FindingKind,
    InvoiceDraft,
    InvoiceLineDraft,
    Suspect,
    contract_for,
    likely,
    match_line,
)
from cusdesk.domain.periods import Period
from cusdesk.domain.polish_text import is_among
from cusdesk.domain.pools import quantity_given
from cusdesk.domain.quantities import minutes_of_quantity
from cusdesk.models.invoices import Invoice
from cusdesk.models.providers import Provider
from cusdesk.services.attendance.delivered import Delivered, delivered_rows
from cusdesk.services.contracts.given import GivenRow, named
from cusdesk.services.invoices.known import Known, read_known
from cusdesk.services.invoices.others import other_invoices
from cusdesk.services.invoices.store import read_draft
from cusdesk.services.invoices.suspects import suspects_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.contracts import Terms
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class LineCheck:
    """One line beside what the office knows.

    Attributes:
        delivered: thousandths of the line's unit; None without a service or a period.
        counting: how it was counted.
        given: what it is made of, by day.
        people: who was served.
        suspects: hours that were not counted but that may have been billed.
        likely: those of them that add up to the difference exactly.
    """

    number: int
    line: InvoiceLineDraft
    service: str
    terms: Terms | None
    delivered: int | None
    counting: Counting
    given: tuple[GivenRow, ...]
    findings: tuple[Finding, ...]
    people: frozenset[bytes] = frozenset()
    suspects: tuple[Suspect, ...] = ()
    likely: tuple[Suspect, ...] = ()


@dataclass(frozen=True, slots=True)
class InvoiceCheck:
    """A whole invoice.

    Attributes:
        findings: of the invoice and of its lines, in this order.
        people: how many different people were served under its lines.
        contract_id: the contract it was compared with.
    """

    findings: tuple[Finding, ...]
    lines: tuple[LineCheck, ...]
    people: int = 0
    contract_id: bytes | None = None

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return not self.findings


@needs("invoices.see", "attendance.see")
def check(office: Office, invoice_id: bytes) -> InvoiceCheck:
    """Return the match of an invoice.

    Raises:
        NotFoundError: there is no such invoice.
    """
    with office.read() as session:
        row = session.get(Invoice, invoice_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        return check_draft(session, read_draft(session, row), invoice_id)


def check_draft(
    session: Session,
    draft: InvoiceDraft,
    except_id: bytes | None = None,
    known: Known | None = None,
) -> InvoiceCheck:
    """Return the match of an invoice as it stands, inside a running read.

    Args:
        session: a running read or operation.
        draft: the invoice.
        except_id: the invoice itself, which does not bill anything before itself.
        known: contracts and services, where several invoices are compared.
    """
    matcher = _Matcher(session, draft, except_id, known or read_known(session))
    lines = [matcher.line(number, line) for number, line in enumerate(draft.lines, 1)]
    found = [*matcher.of_whole(), *(finding for line in lines for finding in line.findings)]
    people = {row.resident_id for line in lines for row in matcher.rows.get(line.number, ())}
    return InvoiceCheck(tuple(found), tuple(lines), len(people), matcher.contract_id)


def count_findings(
    session: Session, draft: InvoiceDraft, except_id: bytes | None, known: Known
) -> int:
    """Return how many things differ, for a list: without whose hours they may be."""
    matcher = _Matcher(session, draft, except_id, known)
    lines = (matcher.compared(number, line) for number, line in enumerate(draft.lines, 1))
    return len(matcher.of_whole()) + sum(len(each.findings) for each in lines)


@dataclass(frozen=True, slots=True)
class _Compared:
    """What a line is compared with, and what differs."""

    terms: Terms | None
    rows: list[Delivered] | None
    counting: Counting
    delivered: int | None
    findings: list[Finding]


class _Matcher:
    """Everything one invoice is compared with."""

    def __init__(
        self, session: Session, draft: InvoiceDraft, except_id: bytes | None, known: Known
    ) -> None:
        self._session, self._draft = session, draft
        self._contracts, self._names, self._given = known.contracts, known.names, known.given
        self._buyer_nip = known.buyer_nip
        provider = draft.provider_id
        if provider not in known.others:
            known.others[provider] = other_invoices(session, provider, None)
        self._others = [other for other in known.others[provider] if other.id != except_id]
        self._contract = contract_for(
            draft.contract_id, draft.provider_id, draft.lines, known.contracts
        )
        self.rows: dict[int, list[Delivered]] = {}

    @property
    def contract_id(self) -> bytes | None:
        """The contract the invoice is compared with."""
        return self._contract.id if self._contract is not None else None

    def of_whole(self) -> list[Finding]:
        """Return what differs about the invoice as a whole."""
        draft, found = self._draft, []
        if is_among(draft.number, (other.number for other in self._others)):
            found.append(Finding(FindingKind.NUMBER_TWICE))
        provider = self._session.get(Provider, draft.provider_id) if draft.provider_id else None
        if provider is not None and _differ(draft.seller_nip, provider.nip):
            found.append(Finding(FindingKind.SELLER_NIP))
        if _differ(draft.buyer_nip, self._buyer_nip):
            found.append(Finding(FindingKind.BUYER_NIP))
        amounts = [line.amount_gr for line in draft.lines if line.amount_gr is not None]
        if amounts and draft.gross_gr is not None and sum(amounts) != draft.gross_gr:
            found.append(Finding(FindingKind.SUM, 0, draft.gross_gr, sum(amounts)))
        if self._contract is None:
            found.append(Finding(FindingKind.CONTRACT_MISSING))
        return found

    def line(self, number: int, line: InvoiceLineDraft) -> LineCheck:
        """Return one line beside what the office knows of it."""
        found = self.compared(number, line)
        rows = found.rows or []
        self.rows[number] = rows
        suspects, chosen = self._explained(line, found.findings)
        return LineCheck(
            number,
            line,
            self._names.get(line.service_id or b"", line.words),
            found.terms,
            found.delivered,
            found.counting,
            tuple(named(self._session, rows, found.counting)),
            tuple(found.findings),
            frozenset(row.resident_id for row in rows),
            suspects,
            chosen,
        )

    def compared(self, number: int, line: InvoiceLineDraft) -> _Compared:
        """Return what differs in one line, and from what."""
        terms = self._terms(line)
        rows = self._rows(line)
        counting = self._counting(line, terms, rows)
        delivered = None
        if rows is not None and line.period_from is not None:
            delivered = quantity_given(rows, line.unit, counting, line.period_from)
        findings = match_line(number, line, self._billed(line, terms, delivered))
        return _Compared(terms, rows, counting, delivered, findings)

    def _billed(self, line: InvoiceLineDraft, terms: Terms | None, delivered: int | None) -> Billed:
        contract, period = self._contract, Period(line.period_from, line.period_to)
        same = [one for other in self._others for one in other.lines_of(line.service_id)]
        elsewhere = sum(
            one.quantity_milli or 0
            for one in same
            if one.period_from and one.period_to
            and Period(one.period_from, one.period_to).overlaps(period)
        )  # fmt: skip
        before = sum(
            one.quantity_milli or 0
            for other in self._others
            if contract is not None and other.is_under(contract)
            for one in other.lines_of(line.service_id)
        )
        inside = contract is None or contract.period.covers(period)
        return Billed(terms, delivered, elsewhere, before, inside, contract is not None)

    def _terms(self, line: InvoiceLineDraft) -> Terms | None:
        """Return rate and pool on the first day of the line, where the contract has the service."""
        if self._contract is None or line.service_id is None:
            return None
        day = line.period_from or self._draft.issued_on or self._contract.valid_from
        return None if day is None else terms_on(self._contract, line.service_id, day)

    def _rows(self, line: InvoiceLineDraft) -> list[Delivered] | None:
        if line.service_id is None or line.period_from is None or line.period_to is None:
            return None
        days = line.period_from, line.period_to
        key = (line.service_id, *days)
        if key not in self._given:
            self._given[key] = delivered_rows(self._session, *days, service_id=line.service_id)
        rows = self._given[key]
        if self._contract is not None and self._contract.has(line.service_id):
            contract = self._contract
            return [row for row in rows if contract_of(row, self._contracts) == contract]
        return [row for row in rows if row.provider_id in {None, self._draft.provider_id}]

    @staticmethod
    def _counting(
        line: InvoiceLineDraft, terms: Terms | None, rows: Sequence[Delivered] | None
    ) -> Counting:
        """Return how the contract counts; without one, the way that comes nearer to the bill."""
        if terms is not None or not rows or line.quantity_milli is None or not line.period_from:
            return terms.counting if terms is not None else Counting.PERSON
        day, stated = line.period_from, line.quantity_milli
        return min(
            Counting,
            key=lambda way: abs(quantity_given(rows, line.unit, way, day) - stated),
        )

    def _explained(
        self, line: InvoiceLineDraft, findings: Sequence[Finding]
    ) -> tuple[tuple[Suspect, ...], tuple[Suspect, ...]]:
        """Return which hours may have been billed although they do not count."""
        more = next((f for f in findings if f.kind is FindingKind.HOURS_MORE), None)
        if more is None or not line.unit.is_time or line.service_id is None:
            return (), ()
        if line.period_from is None or line.period_to is None:
            return (), ()
        period = Period(line.period_from, line.period_to)
        found = suspects_for(self._session, line.service_id, self._draft.provider_id, period)
        unit = line.unit.minutes_on(line.period_from) or 1
        minutes = minutes_of_quantity(more.difference, unit)
        return tuple(found), likely(found, minutes)


def _differ(one: str, other: str) -> bool:
    """Whether two NIPs are both there and not the same."""
    return bool(one and other) and _nip.compact(one) != _nip.compact(other)
