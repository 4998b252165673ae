"""Pools: what is left, when to warn, what counts as a unit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cusdesk.domain.contracts import ContractUnit, Counting
from cusdesk.domain.pools import (
    Balance,
    PoolKey,
    PoolKind,
    PoolState,
    quantity_given,
    usual_warn_percent,
)

DAY = dt.date(2026, 6, 15)
POOL = Balance(PoolKey(PoolKind.CONTRACT, b"c"), "1/2026", "Opieka", ContractUnit.HOUR, 100_000, 0)


@pytest.mark.parametrize(
    ("delivered", "explained", "state"),
    [
        (0, 0, PoolState.FREE),
        (79_999, 0, PoolState.FREE),
        (80_000, 0, PoolState.NEAR),
        (100_000, 0, PoolState.NEAR),
        (100_001, 0, PoolState.OVER),
        (104_000, 4_000, PoolState.EXPLAINED),
        (104_001, 4_000, PoolState.OVER),
    ],
)
def test_a_pool_says_how_it_stands(delivered: int, explained: int, state: PoolState) -> None:
    balance = replace(POOL, delivered=delivered, explained=explained)
    assert balance.state(80) is state
    assert balance.needs_reason is (state is PoolState.OVER)


def test_a_pool_without_a_limit_never_warns() -> None:
    balance = replace(POOL, planned=None, delivered=10**9)
    assert (balance.state(80), balance.left, balance.over, balance.percent) == (
        PoolState.OPEN,
        None,
        0,
        None,
    )


def test_an_empty_pool_is_over_with_the_first_hour() -> None:
    assert replace(POOL, planned=0, delivered=1).state(80) is PoolState.OVER
    assert replace(POOL, planned=0).state(80) is PoolState.FREE


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_given_and_left_are_the_pool(planned: int, delivered: int) -> None:
    balance = replace(POOL, planned=planned, delivered=delivered)
    assert (balance.left or 0) + delivered == planned
    assert balance.over == max(0, delivered - planned)


def test_the_share_is_data() -> None:
    assert usual_warn_percent() == 80


@dataclass(frozen=True)
class Row:
    """A presence: person, meeting, minutes."""

    resident_id: bytes
    source_id: bytes
    minutes: int = 60
    date: dt.date = DAY


GROUP = [Row(b"Ewa", b"m1", 90), Row(b"Jan", b"m1", 60), Row(b"Ewa", b"m2", 45)]


@pytest.mark.parametrize(
    ("unit", "person", "meeting"),
    [
        (ContractUnit.HOUR, 3250, 2250),
        (ContractUnit.LESSON_HOUR, 4333, 3000),
        (ContractUnit.MEETING, 3000, 2000),
        (ContractUnit.DAY, 2000, 1000),
        (ContractUnit.MONTH, 2000, 1000),
    ],
)
def test_a_unit_is_counted_by_person_or_meeting(
    unit: ContractUnit, person: int, meeting: int
) -> None:
    assert quantity_given(GROUP, unit, Counting.PERSON, DAY) == person
    assert quantity_given(GROUP, unit, Counting.MEETING, DAY) == meeting


def test_a_day_with_two_meetings_is_one_day() -> None:
    rows = [*GROUP, Row(b"Ewa", b"m3", date=dt.date(2026, 7, 1))]
    assert quantity_given(rows, ContractUnit.DAY, Counting.PERSON, DAY) == 3000
    assert quantity_given(rows, ContractUnit.MONTH, Counting.MEETING, DAY) == 2000
