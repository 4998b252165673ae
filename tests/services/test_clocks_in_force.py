"""What nothing hides or puts off: unfinished forms, settings made later, a leap day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.core.ids import text_id
from cusdesk.domain.clocks import OwnTerm, TermUnit
from cusdesk.models.plans import PlanReview
from cusdesk.services import clocks, drafts, needs_talks
from cusdesk.services.today import day_sheet
from tests.services.clocks_office import (
    TODAY,
    add,
    add_application,
    add_plan,
    add_resident,
    day,
    seen,
)


@pytest.fixture
def resident(office):
    return add_resident(office)


def length_on(office, resident, distance):
    """Return how long a plan applied for on a day may take."""
    plan = add_plan(office, resident, application_date=day(distance))
    [clock] = [c for c in clocks.list_clocks(office) if c.record_id == plan]
    return (clock.due - day(distance)).days


def test_a_changed_term_holds_from_its_day_and_the_earlier_one_before_it(office, resident):
    clocks.change_term(office, "plan_due", OwnTerm(amount=14, applies_from=day(-60)))
    in_days = OwnTerm(unit=TermUnit.WORKING_DAYS, amount=5, applies_from=day(-10))
    clocks.change_term(office, "plan_due", in_days)
    assert [length_on(office, resident, n) for n in (-63, -20, -7)] == [30, 14, 7]
    clocks.change_term(office, "plan_due", replace(in_days, amount=21, unit=None))
    assert length_on(office, resident, -7) == 21
    clocks.change_term(office, "plan_due", OwnTerm(amount=10, applies_from=day(30)))
    row = next(r for r in clocks.list_terms(office) if r.term.key == "plan_due")
    assert (row.term.amount, row.later.amount, row.own.applies_from) == (21, 10, day(30))
    clocks.change_term(office, "plan_due", OwnTerm(amount=28))  # for everything, from now on
    assert length_on(office, resident, -7) == 28
    clocks.restore_term(office, "plan_due")
    assert length_on(office, resident, -14) == 30


def test_no_unfinished_form_hides_a_running_clock(office, resident):
    """CUS act, art. 40: only the agreement ends the thirty days, whatever was begun before it."""
    application = add_application(office, resident)
    due = ("plan_due", day(7), 7)
    drafts.keep(office, "applications.form", text_id(application), {"description": "niedokończony"})
    assert seen(office, "plan_due") == [due]
    talk = needs_talks.create_talk(office, resident)
    drafts.keep(office, "needs_talks.form", text_id(talk.id), {"words": "w połowie"})
    assert seen(office, "plan_due") == [due]
    plan = add_plan(office, resident, application_id=application)
    drafts.keep(office, "plans.form", text_id(plan), {"number": ""})
    assert seen(office, "plan_due") == [due]
    lines = [line for s in day_sheet(office).sections if s.key == "plans_due" for line in s.lines]
    assert [(line.feature, line.id) for line in lines] == [("plans", plan)]


def test_a_plan_sent_for_approval_keeps_its_reviews_and_its_place_on_the_day_sheet(
    office, resident
):
    plan = add_plan(office, resident, status="agreed", agreed_on=TODAY, submitted_on=TODAY)
    add(office, PlanReview(subject_id=resident, plan_id=plan, due=day(-1)))
    assert seen(office, "plan_review") == [("plan_review", day(-1), -1)]
    keys = {s.key for s in day_sheet(office).sections}
    assert {"reviews", "approvals"} <= keys


def test_a_term_begun_on_the_twenty_ninth_of_february(office, resident):
    leap = dt.date(2028, 2, 29)
    assert clocks.counted_day(office, "interview_update", leap) == dt.date(2028, 8, 29)
    assert clocks.counted_day(office, "case_month", dt.date(2028, 1, 31)) == leap
    clocks.change_term(office, "follow_up", OwnTerm(unit=TermUnit.YEARS, amount=1))
    assert clocks.counted_day(office, "follow_up", leap) == dt.date(2029, 2, 28)
