"""Settings of the centre: patterns of numbers and what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cusdesk.domain.office import (
    Approver,
    OfficeSettingsDraft,
    check_office_settings,
    number_of,
    pattern_problem,
)

GOOD = OfficeSettingsDraft(name="CUS w Dolinie")


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("IPUS/{n}/{year}", ""),
        ("{n}.{year}", ""),
        ("IPUS/{year}", "office.problem.pattern_number"),
        ("", "office.problem.pattern_number"),
        ("{n}/{n}", "office.problem.pattern_number"),
        ("{n}/{month}", "office.problem.pattern_braces"),
        ("{n", "office.problem.pattern_braces"),
        ("{n}}", "office.problem.pattern_braces"),
        ("{n!r}/{year}", "office.problem.pattern_braces"),
        ("{n:>5}", "office.problem.pattern_braces"),
        ("{}", "office.problem.pattern_braces"),
    ],
)
def test_pattern_of_numbers(pattern, key):
    assert pattern_problem(pattern) == key


def test_number_by_the_pattern():
    assert number_of("CUS-{year}-{n}", 12, 2026) == "CUS-2026-12"


def test_good_settings_have_no_problem():
    assert check_office_settings(GOOD) == []


@pytest.mark.parametrize(
    ("change", "field", "blocking"),
    [
        ({"name": "  "}, "name", True),
        ({"number_pattern": "IPUS"}, "number_pattern", True),
        ({"number_pattern": "IPUS/{n}"}, "number_pattern", False),
        ({"approvers": (Approver("", "dyrektor"),)}, "approvers", True),
    ],
)
def test_what_is_wrong_is_said_at_its_field(change, field, blocking):
    found = check_office_settings(replace(GOOD, **change))

    assert [(p.field, p.blocking) for p in found] == [(field, blocking)]
