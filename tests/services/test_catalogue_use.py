"""Units, limits and where a service is used."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.domain.catalogue import LimitScope, ServiceArea, ServiceDraft, ServiceUnit
from cusdesk.models.attendance import Attendance, Group, Meeting, Visit
from cusdesk.models.residents import Resident
from cusdesk.services import catalogue
from cusdesk.services.catalogue.use import (
    ServiceUsage,
    limit_state,
    limit_words,
    usage,
)

CARE = ServiceDraft(
    name="Opieka wytchnieniowa",
    area=ServiceArea.SOCIAL_ASSISTANCE,
    limit_minutes=600,
    limit_scope=LimitScope.PERSON_YEAR,
)
JUNE = dt.date(2026, 6, 10)


@pytest.fixture
def residents(office):
    ids = [bytes([n]) * 16 for n in (1, 2)]
    with office.write("office.setting") as work:
        for i in ids:
            work.session.add(Resident(id=i, subject_id=i, surname="Nowak"))
    return ids


def give(office, service_id, resident_id, minutes, date=JUNE):
    with office.write("office.setting") as work:
        work.session.add(
            Visit(
                subject_id=resident_id,
                resident_id=resident_id,
                service_id=service_id,
                date=date,
                minutes=minutes,
            )
        )


def meet(office, service_id, resident_id, mark, minutes=45):
    with office.write("office.setting") as work:
        group = Group(service_id=service_id, name="Grupa 1")
        work.session.add(group)
        work.session.flush()
        meeting = Meeting(group_id=group.id, date=JUNE, minutes=45)
        work.session.add(meeting)
        work.session.flush()
        work.session.add(
            Attendance(
                subject_id=resident_id,
                resident_id=resident_id,
                meeting_id=meeting.id,
                mark=mark,
                minutes=minutes,
            )
        )


@pytest.mark.parametrize(
    ("unit", "minutes", "units", "words"),
    [
        ("hour", 1200, None, "20 h na osobę w roku"),
        ("hour", 90, None, "1,5 h na osobę w roku"),
        ("meeting", None, 1, "1 spotkanie na osobę w roku"),
        ("meeting", None, 22, "22 spotkania na osobę w roku"),
        ("day", None, 5, "5 dni na osobę w roku"),
        ("day", 600, None, ""),
        ("hour", None, None, ""),
    ],
)
def test_a_limit_in_words(unit, minutes, units, words):
    assert limit_words(ServiceUnit(unit), minutes, units, LimitScope.PERSON_YEAR) == words


def test_what_is_left_of_a_limit_counts_visits_and_presences(office, residents):
    service_id = catalogue.create(office, CARE).id
    give(office, service_id, residents[0], 120)
    give(office, service_id, residents[0], 500, date=dt.date(2025, 12, 31))
    give(office, service_id, residents[1], 60)
    meet(office, service_id, residents[0], "present")
    meet(office, service_id, residents[0], "absent", minutes=0)

    state = limit_state(office, service_id, residents[0])
    assert (state.granted, state.used, state.left, state.is_time) == (600, 165, 435, True)


@pytest.mark.parametrize(
    ("scope", "used"),
    [("person_month", 120), ("person_year", 180), ("person_total", 210), ("service_year", 240)],
)
def test_the_scope_says_whose_and_when(office, residents, scope, used):
    service_id = catalogue.create(office, replace(CARE, limit_scope=LimitScope(scope))).id
    give(office, service_id, residents[0], 120)
    give(office, service_id, residents[0], 60, date=dt.date(2026, 5, 31))
    give(office, service_id, residents[0], 30, date=dt.date(2025, 12, 31))
    give(office, service_id, residents[1], 60)
    assert limit_state(office, service_id, residents[0]).used == used


def test_meetings_are_counted_by_number(office, residents):
    draft = replace(CARE, unit=ServiceUnit.MEETING, limit_minutes=None, limit_units=3)
    service_id = catalogue.create(office, draft).id
    give(office, service_id, residents[0], 120)
    meet(office, service_id, residents[0], "present")
    state = limit_state(office, service_id, residents[0])
    assert (state.used, state.left, state.is_time) == (2, 1, False)


def test_without_a_limit_there_is_nothing_to_count(office, residents):
    service_id = catalogue.create(office, replace(CARE, limit_minutes=None, limit_scope=None)).id
    assert limit_state(office, service_id, residents[0]) is None


def test_usage_counts_what_names_the_service(office, residents):
    service_id = catalogue.create(office, CARE).id
    assert not usage(office, service_id).is_used
    give(office, service_id, residents[0], 60)
    meet(office, service_id, residents[0], "present")
    assert usage(office, service_id) == ServiceUsage(plans=0, groups=1, visits=1)
