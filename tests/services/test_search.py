"""Ctrl+K over people, notes, services, providers and plans."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.residents import PhoneDraft, ResidentDraft
from cusdesk.models.catalogue import Service, ServiceAlias
from cusdesk.models.plans import Plan
from cusdesk.models.providers import Provider
from cusdesk.services import residents
from cusdesk.services.search import find_anything


@pytest.fixture
def filled(office):
    draft = ResidentDraft(
        "Łuczak", "Żaneta", birth_date=dt.date(1944, 5, 14), locality="Dolina", house="2",
        phones=[PhoneDraft("600123456")], notes="klucz u sąsiadki Świerczkowej",
    )  # fmt: skip
    person = residents.create_resident(office, draft).id
    residents.add_note(office, person, dt.date(2026, 6, 1), "Córka prosi o ŻÓŁTĄ teczkę")
    with office.write("catalogue.create") as work:
        service = Service(name="Teleopieka", area="social_assistance", sort_key="T")
        work.session.add(service)
        work.session.flush()
        work.session.add(ServiceAlias(service_id=service.id, name="opaska życia"))
        work.session.add(Provider(name="Fundacja Łąka", kind="ngo", contact_name="Ewa Bąk"))
        work.session.add(Plan(subject_id=person, resident_id=person, number="7/2026"))
    return person


def answers(office, text):
    return [(f.feature, f.title) for f in find_anything(office, text)]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("luczak", ("residents", "Łuczak Żaneta")),
        ("600123", ("residents", "Łuczak Żaneta")),
        ("zolta teczk", ("residents", "Łuczak Żaneta")),
        ("swierczkowej", ("residents", "Łuczak Żaneta")),
        ("teleop", ("catalogue", "Teleopieka")),
        ("opaska zycia", ("catalogue", "Teleopieka")),
        ("laka", ("providers", "Fundacja Łąka")),
        ("ewa bak", ("providers", "Fundacja Łąka")),
        ("7/2026", ("plans", "plan 7/2026")),
    ],
)
def test_finds(office, filled, typed, answer):
    assert answers(office, typed)[0] == answer


def test_plans_of_a_found_person_follow(office, filled):
    assert answers(office, "luczak")[1] == ("plans", "plan 7/2026")


def test_subtitle_tells_people_apart(office, filled):
    (first, *_rest) = find_anything(office, "luczak")

    assert first.subtitle == "ur. 14.05.1944 · Dolina 2 · 600 123 456"


def test_note_is_quoted(office, filled):
    (found,) = find_anything(office, "teczke")

    assert found.subtitle == "notatka z 01.06.2026: Córka prosi o ŻÓŁTĄ teczkę"


def test_nothing_typed_finds_nothing(office, filled):
    assert find_anything(office, "  ") == []
