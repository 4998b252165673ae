"""What runs in the office, until when, and what is done about it."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.clocks import OwnTerm, Pace
from cusdesk.domain.protection.register_drafts import BreachDraft
from cusdesk.domain.special_fields import ProgrammeDraft
from cusdesk.models.applications import ApplicationDocument, ApplicationOutcome
from cusdesk.models.plan_course import PlanClosing
from cusdesk.models.plans import PlanReview
from cusdesk.services import clocks, history, programmes
from cusdesk.services.listings import listing
from cusdesk.services.protection.registers import save_entry
from tests.helpers.people import act_as, add_colleague
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


def test_an_empty_office_watches_the_days_of_the_year_only(office):
    assert {key for key, _, _ in seen(office)} == {"directors_report", "ozps"}
    assert seen(office, "ozps") == [("ozps", dt.date(2027, 4, 30), 319)]


def test_thirty_days_go_from_the_application_to_its_plan(office, resident):
    application = add_application(office, resident)
    [clock] = [c for c in clocks.list_clocks(office) if c.key == "plan_due"]
    assert (clock.feature, clock.record_id, clock.about) == (
        "applications", application, "Łuczak Ewa"
    )  # fmt: skip
    assert (clock.begins, clock.due, clock.pace) == (day(-25), day(7), Pace.SOON)  # a Saturday
    plan = add_plan(office, resident, application_id=application)
    [clock] = [c for c in clocks.list_clocks(office) if c.key == "plan_due"]
    assert (clock.feature, clock.record_id, clock.due) == ("plans", plan, day(7))


def test_a_later_day_typed_into_the_plan_puts_nothing_off(office, resident):
    application = add_application(office, resident, received_on=day(-40))
    add_plan(office, resident, application_id=application, application_date=TODAY)
    [clock] = [c for c in clocks.list_clocks(office) if c.key == "plan_due"]
    assert (clock.begins, clock.pace) == (day(-40), Pace.LATE)


@pytest.mark.parametrize(
    ("status", "without_plan", "runs"),
    [("qualified", False, True), ("qualified", True, False), ("refused", False, False),
     ("waiting", False, False), ("contact", False, False)],
)  # fmt: skip
def test_what_becomes_of_the_thirty_days_of_an_application(
    office, resident, status, without_plan, runs
):
    application = add_application(office, resident, status=status)
    outcome = ApplicationOutcome(
        subject_id=resident, application_id=application, kind=status, decided_on=TODAY,
        without_plan=without_plan,
    )  # fmt: skip
    add(office, outcome)
    assert bool(seen(office, "plan_due")) is runs


def test_documents_and_days_to_come_back(office, resident):
    application = add_application(office, resident)
    for asked, due, came in ((-3, 4, None), (-3, None, None), (-3, 2, 0)):
        row = ApplicationDocument(
            subject_id=resident, application_id=application, asked_on=day(asked),
            due_on=None if due is None else day(due),
            delivered_on=None if came is None else day(came),
        )  # fmt: skip
        add(office, row)
    passed = add_application(office, resident, status="passed_on")
    back = ApplicationOutcome(
        subject_id=resident, application_id=passed, kind="passed_on", decided_on=TODAY,
        check_back_on=day(20),
    )  # fmt: skip
    add(office, back)
    assert seen(office, "documents") == [("documents", day(4), 4), ("documents", day(11), 11)]
    assert seen(office, "check_back") == [("check_back", day(20), 20)]
    sure = [c.is_confirmed for c in clocks.list_clocks(office) if c.key == "documents"]
    assert sure == [True, False]  # the day somebody wrote, and the one counted by a habit


def test_an_open_update_hides_neither_review_nor_end(office, resident):
    values = {"status": "draft", "version_number": 2, "valid_to": day(5)}
    plan = add_plan(office, resident, **values, application_date=day(-300))
    add(office, PlanReview(subject_id=resident, plan_id=plan, due=day(-1)))
    assert seen(office, "plan_due") == []
    assert seen(office, "plan_review") == [("plan_review", day(-1), -1)]
    assert seen(office, "plan_end") == [("plan_end", day(5), 5)]


def test_a_plan_without_days_and_one_applied_for_tomorrow(office, resident):
    add_plan(office, resident, number="1")
    add_plan(office, resident, number="2", application_date=day(1))
    add_plan(office, resident, number="3", status="approved")
    found = {c.number: c for c in clocks.list_clocks(office) if c.number}
    assert (found["1"].pace, found["1"].due) == (Pace.UNKNOWN, None)
    assert found["1"].remark == "clocks.remark.no_day.plan_due"
    assert (found["2"].due, found["2"].remark) == (day(31), "clocks.remark.future")
    assert (found["3"].key, found["3"].remark) == ("plan_end", "clocks.remark.no_day.plan_end")


def test_the_question_after_a_plan(office, resident):
    plan = add_plan(office, resident, status="ended", valid_to=day(-80))
    add(office, PlanClosing(subject_id=resident, plan_id=plan, follow_up_on=day(10)))
    assert seen(office, "follow_up") == [("follow_up", day(10), 10)]
    assert [c.key for c in clocks.clocks_of_resident(office, resident)] == ["follow_up"]
    assert [c.key for c in clocks.clocks_of_record(office, plan)] == ["follow_up"]


def test_a_term_of_the_office_and_back_to_the_law(office, resident):
    add_plan(office, resident, application_date=day(-10))
    assert seen(office, "plan_due") == [("plan_due", day(21), 21)]  # Sunday moved
    clocks.change_term(office, "plan_due", OwnTerm(amount=14, soon=5, urgent=2))
    assert seen(office, "plan_due") == [("plan_due", day(4), 4)]
    clocks.restore_term(office, "plan_due")
    clocks.change_term(office, "plan_due", OwnTerm(amount=14, applies_from=TODAY))
    assert seen(office, "plan_due") == [("plan_due", day(21), 21)]
    clocks.change_term(office, "plan_due", OwnTerm(is_on=False))
    assert seen(office, "plan_due") == []
    clocks.restore_term(office, "plan_due")
    assert seen(office, "plan_due") == [("plan_due", day(21), 21)]
    with pytest.raises(NotFoundError):
        clocks.restore_term(office, "plan_due")
    clocks.change_term(office, "plan_due", OwnTerm(amount=20))
    row = next(r for r in clocks.list_terms(office) if r.term.key == "plan_due")
    assert (row.term.amount, row.term.is_own, row.is_fixed) == (20, True, False)


def test_terms_nobody_may_change(office):
    with pytest.raises(RuleError, match=r"clocks\.fixed"):
        clocks.change_term(office, "breach", OwnTerm(amount=100))
    with pytest.raises(ValidationError):
        clocks.change_term(office, "plan_due", OwnTerm(amount=0))
    act_as(office, Role.OFFICE_WORKER)
    with pytest.raises(RuleError, match=r"access\.denied"):
        clocks.change_term(office, "plan_due", OwnTerm(amount=14))


def test_a_duty_that_was_done_comes_back(office, resident, clock):
    add_plan(office, resident, status="approved", valid_from=day(-200), valid_to=day(100))
    assert seen(office, "quarterly_meeting") == [
        ("quarterly_meeting", dt.date(2026, 9, 15), 92)
    ]  # not from a day before the office came into use
    duty = next(r for r in clocks.list_duties(office) if r.key == "quarterly_meeting")
    draft = clocks.duty_draft(office, duty)
    assert (draft.done_on, draft.done_by) == (TODAY, "Anna Testowa")
    draft.subjects, draft.done_on = "przeglądy planów", dt.date(2026, 5, 29)
    saved = clocks.record_duty(office, draft)
    duty = next(r for r in clocks.list_duties(office) if r.key == "quarterly_meeting")
    assert (duty.due, duty.last, duty.pace) == (dt.date(2026, 8, 29), draft.done_on, Pace.CALM)
    [entry] = clocks.list_entries(office, "quarterly_meeting")
    assert entry.draft.subjects == "przeglądy planów"
    entry.draft.findings = "bez uwag"
    clocks.change_entry(office, saved.id, entry.draft, entry.version)
    clocks.retire_entry(office, saved.id)
    assert clocks.list_entries(office) == []


def test_a_yearly_report_of_the_office(office):
    duty = next(r for r in clocks.list_duties(office) if r.key == "ozps")
    clocks.record_duty(office, clocks.duty_draft(office, duty))
    assert seen(office, "ozps") == [("ozps", dt.date(2028, 4, 30), 685)]
    history.undo(office)
    assert seen(office, "ozps") == [("ozps", dt.date(2027, 4, 30), 319)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"done_on": None}, "done_on"),
        ({"done_on": day(1)}, "done_on"),
        ({"done_by": " "}, "done_by"),
    ],
)
def test_a_duty_is_not_done_without_a_day_or_a_person(office, changed, field):
    draft = clocks.DutyDraft("ozps", TODAY, "Anna")
    for name, value in changed.items():
        setattr(draft, name, value)
    with pytest.raises(ValidationError) as refusal:
        clocks.record_duty(office, draft)
    assert [p.field for p in refusal.value.problems] == [field]


def test_a_programme_that_ended_waits_for_its_information(office):
    ended = ProgrammeDraft("Razem", valid_from=day(-400), valid_to=dt.date(2026, 2, 28))
    programmes.create_programme(office, ended)
    programmes.create_programme(office, ProgrammeDraft("Nowy", valid_to=TODAY))
    [row] = [r for r in clocks.list_duties(office) if r.key == "programme_information"]
    assert (row.due, row.days) == (dt.date(2026, 6, 28), 13)
    assert "Razem" in row.name
    clocks.record_duty(office, clocks.duty_draft(office, row))
    assert seen(office, "programme_information") == []


def test_terms_begun_by_hand(office, resident):
    assert {"interview", "appeal", "other"} <= set(clocks.own_keys(office))
    assert clocks.counted_day(office, "interview", dt.date(2026, 6, 1)) == dt.date(2026, 6, 22)
    assert clocks.counted_day(office, "other", TODAY) is None
    draft = clocks.OwnClockDraft("interview", resident, "nowa sprawa", dt.date(2026, 6, 1))
    saved = clocks.start_clock(office, draft)
    assert seen(office, "interview") == [("interview", dt.date(2026, 6, 22), 7)]
    shown = clocks.get_own(office, saved.id)
    assert shown.resident_name == "Łuczak Ewa"
    shown.draft.due_on = day(1)
    clocks.change_clock(office, saved.id, shown.draft, shown.version)
    assert seen(office, "interview") == [("interview", day(1), 1)]
    clocks.finish_clock(office, saved.id, "zrobiony")
    assert seen(office, "interview") == []
    history.undo(office)
    clocks.retire_clock(office, saved.id)
    assert seen(office, "interview") == []


def test_a_term_by_hand_needs_a_day_and_a_subject(office, resident):
    for draft, field in (
        (clocks.OwnClockDraft("other", resident), "due_on"),
        (clocks.OwnClockDraft("other", due_on=TODAY), "subject"),
        (clocks.OwnClockDraft("plan_due", resident, due_on=TODAY), "key"),
        (clocks.OwnClockDraft("other", resident, begins_on=TODAY, due_on=day(-1)), "due_on"),
    ):
        with pytest.raises(ValidationError) as refusal:
            clocks.start_clock(office, draft)
        assert [p.field for p in refusal.value.problems] == [field]


def test_who_sees_no_residents_learns_that_a_term_runs_and_not_whose(office, resident):
    clocks.start_clock(office, clocks.OwnClockDraft("other", resident, "leki", due_on=TODAY))
    add_plan(office, resident, application_date=day(-10))
    act_as(office, Role.ADMINISTRATOR)
    found = clocks.list_clocks(office)
    assert [c.about for c in found if c.key == "other"] == [""]
    assert "plan_due" not in {c.key for c in found}
    assert "Łuczak" not in str(listing(office, "clocks"))


def test_registers_of_data_protection_run_in_the_same_list(office):
    draft = BreachDraft(number="1", found_on=TODAY, description="zgubiony pendrive")
    save_entry(office, "breaches", None, draft)
    assert seen(office, "breach") == [("breach", day(3), 3)]


def test_who_answers_for_a_duty_is_the_person_in_the_role(office):
    def answers():
        return next(c.responsible for c in clocks.list_clocks(office) if c.key == "ozps")

    assert answers() == "dyrektor"
    add_colleague(office, "Maria Ważna", Role.DIRECTOR)
    assert answers() == "Maria Ważna"
    add_colleague(office, "Jan Drugi", Role.DIRECTOR)
    assert answers() == "dyrektor"


def test_clocks_as_plain_data(office, resident):
    add_plan(office, resident, number="IPUS/1/2026", application_date=day(-10), coordinator="Ewa")
    [found] = [c for c in listing(office, "clocks", search="luczak") if c["term"] == "plan_due"]
    assert (found["due"], found["days"], found["responsible"]) == ("2026-07-06", 21, "Ewa")
