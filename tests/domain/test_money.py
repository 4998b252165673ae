from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cusdesk.domain.money import (
    amount_in_words,
    amount_in_words_fraction,
    format_money,
    parse_money,
    to_grosze,
)


@pytest.mark.parametrize(
    ("text", "grosze"),
    [
        ("1 234,56 zł", 123456), ("1.234,56", 123456), ("1,234.56 PLN", 123456), ("12.50", 1250),
        ("12,5", 1250), ("12", 1200), ("12,-", 1200), ("12 zł 50 gr", 1250), ("50 gr", 50),
        ("0,01", 1), ("-5,00 zł", -500), ("1\u00a0234 zł", 123400), ("1 234 567,00", 123456700),
        ("12 złotych", 1200), ("1.234.567", 123456700), ("0", 0),
    ],
)  # fmt: skip
def test_reads(text, grosze):
    reading = parse_money(text)
    assert (reading.grosze, reading.problem) == (grosze, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"), ("bezpł.", "not_a_number"), ("20 zł/h", "not_a_number"),
        ("1.234", "ambiguous"), ("12,345", "ambiguous"), ("12,3456", "not_a_number"),
        ("1 23,00", "not_a_number"), ("5-10 zł", "not_a_number"), ("=1", "not_a_number"),
    ],
)  # fmt: skip
def test_problems(text, problem):
    assert parse_money(text).problem == problem


@settings(max_examples=50, deadline=None)
@given(st.integers(-(10**9), 10**9))
def test_round_trip(grosze):
    assert parse_money(format_money(grosze)).grosze == grosze
    assert parse_money(format_money(grosze, symbol=False)).grosze == grosze


def test_half_up():
    assert to_grosze(Decimal("1.005")) == 101
    assert format_money(123456) == "1\u00a0234,56\u00a0zł"


@pytest.mark.parametrize(
    ("grosze", "words"),
    [
        (0, "zero złotych zero groszy"),
        (100, "jeden złoty zero groszy"),
        (202, "dwa złote dwa grosze"),
        (505, "pięć złotych pięć groszy"),
        (1212, "dwanaście złotych dwanaście groszy"),
        (2100, "dwadzieścia jeden złotych zero groszy"),
        (2222, "dwadzieścia dwa złote dwadzieścia dwa grosze"),
        (10150, "sto jeden złotych pięćdziesiąt groszy"),
        (100000, "tysiąc złotych zero groszy"),
        (123456, "tysiąc dwieście trzydzieści cztery złote pięćdziesiąt sześć groszy"),
        (500000, "pięć tysięcy złotych zero groszy"),
        (2200000, "dwadzieścia dwa tysiące złotych zero groszy"),
    ],
)
def test_in_words(grosze, words):
    assert amount_in_words(grosze) == words


def test_in_words_with_a_fraction():
    assert amount_in_words_fraction(123456) == "tysiąc dwieście trzydzieści cztery złote 56/100"
    assert amount_in_words_fraction(100) == "jeden złoty 00/100"
    assert amount_in_words_fraction(-505) == "minus pięć złotych 05/100"
