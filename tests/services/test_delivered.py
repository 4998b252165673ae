"""The one count of what was given, and every list that must agree with it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cusdesk.models.attendance import Attendance, Group, Meeting, Visit
from cusdesk.models.catalogue import Service
from cusdesk.models.providers import Provider
from cusdesk.services.attendance import (
    VisitDraft,
    add_meetings,
    add_visits,
    month_grid,
    monthly_sheet,
)
from cusdesk.services.attendance.delivered import (
    Delivered,
    Source,
    delivered_rows,
)
from tests.services.attendance_office import JUNE, make_group, mark_all

if TYPE_CHECKING:
    from cusdesk.services.office import Office

LAST = dt.date(2026, 6, 30)


@pytest.fixture
def group(office: Office) -> bytes:
    """Two people, two meetings on the second and one on the ninth, one visit after midnight."""
    group = make_group(office, ["Łuczak", "Bąk"], [2, 9], minutes=60, unit="hour")
    add_meetings(office, group, [dt.date(2026, 6, 2)], start_minute=16 * 60, minutes=45)
    mark_all(office, group, "xxn" + "unx")
    grid = month_grid(office, group, JUNE)
    person = grid.people[0].resident_id
    day = dt.date(2026, 6, 30)
    visit = VisitDraft(
        person, grid.service_id, day, worker="Ewa Sowa", start_minute=1380, end_minute=1500
    )
    add_visits(office, [visit])
    return group


def rows(office: Office, **wanted: bytes) -> list[Delivered]:
    with office.read() as session:
        return delivered_rows(session, JUNE, LAST, **wanted)


def test_every_presence_and_visit_is_a_row(office: Office, group: bytes) -> None:
    found = rows(office)

    assert [(r.date.day, r.minutes, r.source, r.worker) for r in found] == [
        (2, 60, Source.MEETING, "Karolina Pawlik"),
        (2, 45, Source.MEETING, "Karolina Pawlik"),
        (9, 60, Source.MEETING, "Karolina Pawlik"),
        (30, 120, Source.VISIT, "Ewa Sowa"),
    ]
    assert [r.group_id for r in found] == [group, group, group, None]
    assert {r.provider_id for r in found} == {None}


def test_rows_are_asked_for_by_service_person_and_provider(office: Office, group: bytes) -> None:
    first, second = (line.resident_id for line in month_grid(office, group, JUNE).people)
    provider = b"p" * 16
    with office.write("attendance.group_change") as work:
        work.session.add(Provider(id=provider, name="Ster", sort_key="ster", kind="company"))
        work.session.flush()
        work.session.get_one(Group, group).provider_id = provider

    assert len(rows(office, resident_id=first)) == 3
    assert [r.minutes for r in rows(office, resident_id=second)] == [60]
    assert [r.source for r in rows(office, provider_id=provider)] == [Source.MEETING] * 3
    assert rows(office, service_id=b"0" * 16) == []


def test_every_list_agrees_with_the_rows(office: Office, group: bytes) -> None:
    sheet = monthly_sheet(office, JUNE).services[0]
    found = rows(office)

    assert (sum(row.minutes for row in found), len(found)) == (285, 4)
    assert sum(p.minutes for p in sheet.persons) == 285
    assert sum(p.presences for p in sheet.persons) == 4


@pytest.mark.parametrize(
    ("model", "left"), [(Visit, 3), (Attendance, 1), (Meeting, 1), (Group, 1), (Service, 0)]
)
def test_what_lies_in_the_bin_does_not_count(
    office: Office, group: bytes, model: type, left: int
) -> None:
    with office.write("attendance.write") as work:
        for row in work.session.query(model):
            work.retire(row)

    assert len(rows(office)) == left


def test_days_at_both_ends_count_and_others_do_not(office: Office, group: bytes) -> None:
    with office.read() as session:
        found = delivered_rows(session, dt.date(2026, 6, 9), dt.date(2026, 6, 29))

    assert [r.date.day for r in found] == [9]
