from __future__ import annotations

import datetime as dt

from cusdesk.domain.catalogue import ServiceArea, ServiceStatus, check_service
from cusdesk.domain.polish_text import fold
from cusdesk.domain.starter_catalogue import load_starter_catalogue, load_starter_sets


def test_every_service_is_sound_and_offered_once():
    services = load_starter_catalogue()
    for service in services:
        assert check_service(service.draft, dt.date(2026, 6, 15)) == []
        assert service.draft.status is ServiceStatus.CONCEPT
        assert service.draft.aliases
    for values in ({s.id for s in services}, {fold(s.draft.name) for s in services}):
        assert len(values) == len(services)


def test_sets_cover_all_services_and_areas():
    services = load_starter_catalogue()
    assert {s.set_code for s in services} == {s.code for s in load_starter_sets()}
    assert sum(s.set_code == "reintegration" for s in services) == 27
    assert {s.draft.area for s in services} == set(ServiceArea)


def test_ids_stay_and_copies_are_fresh():
    first, second = load_starter_catalogue()[0], load_starter_catalogue()[0]
    assert first.id == second.id
    first.draft.aliases.append("x")
    assert "x" not in second.draft.aliases
    # changing a code would double the service in offices that already have it
    assert (first.code, first.id.hex()) == ("care_home", "a3337db5733d549581cf3b036f9637b0")
