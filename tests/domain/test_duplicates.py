from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from cusdesk.domain.duplicates import Candidate, find_duplicates
from cusdesk.domain.residents import ResidentDraft

BORN = dt.date(1944, 5, 14)
KNOWN = Candidate(
    b"1", "Łuczak", "Jan", pesel="44051401359", birth_date=BORN, locality="Dolina", house="12"
)


def kinds(candidate=KNOWN, **draft):
    return [(w.kind, w.id) for w in find_duplicates(ResidentDraft(**draft), [candidate])]


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        ({"surname": "Inny", "given_name": "Ktoś", "pesel": "440514-01359"}, "pesel"),
        ({"surname": "LUCZAK", "given_name": "jan", "birth_date": BORN}, "name_and_birth"),
        ({"surname": "Jan", "given_name": "Łuczak", "birth_date": BORN}, "name_and_birth"),
        ({"surname": "Łuczok", "given_name": "Jan", "birth_date": BORN}, "near_name"),
        ({"surname": "Łuczak", "given_name": "Jan", "locality": "DOLINA", "house": "12"},
         "near_name"),
        ({"surname": "Łuczak", "given_name": "Jan", "pesel": "44051401358"}, "name_and_birth"),
        ({"surname": "Łuczak", "given_name": "Jan", "pesel": "44051501359"}, "near_name"),
        ({"surname": "Łuczak", "given_name": "Jan", "pesel": "44054101359"}, "near_name"),
        ({"surname": "Łuczak", "given_name": "Jan Adam", "birth_date": BORN}, "near_name"),
    ],
)  # fmt: skip
def test_found(draft, kind):
    assert kinds(**draft) == [(kind, b"1")]


@pytest.mark.parametrize(
    "draft",
    [
        {"surname": "Łuczak", "given_name": "Jan"},
        {"surname": "Łuczak", "given_name": "Anna", "locality": "Dolina", "house": "12"},
        {"surname": "Nowak", "given_name": "Jan", "birth_date": BORN},
        {"surname": "Łuczak", "given_name": "", "birth_date": BORN},
        {"surname": "Łuczak", "given_name": "Piotr", "birth_date": BORN},
        # father and son under one roof
        {"surname": "Łuczak", "given_name": "Jan", "pesel": "02211307589", "locality": "Dolina",
         "house": "12"},
    ],
)  # fmt: skip
def test_not_found(draft):
    assert kinds(**draft) == []


def test_name_before_marriage_counts():
    married = Candidate(b"2", "Kos", "Anna", birth_surname="Łuczak", birth_date=BORN)
    assert kinds(married, surname="Łuczak", given_name="Anna", birth_date=BORN) == [
        ("name_and_birth", b"2")
    ]


def test_day_and_month_exchanged():
    known = Candidate(b"3", "Kos", "Anna", birth_date=dt.date(1950, 3, 4))
    assert kinds(known, surname="Kos", given_name="Anna", birth_date=dt.date(1950, 4, 3)) == [
        ("near_name", b"3")
    ]


def test_surest_first():
    near = Candidate(b"9", "Łuczok", "Jan", birth_date=BORN)
    draft = ResidentDraft(surname="Łuczak", given_name="Jan", pesel="44051401359")
    assert [w.id for w in find_duplicates(draft, [near, KNOWN])] == [b"1", b"9"]


def test_the_library_waits_until_it_is_needed():
    code = "import sys, cusdesk.domain.duplicates; assert 'rapidfuzz' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
