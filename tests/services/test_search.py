"""Ctrl+K over people, notes, services, providers and plans."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.access import Role
from cusdesk.domain.attachments import AttachmentDraft
from cusdesk.domain.needs_talks import UnmetDraft
from cusdesk.domain.residents import PhoneDraft, ResidentDraft
from cusdesk.domain.special_fields import SpecialField
from cusdesk.models.catalogue import Service, ServiceAlias
from cusdesk.models.plans import Plan
from cusdesk.models.providers import Provider
from cusdesk.services import applications, attachments, needs_talks, programmes, residents
from cusdesk.services.search import Found, find_anything
from tests.helpers.people import act_as, switch_on


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


@pytest.fixture
def talked(office, filled, tmp_path):
    switch_on(office, SpecialField.HEALTH)
    application = applications.register(office, filled).id
    talk = needs_talks.create_talk(office, filled).id
    told = {"held_on": dt.date(2026, 6, 2), "needs_told": "Brakuje dowozu do świetlicy"}
    needs_talks.change_talk(office, talk, told)
    needs_talks.change_answer(office, talk, "health", {"deficit": "terapia tygodniowa"})
    needs_talks.add_unmet_need(office, filled, UnmetDraft(need="Wieczorna opieka żłobka"), talk)
    for feature, record_id, name in (
        ("applications", application, "zaświadczenie.pdf"),
        ("needs_talks", talk, "opinia.pdf"),
    ):
        path = tmp_path / name
        path.write_bytes(b"%PDF-1.7\n" + name.encode())
        dimension = "health" if feature == "needs_talks" else ""
        about = AttachmentDraft(author="poradnia", dimension=dimension)
        attachments.add_file(office, (feature, record_id), path, about)
    return talk


def test_talks_needs_and_files_are_found_by_their_words(office, talked):
    assert find_anything(office, "swietlicy") == [
        Found(
            "needs_talks", talked, "rozmowa o potrzebach, 02.06.2026",
            "Łuczak Żaneta · Brakuje dowozu do świetlicy",
        )
    ]  # fmt: skip
    assert ("needs_talks", "rozmowa o potrzebach, 02.06.2026") in answers(office, "luczak")
    assert answers(office, "terapia tyg") == [("needs_talks", "rozmowa o potrzebach, 02.06.2026")]
    assert answers(office, "zlobka") == [("needs_talks", "Wieczorna opieka żłobka")]
    assert answers(office, "zaswiadcz") == [("applications", "zaświadczenie")]
    assert answers(office, "poradnia opinia") == [("needs_talks", "opinia")]


def test_what_somebody_may_not_see_is_not_found_either(office, talked):
    act_as(office, Role.OFFICE_WORKER)  # applications, no plans and no special categories
    assert answers(office, "zaswiadcz") == [("applications", "zaświadczenie")]
    for typed in ("swietlicy", "terapia", "zlobka", "opinia"):
        assert answers(office, typed) == [], typed


def test_a_dimension_that_is_off_is_not_looked_at(office, talked, filled):
    for row in programmes.list_programmes(office):
        programmes.retire_programme(office, row.id)
    assert answers(office, "terapia") == []
    assert answers(office, "opinia") == []
    assert answers(office, "swietlicy") != []
