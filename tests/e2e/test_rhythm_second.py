"""The later half of a plan through the real window: what goes wrong, changes, and ends."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.clock import SystemClock
from cusdesk.core.messages import tr
from cusdesk.domain.access import Role
from cusdesk.domain.periods import add_months
from cusdesk.domain.plans import GoalOutcome, PlanStatus
from cusdesk.services import plans
from tests.e2e import rhythm_second_steps as second
from tests.e2e import steps
from tests.helpers.office import PASSWORD, make_office


@pytest.fixture
def before(tmp_path):
    """The office as it stood before the story; closed when the window is opened."""
    office = make_office(tmp_path, SystemClock(), name="CUS w Dolinie").office
    yield office
    office.close()


@pytest.fixture
def enter(start, before):
    """Close what was prepared and come in by the window."""

    def do():
        before.close()
        desk = start(before.path)
        steps.unlock(desk, PASSWORD)
        return desk

    return do


def approved_pages(office, plan):
    """Return the bytes of every approved version, the newest first."""
    return [plans.version_pdf(office, version.id) for version in plans.list_versions(office, plan)]


def test_resignation_with_a_fee_of_which_the_director_waives_a_part(before, enter):
    care = second.offer(before, "Usługi opiekuńcze", 1200)
    maria = second.settle_in(before, "Łuczak", "Maria")
    plan = second.approved_plan(before, maria, care)
    second.visit(before, maria, care, 90)
    pages = approved_pages(before, plan)
    desk = enter()
    desk.office.take_roles([Role.COORDINATOR])
    course = second.show_course(desk, plan)

    second.press_button(desk, course.ending, "plans.resign.open")
    assert course.commands.dialog.form.value("fee_due_gr") == 1800  # 1,5 h, 12 zł each
    second.retype(desk, course.commands.dialog.form, "reason", "zamieszka u córki")
    second.confirm(desk, course.commands.dialog)
    assert plans.get_plan(desk.office, plan).status is PlanStatus.RESIGNED
    second.waive(desk, course, plan, "10,00", "mąż zmarł w tym miesiącu")
    second.press_button(desk, course.ending, "plans.resign.paper")
    words = second.issue(desk, course)

    sums, reasons = ("18,00", "10,00", "8,00"), ("zamieszka u córki", "mąż zmarł w tym miesiącu")
    for told in (*sums, *reasons, "Maria Łuczak", "1,5 godz.", second.DIRECTOR):
        assert told in words, told
    assert approved_pages(desk.office, plan) == pages


def test_annex_prints_only_what_changed_and_the_version_before_stays(before, enter):
    care, walks = second.offer(before, "Usługi opiekuńcze"), second.offer(before, "Spacery")
    second.offer(before, "Dowóz do lekarza")
    plan = second.approved_plan(before, second.settle_in(before, "Bąk", "Jan"), care, walks)
    (first,) = approved_pages(before, plan)
    desk = enter()
    page = second.update_plan(desk, plan, "złamana ręka")

    second.type_amount(desk, page, 0, "5")
    second.add_service(desk, page, "dowoz")
    second.agree_and_approve(desk, page)
    course = second.show_course(desk, plan)
    second.press_button(desk, course.versions, "plans.annex.open", n=1)
    words = second.issue(desk, course)

    for told in ("Jan Bąk", "złamana ręka", "Usługi opiekuńcze", "Dowóz do lekarza", "(nowe)"):
        assert told in words, told
    assert "Spacery" not in words
    assert "Pomoc w domu" not in words
    assert approved_pages(desk.office, plan)[1] == first
    second.press_button(desk, course.versions, "plans.course.versions.show", n=1)
    shown = second.pdf_words(course.commands.preview._pdf)
    course.commands.preview.close()
    assert shown == second.pdf_words(first)
    assert "Dowóz" not in shown


def test_an_overdue_application_stays_red_until_its_plan_is_agreed(before, enter):
    second.settle_in(before, "Żak", "Ewa")
    desk = enter()
    day = desk.office.clock.today() - dt.timedelta(40)  # no week of holidays puts it off
    screen = second.register_application(desk, "zak", day)
    assert second.overdue(desk) == ("applications", True)

    screen.steps.run("plan")
    desk.settle()
    page = desk.window.workspace.open_screen("plans").plan_page
    page.go_to("needs")
    desk.press("Nie daje rady sama w domu.")
    page.flush()
    desk.settle()
    assert second.overdue(desk) == ("plans", True)
    second.type_application_day(desk, page, desk.office.clock.today())
    assert second.overdue(desk) == ("plans", True)

    second.show_plan(desk, page.editor.plan_id)
    page.header.step.click()
    desk.settle()
    second.confirm(desk, page.steps.dialog)
    assert second.day_lines(desk, "plans_due") == ()
    assert second.running(desk, "plan_due") == []


def test_plans_go_to_another_coordinator_with_their_sheet(before, enter):
    care = second.offer(before, "Usługi opiekuńcze")
    people = [("Łuczak", "Maria"), ("Bąk", "Jan"), ("Żak", "Ewa")]
    mine = [second.approved_plan(before, second.settle_in(before, *p), care) for p in people]
    pages = [approved_pages(before, plan) for plan in mine]
    desk = enter()
    page = desk.screen("caseload").cases
    second.choose_people(desk, page, 2)
    second.press_button(desk, page, "caseload.button.hand_over")
    second.retype(desk, page.dialog.form, "to", "Beata Nowa")
    second.retype(desk, page.dialog.form, "reason", "urlop macierzyński")
    page.dialog.do.click()
    desk.settle()
    assert second.is_gone(page.dialog)
    words = second.issue(desk, page)

    given = [plan for plan in mine if second.coordinator(desk, plan) == "Beata Nowa"]
    kept = next(plan for plan in mine if plan not in given)
    numbers = [plans.get_plan(desk.office, plan).draft.number for plan in given]
    for told in (*numbers, "Anna Testowa", "Beata Nowa", "urlop macierzyński"):
        assert told in words, told
    assert plans.get_plan(desk.office, kept).draft.number not in words
    assert second.carried(desk) == {"Anna Testowa": 1, "Beata Nowa": 2}
    assert [approved_pages(desk.office, plan) for plan in mine] == pages


def test_closing_talk_begins_with_what_was_given_and_ends_with_a_day_to_ask(before, enter):
    care, today = second.offer(before, "Usługi opiekuńcze"), before.clock.today()
    maria = second.settle_in(before, "Łuczak", "Maria")
    plan = second.approved_plan(before, maria, care, last=today)
    second.visit(before, maria, care, 90)
    desk = enter()
    course = second.show_course(desk, plan)
    second.choose_outcome(desk, course, GoalOutcome.REACHED)
    second.press_button(desk, course.ending, "plans.talk.open")
    form = course.commands.dialog.form
    assert "Usługi opiekuńcze" in form.value("course")
    assert "1,5 godz." in form.value("course")
    assert tr("enums.goal_outcome.reached") in form.value("results")
    second.retype(desk, form, "talk_on", f"{today:%d.%m.%Y}")
    second.retype(desk, form, "further_needs", "towarzystwo wieczorami")
    second.confirm(desk, course.commands.dialog)

    second.press_button(desk, course.ending, "plans.talk.paper")
    words = second.issue(desk, course)
    for told in ("Maria Łuczak", "1,5 godz.", "towarzystwo wieczorami", "Cel 1"):
        assert told in words, told
    assert plans.get_plan(desk.office, plan).status is PlanStatus.ENDED
    (clock,) = second.running(desk, "follow_up")
    assert (clock.record_id, clock.due) == (plan, add_months(today, 3))
