"""Units, limits and where a service is used."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.catalogue import LimitScope, ServiceArea, ServiceDraft, ServiceUnit
from cusdesk.models.attendance import Attendance, Group, Meeting, Visit
from cusdesk.models.residents import Resident
from cusdesk.services import catalogue
from cusdesk.services.catalogue.use import (
    ServiceUsage,
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


def test_usage_counts_what_names_the_service(office, residents):
    service_id = catalogue.create(office, CARE).id
    assert not usage(office, service_id).is_used
    give(office, service_id, residents[0], 60)
    meet(office, service_id, residents[0], "present")
    assert usage(office, service_id) == ServiceUsage(plans=0, groups=1, visits=1)
