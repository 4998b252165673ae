"""Terms in full calendar years, decisions, and names in free text."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.protection.erasure import Basis, ErasureDecision, check_decision
from cusdesk.domain.protection.person_words import Sign, person_words
from cusdesk.domain.protection.retention import (
    Category,
    RecordClassDraft,
    Term,
    check_class,
    latest,
    retention_term,
    starter_classes,
)

END = dt.date(2015, 3, 2)
WORDS = person_words({"Kowalska-Wilk"}, {"Maria"}, {"90010112346"}, {"+48 600 700 800"})


@pytest.mark.parametrize(
    ("category", "years", "until"),
    [
        ("B", 10, dt.date(2025, 12, 31)),
        ("BE", 5, dt.date(2020, 12, 31)),
        ("Bc", None, dt.date(2015, 12, 31)),
        ("B", None, None),
    ],
)
def test_years_are_full_and_begin_in_january_after_the_end(category, years, until):
    assert retention_term(END, category, years).until == until


@pytest.mark.parametrize("day", [dt.date(2015, 1, 1), dt.date(2015, 12, 31)])
def test_any_day_of_the_year_ends_alike(day):
    assert retention_term(day, "B", 5).until == dt.date(2020, 12, 31)


def test_category_a_never_ends():
    term = retention_term(END, "A", None, dt.date(2016, 1, 1))
    assert term.is_forever
    assert not term.has_ended(dt.date(2999, 1, 1))


@pytest.mark.parametrize(
    ("eu_until", "until", "by_project"),
    [
        (dt.date(2029, 12, 31), dt.date(2029, 12, 31), True),
        (dt.date(2019, 12, 31), dt.date(2025, 12, 31), False),
    ],
)
def test_the_later_day_of_a_project_wins(eu_until, until, by_project):
    assert retention_term(END, "B", 10, eu_until) == Term(until, by_project=by_project)


def test_the_last_day_is_still_kept():
    term = retention_term(END, "B", 10)
    assert not term.has_ended(dt.date(2025, 12, 31))
    assert term.has_ended(dt.date(2026, 1, 1))


def test_a_person_is_kept_as_long_as_the_longest_case():
    short, long = Term(dt.date(2020, 1, 1)), Term(dt.date(2030, 1, 1))
    assert latest([short, long]) == long
    assert latest([short, Term(None)]) == Term(None)
    assert latest([Term(None), Term(None, is_forever=True)]).is_forever
    assert latest([]) == Term(None)


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (RecordClassDraft("41", "Akta", Category.B, 10), []),
        (RecordClassDraft("41", "Akta", Category.A), []),
        (RecordClassDraft("", "", Category.B, 0), ["symbol", "title", "years"]),
        (RecordClassDraft("41", "Akta", Category.BC, 3), ["years"]),
    ],
)
def test_a_class_is_whole(draft, fields):
    assert [problem.field for problem in check_class(draft)] == fields


def test_starter_classes_are_whole_and_provisional():
    for _code, draft in starter_classes():
        assert check_class(draft) == []
        assert draft.is_provisional


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("PESEL 900101 12346", Sign.PESEL),
        ("tel. 600-700-800", Sign.PHONE),
        ("Rozmowa z Marią Kowalską", Sign.NAME),
        ("o Kowalskiej mówiła sąsiadka", Sign.SURNAME),
        ("p. Wilkowa", Sign.SURNAME),
        ("Marianna przyszła", None),
        ("wilgotne mieszkanie", None),
        ("", None),
    ],
)
def test_a_person_is_found_in_a_text(text, sign):
    assert WORDS.sign_in(text) is sign


@pytest.mark.parametrize(
    ("surname", "form"),
    [("Nowak", "Nowakiem"), ("Dudek", "Dudka"), ("Sowa", "Sowie"), ("Zielińska", "Zielińskiej")],
)
def test_declined_surnames_are_found(surname, form):
    assert person_words({surname}, set(), set(), set()).sign_in(form) is Sign.SURNAME


@pytest.mark.parametrize(("surname", "word"), [("Nowak", "nowa"), ("Sowa", "osowiały")])
def test_common_words_are_not_names(surname, word):
    assert person_words({surname}, set(), set(), set()).sign_in(word) is None


def test_a_decision_after_the_term_needs_a_number():
    assert [p.field for p in check_decision(ErasureDecision(), WORDS, has_ended=True)] == [
        "protocol_number",
        "case_sign",
    ]


def test_a_decision_before_the_term_needs_ground_and_reason():
    decision = ErasureDecision(Basis.REQUEST, "", "bo", "1/2026", "C.1")
    problems = check_decision(decision, WORDS, has_ended=False)
    assert [p.field for p in problems] == ["legal_basis", "reason"]


@pytest.mark.parametrize("name", ["legal_basis", "reason", "protocol_number", "case_sign"])
def test_a_decision_names_nobody(name):
    decision = ErasureDecision(protocol_number="1/2026", case_sign="C.1")
    setattr(decision, name, "sprawa p. Kowalskiej")
    problems = check_decision(decision, WORDS, has_ended=True)
    assert [p.field for p in problems] == [name]
