from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from cusdesk.domain.reports import ColumnKind, Period, ServiceAmount, ServiceFee, ServiceUnit
from cusdesk.export.values import (
    NBSP,
    amount_text,
    cell_text,
    fee_text,
    hours_text,
    money_text,
    value_text,
)


@pytest.mark.parametrize(
    ("grosze", "text"),
    [
        (0, "0,00"),
        (5, "0,05"),
        (123456, f"1{NBSP}234,56"),
        (-1, "-0,01"),
        (100000000, f"1{NBSP}000{NBSP}000,00"),
    ],
)
def test_money(grosze, text):
    assert money_text(grosze) == f"{text}{NBSP}zł"


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0"), (60, "1"), (90, "1,5"), (45, "0,75"), (600, "10"), (50, "0,83")]
)
def test_hours(minutes, text):
    assert hours_text(minutes) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (ServiceAmount(120), "2 godz. tygodniowo"),
        (ServiceAmount(90, ServiceUnit.LESSON_HOUR), "2 godz. lekc. tygodniowo"),
        (ServiceAmount(1, ServiceUnit.MEETING, "month"), "1 spotkanie miesięcznie"),
        (ServiceAmount(22, ServiceUnit.MEETING, "plan"), "22 spotkania"),
        (ServiceAmount(5, ServiceUnit.DAY, "plan"), "5 dni"),
    ],
)
def test_amount(amount, text):
    assert amount_text(amount) == text


def test_fee_with_and_without_an_amount():
    assert fee_text(ServiceFee(0)) == "bezpłatnie"
    assert fee_text(ServiceFee(None, note="według programu")) == "według programu"
    assert fee_text(ServiceFee(850, note="ulga 50%")) == f"8,50{NBSP}zł za godzinę, ulga 50%"


def test_half_open_period_shows_its_open_end():
    assert value_text(Period(dt.date(2026, 2, 1), None)) == "01.02.2026 – …"


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, ColumnKind.DATE, ""),
        (dt.date(1899, 12, 31), ColumnKind.DATE, "31.12.1899"),
        (90, ColumnKind.MINUTES, "1,50"),
        (Decimal("3.175"), ColumnKind.DECIMAL, "3,18"),
        (True, ColumnKind.YES_NO, "tak"),
        ("04405140000", ColumnKind.IDENTIFIER, "04405140000"),
    ],
)
def test_cell(value, kind, text):
    assert cell_text(value, kind) == text
