from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.messages import tr
from cusdesk.domain.providers import ProviderDraft, check_provider, is_nip, is_regon

TODAY = dt.date(2026, 6, 15)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"name": ""}, ("name", "provider.name_missing", True)),
        ({"nip": "8567346216"}, ("nip", "provider.nip", False)),
        ({"regon": "192598185"}, ("regon", "provider.regon", False)),
        ({"rate_gr": -1}, ("rate_gr", "number.negative", True)),
        ({"contact_email": "x"}, ("contact_email", "contact.email_unreadable", False)),
        ({"contact_phone": "12"}, ("contact_phone", "contact.phone_digits", False)),
        (
            {"insurance_until": dt.date(2026, 6, 14)},
            ("insurance_until", "provider.insurance_ended", False),
        ),
    ],
)
def test_one_problem(changes, problem):
    problems = check_provider(ProviderDraft(**{"name": "Koło gospodyń", **changes}), TODAY)
    assert [(p.field, p.key.removeprefix("domain."), p.blocking) for p in problems] == (
        [problem] if problem else []
    )
    for found in problems:
        assert "{" not in tr(found.key, **found.params)


def test_nip_and_regon():
    assert is_nip("856-734-62-15")
    assert is_nip("8512899835")
    for good in ("192598184", "123456785", "812710380", "12345678512347"):
        assert is_regon(good)


def test_what_the_check_digits_refuse():
    assert not any(is_nip(f"856734628{digit}") for digit in range(10))  # the remainder is 10
    for place, digit in enumerate("8567346215"):
        wrong = str((int(digit) + 1) % 10)
        assert not is_nip("8567346215"[:place] + wrong + "8567346215"[place + 1 :])
    assert not is_regon("12345678512346")
    assert not is_regon("12345678612347")  # its first nine digits are wrong
    assert not is_regon("19259818")
