"""Searches and filters take any sign: nothing is a wildcard, a command or a crash."""

from __future__ import annotations

import pytest

from cusdesk.services import catalogue, plans, providers, residents
from cusdesk.services.plans import PlanFilter
from cusdesk.services.residents import COLUMN_KEYS, ResidentFilter
from cusdesk.services.search import find_anything
from tests.hostile import texts
from tests.hostile.office import fill

SIGNS = ("%", "_", "'", '"', "\\", "\x00", "\ud83d", "*", "(", ")", "{", "[*]", "[a-z]", "a" * 500)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    import datetime as dt

    from cusdesk.core.clock import FixedClock
    from tests.helpers.office import make_office

    clock = FixedClock(dt.datetime(2026, 6, 15, 10, 0))  # noqa: DTZ001 (wall time)
    made = make_office(tmp_path_factory.mktemp("office"), clock).office
    fill(made)
    yield made
    made.close()


@pytest.mark.parametrize("text", [*SIGNS, *texts.ALL])
def test_every_question_is_answered(office, text):
    residents.search_residents(office, text)
    find_anything(office, text)
    residents.list_ids(office, ResidentFilter(text=text, locality=text, solectwo=text))
    plans.list_ids(office, PlanFilter(text=text, coordinator=text))
    for listed in (catalogue, providers):
        listed.list_ids(office, search=text)


@pytest.mark.parametrize("text", [*SIGNS[:8], "'; DROP TABLE residents;--"])
def test_every_column_filter_is_answered(office, text):
    for key in COLUMN_KEYS:
        residents.list_ids(office, ResidentFilter(columns={key: text}))
    for key in ("resident_name", "number", "coordinator", "valid_from"):
        plans.list_ids(office, PlanFilter(columns={key: text}))
    for key in ("name", "contact_name", "kind", "area", "status"):
        catalogue.list_ids(office, filters={key: text})
        providers.list_ids(office, filters={key: text})


@pytest.mark.parametrize("wildcard", ["%", "_", "%%%", "___"])
def test_wildcards_are_letters(office, wildcard):
    everybody = len(residents.list_ids(office))
    for key in ("surname", "given_name", "pesel", "locality", "solectwo"):
        found = residents.list_ids(office, ResidentFilter(columns={key: wildcard}))
        assert len(found) < everybody, key
    assert len(providers.list_ids(office, search=wildcard)) < 7
    assert len(find_anything(office, wildcard)) < 10


def test_a_column_that_is_none_is_refused_or_ignored(office):
    for sort in ("", "surname; DROP TABLE residents", "nie_ma"):
        try:
            residents.list_ids(office, sort=sort)
        except KeyError:
            continue
    assert residents.list_ids(office)
