from __future__ import annotations

import pytest

from cusdesk.domain.search import Query, like_pattern, near_words, parse_query, score, search_text


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("  Łuczak  JAN ", Query(("luczak", "jan"))),
        ("Nowak-Kowalska", Query(("nowak", "kowalska"))),
        ("4405", Query((), ("4405",))),
        ("luczak 4405", Query(("luczak",), ("4405",))),
        ("600 123 456", Query((), ("600123456",))),
        ("600-123-456", Query((), ("600123456",))),
        ("+48 600 123 456", Query((), ("600123456",))),
        ("dolina 12", Query(("dolina",), ("12",))),
        ("dolina 12a", Query(("dolina",), (), ("12a",))),
        ("zielona 5/3", Query(("zielona",), (), ("5/3",))),
        ("32-310", Query((), ("32-310",))),
        ("%", Query()),
        ("kos, anna", Query(("kos", "anna"))),
    ],
)
def test_parse(text, query):
    assert parse_query(text) == query


def test_tokens_longest_first():
    query = parse_query("jan luczak 44")
    assert query.tokens == ("luczak", "jan", "44")
    assert not query.is_empty
    assert parse_query(" - ").is_empty


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        (("luczak",), True), (("lucz",), True), (("jan", "luczak"), True), (("lucazk",), True),
        (("luczk",), True), (("luczok", "jan"), True), (("nowak",), False), (("luk",), False),
        (("luczak", "anna"), False), ((), False),
    ],
)  # fmt: skip
def test_score(typed, fits):
    assert (score(typed, ("luczak", "jan")) > 0) is fits


def test_better_fits_score_higher():
    assert score(("luczak",), ("luczak",)) > score(("luczok",), ("luczak",)) > 0


def test_near_words():
    names = ["luczak", "kaczmarek", "nowak", "kaczmarski"]
    assert near_words("lucazk", names) == ["luczak"]
    assert near_words("kaczmrek", names)[0] == "kaczmarek"
    assert near_words("now", names) == []


def test_texts():
    assert search_text(["Łuczak", "", "Jan  Ądam"]) == "luczak jan adam"
    assert like_pattern("50%_\\") == "%50\\%\\_\\\\%"
