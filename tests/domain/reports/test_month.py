from __future__ import annotations

import datetime as dt
from dataclasses import replace

from cusdesk.domain.reports import (
    CountedBy,
    DayMark,
    MarkKind,
    MonthlySheet,
    MonthMeeting,
    OfficeHeader,
    PersonMonth,
    ServiceMonth,
    ServiceUnit,
)

PRESENT = DayMark(MarkKind.PRESENT, "x", 90)
ABSENT = DayMark(MarkKind.ABSENT, "nb")
EXCUSED = DayMark(MarkKind.EXCUSED, "u")
OTHER = DayMark(MarkKind.OTHER, "-")
FIRST = PersonMonth(1, b"1", "A", (PRESENT, ABSENT, OTHER, PRESENT), planned=120)
SECOND = PersonMonth(2, b"2", "B", (EXCUSED, None, None, PRESENT))
SERVICE = ServiceMonth("Rehabilitacja", (FIRST, SECOND))


def test_person_is_counted_by_the_kind_of_marks():
    assert (FIRST.presences, FIRST.absences, FIRST.minutes) == (2, 1, 180)


def test_several_marks_of_a_day_count_each():
    person = PersonMonth(
        1,
        b"1",
        "A",
        (
            DayMark(MarkKind.PRESENT, "x", 120, more_presences=1),
            DayMark(MarkKind.PRESENT, "x", 60, more_absences=1),
            DayMark(MarkKind.EXCUSED, "u", more_absences=1),
        ),
    )

    assert (person.presences, person.absences, person.minutes) == (3, 3, 180)
    assert person.delivered(ServiceUnit.MEETING) == 3


def test_more_than_planned_leaves_less_than_nothing():
    assert FIRST.left(ServiceUnit.HOUR) == -60
    assert SECOND.left(ServiceUnit.HOUR) is None


def test_service_counts_hours_of_persons():
    assert (SERVICE.planned, SERVICE.delivered, SERVICE.unplanned) == (120, 270, 90)
    assert SERVICE.left == -60


def test_common_pool_takes_everybody():
    pooled = replace(SERVICE, planned_total=600)

    assert (pooled.planned, pooled.unplanned, pooled.left) == (600, None, 330)


def test_group_counts_the_time_of_its_meetings():
    meetings = (MonthMeeting(dt.date(2026, 6, 1), 90), MonthMeeting(dt.date(2026, 6, 4), 60))
    group = replace(SERVICE, counted_by=CountedBy.MEETINGS, meetings=meetings, planned_total=180)

    assert (group.meeting_count, group.delivered, group.left) == (2, 150, 30)


def test_counted_unit_counts_presences():
    counted = replace(SERVICE, unit=ServiceUnit.MEETING)

    assert counted.delivered == 3


def test_nothing_planned_is_not_zero():
    service = replace(SERVICE, persons=(SECOND,))

    assert (service.planned, service.unplanned, service.left) == (None, None, None)


def test_person_in_two_services_is_one_user():
    office = OfficeHeader("CUS")
    sheet = MonthlySheet(office, 2026, 2, (SERVICE, SERVICE), (), dt.date(2026, 3, 1))

    assert sheet.distinct_users == 2
    assert len(sheet.days) == 28
    assert [day.is_free for day in sheet.days[:2]] == [True, False]
