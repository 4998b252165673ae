"""A month is looked through, closed with its figures and a seal, and opened again with a reason."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text

from cusdesk.core.errors import ConflictError, RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.attendance import Mark
from cusdesk.domain.months import FindingKind
from cusdesk.services import history, months
from cusdesk.services.attendance import (
    MarkEntry,
    VisitDraft,
    add_meetings,
    add_visits,
    month_grid,
    monthly_sheet,
    retire_meetings,
    write_marks,
)
from tests.helpers.people import act_as
from tests.services.attendance_office import JUNE, make_group, mark_all

MAY = dt.date(2026, 5, 1)
WHY = "uzgodnione z koordynatorem"


@pytest.fixture
def group(office, clock):
    """Two people and two meetings in June; it is the third of July."""
    group = make_group(office, ["Łuczak", "Bąk"], [2, 9], minutes=60, unit="hour")
    mark_all(office, group, "xxxn")
    clock.advance(days=18)
    return group


def close(office, month=JUNE, note=WHY):
    return months.close_month(office, month, months.check_month(office, month).seal, note)


def figures(office):
    sheet = monthly_sheet(office, JUNE)
    return [(p.name, p.minutes, p.absences) for s in sheet.services for p in s.persons]


def change_behind_the_back(office, minutes=15):
    """Change a mark as another computer's exchange would: past the use cases."""
    with office.write("attendance.mark") as work:
        work.session.execute(
            text("UPDATE attendance SET minutes = :minutes WHERE minutes > 0"), {"minutes": minutes}
        )


def test_a_closed_month_gives_the_same_numbers_whatever_comes_later(office, group):
    before = figures(office)
    close(office)
    change_behind_the_back(office)

    assert figures(office) == before == [("Łuczak", 120, 0), ("Bąk", 60, 1)]
    assert monthly_sheet(office, JUNE).seal


def test_what_came_late_is_listed_apart(office, group):
    close(office)
    assert months.late_changes(office, JUNE) == []

    change_behind_the_back(office)

    late = [
        (each.resident_name, each.before, each.now) for each in months.late_changes(office, JUNE)
    ]
    assert late == [("Łuczak", 120, 30), ("Bąk", 60, 15)]


def test_an_undo_after_the_closing_is_late_too(office, group):
    grid = month_grid(office, group, JUNE)
    cell = grid.people[0].resident_id, grid.meetings[0].id
    write_marks(office, [MarkEntry(cell[1], cell[0], Mark.ABSENT)])
    close(office)

    history.undo(office)

    assert [each.now for each in months.late_changes(office, JUNE)] in ([120], [])
    assert figures(office)[0] == ("Łuczak", 60, 1)


def test_nothing_is_typed_into_a_closed_month(office, group):
    grid = month_grid(office, group, JUNE)
    person, meeting = grid.people[0].resident_id, grid.meetings[0].id
    close(office)

    visit = VisitDraft(person, grid.service_id, dt.date(2026, 6, 5), minutes=60)
    for change in (
        lambda: write_marks(office, [MarkEntry(meeting, person, Mark.ABSENT)]),
        lambda: add_meetings(office, group, [dt.date(2026, 6, 16)]),
        lambda: retire_meetings(office, [meeting]),
        lambda: add_visits(office, [visit]),
    ):
        with pytest.raises(RuleError) as refused:
            change()
        assert refused.value.key == "months.problem.closed"
        assert "czerwiec 2026" in str(refused.value.params["month"])
    assert months.late_changes(office, JUNE) == []


def test_the_next_month_stays_open(office, group):
    close(office)

    add_meetings(office, group, [dt.date(2026, 7, 2)])

    assert [state.is_closed for state in months.list_months(office)] == [False, True]


def test_a_month_opened_again_needs_a_reason_and_is_live_again(office, group):
    close(office)
    change_behind_the_back(office)
    with pytest.raises(ValidationError):
        months.reopen_month(office, JUNE, "bo")

    months.reopen_month(office, JUNE, "karta przyszła po terminie")

    assert figures(office)[0] == ("Łuczak", 30, 0)
    [state] = months.list_months(office)
    assert (state.is_closed, state.reopen_reason) == (False, "karta przyszła po terminie")
    close(office)
    assert months.list_months(office)[0].is_closed


@pytest.mark.parametrize(
    ("column", "table"), [("services", "month_closures"), ("days", "month_lines")]
)
def test_a_seal_tells_when_what_was_kept_is_not_what_it_was(office, group, column, table):
    close(office)
    assert months.is_sound(office, JUNE)

    with office.write("months.close") as work:
        work.session.execute(text(f"UPDATE {table} SET {column} = replace({column}, '60', '61')"))

    assert not months.is_sound(office, JUNE)


def test_a_month_that_still_runs_or_is_empty_or_closed_is_not_closed(office, group, clock):
    for month, key in ((dt.date(2026, 7, 1), "not_over"), (MAY, "empty")):
        with pytest.raises(RuleError) as refused:
            close(office, month)
        assert refused.value.key == f"months.problem.{key}"
    close(office)
    with pytest.raises(RuleError) as refused:
        close(office)
    assert refused.value.key == "months.problem.closed_already"


def test_nobody_closes_another_month_than_the_one_that_was_looked_at(office, group):
    seen = months.check_month(office, JUNE)
    change_behind_the_back(office)

    with pytest.raises(ConflictError):
        months.close_month(office, JUNE, seen.seal, WHY)


def kinds(office):
    return [finding.kind for finding in months.check_month(office, JUNE).findings]


def test_what_should_be_seen_first_is_found(office, group):
    grid = month_grid(office, group, JUNE)
    person, other = (each.resident_id for each in grid.people)
    assert kinds(office) == []

    add_meetings(office, group, [dt.date(2026, 6, 16)])
    day = dt.date(2026, 6, 20)
    hours = [
        (person, 480, 600, "Ewa Sowa"),
        (other, 540, 660, "Ewa Sowa"),
        (other, 600, 720, "Jan"),
    ]
    add_visits(
        office,
        [
            VisitDraft(who, grid.service_id, day, start, end, worker=worker)
            for who, start, end, worker in hours
        ],
    )

    found = kinds(office)
    assert FindingKind.NO_LIST in found
    assert found.count(FindingKind.OVERLAP_WORKER) == 1
    assert found.count(FindingKind.OVERLAP_RESIDENT) == 1
    with pytest.raises(ValidationError):
        close(office, note="")
    close(office)


def test_a_meeting_of_a_day_to_come_needs_no_list_yet(office, clock):
    group = make_group(office, ["Bąk"], [9], minutes=60, unit="hour")
    mark_all(office, group, "x")
    add_meetings(office, group, [dt.date(2026, 6, 16)], minutes=60)
    assert FindingKind.NO_LIST not in kinds(office)
    clock.advance(days=1)
    assert FindingKind.NO_LIST in kinds(office)


def test_who_was_present_without_being_enrolled_is_found(office, group):
    with office.write("attendance.change_group") as work:
        work.session.execute(text("UPDATE group_members SET left_on = '2026-06-05'"))

    assert kinds(office).count(FindingKind.NOT_ENROLLED) == 1


def test_who_may_not_close_months_is_refused(office, group):
    act_as(office, Role.OFFICE_WORKER)

    with pytest.raises(RuleError) as refused:
        close(office)
    assert refused.value.key == "access.denied"
