"""The catalogue keeps a service with its aliases and providers as one thing that can be undone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.core.errors import ConflictError, NotFoundError, ValidationError
from cusdesk.domain.catalogue import (
    LimitScope,
    ServiceArea,
    ServiceDraft,
    ServiceGroup,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
)
from cusdesk.domain.providers import ProviderDraft
from cusdesk.services import catalogue, history, providers

GYM = ServiceDraft(
    name="Gimnastyka dla seniorów",
    area=ServiceArea.SPORT_TOURISM,
    unit=ServiceUnit.LESSON_HOUR,
    mode=ServiceMode.GROUP,
    group=ServiceGroup.B1,
    age_from=60,
    place="świetlica w Podlesiu",
    price_gr=500,
    market_price_gr=4000,
    market_price_date=dt.date(2026, 1, 10),
    market_price_source="cennik klubu",
    limit_minutes=1800,
    limit_scope=LimitScope.PERSON_YEAR,
    status=ServiceStatus.REGULAR,
    aliases=["senior fit", "ćwiczenia"],
)


def names(office, **how):
    rows = catalogue.rows_for(office, catalogue.list_ids(office, **how))
    return [row.name for row in rows]


@pytest.fixture
def two_providers(office):
    drafts = (ProviderDraft(name="Klub Sportowy"), ProviderDraft(name="Akademia Ruchu"))
    return [providers.create(office, draft).id for draft in drafts]


def test_what_is_created_is_read_back(office, two_providers):
    draft = replace(GYM, provider_ids=two_providers)
    saved = catalogue.create(office, draft)

    found = catalogue.get(office, saved.id)
    assert found.draft == draft
    assert found.provider_names == ("Klub Sportowy", "Akademia Ruchu")
    assert saved.changes.touches("catalogue")


def test_a_service_without_a_name_is_refused(office):
    with pytest.raises(ValidationError):
        catalogue.create(office, ServiceDraft(area=ServiceArea.HEALTH))
    assert names(office) == []


def test_aliases_are_compared_not_made_anew(office):
    service_id = catalogue.create(office, GYM).id
    wanted = ["ćwiczenia", " aerobik ", "Ćwiczenia", "", "gimnastyka dla seniorow"]
    catalogue.change_fields(office, service_id, {"aliases": wanted})

    assert catalogue.get(office, service_id).draft.aliases == ["ćwiczenia", "aerobik"]
    after = [e.after for e in history.history_of(office, "catalogue", service_id)]
    assert "ćwiczenia" not in after  # the row stayed


def test_taking_back_a_change_of_parts_restores_their_order(office, two_providers, clock):
    service_id = catalogue.create(office, replace(GYM, provider_ids=two_providers)).id
    clock.advance(minutes=5)
    values = {"provider_ids": two_providers[:0:-1], "aliases": [], "price_gr": None}
    catalogue.change_fields(office, service_id, values)

    assert catalogue.get(office, service_id).draft.provider_ids == [two_providers[1]]
    history.undo(office)
    assert catalogue.get(office, service_id).draft == replace(GYM, provider_ids=two_providers)
    history.redo(office)
    assert catalogue.get(office, service_id).draft.aliases == []


def test_undo_of_a_creation_leaves_nothing_in_the_list(office):
    catalogue.create(office, GYM)
    history.undo(office)
    assert names(office) == []


def test_a_stale_version_is_a_conflict(office):
    saved = catalogue.create(office, GYM)
    catalogue.change_fields(office, saved.id, {"place": "sala A"}, saved.version)
    with pytest.raises(ConflictError):
        catalogue.change_fields(office, saved.id, {"place": "sala B"}, saved.version)


def test_only_the_changed_field_is_judged(office):
    saved = catalogue.create(office, GYM)
    # the limit in hours waits for its own field; the unit is not at fault
    catalogue.change_fields(office, saved.id, {"unit": ServiceUnit.MEETING})
    with pytest.raises(ValidationError):
        catalogue.change_fields(office, saved.id, {"limit_minutes": 600})
    catalogue.change_fields(office, saved.id, {"limit_minutes": None, "limit_units": 10})
    assert catalogue.get(office, saved.id).draft.limit_units == 10


def test_the_bin_hides_and_gives_back(office):
    saved = catalogue.create(office, GYM)
    catalogue.retire(office, saved.id)
    assert (names(office), names(office, shown=catalogue.Shown.RETIRED)) == ([], [GYM.name])
    with pytest.raises(NotFoundError):
        catalogue.change_fields(office, saved.id, {"place": "sala"})
    catalogue.restore(office, saved.id)
    assert catalogue.get(office, saved.id).draft == GYM


def test_a_provider_in_the_bin_is_not_shown(office, two_providers):
    saved = catalogue.create(office, replace(GYM, provider_ids=two_providers))
    providers.retire(office, two_providers[0])
    assert catalogue.get(office, saved.id).provider_names == ("Akademia Ruchu",)
    # another field changed meanwhile does not cut the link: the provider may come back
    catalogue.change_fields(office, saved.id, {"place": "sala"})
    providers.restore(office, two_providers[0])
    assert catalogue.get(office, saved.id).draft.provider_ids == two_providers


def test_the_natural_order_is_the_area_of_the_act_then_the_name(office):
    for name, area in (("Żagle", "culture"), ("Łyżwy", "health"), ("Lalki", "culture")):
        catalogue.create(office, ServiceDraft(name=name, area=ServiceArea(area)))
    assert names(office) == ["Łyżwy", "Lalki", "Żagle"]
    assert names(office, sort="name") == ["Lalki", "Łyżwy", "Żagle"]


def test_filters_read_what_the_screen_shows(office, two_providers):
    catalogue.create(office, replace(GYM, provider_ids=two_providers))
    catalogue.create(office, ServiceDraft(name="Logopeda", area=ServiceArea.HEALTH, price_gr=0))

    assert names(office, filters={"name": "cwiczenia"}) == [GYM.name]
    assert names(office, filters={"area": "zdrowia"}) == ["Logopeda"]
    assert names(office, filters={"providers": "klub", "unit": "lekcyjna"}) == [GYM.name]
    assert names(office, filters={"limit": "30 h"}) == [GYM.name]
    assert names(office, filters={"price_gr": "5,00"}) == [GYM.name]
    assert names(office, search="podlesiu gimnastyka") == [GYM.name]


def test_every_column_can_be_sorted_by(office):
    catalogue.create(office, GYM)
    catalogue.create(office, ServiceDraft(name="Logopeda", area=ServiceArea.HEALTH))
    columns = set(catalogue.ServiceRow.__dataclass_fields__) - {"aliases"}
    for column in columns | {"limit"}:
        for descending in (False, True):
            assert len(names(office, sort=column, descending=descending)) == 2


def test_empty_values_come_last_both_ways(office):
    for name, price in (("A", None), ("B", 100), ("C", 0)):
        catalogue.create(office, replace(GYM, name=name, aliases=[], price_gr=price))
    assert names(office, sort="price_gr") == ["C", "B", "A"]
    assert names(office, sort="price_gr", descending=True) == ["B", "C", "A"]


def test_offered_are_pilots_and_regular_services(office):
    for status in ServiceStatus:
        catalogue.create(office, replace(GYM, name=status.value, aliases=[], status=status))
    assert names(office, shown=catalogue.Shown.OFFERED) == ["pilot", "regular"]


def test_json_speaks_the_glossary(office, two_providers):
    catalogue.create(office, replace(GYM, provider_ids=two_providers))
    [found] = catalogue.service_json(office)
    assert found["area"] == "sport_tourism"
    assert (found["group"], found["unit"], found["status"]) == ("B1", "lesson_hour", "regular")
    assert (found["limit_minutes"], found["limit_scope"]) == (1800, "person_year")
    assert found["market_price_date"] == "2026-01-10"
    assert [p["name"] for p in found["providers"]] == ["Klub Sportowy", "Akademia Ruchu"]
    assert found["aliases"] == GYM.aliases
