from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.messages import tr
from cusdesk.domain.catalogue import (
    LimitScope,
    ServiceArea,
    ServiceDraft,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
    check_service,
    counts_time,
    unit_minutes,
)

TODAY = dt.date(2026, 6, 15)


def found(**changes):
    draft = ServiceDraft(**{"name": "Opieka", "area": ServiceArea.HEALTH, **changes})
    problems = check_service(draft, TODAY)
    for problem in problems:
        assert "{" not in tr(problem.key, **problem.params)
    return [(p.field, p.key.removeprefix("domain."), p.blocking) for p in problems]


def test_a_good_service_has_no_problems():
    assert found() == []
    assert found(limit_minutes=600, limit_scope=LimitScope.PERSON_YEAR) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": ""}, ("name", "service.name_missing", True)),
        ({"area": None}, ("area", "service.area_missing", False)),
        ({"age_from": 60, "age_to": 18}, ("age_to", "service.age_order", True)),
        ({"age_to": 200}, ("age_to", "service.age_too_high", True)),
        (
            {"mode": ServiceMode.GROUP, "group_min": 9, "group_max": 5},
            ("group_max", "service.group_order", True),
        ),
        ({"group_max": 5}, ("group_max", "service.group_of_one", False)),
        ({"price_gr": -1}, ("price_gr", "number.negative", True)),
        ({"limit_minutes": 60}, ("limit_scope", "service.limit_without_scope", True)),
        (
            {"limit_units": 6, "limit_scope": LimitScope.PERSON_YEAR},
            ("limit_units", "service.limit_of_time", True),
        ),
        (
            {
                "unit": ServiceUnit.MEETING,
                "limit_minutes": 6,
                "limit_scope": LimitScope.PERSON_YEAR,
            },
            ("limit_minutes", "service.limit_of_units", True),
        ),
        ({"status": ServiceStatus.PILOT}, ("provider_ids", "service.no_provider", False)),
        ({"aliases": ["Siłownia", "silownia"]}, ("aliases.1", "service.alias_twice", False)),
    ],
)
def test_one_problem(changes, problem):
    assert found(**changes) == [problem]


def test_market_price_needs_day_and_source():
    assert [key for _, key, _ in found(market_price_gr=5000)] == [
        "service.market_price_without_date", "service.market_price_without_source"
    ]  # fmt: skip


def test_regular_service_after_its_funding():
    problems = found(
        status=ServiceStatus.REGULAR, funding_until=dt.date(2026, 6, 14), provider_ids=[b"1"]
    )
    assert problems == [("funding_until", "service.funding_ended", False)]


def test_units():
    assert unit_minutes(ServiceUnit.HOUR, TODAY) == 60
    assert unit_minutes(ServiceUnit.LESSON_HOUR, TODAY) == 45
    assert unit_minutes(ServiceUnit.MEETING, TODAY) is None
    assert unit_minutes(ServiceUnit.MEETING, TODAY, own=90) == 90
    assert counts_time(ServiceUnit.LESSON_HOUR)
    assert not counts_time(ServiceUnit.DAY)
