"""Providers are kept with their contact person, warned about, and never silently doubled."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.core.errors import ConflictError, NotFoundError, ValidationError
from cusdesk.core.messages import tr
from cusdesk.domain.catalogue import ServiceArea, ServiceDraft, ServiceStatus
from cusdesk.domain.providers import ProcurementMode, ProviderDraft, ProviderKind
from cusdesk.services import catalogue, history, providers

KOLO = ProviderDraft(
    name="Koło Gospodyń Wiejskich w Łączkach",
    kind=ProviderKind.NGO,
    nip="8567346215",
    contact_name="Zofia Przykładowa",
    contact_phone="600100200",
    procurement_mode=ProcurementMode.PUBLIC_BENEFIT,
    rate_gr=4500,
    insurance_until=dt.date(2026, 12, 31),
)


def names(office, **how):
    rows = providers.rows_for(office, providers.list_ids(office, **how))
    return [row.name for row in rows]


def test_what_is_created_is_read_back(office):
    saved = providers.create(office, KOLO)

    found = providers.get(office, saved.id)
    assert (found.draft, found.version, found.is_retired) == (KOLO, saved.version, False)
    assert saved.changes.touches("providers")


def test_a_provider_without_a_name_is_refused(office):
    with pytest.raises(ValidationError):
        providers.create(office, ProviderDraft(name="  "))
    assert names(office) == []


def test_field_exits_in_one_minute_are_one_step_of_undo(office, clock):
    saved = providers.create(office, KOLO)
    clock.advance(minutes=5)
    first = providers.change_fields(office, saved.id, {"name": "Koło z Łączek"}, saved.version)
    clock.advance(seconds=20)
    providers.change_fields(office, saved.id, {"contact_phone": "600100201"}, first.version)

    assert providers.get(office, saved.id).draft.contact_phone == "600100201"
    history.undo(office)
    assert providers.get(office, saved.id).draft == KOLO


def test_a_stale_version_is_a_conflict(office):
    saved = providers.create(office, KOLO)
    providers.change_fields(office, saved.id, {"keeper": "Ewa"}, saved.version)

    with pytest.raises(ConflictError):
        providers.change_fields(office, saved.id, {"keeper": "Adam"}, saved.version)
    assert providers.get(office, saved.id).draft.keeper == "Ewa"


def test_a_wrong_field_does_not_hold_up_another_one(office):
    saved = providers.create(office, replace(KOLO, contact_email="zofia-bez-malpy"))

    with pytest.raises(ValidationError):
        providers.change_fields(office, saved.id, {"rate_gr": -5})
    providers.change_fields(office, saved.id, {"rate_gr": 5000})
    assert providers.get(office, saved.id).draft.rate_gr == 5000


def test_the_bin_hides_and_gives_back(office):
    saved = providers.create(office, KOLO)
    providers.retire(office, saved.id)

    assert names(office) == []
    assert names(office, retired=True) == [KOLO.name]
    with pytest.raises(NotFoundError):
        providers.change_fields(office, saved.id, {"keeper": "Ewa"})
    providers.restore(office, saved.id)
    assert names(office) == [KOLO.name]


def test_the_list_is_in_polish_order_and_filtered_by_what_is_seen(office):
    for name, kind in (("Łuk", "ngo"), ("Lis", "medical"), ("Ćma", "ngo"), ("Zorza", "cus")):
        providers.create(office, ProviderDraft(name=name, kind=ProviderKind(kind)))

    assert names(office) == ["Ćma", "Lis", "Łuk", "Zorza"]
    assert names(office, sort="name", descending=True) == ["Zorza", "Łuk", "Lis", "Ćma"]
    assert names(office, sort="kind") == ["Zorza", "Ćma", "Łuk", "Lis"]
    assert names(office, filters={"name": "luk"}) == ["Łuk"]
    assert names(office, filters={"kind": "pozarzadowa"}) == ["Ćma", "Łuk"]
    assert names(office, search="lecznic") == ["Lis"]


def test_every_column_can_be_sorted_by(office):
    providers.create(office, KOLO)
    providers.create(office, ProviderDraft(name="Inny"))
    columns = ["services", *providers.ProviderRow.__dataclass_fields__]
    for column in columns:
        for descending in (False, True):
            assert len(names(office, sort=column, descending=descending)) == 2


def test_services_of_a_provider_stand_on_both_sides(office):
    provider_id = providers.create(office, KOLO).id
    draft = ServiceDraft(name="Warsztaty świąteczne", area=ServiceArea.CULTURE)
    service_id = catalogue.create(office, draft).id
    providers.set_services(office, provider_id, [service_id])

    [carried] = providers.get(office, provider_id).services
    assert (carried.name, carried.status) == ("Warsztaty świąteczne", ServiceStatus.CONCEPT)
    assert catalogue.get(office, service_id).draft.provider_ids == [provider_id]
    [row] = providers.rows_for(office, [provider_id])
    assert row.services_text == "Warsztaty świąteczne"
    providers.set_services(office, provider_id, [])
    assert providers.get(office, provider_id).services == ()


def test_a_provider_is_made_with_its_services_in_one_step(office):
    draft = ServiceDraft(name="Warsztaty", area=ServiceArea.CULTURE)
    service_id = catalogue.create(office, draft).id
    saved = providers.create(office, KOLO, [service_id])
    assert catalogue.get(office, service_id).provider_names == (KOLO.name,)

    history.undo(office)
    assert names(office) == []
    assert catalogue.get(office, service_id).draft.provider_ids == []
    assert saved.changes.touches("providers")


def test_warnings_speak_of_numbers_insurance_and_doubles(office):
    providers.create(office, KOLO)
    draft = replace(
        KOLO, name="Kolo gospodyń wiejskich Łączki w", insurance_until=dt.date(2026, 6, 14)
    )
    found = providers.warnings(office, replace(draft, regon="192598185"))
    assert [(p.field, p.blocking) for p in found] == [
        ("regon", False),
        ("insurance_until", False),
        ("nip", False),
    ]
    near = providers.warnings(office, replace(draft, nip="", insurance_until=None))
    assert [p.field for p in near] == ["name"]
    for problem in (*found, *near):
        assert "{" not in tr(problem.key, **problem.params)


def test_a_provider_is_not_its_own_double(office):
    saved = providers.create(office, KOLO)
    assert providers.similar(office, KOLO, saved.id) == []
    assert [s.by_nip for s in providers.similar(office, KOLO)] == [True]


def test_json_speaks_the_glossary(office):
    providers.create(office, KOLO)
    [found] = providers.provider_json(office)
    assert (found["contact_name"], found["contact_phone"]) == ("Zofia Przykładowa", "600100200")
    assert (found["kind"], found["rate_gr"]) == ("ngo", 4500)
    assert (found["insurance_until"], found["services"]) == ("2026-12-31", [])
    assert providers.provider_json(office, "laczkach gospodyn") != []
    assert providers.provider_json(office, "stowarzyszenie") == []
