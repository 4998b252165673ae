"""Bank statements: read once, each line booked for somebody or waiting for a decision."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.fees.ledger import PaymentKind
from cusdesk.domain.fees.matching import Match, PayerIndex, match_payment
from cusdesk.importing.bank import read_statement as read_file
from cusdesk.models.fees import FeeBankLine, FeePayment, FeeStatement
from cusdesk.services.fees.accounts import names_of
from cusdesk.services.fees.payers import read_payers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

WAITING, BOOKED, IGNORED = "waiting", "booked", "ignored"


@dataclass(frozen=True, slots=True)
class ReadIn:
    """A statement that was read.

    Attributes:
        new: payments nobody knew before; they wait.
        known: payments an earlier statement had brought.
        outgoing: lines that were money that went out, or no złote.
        unread: numbers of lines that could not be read.
    """

    new: int
    known: int
    outgoing: int
    unread: tuple[int, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Money that waits for a name.

    Attributes:
        resident_id: the likeliest; None when nobody is.
        is_sure: may be booked without a question.
        why: what speaks for them: number, name, account, amount.
    """

    id: bytes
    booked_on: dt.date
    amount_gr: int
    payer: str
    title: str
    account: str
    resident_id: bytes | None
    resident: str
    is_sure: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Booked:
    """What was booked."""

    lines: int
    total_gr: int
    changes: Changes


@needs("fees.change")
def read_statement(office: Office, path: Path) -> ReadIn:
    """Read a statement of the bank; what came in waits, what an earlier one brought is left out.

    Raises:
        ImportProblemError: it is no statement.
    """
    found = read_file(path)
    statement_id = new_id()
    with office.write("fees.read_statement", record=("fees", statement_id)) as work:
        known = set(
            work.session.scalars(
                select(FeeBankLine.fingerprint).where(FeeBankLine.retired_at.is_(None))
            )
        )
        new = [line for line in found.lines if line.fingerprint not in known]
        work.session.add(
            FeeStatement(
                id=statement_id,
                file_name=path.name,
                read_on=office.clock.today(),
                author=office.user_name,
                first_day=found.first_day,
                last_day=found.last_day,
                lines=len(found.lines),
                known=len(found.lines) - len(new),
            )
        )
        work.session.flush()
        work.session.add_all(
            FeeBankLine(
                statement_id=statement_id,
                position=position,
                booked_on=line.booked_on,
                amount_gr=line.amount_gr,
                payer=line.payer,
                title=line.title,
                account=line.account,
                fingerprint=line.fingerprint,
            )
            for position, line in enumerate(new)
        )
    unread = tuple(number for number, _why in found.unread)
    return ReadIn(len(new), len(found.lines) - len(new), found.outgoing, unread, work.changes)


@needs("fees.see")
def waiting_lines(office: Office) -> list[WaitingLine]:
    """Return what waits for a name, the oldest first, with whose it looks like."""
    with office.read() as session:
        index = PayerIndex.of(read_payers(session, office.clock.today()))
        names = names_of(session)
        found = []
        for row in _rows(session):
            match = match_payment(index, row.amount_gr, row.title, row.payer, row.account)
            found.append(_waiting(row, names, match))
        return found


def _rows(session: Session) -> list[FeeBankLine]:
    query = (
        select(FeeBankLine)
        .where(FeeBankLine.state == WAITING, FeeBankLine.retired_at.is_(None))
        .order_by(FeeBankLine.booked_on, FeeBankLine.statement_id, FeeBankLine.position)
    )
    return list(session.scalars(query))


def _waiting(row: FeeBankLine, names: Mapping[bytes, str], match: Match) -> WaitingLine:
    return WaitingLine(
        row.id,
        row.booked_on,
        row.amount_gr,
        row.payer,
        row.title,
        row.account,
        match.resident_id,
        names.get(match.resident_id or b"", ""),
        match.is_sure,
        match.why,
    )


@needs("fees.change")
def book_lines(office: Office, wanted: Mapping[bytes, bytes]) -> Booked:
    """Book lines for residents: line -> resident. A line that was booked meanwhile is left alone.

    Raises:
        RuleError: `fees.problem.nothing_to_book`.
    """
    total = count = 0
    with office.write("fees.book", count=max(1, len(wanted))) as work:
        for line in _rows(work.session):
            resident = wanted.get(line.id)
            if resident is None:
                continue
            payment = FeePayment(
                id=new_id(),
                subject_id=resident,
                resident_id=resident,
                kind=PaymentKind.TRANSFER.value,
                paid_on=line.booked_on,
                amount_gr=line.amount_gr,
                title=line.title,
                account=line.account,
                author=office.user_name,
            )
            work.session.add(payment)
            work.session.flush()
            line.state, line.payment_id = BOOKED, payment.id
            total, count = total + line.amount_gr, count + 1
        if not count:
            raise RuleError("fees.problem.nothing_to_book")
    return Booked(count, total, work.changes)


@needs("fees.change")
def ignore_lines(office: Office, ids: Collection[bytes]) -> Changes:
    """Put lines aside that are no fees; the same statement does not bring them again."""
    with office.write("fees.ignore", count=max(1, len(ids))) as work:
        for line in _rows(work.session):
            if line.id in ids:
                line.state = IGNORED
    return work.changes
