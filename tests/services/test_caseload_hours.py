"""Hours planned and delivered under plans, by service, in a stretch of days."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.models.attendance import Attendance, Group, Meeting, Visit
from cusdesk.models.plan_course import PlanClosing
from cusdesk.models.plans import Plan, PlanService
from cusdesk.models.residents import Resident
from cusdesk.services import caseload, catalogue

D = dt.date
START, END = D(2026, 1, 1), D(2026, 6, 30)
EWA = b"e" * 16


@pytest.fixture
def service(office):
    with office.write("office.setting") as work:
        work.session.add(Resident(id=EWA, subject_id=EWA, surname="Łuczak", given_name="Ewa"))
    return catalogue.create(office, ServiceDraft(name="Opieka", area=ServiceArea.HEALTH)).id


def plan(office, service, mark, start, end, ended=None, **amounts):
    with office.write("office.setting") as work:
        row = Plan(
            id=mark * 16, subject_id=EWA, resident_id=EWA, status="approved", valid_from=start,
            valid_to=end,
        )  # fmt: skip
        work.session.add(row)
        work.session.flush()
        one = {"subject_id": EWA, "plan_id": row.id}
        values = {"unit": "hour", "amount": 120, "amount_per": "week", **amounts}
        work.session.add(PlanService(**one, service_id=service, **values))
        if ended:
            work.session.add(PlanClosing(**one, ended_on=ended))


def visit(office, service, day, minutes=60):
    with office.write("office.setting") as work:
        row = Visit(
            subject_id=EWA, resident_id=EWA, service_id=service, date=day, minutes=minutes
        )  # fmt: skip
        work.session.add(row)


def test_a_plan_over_new_year_counts_its_days_of_the_period(office, service):
    plan(office, service, b"1", D(2025, 12, 18), D(2026, 1, 14))
    for day in (D(2025, 12, 31), D(2026, 1, 2), D(2026, 1, 15)):
        visit(office, service, day)
    [row] = caseload.service_hours(office, START, END)
    assert (row.name, row.plans, row.planned, row.delivered) == ("Opieka", 1, 240, 60)


def test_what_was_given_once_counts_once_in_two_plans(office, service):
    plan(office, service, b"1", START, D(2026, 3, 31), amount=60, amount_per="month")
    plan(office, service, b"2", D(2026, 3, 1), END, amount=None, total_amount=600)
    visit(office, service, D(2026, 3, 15))
    [row] = caseload.service_hours(office, START, END)
    assert (row.plans, row.planned, row.delivered) == (2, 180 + 600, 60)


def test_a_plan_that_ended_early_is_cut_and_presences_count(office, service):
    plan(office, service, b"1", START, END, ended=D(2026, 1, 7), unit="meeting", amount=1)
    with office.write("office.setting") as work:
        group = Group(service_id=service, name="Grupa")
        work.session.add(group)
        work.session.flush()
        for day, mark in ((D(2026, 1, 5), "present"), (D(2026, 1, 6), "absent"), (END, "present")):
            meeting = Meeting(group_id=group.id, date=day)
            work.session.add(meeting)
            work.session.flush()
            seen = {"subject_id": EWA, "resident_id": EWA, "meeting_id": meeting.id}
            work.session.add(Attendance(**seen, mark=mark, minutes=90))
    [row] = caseload.service_hours(office, START, END)
    assert (row.is_time, row.planned, row.delivered) == (False, 1, 1)


def test_plans_outside_the_period_and_without_days(office, service):
    plan(office, service, b"1", D(2025, 1, 1), D(2025, 6, 30))
    plan(office, service, b"2", D(2026, 3, 2), D(2026, 3, 1))
    assert caseload.service_hours(office, START, END) == []
    plan(office, service, b"3", None, None, amount=None)
    [row] = caseload.service_hours(office, START, END)
    assert (row.plans, row.planned) == (1, None)


def test_a_plan_given_up_after_a_week_foresaw_a_week_not_its_whole_sum(office, service):
    plan(office, service, b"1", START, END, ended=D(2026, 1, 7), amount=120, total_amount=3120)
    [row] = caseload.service_hours(office, START, END)
    assert row.planned == 120
