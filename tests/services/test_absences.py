"""Reasons, make-up meetings, calls after absences, and heads without names."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import NotFoundError, ValidationError
from cusdesk.domain.attendance import Mark
from cusdesk.domain.reports import HeadGroup
from cusdesk.models.residents import ResidentPhone
from cusdesk.services import history
from cusdesk.services.attendance import (
    MarkEntry,
    add_meetings,
    end_membership,
    list_meetings,
    list_members,
    month_grid,
    monthly_sheet,
    write_marks,
)
from cusdesk.services.attendance.absences import (
    CallDraft,
    allowed_reasons,
    list_absences,
    list_calls,
    make_up,
    missed_meetings,
    write_call,
)
from cusdesk.services.attendance.heads import HeadLine, head_lines, head_localities, write_heads
from cusdesk.services.listings import listing
from tests.services.attendance_office import JUNE, make_group, mark_all

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@pytest.fixture
def group(office: Office) -> bytes:
    return make_group(office, ["Łuczak", "Bąk"], [2, 4, 9, 11], minutes=60)


def people(office: Office, group: bytes) -> list[bytes]:
    return [line.resident_id for line in month_grid(office, group, JUNE).people]


def meetings(office: Office, group: bytes) -> list[bytes]:
    return [one.id for one in list_meetings(office, group, JUNE)]


def reason(office: Office, group: bytes, row: int, column: int) -> str:
    at = people(office, group)[row], meetings(office, group)[column]
    return month_grid(office, group, JUNE).cells[at].reason


def test_a_reason_stays_with_its_mark_and_goes_with_another(office: Office, group: bytes) -> None:
    at = meetings(office, group)[0], people(office, group)[0]
    write_marks(office, [MarkEntry(*at, Mark.EXCUSED, reason="travel")])
    write_marks(office, [MarkEntry(*at, Mark.EXCUSED, note="zadzwonił")])
    assert reason(office, group, 0, 0) == "travel"
    write_marks(office, [MarkEntry(*at, Mark.ABSENT)])
    assert reason(office, group, 0, 0) == ""
    write_marks(office, [MarkEntry(*at, Mark.PRESENT, reason="travel")])
    assert reason(office, group, 0, 0) == ""


def test_reasons_of_health_are_offered_only_where_they_are_on(office: Office) -> None:
    codes = {one.code for one in allowed_reasons(office)}
    assert "travel" in codes
    assert not codes & {"illness", "hospital"}


def test_a_presence_makes_up_for_one_missed_meeting(office: Office, group: bytes) -> None:
    mark_all(office, group, "nuxx" + "xxxx")
    person, days = people(office, group)[0], meetings(office, group)
    offered = missed_meetings(office, days[3], person)
    make_up(office, days[3], person, days[0])

    assert [one.date.day for one in offered] == [4, 2]
    assert [one.date.day for one in missed_meetings(office, days[2], person)] == [4]
    with pytest.raises(ValidationError):
        make_up(office, days[2], person, days[0])
    with pytest.raises(NotFoundError):
        make_up(office, days[0], person, days[1])
    make_up(office, days[3], person, None)
    assert len(missed_meetings(office, days[2], person)) == 2


def test_a_make_up_meeting_is_not_planned_twice(office: Office, group: bytes) -> None:
    mark_all(office, group, "nxxx" + "xxxx")
    add_meetings(office, group, [dt.date(2026, 6, 17)], minutes=60)
    person, days = people(office, group)[0], meetings(office, group)
    write_marks(office, [MarkEntry(days[4], person, Mark.PRESENT)])
    before = monthly_sheet(office, JUNE).services[0].persons[0]
    make_up(office, days[4], person, days[0])
    after = monthly_sheet(office, JUNE).services[0].persons[0]

    assert (before.planned, before.minutes) == (300, 240)
    assert (after.planned, after.minutes) == (240, 240)


def test_three_absences_in_a_row_ask_for_a_call(office: Office, group: bytes) -> None:
    mark_all(office, group, "xnun" + "nnxn")
    person, days = people(office, group)[0], meetings(office, group)
    write_marks(office, [MarkEntry(days[2], person, Mark.EXCUSED, reason="travel")])
    with office.write("residents.update") as work:
        phone = {"resident_id": person, "subject_id": person}
        work.session.add(ResidentPhone(**phone, number="600 000 000"))
    found = list_absences(office)

    assert [(row.name, row.group_name, row.phones) for row in found] == [
        ("Łuczak", "Wtorki", ("600 000 000",))
    ]
    assert [day.day for day in found[0].days] == [11, 9, 4]
    assert found[0].reasons == ("wyjazd",)
    told = listing(office, "absences")
    assert [(one["resident"], one["phones"]) for one in told] == [("Łuczak", ["600 000 000"])]


def test_a_call_settles_the_absences_so_far(office: Office, group: bytes) -> None:
    mark_all(office, group, "nnnn" + "xxxx")
    row = list_absences(office)[0]
    with pytest.raises(ValidationError):
        write_call(office, row, CallDraft(" "))
    write_call(office, row, CallDraft("Wraca od lipca."))

    assert list_absences(office) == []
    assert [(c.name, c.note, c.author) for c in list_calls(office, row.resident_id)] == [
        ("Łuczak", "Wraca od lipca.", "Anna Testowa")
    ]
    history.undo(office)
    assert len(list_absences(office)) == 1


def test_who_left_or_is_long_away_is_not_called(office: Office, group: bytes) -> None:
    mark_all(office, group, "nnnn" + "nnnn")
    end_membership(office, list_members(office, group)[0].id, dt.date(2026, 6, 12))
    assert [row.name for row in list_absences(office)] == ["Bąk"]
    office.clock.advance(days=100)
    assert list_absences(office) == []


def test_heads_without_names_are_kept_apart_from_persons(office: Office, group: bytes) -> None:
    mark_all(office, group, "xxxx" + "nnnn")
    day = meetings(office, group)[0]
    lines = [
        HeadLine("6-12", "Dolina", 5),
        HeadLine("", "Dolina", 2),
        HeadLine("6-12", "Dolina ", 1),
    ]
    write_heads(office, day, [*lines, HeadLine()])
    sheet = monthly_sheet(office, JUNE).services[0]

    assert head_lines(office, day) == [HeadLine("6-12", "Dolina", 6), HeadLine("", "Dolina", 2)]
    assert sheet.heads == (HeadGroup("6–12 lat", "Dolina", 6), HeadGroup("", "Dolina", 2))
    assert (sheet.head_count, sheet.users, len(sheet.persons), sheet.delivered) == (8, 1, 2, 240)
    assert head_localities(office) == ["Dolina"]
    write_heads(office, day, [HeadLine("6-12", "Dolina", 4)])
    assert head_lines(office, day) == [HeadLine("6-12", "Dolina", 4)]
    with pytest.raises(ValidationError):
        write_heads(office, day, [HeadLine("6-12", "", -1)])
