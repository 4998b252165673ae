"""Everybody who may pay, with what their transfers may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.db.reading import read_columns
from cusdesk.domain.fees.ledger import balance
from cusdesk.domain.fees.matching import Payer
from cusdesk.models.fees import FeeCharge, FeeDecision, FeePayment
from cusdesk.models.papers import IssuedPaper
from cusdesk.models.residents import Representative, Resident
from cusdesk.services.fees.accounts import DECISION, REMINDER, owed_of
from cusdesk.services.fees.lines import NOTICE

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


def read_payers(session: Session, today: dt.date) -> list[Payer]:
    """Return everybody with a charge, a decision or a payment."""
    owed = owed_of(session)
    settled = _settled(session)
    numbers = _numbers(session)
    people = owed.keys() | settled.keys() | numbers.keys()
    names = _names(session)
    accounts = _accounts(session)
    runs = _run_totals(session)
    found = []
    for who in people:
        charges = owed.get(who, [])
        account = balance(charges, settled.get(who, 0), today)
        amounts = {item.open_gr for item in account.items} | runs.get(who, set())
        amounts |= {account.open_gr, account.overdue_gr}
        found.append(
            Payer(
                who,
                tuple(names.get(who, ())),
                tuple(numbers.get(who, ())),
                tuple(accounts.get(who, ())),
                frozenset(amount for amount in amounts if amount > 0),
            )
        )
    return found


def _settled(session: Session) -> dict[bytes, int]:
    query = select(FeePayment.resident_id, FeePayment.amount_gr).where(
        FeePayment.retired_at.is_(None)
    )
    found: dict[bytes, int] = {}
    for who, amount in read_columns(session, query):
        found[who] = found.get(who, 0) + amount
    return found


def _numbers(session: Session) -> dict[bytes, set[str]]:
    """Return resident -> numbers and case signs that were printed for them."""
    found: dict[bytes, set[str]] = {}
    papers = select(IssuedPaper.resident_id, IssuedPaper.number, IssuedPaper.case_sign).where(
        IssuedPaper.form.in_((NOTICE, REMINDER, DECISION)), IssuedPaper.resident_id.is_not(None)
    )
    for who, *numbers in read_columns(session, papers):
        found.setdefault(who, set()).update(number for number in numbers if number)
    decisions = select(FeeDecision.resident_id, FeeDecision.number).where(
        FeeDecision.retired_at.is_(None)
    )
    for who, number in read_columns(session, decisions):
        found.setdefault(who, set())
        if number:
            found[who].add(number)
    return found


def _names(session: Session) -> dict[bytes, list[tuple[str, str]]]:
    found: dict[bytes, list[tuple[str, str]]] = {}
    people = select(Resident.id, Resident.surname, Resident.given_name).where(
        Resident.retired_at.is_(None)
    )
    for who, surname, given in read_columns(session, people):
        found.setdefault(who, []).append((surname, given))
    acting = select(Representative.resident_id, Representative.name).where(
        Representative.retired_at.is_(None)
    )
    for who, name in read_columns(session, acting):
        given, _, surname = name.strip().rpartition(" ")
        if given:
            found.setdefault(who, []).append((surname, given))
    return found


def _accounts(session: Session) -> dict[bytes, set[str]]:
    query = select(FeePayment.resident_id, FeePayment.account).where(
        FeePayment.retired_at.is_(None), FeePayment.account != ""
    )
    found: dict[bytes, set[str]] = {}
    for who, account in read_columns(session, query):
        found.setdefault(who, set()).add(account)
    return found


def _run_totals(session: Session) -> dict[bytes, set[int]]:
    """Return resident -> what stood on each of their notices."""
    query = select(FeeCharge.resident_id, FeeCharge.run_id, FeeCharge.amount_gr).where(
        FeeCharge.retired_at.is_(None)
    )
    sums: dict[tuple[bytes, bytes], int] = {}
    for who, run, amount in read_columns(session, query):
        sums[who, run] = sums.get((who, run), 0) + amount
    found: dict[bytes, set[int]] = {}
    for (who, _run), amount in sums.items():
        found.setdefault(who, set()).add(amount)
    return found
