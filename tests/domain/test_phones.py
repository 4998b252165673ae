from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cusdesk.domain.phones import (
    Phone,
    check_email,
    format_phone,
    normalise_phone,
    parse_emails,
    parse_phones,
)

M, L = "600123456", "326461234"


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("600123456", [(M, "")]),
        ("600 123 456", [(M, "")]),
        ("600-123-456", [(M, "")]),
        ("+48 600 123 456", [(M, "")]),
        ("0048600123456", [(M, "")]),
        ("48600123456", [(M, "")]),
        ("tel. 600 123 456", [(M, "")]),
        ("tel. kom.: 600 123 456", [(M, "")]),
        ("(32) 646-12-34", [(L, "")]),
        ("32/646-12-34", [(L, "")]),
        ("0-32 646 12 34", [(L, "")]),
        ("(0-32) 646 12 34", [(L, "")]),
        ("600 123 456, 32 646 12 34", [(M, ""), (L, "")]),
        ("600123456/326461234", [(M, ""), (L, "")]),
        ("600123456 326461234", [(M, ""), (L, "")]),
        ("600 123 456 32 646 12 34", [(M, ""), (L, "")]),
        ("600 123 456; 326461234 (córka)", [(M, ""), (L, "córka")]),
        ("córka: 600 123 456", [(M, "córka")]),
        ("córka Anna 600 123 456, syn 326461234", [(M, "córka Anna"), (L, "syn")]),
        ("600 123 456 córka", [(M, "córka")]),
        ("600 123 456, córka", [(M, "córka")]),
        ("600123456 lub 32 646 12 34", [(M, ""), (L, "")]),
        ("dom 326461234 kom 600123456", [(L, "dom"), (M, "")]),
        ("600123456\n326461234", [(M, ""), (L, "")]),
        ("600123456, 600 123 456", [(M, "")]),
        ("+380 67 123 45 67", [("+380671234567", "")]),
        ("brak", []),
        ("", []),
    ],
)
def test_reads(text, phones):
    reading = parse_phones(text)
    assert [(phone.number, phone.label) for phone in reading.phones] == phones
    assert reading.problems == ()


@pytest.mark.parametrize(
    "text", ["60012345", "6001234567", "646 12 34", "600 123 45x 1", "600123456O1"]
)
def test_wrong_count_of_digits_is_told(text):
    reading = parse_phones(text)
    assert reading.phones == ()
    assert reading.problems[0][1] == "digits"


def test_words_without_a_number_are_a_note():
    assert parse_phones("dzwonić po 16").note == "dzwonić po 16"


@settings(max_examples=40, deadline=None)
@given(st.from_regex(r"[1-9][0-9]{8}", fullmatch=True))
def test_round_trip(number):
    assert parse_phones(format_phone(number)).phones == (Phone(number),)


def test_formats():
    assert format_phone(M) == "600 123 456"
    assert format_phone(L) == "32 646 12 34"
    assert format_phone("+380671234567") == "+380671234567"
    assert format_phone("+48600123456") == "600 123 456"
    assert normalise_phone("012345678") is None
    assert format_phone("600 123 456 sąsiadka") == "600 123 456 sąsiadka"


def test_emails():
    reading = parse_emails("a.b@Poczta.PL; mailto:c_d@wp.pl, zły@@x")
    assert reading.emails == ("a.b@poczta.pl", "c_d@wp.pl")
    assert reading.problems == (("zły@@x", "unreadable"),)
    assert check_email("łucja@wp.pl") == "polish_letters"
    assert check_email("a@b") == "unreadable"
    assert parse_emails("brak").problems == ()
