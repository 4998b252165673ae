"""Residents' accounts: what was charged, what came in, what is late."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.db.reading import read_columns
from cusdesk.domain.access import needs
from cusdesk.domain.fees.instalments import with_parts
from cusdesk.domain.fees.ledger import Balance, Owed, PaymentKind, balance
from cusdesk.domain.labels import label
from cusdesk.domain.papers import PaperStatus
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.catalogue import Service
from cusdesk.models.fees import FeeCharge, FeePayment
from cusdesk.models.papers import IssuedPaper
from cusdesk.models.residents import Resident
from cusdesk.services.fees.lines import notices_of, receipt_numbers
from cusdesk.services.fees.notices import month_words
from cusdesk.services.fees.put_off import put_off

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

REMINDER, DECISION = "fee_reminder", "fee_decision"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A resident's account in the list.

    Attributes:
        open_gr: to be paid; negative when too much was paid.
        overdue_gr: how much of it is past its term, since `oldest_due`.
        reminders: how many were issued.
    """

    id: bytes
    resident: str
    charged_gr: int
    settled_gr: int
    open_gr: int
    overdue_gr: int
    oldest_due: dt.date | None
    last_paid_on: dt.date | None
    reminders: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an account, the oldest first.

    Attributes:
        id: of the charge or the payment.
        is_charge: otherwise money.
        what: in words: the service and month, or how it was paid.
        amount_gr: positive makes the debt larger.
        month: the month of use of a charge; None of a payment.
        is_cash: a receipt may be given.
        receipt: (paper, number) of one that was issued; None before it.
        balance_gr: what is to be paid after this line.
    """

    id: bytes
    date: dt.date
    is_charge: bool
    what: str
    note: str
    amount_gr: int
    balance_gr: int
    month: dt.date | None = None
    is_cash: bool = False
    receipt: tuple[bytes, str] | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One resident's account."""

    resident_id: bytes
    resident: str
    balance: Balance
    entries: tuple[Entry, ...]


@needs("fees.see")
def list_accounts(office: Office) -> list[AccountRow]:
    """Return the account of everybody who was charged or paid something, by name."""
    today = office.clock.today()
    with office.read() as session:
        owed = owed_of(session)
        paid = _payments(session)
        names = names_of(session)
        reminders = _reminders(session)
    rows = []
    for who in owed.keys() | paid.keys():
        money = paid.get(who, [])
        found = balance(owed.get(who, ()), sum(row[1] for row in money), today)
        days = [row[0] for row in money if row[2] in _INCOMING]
        rows.append(
            AccountRow(
                who,
                names.get(who, ""),
                found.charged_gr,
                found.settled_gr,
                found.open_gr,
                found.overdue_gr,
                found.oldest_due,
                max(days, default=None),
                reminders.get(who, 0),
            )
        )
    return sorted(rows, key=_by_name)


_INCOMING = {PaymentKind.TRANSFER.value, PaymentKind.CASH.value}


def _by_name(row: AccountRow) -> str:
    return sort_key(row.resident)


def names_of(session: Session) -> dict[bytes, str]:
    """Return resident -> surname and given name."""
    query = select(Resident.id, Resident.surname, Resident.given_name)
    return {row[0]: f"{row[1]} {row[2]}".strip() for row in read_columns(session, query)}


def owed_of(session: Session, resident_id: bytes | None = None) -> dict[bytes, list[Owed]]:
    """Return resident -> what was charged, with debts in parts instead of their charges."""
    query: Select[*tuple[object, ...]] = (
        select(
            FeeCharge.resident_id,
            FeeCharge.month,
            Service.name,
            FeeCharge.amount_gr,
            FeeCharge.due_on,
            FeeCharge.id,
        )
        .join(Service, Service.id == FeeCharge.service_id)
        .where(FeeCharge.retired_at.is_(None))
    )
    if resident_id is not None:
        query = query.where(FeeCharge.resident_id == resident_id)
    found: dict[bytes, list[Owed]] = {}
    for who, *rest in read_columns(session, query):
        found.setdefault(who, []).append(Owed(*rest))
    for who, plans in put_off(session, resident_id).items():
        found[who] = with_parts(found.get(who, ()), plans)
    return found


def _payments(session: Session) -> dict[bytes, list[tuple[dt.date, int, str]]]:
    query = select(
        FeePayment.resident_id, FeePayment.paid_on, FeePayment.amount_gr, FeePayment.kind
    ).where(FeePayment.retired_at.is_(None))
    found: dict[bytes, list[tuple[dt.date, int, str]]] = {}
    for who, day, amount, kind in read_columns(session, query):
        found.setdefault(who, []).append((day, amount, kind))
    return found


def _reminders(session: Session) -> dict[bytes, int]:
    query = select(IssuedPaper.resident_id).where(
        IssuedPaper.form == REMINDER, IssuedPaper.status == PaperStatus.ISSUED.value
    )
    found: dict[bytes, int] = {}
    for who in session.scalars(query):
        if who is not None:
            found[who] = found.get(who, 0) + 1
    return found


@needs("fees.see")
def account_of(office: Office, resident_id: bytes) -> Account:
    """Return a resident's account with every line and what is open."""
    with office.read() as session:
        return read_account(session, resident_id, office.clock.today())


def read_account(session: Session, resident_id: bytes, today: dt.date) -> Account:
    """Return the same inside a session."""
    owed = owed_of(session, resident_id).get(resident_id, [])
    lines = [*_charge_lines(session, resident_id), *_payment_lines(session, resident_id)]
    lines.sort(key=_day)
    entries, running = [], 0
    for line in lines:
        running += line.amount_gr
        entries.append(replace(line, balance_gr=running))
    settled = -sum(line.amount_gr for line in lines if not line.is_charge)
    name = names_of(session).get(resident_id, "")
    return Account(resident_id, name, balance(owed, settled, today), tuple(entries))


def _day(entry: Entry) -> tuple[dt.date, bool]:
    return entry.date, not entry.is_charge


def _charge_lines(session: Session, resident_id: bytes) -> list[Entry]:
    from cusdesk.models.fees import FeeRun

    papers = notices_of(session)
    query = (
        select(FeeCharge, Service.name, FeeRun.confirmed_on)
        .join(Service, Service.id == FeeCharge.service_id)
        .join(FeeRun, FeeRun.id == FeeCharge.run_id)
        .where(FeeCharge.resident_id == resident_id, FeeCharge.retired_at.is_(None))
    )
    found = []
    for row, service, confirmed_on in session.execute(query):
        words = tr("fees.account.charge", service=service, month=month_words(row.month))
        if row.is_change:
            words = tr("fees.account.change", what=words)
        note = papers.get((row.run_id, resident_id), "")
        found.append(Entry(row.id, confirmed_on, True, words, note, row.amount_gr, 0, row.month))
    return found


def _payment_lines(session: Session, resident_id: bytes) -> list[Entry]:
    receipts = receipt_numbers(session)
    query = select(FeePayment).where(
        FeePayment.resident_id == resident_id, FeePayment.retired_at.is_(None)
    )
    return [_payment(row, receipts.get(row.id)) for row in session.scalars(query)]


def _payment(row: FeePayment, receipt: tuple[bytes, str] | None) -> Entry:
    said = [row.reason or row.title]
    if receipt is not None:
        said.append(tr("fees.receipt.number", number=receipt[1]))
    return Entry(
        row.id,
        row.paid_on,
        False,
        label(PaymentKind(row.kind)),
        ", ".join(part for part in said if part),
        -row.amount_gr,
        0,
        is_cash=row.kind == PaymentKind.CASH.value,
        receipt=receipt,
    )
