from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.messages import tr
from cusdesk.domain.residents import (
    DisabilityDegree,
    PhoneDraft,
    RepresentativeDraft,
    ResidentDraft,
    ResidentStatus,
    Sex,
    check_resident,
)

TODAY = dt.date(2026, 6, 15)
GOOD = {
    "surname": "Łuczak", "given_name": "Jan", "pesel": "44051401359",
    "birth_date": dt.date(1944, 5, 14), "sex": Sex.M,
}  # fmt: skip


def found(**changes):
    problems = check_resident(ResidentDraft(**{**GOOD, **changes}), TODAY)
    for problem in problems:
        assert "{" not in tr(problem.key, **problem.params)
    return [(p.field, p.key.removeprefix("domain.resident."), p.blocking) for p in problems]


def test_a_good_resident_has_no_problems():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"surname": " "}, ("surname", "surname_missing", True)),
        ({"given_name": ""}, ("given_name", "given_name_missing", True)),
        ({"surname": "=1+1"}, ("surname", "name_signs", False)),
        ({"surname": "<b>Kos</b>"}, ("surname", "name_signs", False)),
        ({"pesel": ""}, ("pesel", "pesel_missing", False)),
        ({"pesel": "44051401358"}, ("pesel", "pesel_checksum", False)),
        ({"pesel": "4405140135"}, ("pesel", "pesel_length", False)),
        ({"pesel": "02381307589"}, ("pesel", "pesel_date", False)),
        ({"pesel": "4405140135x"}, ("pesel", "pesel_characters", False)),
        ({"birth_date": dt.date(1944, 5, 15)}, ("birth_date", "birth_date_not_of_pesel", False)),
        ({"sex": Sex.K}, ("sex", "sex_not_of_pesel", False)),
        ({"status": ResidentStatus.DECEASED}, ("status_date", "deceased_without_date", False)),
        ({"status": ResidentStatus.LEFT}, ("status_date", "left_without_date", False)),
        ({"status_date": dt.date(1944, 5, 13)}, ("status_date", "status_before_birth", True)),
        (
            {"status": ResidentStatus.DECEASED, "status_date": dt.date(2026, 6, 16)},
            ("status_date", "death_in_future", True),
        ),
        (
            {"disability": DisabilityDegree.LIGHT, "disability_valid_to": dt.date(2026, 6, 14)},
            ("disability_valid_to", "disability_expired", False),
        ),
        (
            {"disability": DisabilityDegree.CHILD},
            ("disability", "child_certificate_over_16", False),
        ),
        (
            {"representatives": [RepresentativeDraft(phone="600123456")]},
            ("representatives.0.name", "representative_without_name", True),
        ),
    ],
)
def test_one_problem(changes, problem):
    assert found(**changes) == [problem]


def test_a_reason_silences_pesel():
    assert found(pesel="44051401358", pesel_reason="tak w dowodzie") == []
    assert found(pesel="", pesel_reason="cudzoziemiec") == []


def test_birth_date_in_future_blocks():
    problems = found(pesel="", pesel_reason="noworodek", birth_date=dt.date(2026, 6, 16))
    assert problems == [("birth_date", "birth_date_in_future", True)]


def test_dates_out_of_range_and_long_names_block():
    problems = found(
        pesel="", pesel_reason="x", birth_date=dt.date(1899, 12, 30), surname="A" * 300
    )
    assert ("surname", "domain.text.too_long", True) in problems
    assert ("birth_date", "domain.date.out_of_range", True) in problems


def test_contacts_only_warn():
    problems = found(phones=[PhoneDraft("12345")], email="a@b", postcode="3231")
    assert {key for _, key, _ in problems} == {
        "domain.contact.phone_digits", "domain.contact.email_unreadable", "domain.contact.postcode"
    }  # fmt: skip
    assert not any(blocking for _, _, blocking in problems)


def test_certificate_ending_before_it_begins_blocks():
    problems = found(
        disability=DisabilityDegree.LIGHT,
        disability_valid_from=dt.date(2026, 1, 2),
        disability_valid_to=dt.date(2026, 1, 1),
    )
    assert problems == [("disability_valid_to", "domain.date.end_before_start", True)]
