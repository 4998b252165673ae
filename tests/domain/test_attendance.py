from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from cusdesk.core.messages import tr
from cusdesk.domain.attendance import Entry, Mark, check_entry, month_line, totals
from cusdesk.domain.catalogue import ServiceUnit

DAY = dt.date(2026, 6, 15)
ANNA = [
    Entry(b"a", b"1", Mark.PRESENT, 90),
    Entry(b"a", b"2", Mark.ABSENT),
    Entry(b"a", b"3", Mark.EXCUSED),
    Entry(b"a", b"4", Mark.CANCELLED),
    Entry(b"a", b"5", Mark.NOT_APPLICABLE),
    Entry(b"a", b"6", Mark.PRESENT, 45),
]
JAN = [Entry(b"j", b"1", Mark.PRESENT, 60), Entry(b"j", b"2", Mark.PRESENT, 90)]


def test_a_person():
    line = month_line(ANNA, planned=180)
    assert (line.held, line.presences, line.absent, line.excused) == (4, 2, 1, 1)
    assert (line.minutes, line.left(ServiceUnit.HOUR)) == (135, 45)
    assert line.rate == Decimal("50.0")


def test_meetings_and_days_are_counted_not_measured():
    line = month_line(ANNA, planned=1)
    assert line.delivered(ServiceUnit.MEETING) == 2
    assert line.left(ServiceUnit.DAY) == -1
    assert month_line(ANNA).left(ServiceUnit.DAY) is None


def test_without_meetings_there_is_no_rate():
    assert month_line(ANNA[3:5]).rate is None
    assert month_line([]).held == 0


def test_people_are_counted_once_and_meetings_too():
    found = totals([*ANNA, *JAN, Entry(b"x", b"2", Mark.ABSENT)])
    assert (found.persons, found.enrolled, found.meetings) == (2, 3, 4)
    assert (found.presences, found.absences, found.excused) == (4, 2, 1)
    assert found.person_minutes == 285
    assert found.meeting_minutes == 90 + 90 + 45


@pytest.mark.parametrize(
    ("mark", "minutes", "problem"),
    [
        (Mark.PRESENT, 90, None),
        (Mark.ABSENT, 0, None),
        (Mark.PRESENT, -1, ("number.negative", True)),
        (Mark.PRESENT, 1441, ("attendance.more_than_a_day", True)),
        (Mark.EXCUSED, 30, ("attendance.minutes_without_presence", True)),
        (Mark.PRESENT, 0, ("attendance.presence_without_minutes", False)),
        (Mark.PRESENT, 721, ("attendance.very_long", False)),
    ],
)
def test_check(mark, minutes, problem):
    found = check_entry(mark, minutes)
    assert [(p.key.removeprefix("domain."), p.blocking) for p in found] == (
        [problem] if problem else []
    )
    for entry in found:
        assert "{" not in tr(entry.key, **entry.params)
