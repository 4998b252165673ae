"""Groups, the grid of a month, visits, and the sums that the sheet prints."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.attendance import Mark
from cusdesk.models.plans import Plan, PlanService
from cusdesk.services import history
from cusdesk.services.attendance import (
    DayLimits,
    GroupDraft,
    MarkEntry,
    VisitDraft,
    add_meetings,
    add_members,
    add_visits,
    change_visit,
    create_group,
    day_limits,
    end_membership,
    list_groups,
    list_visits,
    month_grid,
    monthly_sheet,
    service_month,
    set_day_limits,
    visit_clashes,
    visit_warnings,
    write_marks,
)
from tests.db.test_capture import add_resident
from tests.services.attendance_office import JUNE, add_service, mark_all

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@pytest.fixture
def people(office: Office) -> list[bytes]:
    return [add_resident(office, name) for name in ("Łuczak", "Bąk", "Żak")]


@pytest.fixture
def group(office: Office, people: list[bytes]) -> bytes:
    draft = GroupDraft(service_id=add_service(office), name="Wtorki", leader="Karolina Pawlik")
    group_id, _changes = create_group(office, draft, people)
    add_meetings(office, group_id, [dt.date(2026, 6, 2), dt.date(2026, 6, 9)], minutes=90)
    return group_id


def test_grid_keeps_the_order_of_the_list(office: Office, group: bytes) -> None:
    grid = month_grid(office, group, JUNE)

    assert [(p.number, p.name) for p in grid.people] == [(1, "Łuczak"), (2, "Bąk"), (3, "Żak")]
    assert [m.date.day for m in grid.meetings] == [2, 9]
    assert {m.minutes for m in grid.meetings} == {90}


def test_marks_are_one_step_of_undo(office: Office, group: bytes) -> None:
    mark_all(office, group, "xxnxu.")
    assert len(month_grid(office, group, JUNE).cells) == 5
    assert history.next_undo(office) == "6 wpisów obecności"

    history.undo(office)
    assert month_grid(office, group, JUNE).cells == {}


def test_clearing_and_rewriting_a_cell(office: Office, group: bytes) -> None:
    grid = month_grid(office, group, JUNE)
    place = (grid.people[0].resident_id, grid.meetings[0].id)
    for mark, minutes in ((Mark.PRESENT, 45), (Mark.ABSENT, None), (None, None)):
        write_marks(office, [MarkEntry(place[1], place[0], mark, minutes)])
        cell = month_grid(office, group, JUNE).cells.get(place)
        seen = None if cell is None else (cell.mark, cell.minutes)
        assert seen == (None if mark is None else (mark, minutes or 0))


def test_impossible_minutes_change_nothing(office: Office, group: bytes) -> None:
    grid = month_grid(office, group, JUNE)
    entry = MarkEntry(grid.meetings[0].id, grid.people[0].resident_id, Mark.PRESENT, 1441)
    with pytest.raises(ValidationError):
        write_marks(office, [entry])
    assert month_grid(office, group, JUNE).cells == {}


def test_member_who_left_stays_in_earlier_months(office: Office, group: bytes) -> None:
    member = month_grid(office, group, JUNE).people[1]
    assert member.member_id is not None
    end_membership(office, member.member_id, dt.date(2026, 6, 5))

    assert len(month_grid(office, group, JUNE).people) == 3
    assert len(month_grid(office, group, dt.date(2026, 7, 1)).people) == 2
    assert list_groups(office)[0].members == 2


def test_adding_a_person_twice_changes_nothing(
    office: Office, group: bytes, people: list[bytes]
) -> None:
    add_members(office, group, people, None)
    assert len(month_grid(office, group, JUNE).people) == 3


def test_sheet_adds_up_what_the_grid_says(office: Office, group: bytes) -> None:
    mark_all(office, group, "xxnxu.")
    sheet = monthly_sheet(office, JUNE)
    service = sheet.services[0]

    assert [(p.name, p.presences, p.absences, p.minutes) for p in service.persons] == [
        ("Łuczak", 2, 0, 180),
        ("Bąk", 1, 1, 90),
        ("Żak", 0, 1, 0),
    ]
    assert (service.meeting_count, service.users, service.delivered) == (2, 2, 270)
    assert [p.planned for p in service.persons] == [180, 180, 180]
    assert (service.planned, service.left, sheet.distinct_users) == (540, 270, 2)
    assert service.leader == "Karolina Pawlik"


def test_plan_of_a_person_goes_before_the_meetings(
    office: Office, group: bytes, people: list[bytes]
) -> None:
    service_id = list_groups(office)[0].service_id
    with office.write("plans.create") as work:
        plan = Plan(id=new_id(), subject_id=people[0], resident_id=people[0], status="approved")
        work.session.add(plan)
        work.session.flush()
        work.session.add(
            PlanService(
                subject_id=people[0],
                plan_id=plan.id,
                service_id=service_id,
                amount=600,
                amount_per="month",
            )
        )

    month = service_month(office, service_id, JUNE)
    assert month is not None
    assert [p.planned for p in month.persons] == [600, 180, 180]


def test_visits_add_to_the_day(office: Office, group: bytes, people: list[bytes]) -> None:
    mark_all(office, group, "x.....")
    service_id = list_groups(office)[0].service_id
    visit = VisitDraft(people[0], service_id, dt.date(2026, 6, 2), 600, 645, worker="Iwona Bąk")
    add_visits(office, [visit])

    month = service_month(office, service_id, JUNE)
    assert month is not None
    mark = month.persons[0].marks[1]
    assert mark is not None
    assert mark.minutes == 135


def test_night_visit_belongs_to_the_day_it_began(office: Office, people: list[bytes]) -> None:
    service_id = add_service(office)
    night = VisitDraft(people[0], service_id, dt.date(2026, 6, 2), 22 * 60, 2 * 60, worker="A")
    add_visits(office, [night])

    row = list_visits(office, JUNE)[0]
    assert (row.date, row.minutes, row.end_minute) == (dt.date(2026, 6, 2), 240, 26 * 60)
    after_midnight = VisitDraft(people[1], service_id, dt.date(2026, 6, 3), 60, 90, worker="A")
    assert [c.id for c in visit_clashes(office, after_midnight)] == [row.id]
    assert visit_clashes(office, night, exclude=row.id) == []


@pytest.mark.parametrize(
    "draft",
    [
        VisitDraft(),
        VisitDraft(b"x" * 16, b"y" * 16, JUNE),
        VisitDraft(b"x" * 16, b"y" * 16, JUNE, minutes=0),
        VisitDraft(b"x" * 16, b"y" * 16, JUNE, minutes=25 * 60),
    ],
)
def test_incomplete_visit_is_refused(office: Office, draft: VisitDraft) -> None:
    with pytest.raises(ValidationError):
        add_visits(office, [draft])


def test_visit_stays_with_its_person(office: Office, people: list[bytes]) -> None:
    service_id = add_service(office)
    add_visits(office, [VisitDraft(people[0], service_id, JUNE, minutes=60)])
    row = list_visits(office)[0]
    with pytest.raises(ValidationError):
        change_visit(
            office, row.id, VisitDraft(people[1], service_id, JUNE, minutes=60), row.version
        )


def test_a_day_over_the_limit_is_warned_of_with_the_way_counted_in(
    office: Office, people: list[bytes]
) -> None:
    service = add_service(office)
    day = dt.date(2026, 6, 3)
    drafts = [
        VisitDraft(people[0], service, day, minutes=240, worker="Lis", travel_minutes=30),
        VisitDraft(people[1], service, day, minutes=180, worker="Lis"),
    ]
    add_visits(office, drafts)
    new = VisitDraft(people[0], service, day, minutes=30, worker="Lis", travel_minutes=15)
    found = visit_warnings(office, new)

    assert (found.worker_minutes, found.resident_minutes) == (495, 0)
    set_day_limits(office, DayLimits(worker=500, resident=240))
    found = visit_warnings(office, new)
    assert (found.worker_minutes, found.resident_minutes) == (0, 270)
    own = next(v for v in list_visits(office) if v.resident_id == people[0])
    assert own.travel_minutes == 30
    assert visit_warnings(office, new, own.id).resident_minutes == 0
    with pytest.raises(ValidationError):
        set_day_limits(office, DayLimits(worker=0))
    assert day_limits(office) == DayLimits(500, 240)
