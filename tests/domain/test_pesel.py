from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.pesel import Sex, check


@pytest.mark.parametrize(
    ("number", "kind", "birth_date", "sex"),
    [
        ("44051401359", "ok", dt.date(1944, 5, 14), Sex.M),
        ("44051401358", "checksum", dt.date(1944, 5, 14), Sex.M),
        ("02122401358", "ok", dt.date(1902, 12, 24), Sex.M),
        ("02211307589", "ok", dt.date(2002, 1, 13), Sex.K),
        ("02381307589", "date", None, None),
        ("00000000000", "date", None, None),
        ("4405140135", "length", None, None),
        ("", "length", None, None),
        ("4405140135A", "characters", None, None),
        ("٤٤٠٥١٤٠١٣٥٩", "characters", None, None),
    ],
)
def test_check(number, kind, birth_date, sex):
    found = check(number)
    assert (found.kind, found.birth_date, found.sex) == (kind, birth_date, sex)
    assert found.ok == (kind == "ok")


def test_spaces_and_hyphens_do_not_matter():
    assert check(" 440514-01 359\u00a0").normalised == "44051401359"


def test_one_wrong_digit_is_always_found():
    good = "44051401359"
    for place in range(6, 11):
        for digit in set("0123456789") - {good[place]}:
            assert not check(good[:place] + digit + good[place + 1 :]).ok


def test_the_arithmetic_is_that_of_python_stdnum():
    import random

    from stdnum.pl import pesel

    dice = random.Random(7)
    for _ in range(3000):
        number = f"{dice.randrange(10**11):011}"
        assert check(number).ok == pesel.is_valid(number)
        if check(number).ok:
            assert check(number).birth_date == pesel.get_birth_date(number)
            assert check(number).sex == {"M": "M", "F": "K"}[pesel.get_gender(number)]
