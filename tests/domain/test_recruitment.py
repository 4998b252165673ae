"""The ranking, the waiting list and families: what decides, and what only is said."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.recruitment import (
    CriterionDraft,
    EditionDraft,
    FamilySign,
    FamilySigns,
    Standing,
    TieRule,
    Waiting,
    check_edition,
    criterion_of,
    example_criteria,
    families,
    family_key,
    free_seats,
    next_in_line,
    ranking,
    read_listed,
)

DAY = dt.date(2026, 6, 1)


def standing(name, points, position, *, born=None, met=0, minute=None, day=DAY):
    return Standing(name, points, met, day, minute, position, born)


def order(people, rule=TieRule.SUBMISSION, seats=None):
    return "".join(str(place.id) for place in ranking(people, rule, seats))


def test_points_go_first_and_submission_decides_between_equals():
    people = [standing("a", 5, 3), standing("b", 10, 4), standing("c", 5, 1)]
    places = ranking(people, TieRule.SUBMISSION, 2)

    assert [(p.id, p.rank, p.has_seat, p.by_tie) for p in places] == [
        ("b", 1, True, False),
        ("c", 2, True, True),
        ("a", 3, False, True),
    ]


def test_day_and_hour_come_before_the_number():
    early, late = DAY - dt.timedelta(days=1), DAY
    people = [standing("a", 0, 1, day=late, minute=500), standing("b", 0, 2, day=late, minute=400),
              standing("c", 0, 3, day=early), standing("d", 0, 0, day=late)]  # fmt: skip
    assert order(people) == "cbad"


@pytest.mark.parametrize(("rule", "wanted"), [
    (TieRule.YOUNGER, "bac"), (TieRule.OLDER, "abc"), (TieRule.MORE_CRITERIA, "cab"),
])  # fmt: skip
def test_a_tie_rule_decides_and_the_unknown_stand_last(rule, wanted):
    people = [
        standing("a", 5, 1, born=dt.date(1950, 1, 1), met=1),
        standing("b", 5, 2, born=dt.date(1960, 2, 29), met=1),
        standing("c", 5, 3, met=2),
    ]
    assert order(people, rule) == wanted


@pytest.mark.parametrize(("seats", "seated"), [(None, 3), (0, 0), (2, 2), (9, 3)])
def test_no_limit_seats_everybody_and_no_seats_nobody(seats, seated):
    people = [standing(name, 1, n) for n, name in enumerate("abc")]
    assert sum(p.has_seat for p in ranking(people, TieRule.SUBMISSION, seats)) == seated


def test_exactly_one_person_is_next_until_calls_go_unanswered():
    line = [Waiting(b"b", 2), Waiting(b"a", 1)]
    assert next_in_line(line, 3) == b"a"
    assert next_in_line([Waiting(b"a", 1, 2), Waiting(b"b", 2)], 3) == b"a"
    assert next_in_line([Waiting(b"a", 1, 3), Waiting(b"b", 2)], 3) == b"b"
    assert next_in_line([Waiting(b"a", 1, 3), Waiting(b"b", 2, 3)], 3) == b"a"
    assert next_in_line([], 3) is None


def test_seats_are_never_less_than_none():
    assert (free_seats(None, 5), free_seats(3, 5), free_seats(3, 1)) == (None, 0, 2)


def test_brothers_and_sisters_share_a_surname_and_a_house():
    assert family_key("Kowalska") == family_key("Kowalski") == "kowalski"
    people = [
        FamilySigns(1, "Kowalska", ("Łęgi", "2", "")),
        FamilySigns(2, "Kowalski", ("ŁĘGI", "2", "")),
        FamilySigns(3, "Kowalski", ("Łęgi", "", "")),
        FamilySigns(4, "Nowak", guardian="Anna Kowal", phones=frozenset({"600100200"})),
        FamilySigns(5, "Wrona", guardian="Kowal Anna"),
        FamilySigns(6, "Lis", phones=frozenset({"600100200"})),
    ]
    found = families(people)
    assert found[1] == [(2, FamilySign.HOME)]
    assert 3 not in found
    assert found[4] == [(5, FamilySign.GUARDIAN), (6, FamilySign.PHONE)]


def test_an_edition_is_checked():
    draft = EditionDraft(
        "", seats=-1, opens_on=DAY, closes_on=DAY - dt.timedelta(days=1), call_tries=0,
        criteria=(CriterionDraft(None, "Kobieta", 1), CriterionDraft(None, "kobieta", 2),
                  CriterionDraft(None, " ", 3)),
    )  # fmt: skip
    assert {problem.field for problem in check_edition(draft)} == {
        "name", "seats", "closes_on", "call_tries", "criteria"
    }  # fmt: skip
    assert check_edition(EditionDraft("Nabór", seats=0)) == []


def test_the_example_is_data_that_can_be_kept():
    assert check_edition(EditionDraft("Nabór", criteria=example_criteria())) == []


CRITERIA = (
    CriterionDraft(b"1", "Umiarkowany stopień niepełnosprawności", 5),
    CriterionDraft(b"2", "Znaczny stopień niepełnosprawności", 10),
    CriterionDraft(b"3", "Wykluczenie z dwóch powodów", 5),
    CriterionDraft(b"4", "Wykluczenie z trzech lub więcej powodów", 10),
)


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("znaczny stopień niepełnosprawności", b"2"),
        ("2. Znaczny stopień niepełnosprawności (10 pkt)", b"2"),
        ("Umiarkowany stopien niepelnosprawnosi", b"1"),
        ("Wykluczenie z trzech", b"4"),
        ("Wykluczenie", None),
        ("K3", b"3"),
        ("K9", None),
        ("Telefon", None),
        ("", None),
    ],
)
def test_a_heading_finds_its_criterion_or_none(heading, wanted):
    found = criterion_of(heading, CRITERIA)
    assert (found.id if found else None) == wanted


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("TAK", "met"), (True, "met"), (10, "met"), ("10 pkt", "met"), (1, "met"), ("0", "not_met"),
        (0, "not_met"), (False, "not_met"),
        ("tak, orzeczenie do 2027", "met"), ("nie wiem", "unknown"),
        (7, None), ("7 pkt", None), ("chyba", None), ("nie dotyczy", None),
    ],
)  # fmt: skip
def test_what_a_cell_of_a_list_says(cell, wanted):
    found = read_listed(cell, 10)
    assert (str(found[0]) if found else None) == wanted
