"""Members, meetings, the board beside the grid, the list to sign, what stands behind figures."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.attendance import Entry, Mark, month_line
from cusdesk.models.residents import Resident
from cusdesk.services import history
from cusdesk.services.attendance import (
    MarkEntry,
    MeetingDraft,
    NewMeeting,
    VisitDraft,
    add_meetings,
    add_visits,
    attendance_board,
    change_meeting,
    end_membership,
    entries,
    list_groups,
    list_meetings,
    list_members,
    meeting_entries,
    month_grid,
    monthly_sheet,
    move_member,
    retire_meetings,
    sign_in_list,
    visit_warnings,
    write_marks,
)
from tests.services.attendance_office import JUNE, make_group, mark_all

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@pytest.fixture
def group(office: Office) -> bytes:
    return make_group(office, ["Łuczak", "Bąk", "Żak"], [2, 9], minutes=90)


def test_the_order_of_the_list_is_that_of_the_grid(office: Office, group: bytes) -> None:
    members = list_members(office, group)
    move_member(office, group, [m.id for m in reversed(members)])
    end_membership(office, members[2].id, dt.date(2026, 6, 10))

    assert [(m.number, m.name) for m in list_members(office, group)] == [
        (1, "Bąk"),
        (2, "Łuczak"),
        (None, "Żak"),
    ]
    assert [p.name for p in month_grid(office, group, JUNE).people] == ["Żak", "Bąk", "Łuczak"]


def test_meetings_are_moved_and_removed_as_one_step(office: Office, group: bytes) -> None:
    mark_all(office, group, "xxx...")
    first, second = list_meetings(office, group, JUNE)
    assert (first.marks, first.minutes, second.marks) == (2, 90, 1)
    change_meeting(office, second.id, second.version, MeetingDraft(dt.date(2026, 6, 10), 960, 45))
    moved = list_meetings(office, group, JUNE)[1]
    assert (moved.date.day, moved.start_minute, moved.minutes, moved.marks) == (10, 960, 45, 1)

    retire_meetings(office, [first.id, second.id])
    assert list_groups(office, month=JUNE)[0].meetings == 0
    history.undo(office)
    assert list_groups(office, month=JUNE)[0].meetings == 2
    assert len(month_grid(office, group, JUNE).cells) == 3


def test_a_meeting_of_no_length_is_refused(office: Office, group: bytes) -> None:
    meeting = list_meetings(office, group, JUNE)[0]
    with pytest.raises(ValidationError):
        change_meeting(office, meeting.id, meeting.version, MeetingDraft(meeting.date, None, 0))


def test_a_mark_brings_its_meeting_along(office: Office, group: bytes) -> None:
    people = month_grid(office, group, JUNE).people
    new = NewMeeting(new_id(), group, dt.date(2026, 6, 16))
    for person in people[:2]:
        write_marks(office, [MarkEntry(new.id, person.resident_id, Mark.PRESENT)], [new])

    grid = month_grid(office, group, JUNE)
    assert [m.date.day for m in grid.meetings] == [2, 9, 16]
    assert sum(cell.minutes for cell in grid.cells.values()) == 2 * grid.meetings[2].minutes


def test_people_of_one_name_are_told_apart(office: Office, group: bytes) -> None:
    people = [p.resident_id for p in month_grid(office, group, JUNE).people]
    facts = (("Nowak", 1950, "Dolina"), ("Nowak", 1950, "Stary Bór"), ("Bąk", 1944, ""))
    with office.write("residents.update") as work:
        for person, (surname, year, village) in zip(people, facts, strict=True):
            row = work.get(Resident, person)
            row.surname, row.birth_date, row.locality = surname, dt.date(year, 1, 1), village

    board = attendance_board(office, group, JUNE)
    assert [board.people[p].detail for p in people] == ["Dolina", "Stary Bór", ""]
    assert list_members(office, group)[2].detail == "ur. 1944"


@pytest.mark.parametrize("unit", ["meeting", "hour"])
def test_two_meetings_of_a_day_count_twice_everywhere(office: Office, unit: str) -> None:
    group = make_group(office, ["Łuczak", "Bąk"], [2, 9], minutes=60, unit=unit)
    add_meetings(office, group, [dt.date(2026, 6, 2)], start_minute=16 * 60, minutes=60)
    mark_all(office, group, "xxn" + "xnu")
    board = attendance_board(office, group, JUNE)
    grid = board.grid
    sheet = monthly_sheet(office, JUNE).services[0]
    entered = [Entry(*at, cell.mark, cell.minutes) for at, cell in grid.cells.items()]
    lines = [
        month_line(entry for entry in entered if entry.person_id == person.resident_id)
        for person in grid.people
    ]

    counted = [(p.presences, p.absences, p.minutes) for p in sheet.persons]
    assert counted == [(2, 1, 120), (1, 2, 60)]
    assert counted == [(line.presences, line.absent + line.excused, line.minutes) for line in lines]
    assert sheet.delivered == sum(line.delivered(grid.unit) for line in lines)
    assert {figures.elsewhere for figures in board.people.values()} == {0}


def test_left_on_the_board_is_left_on_the_sheet(office: Office, group: bytes) -> None:
    mark_all(office, group, "xxx...")
    board = attendance_board(office, group, JUNE)
    person = board.grid.people[0].resident_id
    visit = VisitDraft(person, board.grid.service_id, dt.date(2026, 6, 3), minutes=30)
    add_visits(office, [visit])

    board = attendance_board(office, group, JUNE)
    on_sheet = monthly_sheet(office, JUNE).services[0].persons[0]
    figures = board.people[person]
    assert (figures.planned, figures.elsewhere) == (180, 30)
    assert on_sheet.minutes == 180 + figures.elsewhere


def test_list_to_sign_has_the_order_of_the_grid(office: Office, group: bytes) -> None:
    add_meetings(office, group, [dt.date(2026, 6, 16)], start_minute=16 * 60, minutes=90)
    paper = sign_in_list(office, group, JUNE, [dt.date(2026, 6, 16)])

    assert [(p.number, p.name) for p in paper.people] == [(1, "Łuczak"), (2, "Bąk"), (3, "Żak")]
    assert (paper.hours, paper.dates) == ("16.00–17.30", (dt.date(2026, 6, 16),))
    assert sign_in_list(office, group, JUNE).hours == ""


def test_entries_behind_the_figures_add_up(office: Office, group: bytes) -> None:
    mark_all(office, group, "xxnxu.")
    service = list_groups(office)[0].service_id
    person = month_grid(office, group, JUNE).people[0].resident_id
    add_visits(office, [VisitDraft(person, service, dt.date(2026, 6, 3), minutes=30, worker="A")])

    rows = entries(office, JUNE, service)
    month = monthly_sheet(office, JUNE).services[0]
    assert sum(row.minutes for row in rows) == month.delivered == 300
    assert sum(row.mark in {Mark.ABSENT, Mark.EXCUSED} for row in rows) == month.absences == 2
    assert [m.present for m in meeting_entries(office, JUNE, service)] == [1, 2]
    assert {row.source for row in entries(office, JUNE, resident_id=person)} == {"Wtorki", "A"}


def test_two_meetings_of_a_day_have_a_column_each_on_the_list_to_sign(
    office: Office, group: bytes
) -> None:
    add_meetings(office, group, [dt.date(2026, 6, 2)], start_minute=16 * 60, minutes=60)
    paper = sign_in_list(office, group, JUNE)

    assert [day.day for day in paper.dates] == [2, 2, 9]
    assert paper.starts == ("", "16.00", "")
    assert [person.number for person in paper.people] == [1, 2, 3]
    assert sign_in_list(office, group, JUNE, [dt.date(2026, 6, 9)]).starts == ()


def test_a_visit_during_a_meeting_is_warned_of_with_the_group(office: Office, group: bytes) -> None:
    grid = month_grid(office, group, JUNE)
    add_meetings(office, group, [dt.date(2026, 6, 16)], start_minute=600, minutes=60)
    meeting = list_meetings(office, group, JUNE)[-1].id
    person, other = (line.resident_id for line in grid.people[:2])
    write_marks(office, [MarkEntry(meeting, person, Mark.PRESENT)])
    at = {"start_minute": 630, "end_minute": 690, "minutes": 60}
    visit = VisitDraft(person, grid.service_id, dt.date(2026, 6, 16), worker="Ewa Lis", **at)

    [clash] = visit_warnings(office, visit).meetings
    assert (clash.group_name, clash.start_minute, clash.leads) == ("Wtorki", 600, False)
    visit.resident_id, visit.worker = other, "karolina pawlik"
    assert [one.leads for one in visit_warnings(office, visit).meetings] == [True]
    visit.start_minute = 660
    assert visit_warnings(office, visit).meetings == ()


def test_a_list_to_sign_names_who_leads_on_that_day(office: Office, group: bytes) -> None:
    one, other = list_meetings(office, group, JUNE)
    draft = MeetingDraft(one.date, place="Sala 2", leader="Ewa Zastępcza")
    change_meeting(office, one.id, one.version, draft)
    paper = sign_in_list(office, group, JUNE, [one.date])

    assert (paper.leader, paper.place) == ("Ewa Zastępcza", "Sala 2")
    assert sign_in_list(office, group, JUNE).leader == "Karolina Pawlik"
    assert sign_in_list(office, group, JUNE, [other.date]).leader == "Karolina Pawlik"
