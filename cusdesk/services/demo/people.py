"""Invented residents: names from a list of words, numbers from a seeded generator."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.core.ids import new_id

if TYPE_CHECKING:
    import random

_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_CENTURY_SHIFT = {19: 0, 20: 20}
FAMILY = 3
_SHARE_WOMEN = 0.58
_SHARE_DISABLED = 0.12
_SHARE_REMARK = 0.2
_SHARE_NO_PHONE = 0.1
_MASCULINE = {"ska": "ski", "cka": "cki", "dzka": "dzki", "na": "ny", "ka": "ki"}
_ADJECTIVES = frozenset({"ska", "cka", "dzka"})
AGES = ((4, 10, 12), (11, 17, 8), (18, 59, 25), (60, 95, 55))
"""(from, to, weight): a small rural centre serves mostly the old and the young."""


def age_on(today: dt.date, birth: dt.date) -> int:
    """Return the age in whole years."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def invented_pesel(rng: random.Random, birth: dt.date, sex: str) -> str:
    """Return a number with a right check digit for an invented person."""
    month = birth.month + _CENTURY_SHIFT[birth.year // 100]
    serial = f"{rng.randrange(1000):03d}"
    digit = rng.randrange(5) * 2 + (sex == "M")
    first = f"{birth.year % 100:02d}{month:02d}{birth.day:02d}{serial}{digit}"
    total = sum(int(n) * weight for n, weight in zip(first, _WEIGHTS, strict=True))
    return first + str(-total % 10)


def invented_people(
    rng: random.Random, words: dict[str, Any], count: int, today: dt.date
) -> list[tuple[bytes, dict[str, Any]]]:
    """Return (id, payload of `imports.residents`) of `count` people; families share a house.

    Every surname of the list occurs, so that whatever the help tells to look for is there.
    """
    people: list[tuple[bytes, dict[str, Any]]] = []
    house = ("", "", "")
    for number in range(count):
        if number % FAMILY == 0:
            village = rng.choice(words["solectwa"])
            surname = words["surnames"][number // FAMILY % len(words["surnames"])]
            house = (village, str(rng.randrange(1, 140)), surname)
        people.append((new_id(), _person(rng, words, house, today)))
    return people


def _person(
    rng: random.Random, words: dict[str, Any], house: tuple[str, str, str], today: dt.date
) -> dict[str, Any]:
    sex = "K" if rng.random() < _SHARE_WOMEN else "M"
    first, last, _weight = rng.choices(AGES, [weight for *_, weight in AGES])[0]
    birth = today - dt.timedelta(days=rng.randrange(first * 365, last * 365))
    disabled = rng.random() < _SHARE_DISABLED
    phones = []
    if rng.random() > _SHARE_NO_PHONE:
        phones.append({"number": f"{rng.choice((5, 6, 7))}{rng.randrange(10**8):08d}", "label": ""})
    values: dict[str, Any] = {
        "surname": _surname(house[2], sex),
        "given_name": rng.choice(words["women" if sex == "K" else "men"]),
        "second_name": "",
        "birth_surname": "",
        "pesel": invented_pesel(rng, birth, sex),
        "pesel_reason": "",
        "other_document": "",
        "birth_date": birth,
        "sex": sex,
        "locality": house[0],
        "street": "",
        "house": house[1],
        "flat": "",
        "postcode": "00-000",
        "post": words["place"],
        "solectwo": house[0],
        "email": "",
        "status": rng.choices(("active", "paused", "left"), (92, 4, 4))[0],
        "status_date": None,
        "disability": rng.choice(("light", "moderate", "significant")) if disabled else "none",
        "disability_valid_from": today - dt.timedelta(days=600) if disabled else None,
        "disability_valid_to": today + dt.timedelta(days=rng.randrange(20, 900))
        if disabled
        else None,
        "notes": rng.choice(words["remarks"]) if rng.random() < _SHARE_REMARK else "",
    }
    return {"values": values, "phones": phones, "contact": "", "note": ""}


def surname_of_woman(surname: str) -> str:
    """Return a surname of this commune as a woman bears it."""
    for feminine, masculine in _MASCULINE.items():
        if feminine in _ADJECTIVES and surname.endswith(masculine):
            return surname.removesuffix(masculine) + feminine
    return surname


def _surname(surname: str, sex: str) -> str:
    """Return the surname for a man or a woman; only adjectives change."""
    if sex == "M":
        for feminine, masculine in _MASCULINE.items():
            if surname.endswith(feminine) and feminine in _ADJECTIVES:
                return surname.removesuffix(feminine) + masculine
    return surname
