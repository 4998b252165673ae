from __future__ import annotations

import pytest

from cusdesk.domain.addresses import (
    Address,
    envelope_lines,
    format_address,
    normalise_postcode,
    parse_address,
    split_house,
)

A = Address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Dolina 12", A("Dolina", "", "12")),
        ("Dolina 12A", A("Dolina", "", "12A")),
        ("Dolina nr 12 a", A("Dolina", "", "12A")),
        ("Dolna Wieś 5/3", A("Dolna Wieś", "", "5", "3")),
        ("ul. Zielona 12/3, Dolina", A("Dolina", "Zielona", "12", "3")),
        ("ul. Zielona 12 m. 3, Dolina", A("Dolina", "Zielona", "12", "3")),
        ("ul.Zielona 12 m 3 Dolina", None),
        ("Dolina, ul. Zielona 12 lok. 4", A("Dolina", "Zielona", "12", "4")),
        ("Dolina ul. Zielona 12", A("Dolina", "Zielona", "12")),
        ("Dolina, Zielona 12", A("Dolina", "Zielona", "12")),
        ("32-310 Dolina, ul. Zielona 12", A("Dolina", "Zielona", "12", "", "32-310", "Dolina")),
        ("32-310 Dolina ul. Zielona 12", A("Dolina", "Zielona", "12", "", "32-310", "Dolina")),
        ("ul. Zielona 12, 32-310 Dolina", A("Dolina", "Zielona", "12", "", "32-310", "Dolina")),
        ("Dolina 7, 32-310 Dolina", A("Dolina", "", "7", "", "32-310", "Dolina")),
        ("os. Słoneczne 5/12, 32-310 Dolina",
         A("Dolina", "os. Słoneczne", "5", "12", "32-310", "Dolina")),
        ("ul. 3 Maja 5", A("", "3 Maja", "5")),
        ("al. Jana Pawła II 5 m.3, Dolina", A("Dolina", "al. Jana Pawła II", "5", "3")),
        ("Rynek 5, 32-310 Dolina", A("Dolina", "Rynek", "5", "", "32-310", "Dolina")),
        ("Górki 4, poczta Dolina 32-310", None),
        ("Dolina", A("Dolina")),
        ("wieś Dolina 3", A("Dolina", "", "3")),
        ("m. Górki 29 32310 Dolina", A("Górki", "", "29", "", "32-310", "Dolina")),
        ("miejscowość: Górki, nr 4", A("Górki", "", "4")),
        ("pl. Wolności 1, Dolina", A("Dolina", "pl. Wolności", "1")),
    ],
)  # fmt: skip
def test_reads(text, address):
    reading = parse_address(text)
    if address is not None:
        assert (reading.address, reading.problem) == (address, None)


def test_villages_known_decide_between_street_and_village():
    text = "Zielona 12, 32-310 Dolina"
    street = A("Dolina", "Zielona", "12", "", "32-310", "Dolina")
    village = A("Zielona", "", "12", "", "32-310", "Dolina")
    assert parse_address(text).problem == "street_or_village"
    assert parse_address(text, ["Dolina"]).address == street
    assert parse_address(text, ["Dolina"]).problem is None
    assert parse_address(text, ["ZIELONA", "Dolina"]).address == village
    assert parse_address("Zielona 12", ["Dolina"]).problem == "street_or_village"


def test_post_office_in_words():
    address = parse_address("Górki 4, poczta Dolina 32-310", ["Górki"]).address
    assert address == A("Górki", "", "4", "", "32-310", "Dolina")
    assert parse_address("Górki 4, p-ta Dolina", ["Górki"]).address.post == "Dolina"


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (A("Górki", "", "12", "", "32-310", "Dolina"), "Górki 12, 32-310 Dolina"),
        (A("Dolina", "Zielona", "5", "3", "32-310", "Dolina"), "ul. Zielona 5/3, 32-310 Dolina"),
        (A("Górki", "Leśna", "5", "", "32-310", "Dolina"), "Górki, ul. Leśna 5, 32-310 Dolina"),
        (A("Dolina", "os. Nowe", "5"), "os. Nowe 5, Dolina"),
        (A("Górki", "", "12"), "Górki 12"),
        (A("Dolina", "Rynek", "1", "", "32-310", "Dolina"), "Rynek 1, 32-310 Dolina"),
        (A("Dolina", "", "1", "", "32-310"), "Dolina 1, 32-310 Dolina"),
    ],
)
def test_one_line_and_back(address, line):
    assert format_address(address) == line
    back = parse_address(line, [address.locality]).address
    assert format_address(back) == line
    if address.post or not address.postcode:
        assert back == address


def test_envelope_postcode_and_house():
    assert envelope_lines(A("Górki", "", "12", "", "32-310", "Dolina")) == [
        "Górki 12", "32-310 Dolina"
    ]  # fmt: skip
    assert normalise_postcode("32310") == "32-310"
    assert normalise_postcode("3231") is None
    assert split_house("5 m. 3") == ("5", "3")
    assert split_house("12 b") == ("12B", "")
    assert split_house("Zielona") is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [("", "empty"), ("12", "unreadable"), ("OPS.45.2014", "unreadable"), ("=A1+B2 3", "unreadable"),
     ("zmiana od 05.2026", "unreadable"), ("IPUS/43/2026", "unreadable")],
)  # fmt: skip
def test_problems(text, problem):
    assert parse_address(text).problem == problem
