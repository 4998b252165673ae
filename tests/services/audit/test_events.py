"""Looks and events are noted once, also from an office that is open only for reading."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import StorageError
from cusdesk.domain.access import Role
from cusdesk.services import audit, clocks
from cusdesk.services.office import open_office
from tests.db.test_capture import add_resident
from tests.helpers.office import PASSWORD

if TYPE_CHECKING:
    from cusdesk.core.clock import FixedClock
    from cusdesk.services.office import Office


@pytest.fixture
def office(office: Office) -> Office:
    """The office, with somebody in it who may read the log."""
    office.take_roles([*office.roles, Role.DIRECTOR])
    return office


def whats(office: Office, wanted: audit.AuditFilter | None = None) -> list[str]:
    return [line.what for line in audit.lines_for(office, audit.list_entries(office, wanted))]


def looks(office: Office, resident_id: bytes) -> list[audit.AuditLine]:
    wanted = audit.AuditFilter(subject_id=resident_id, group=audit.Group.VIEWS)
    return audit.lines_for(office, audit.list_entries(office, wanted))


def test_a_look_counts_once_in_ten_minutes(office: Office, clock: FixedClock) -> None:
    resident_id = add_resident(office)
    noted = []
    for _ in range(3):
        noted.append(audit.record_view(office, "residents", resident_id, resident_id))
        clock.advance(minutes=6)
    assert noted == [True, False, True]
    assert audit.record_view(office, "plans", resident_id, resident_id)
    assert [line.person for line in looks(office, resident_id)] == ["Łuczak"] * 3


def test_looks_of_a_reader_are_written_when_the_office_opens_for_writing(
    office: Office, clock: FixedClock
) -> None:
    resident_id = add_resident(office)
    reader = open_office(office.path, password=PASSWORD, read_only=True, clock=clock)
    assert audit.record_view(reader, "residents", resident_id, resident_id)
    assert not audit.record_view(reader, "residents", resident_id, resident_id)
    reader.close()
    clock.advance(days=1)

    assert audit.write_pending(office) == 1
    assert audit.write_pending(office) == 0
    (line,) = looks(office, resident_id)
    assert (line.user_name, f"{line.moment:%d.%m}") == ("Anna Testowa", "15.06")
    assert audit.verify(office).is_whole


def test_entries_are_found_by_person_resident_day_and_kind(
    office: Office, clock: FixedClock
) -> None:
    first, _second = add_resident(office), add_resident(office, "Żak")
    clock.advance(days=1)
    audit.record_view(office, "residents", first, first)
    audit.record_event(office, "output.list", detail="Mieszkańcy", feature="residents", count=2)
    today = clock.today()

    assert whats(office, audit.AuditFilter(subject_id=first)) == [
        "otwarcie karty mieszkańca",
        "dodanie mieszkańca",
    ]
    assert len(whats(office, audit.AuditFilter(first_day=today, last_day=today))) == 2
    assert whats(office, audit.AuditFilter(group=audit.Group.VIEWS)) == [
        "otwarcie karty mieszkańca"
    ]
    assert whats(office, audit.AuditFilter(group=audit.Group.OUTPUT)) == [
        "zapis listy do pliku: 2 pozycje"
    ]
    assert whats(office, audit.AuditFilter(user_id=bytes(16))) == []


def test_an_administrator_reads_the_log_without_names(office: Office) -> None:
    add_resident(office)
    office.take_roles([Role.ADMINISTRATOR])
    (line, _) = audit.lines_for(office, audit.list_entries(office))
    assert line.person == "mieszkaniec"


def test_a_login_tells_of_wrong_passwords_before_it(office: Office, clock: FixedClock) -> None:
    office.close()
    for _ in range(2):
        with pytest.raises(StorageError):
            open_office(office.path, password="wrong", clock=clock)
    again = open_office(office.path, password=PASSWORD, clock=clock)
    audit.record_login(again)
    audit.record_login(again)
    again.take_roles([*again.roles, Role.DIRECTOR])
    assert whats(again)[:3] == ["zalogowanie", "zalogowanie", "2 nieudane próby logowania"]
    again.close()


def test_a_term_about_nobody_is_named_by_its_words(office):
    draft = clocks.OwnClockDraft(
        "other", subject="pismo z urzędu", due_on=dt.date(2026, 7, 1), begins_on=dt.date(2026, 6, 1)
    )
    clocks.start_clock(office, draft)

    (line,) = audit.lines_for(office, audit.list_entries(office)[:1])
    assert line.person == "pismo z urzędu"
