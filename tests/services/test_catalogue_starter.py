"""The starter catalogue is taken in one step, only once, and never over the office's own work."""

from __future__ import annotations

from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.domain.starter_catalogue import load_starter_catalogue
from cusdesk.services import catalogue, history


def test_everything_is_taken_once(office):
    everything = load_starter_catalogue()
    taken = catalogue.take_starter_catalogue(office)

    assert taken.count == len(everything) == len(catalogue.list_ids(office))
    assert catalogue.take_starter_catalogue(office).count == 0
    assert catalogue.get(office, everything[0].id).draft == everything[0].draft
    assert all(row.is_taken for row in catalogue.starter_rows(office))


def test_some_are_taken_and_one_step_takes_them_back(office):
    wanted = {s.id for s in load_starter_catalogue()[:3]}
    catalogue.take_starter_catalogue(office, wanted)
    assert set(catalogue.list_ids(office)) == wanted
    assert history.next_undo(office) == "dodanie 3 usług z katalogu startowego"

    history.undo(office)
    assert catalogue.list_ids(office) == []
    assert catalogue.take_starter_catalogue(office, wanted).count == 3
    first = load_starter_catalogue()[0]
    assert catalogue.get(office, first.id).draft.aliases == first.draft.aliases


def test_the_offices_own_words_stay(office):
    first = load_starter_catalogue()[0]
    catalogue.take_starter_catalogue(office, [first.id])
    catalogue.change_fields(office, first.id, {"name": "Po naszemu", "aliases": ["inaczej"]})
    catalogue.take_starter_catalogue(office)

    draft = catalogue.get(office, first.id).draft
    assert (draft.name, draft.aliases) == ("Po naszemu", ["inaczej"])


def test_a_service_of_the_same_name_is_pointed_at(office):
    first = load_starter_catalogue()[0]
    own = ServiceDraft(name=first.draft.name.upper(), area=ServiceArea.HEALTH)
    catalogue.create(office, own)

    called = {row.id: row.called_already for row in catalogue.starter_rows(office)}
    assert called.pop(first.id) == own.name
    assert set(called.values()) == {""}
