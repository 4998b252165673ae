"""Accounts: the oldest term first; whose money came in."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cusdesk.domain.fees.ledger import Owed, PaymentDraft, PaymentKind, balance, check_payment
from cusdesk.domain.fees.matching import Match, Payer, PayerIndex, match_payment

TODAY = dt.date(2026, 6, 15)
MARCH, APRIL, MAY = (dt.date(2026, month, 1) for month in (3, 4, 5))
CHARGES = (
    Owed(MAY, "b", 3_000, dt.date(2026, 6, 15)),
    Owed(MARCH, "a", 10_000, dt.date(2026, 4, 15)),
    Owed(APRIL, "a", 5_000, dt.date(2026, 5, 15)),
)


def test_money_settles_the_oldest_term_first():
    found = balance(CHARGES, 12_000, TODAY)
    shown = [(item.month, item.open_gr) for item in found.items]
    assert shown == [(APRIL, 3_000), (MAY, 3_000)]
    assert (found.open_gr, found.overdue_gr) == (6_000, 3_000)
    assert found.oldest_due == dt.date(2026, 5, 15)


def test_what_was_given_back_settles_too_and_too_much_stays():
    back = (*CHARGES, Owed(MARCH, "a", -2_000))
    assert balance(back, 13_000, TODAY).overdue_gr == 0
    assert balance(back, 20_000, TODAY).open_gr == -4_000
    assert balance(back, 20_000, TODAY).items == ()


@settings(max_examples=80)
@given(
    amounts=st.lists(st.integers(-5_000, 10_000), max_size=6), settled=st.integers(-2_000, 40_000)
)
def test_open_charges_are_what_is_owed(amounts, settled):
    owed = [Owed(MARCH, "a", amount, TODAY) for amount in amounts]
    found = balance(owed, settled, TODAY)
    assert found.open_gr == sum(amounts) - settled
    positive = any(amount > 0 for amount in amounts)
    if positive and found.open_gr > 0:
        assert sum(item.open_gr for item in found.items) == found.open_gr


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"resident_id": None}, "resident_id"),
        ({"amount_gr": 0}, "amount"),
        ({"amount_gr": None}, "amount"),
        ({"paid_on": None}, "paid_on"),
        ({"paid_on": dt.date(2026, 6, 16)}, "paid_later"),
        ({"kind": PaymentKind.WAIVER}, "waiver_reason"),
    ],
)
def test_a_wrong_payment_is_told(fields, key):
    given = {"resident_id": b"x", "amount_gr": 100, "paid_on": TODAY, **fields}
    assert [p.key for p in check_payment(PaymentDraft(**given), TODAY)] == [f"fees.problem.{key}"]


ACCOUNT = "61109010140000071219812874"
MARIA = Payer(b"m", (("Wrona", "Maria Anna"),), ("OPL/3/2026", "ŚR.12.2026"), (ACCOUNT,),
              frozenset({10_000}))  # fmt: skip
JAN = Payer(b"j", (("Wrona", "Jan"), ("Wrona", "Maria")), ("OPL/31/2026",), (), frozenset({500}))
EWA = Payer(b"e", (("Żak-Łęcka", "Ewa"),), ("OPL/4/2026",), (), frozenset({700}))
INDEX = PayerIndex.of([MARIA, JAN, EWA])


@pytest.mark.parametrize(
    ("amount", "title", "payer", "account", "who", "is_sure"),
    [
        (1, "oplata opl 3/2026", "Bank", "", b"m", True),
        (1, "opl/31/2026", "WRONA MARIA", "", b"j", True),
        (1, "SR 12 2026", "", "", b"m", True),
        (1, "za maj OPL/3/2026 i OPL/4/2026", "", "", None, False),
        (700, "za maj", "LECKA EWA", "", b"e", True),
        (701, "za maj", "ewa zak-lecka", "", b"e", False),
        (10_000, "za maj", "", ACCOUNT, b"m", True),
        (9, "za maj", "", ACCOUNT, b"m", False),
        (9, "za maj", "Wrona Maria", "", None, False),
        (10_000, "za maj", "Wrona Maria", "", b"m", True),
        (10_000, "za maj", "ktoś", "", None, False),
        (10_000, "3/2026", "", "", None, False),
    ],
)
def test_whose_money_it_is(amount, title, payer, account, who, is_sure):
    found = match_payment(INDEX, amount, title, payer, account)
    assert (found.resident_id, found.is_sure) == (who, is_sure)


def test_nothing_that_speaks_for_anybody_is_nobody():
    assert match_payment(INDEX, 1, "x", "y", "") == Match()
