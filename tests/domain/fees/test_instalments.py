"""A debt in parts: the sums stay whole, whatever is parted."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cusdesk.domain.fees.instalments import PutOff, debts_of, even_parts, with_parts
from cusdesk.domain.fees.ledger import Owed, balance

FIRST = dt.date(2026, 1, 31)
TODAY = dt.date(2026, 6, 15)


def charges(amounts):
    """Return a charge of each amount, a month apart, due on the 15th of the next one."""
    return [
        Owed(dt.date(2026, n, 1), "Opieka", amount, dt.date(2026, n + 1, 15), bytes([n]))
        for n, amount in enumerate(amounts, 1)
    ]


def test_parts_keep_the_day_of_the_month_and_the_last_takes_the_rest():
    parts = even_parts(10_000, 3, FIRST)
    assert [part.amount_gr for part in parts] == [3_333, 3_333, 3_334]
    assert [part.due_on for part in parts] == [
        dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31)
    ]  # fmt: skip
    assert len(even_parts(6_000, 60, FIRST)) == 60
    assert even_parts(2, 3, FIRST) == even_parts(100, 0, FIRST) == even_parts(100, 61, FIRST) == ()


def test_parts_say_from_which_month_to_which_they_are():
    owed = charges([5_000, 5_000, 700])
    plan = PutOff(b"p", debts_of(balance(owed, 0, TODAY).items, 10_000), ((TODAY, 10_000),))
    found = {each.part: each for each in with_parts(owed, [plan])}
    assert (found[1].month, found[1].until) == (dt.date(2026, 1, 1), dt.date(2026, 2, 1))
    assert (found[0].charge_id, found[0].amount_gr) == (b"\x03", 700)


@given(
    st.lists(st.integers(1, 50_000), min_size=1, max_size=5),
    st.integers(0, 60_000),
    st.integers(2, 12),
    st.integers(1, 100),
)
def test_the_account_adds_up_as_before(amounts, paid, count, share):
    owed = charges(amounts)
    before = balance(owed, paid, TODAY)
    amount = max(0, before.open_gr) * share // 100
    parts = even_parts(amount, count, dt.date(2026, 7, 1))
    debts = debts_of(before.items, amount)
    assert sum(debts.values()) == amount
    if not parts:
        return
    plan = PutOff(b"p", debts, tuple((part.due_on, part.amount_gr) for part in parts))
    after = balance(with_parts(owed, [plan]), paid, TODAY)
    assert (after.charged_gr, after.open_gr) == (before.charged_gr, before.open_gr)
    assert sum(item.open_gr for item in after.parts) == amount
    assert after.overdue_gr <= before.overdue_gr
