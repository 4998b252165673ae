"""A written name finds its service; anything but the exact and only one is a proposal."""

from __future__ import annotations

import pytest

from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.services import catalogue
from cusdesk.services.catalogue.find import find_service, service_finder


@pytest.fixture
def services(office):
    drafts = {
        "Gimnastyka korekcyjna": ["korektywa"],
        "Gimnastyka dla seniorów": ["senior-fit", "klub seniora"],
        "Klub Seniora „Złota Jesień”": ["klub seniora"],
        "Usługi opiekuńcze": ["opieka domowa"],
        "Poradnictwo psychologiczne (indywidualne)": ["psycholog"],
    }
    for name, aliases in drafts.items():
        draft = ServiceDraft(name=name, area=ServiceArea.HEALTH, aliases=aliases)
        catalogue.create(office, draft)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("GIMNASTYKA  KOREKCYJNA", "Gimnastyka korekcyjna"),
        ("uslugi opiekuncze", "Usługi opiekuńcze"),
        ("Poradnictwo psychologiczne - indywidualne.", "Poradnictwo psychologiczne (indywidualne)"),
        ("Senior fit", "Gimnastyka dla seniorów"),
        ("Klub seniora \"Złota Jesień\"", "Klub Seniora „Złota Jesień”"),
    ],
)  # fmt: skip
def test_an_exact_name_is_certain(office, services, text, name):
    [found] = find_service(office, text)
    assert (found.name, found.certain, found.score) == (name, True, 100)


def test_an_alias_of_two_services_is_not_certain(office, services):
    found = find_service(office, "klub seniora")
    assert {m.name for m in found} == {"Gimnastyka dla seniorów", "Klub Seniora „Złota Jesień”"}
    assert not any(m.certain for m in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("gimnstyka korekcyjan", "Gimnastyka korekcyjna"),
        ("usługi opiekuńcz", "Usługi opiekuńcze"),
        ("opiekuńcze usługi", "Usługi opiekuńcze"),
        ("psychologg", "Poradnictwo psychologiczne (indywidualne)"),
    ],
)
def test_a_typing_error_proposes_and_never_decides(office, services, text, name):
    found = find_service(office, text)
    assert found[0].name == name
    assert not found[0].certain
    assert found[0].score < 100


@pytest.mark.parametrize("text", ["", "  ", "—", "kolonie letnie", "123"])
def test_nothing_like_it_finds_nothing(office, services, text):
    assert find_service(office, text) == []


def test_the_bin_is_not_searched(office, services):
    [found] = find_service(office, "korektywa")
    finder = service_finder(office)
    catalogue.retire(office, found.id)
    assert find_service(office, "korektywa") == []
    assert finder.find("korektywa") == [found]  # a finder keeps the catalogue of its making


def test_a_new_service_near_an_old_one_is_pointed_at(office, services):
    draft = ServiceDraft(name="Uslugi opiekuncze", area=ServiceArea.HEALTH)
    [problem] = catalogue.warnings(office, draft)
    assert (problem.field, problem.blocking) == ("name", False)
    assert problem.params == {"name": "Usługi opiekuńcze"}

    own_id = find_service(office, "Usługi opiekuńcze")[0].id
    assert catalogue.warnings(office, draft, own_id) == []
