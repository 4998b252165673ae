"""The course of a plan on the screen: the queue, versions, notes, the closing talk."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from cusdesk.core.messages import tr
from cusdesk.domain.access import Role
from cusdesk.domain.applications import ApplicationDraft
from cusdesk.domain.plans import (
    GoalDraft,
    NeedDraft,
    PlanDraft,
    PlanServiceDraft,
    PlanStatus,
    PlanUpdateReason,
)
from cusdesk.services import applications, plans
from cusdesk.ui.plans.head_words import clock_words
from tests.ui.plans.conftest import ENTER, keys
from tests.ui.plans.test_plan_page import approve

TODAY = dt.date(2026, 6, 15)


@pytest.fixture
def whole(office, plan, care):
    """The plan with a chain from need to service, approved."""
    details = plans.get_plan(office, plan)
    draft = details.draft
    draft.need_rows = [NeedDraft("Pomoc w domu"), NeedDraft("Towarzystwo")]
    draft.goals = [GoalDraft(text="Radzi sobie sama", need_index=0)]
    draft.services = [PlanServiceDraft(care, 0, amount=120, total_amount=600, fee_gr=800)]
    plans.change_plan(office, plan, draft, details.version)
    approve(office, plan)
    return plan


@pytest.fixture
def course(screen, whole):
    screen.show_record(whole)
    screen.plan_page.tabs.setCurrentIndex(1)
    return screen.plan_page.course


def shown(widget, kind):
    """Return what is to be seen of a kind; layouts show new widgets a moment later."""
    QTest.qWait(0)
    return [found for found in widget.findChildren(kind) if found.isVisibleTo(widget)]


def press(widget, text):
    """Press the button with these words."""
    (found,) = [b for b in shown(widget, QPushButton) if b.text() == text]
    found.click()


def all_words(widget):
    return "\n".join(label.text() for label in shown(widget, QLabel))


def test_a_note_takes_its_words_and_enter(course, office, whole):
    QTest.qWait(0)
    course.notes.form.focus("remark")
    keys("czuje się lepiej", ENTER)
    (note,) = plans.plan_course(office, whole).notes
    assert (note.date, note.remark) == (TODAY, "czuje się lepiej")
    assert "czuje się lepiej" in all_words(course.notes)
    keys("dzwoni córka", ENTER)
    assert len(plans.plan_course(office, whole).notes) == 2


def test_the_chain_says_hours_and_what_is_broken(course, office, whole):
    words = all_words(course.chain)
    assert "10 godz." in words
    assert tr("plans.course.chain.no_service") in words
    choice = course.chain.findChild(QComboBox)
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    assert plans.plan_course(office, whole).chain[0].outcome == "reached"


def test_tasks_are_ticked_in_an_unfolded_phase(course, office, whole):
    course.phases._unfold("planning")
    course.phases.lines["planning_8"].tick.click()
    assert plans.plan_course(office, whole).tasks["planning_8"].done_on == TODAY


def test_an_update_is_opened_changed_and_approved(course, screen, office, whole):
    page = screen.plan_page
    page.steps.update_plan()
    page.steps.dialog.go.click()
    assert plans.get_plan(office, whole).is_update
    assert page.editor.can_write
    assert "wersja 2" in page.header.number.text()
    page.editor.set_own("needs", "więcej wsparcia", "więcej wsparcia")
    page.steps.agree()
    page.steps.dialog.go.click()
    page.steps.approve()
    page.steps.dialog.form.set_value("approved_by", "Jan")
    page.steps.dialog.go.click()
    assert [v.number for v in plans.list_versions(office, whole)] == [2, 1]
    press(course.versions, tr("plans.course.versions.show", n=1))
    assert course.commands.preview.isVisible()
    course.commands.preview.close()
    press(course.versions, tr("plans.annex.open", n=1))
    assert course.paper_preview.isVisible()
    course.paper_preview.close()


def test_a_plan_waits_in_the_queue_and_is_returned(screen, office, plan):
    version = plans.get_plan(office, plan).version
    plans.agree_plan(office, plan, version, agreed_by="Maria Łuczak", on=TODAY)
    screen.show_record(plan)
    page = screen.plan_page
    page.steps.submit()
    page.steps.dialog.form.set_value("comment", "proszę o pośpiech")
    page.steps.dialog.go.click()
    assert not page.editor.can_write
    screen.show_waiting()
    assert screen.waiting_page.panel.model.rowCount() == 1
    screen.show_record(plan)
    page.steps.give_back()
    page.steps.dialog.form.set_value("comment", "brak miernika")
    page.steps.dialog.go.click()
    assert plans.approval_steps(office, plan)[0].comment == "brak miernika"
    assert page.editor.can_write


def test_an_approver_who_is_the_author_is_told_first(screen, office, plan):
    version = plans.get_plan(office, plan).version
    plans.agree_plan(office, plan, version, agreed_by="Maria Łuczak", on=TODAY)
    screen.show_record(plan)
    steps = screen.plan_page.steps
    steps.approve()
    steps.dialog.form.set_value("approved_by", "Anna Testowa")
    steps.dialog.go.click()
    assert plans.get_plan(office, plan).status is PlanStatus.AGREED
    assert tr("plans.approve.author") in all_words(steps.dialog)
    steps.dialog.go.click()
    assert plans.approval_steps(office, plan)[0].by_author


def test_resignation_counts_the_fee(course, office, whole, resident, care):
    from cusdesk.services.attendance import VisitDraft, add_visits

    add_visits(office, [VisitDraft(resident, care, TODAY, minutes=90)])
    course.commands.resign()
    dialog = course.commands.dialog
    assert dialog.form.value("fee_due_gr") == 1200
    begun = plans.get_plan(office, whole).draft.valid_from
    assert dialog.form.value("fee_from") >= (begun or TODAY.replace(day=1))
    dialog.go.click()
    assert plans.get_plan(office, whole).status is PlanStatus.RESIGNED
    assert "12,00" in all_words(course.ending)
    press(course.ending, tr("plans.resign.paper"))
    course.paper_preview.close()


def test_an_answer_that_was_not_kept_does_not_stand_there(course, office, whole, notices):
    goal = plans.plan_course(office, whole).chain[0]
    (choice,) = [c for c in shown(course.chain, QComboBox) if c.currentData() is None]
    choice.setCurrentIndex(1)
    office._opened.database.read_only = True
    choice.activated.emit(1)
    assert (choice.currentData(), goal.outcome) == (None, "")


def test_judging_a_goal_keeps_the_place_and_the_keyboard(course, screen, qtbot):
    screen.resize(1000, 500)
    QTest.qWait(0)
    (choice,) = [c for c in shown(course.chain, QComboBox) if c.currentData() is None]
    bar = course.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    choice.setFocus()
    # the page follows the keyboard until all of the choice is in sight
    qtbot.waitUntil(lambda: choice.visibleRegion().boundingRect().size() == choice.size())
    height = bar.value()
    assert height > 0
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    qtbot.waitUntil(lambda: choice not in shown(course.chain, QComboBox))
    (again,) = [c for c in shown(course.chain, QComboBox) if c.currentData() is not None]
    qtbot.waitUntil(lambda: screen.window().focusWidget() is again)
    qtbot.waitUntil(lambda: bar.value() == height)


def test_saving_the_closing_talk_leaves_the_keyboard_at_its_button(course, screen, qtbot):
    screen.resize(1000, 500)
    (opens,) = [b for b in shown(course, QPushButton) if b.text() == tr("plans.talk.open")]
    opens.setFocus()
    course.area.ensureWidgetVisible(opens)
    height = course.area.verticalScrollBar().value()
    opens.click()
    dialog = course.commands.dialog
    dialog.form.set_value("talk_on", TODAY)
    dialog.go.click()
    qtbot.waitUntil(lambda: opens not in shown(course, QPushButton))
    (again,) = [b for b in shown(course, QPushButton) if b.text() == tr("plans.talk.open")]
    qtbot.waitUntil(lambda: screen.window().focusWidget() is again)
    qtbot.waitUntil(lambda: course.area.verticalScrollBar().value() == height)


def test_what_a_paper_misses_is_brought_into_sight(course, screen):
    screen.resize(1000, 500)
    QTest.qWait(0)
    course.commands.gap_chosen.emit("goals.0.outcome")
    assert course.area.verticalScrollBar().value() >= min(
        course.chain.y(), course.area.verticalScrollBar().maximum()
    )


def test_the_closing_talk_is_kept(course, office, whole):
    course.commands.write_talk()
    dialog = course.commands.dialog
    assert "Usługi opiekuńcze" in dialog.form.value("course")
    assert dialog.form.value("talk_on") == TODAY
    end = plans.get_plan(office, whole).draft.valid_to
    dialog.form.set_value("follow_up_on", end)
    dialog.go.click()
    assert dialog.isVisible()  # a contact after the plan that would be before its end
    dialog.form.set_value("follow_up_on", end + dt.timedelta(days=30))
    dialog.go.click()
    assert plans.plan_course(office, whole).closing.is_written


def test_who_only_reads_sees_what_others_may_do_and_who(course, office, whole):
    office.take_roles([Role.SOCIAL_ASSISTANCE])
    course.open(whole)
    buttons = [course.notes.go, *shown(course.ending, QPushButton)]
    assert len(buttons) > 1
    for button in buttons:
        assert not button.isEnabled()
        assert "koordynator (KIPUS)" in button.toolTip()
    assert not course.notes.form.isEnabled()
    assert "koordynator (KIPUS)" in all_words(course.notes)


def test_several_plans_are_handed_over_from_the_list(screen, office, resident, plan):
    other = plans.create_plan(office, resident).id
    waiting = applications.register(
        office, resident, ApplicationDraft(coordinator="Anna Testowa")
    ).id
    screen.hand_over(plan)
    dialog = screen.handing
    assert dialog.chosen() == [plan]
    for place in (1, 2):
        dialog.list.item(place).setCheckState(Qt.CheckState.Checked)
    dialog.form.set_value("to_name", "Ewa Nowa")
    dialog.form.set_value("reason", "urlop")
    dialog.go.click()
    assert {plans.get_plan(office, p).draft.coordinator for p in (plan, other)} == {"Ewa Nowa"}
    assert applications.get_application(office, waiting).draft.coordinator == "Ewa Nowa"
    screen.window().paper_preview.close()


def test_a_package_is_kept_and_put_in(screen, office, resident, whole):
    screen.show_record(whole)
    packages = screen.plan_page.packages
    packages.save()
    packages.dialog.form.set_value("name", "Opieka")
    packages.dialog.go.click()
    other = plans.create_plan(office, resident).id
    screen.show_record(other)
    packages.insert()
    packages.dialog.go.click()
    assert len(plans.get_plan(office, other).draft.services) == 1
    assert len(screen.plan_page.editor.draft.services) == 1


def test_an_update_is_given_up_in_a_dialog_that_asks_nothing(screen, office, whole):
    details = plans.get_plan(office, whole)
    plans.begin_update(office, whole, details.version, reason=PlanUpdateReason.NEEDS)
    screen.show_record(whole)
    screen.plan_page.sections.agreement.drop.click()
    screen.plan_page.steps.dialog.go.click()
    assert not plans.get_plan(office, whole).is_update


def test_the_thirty_days_do_not_run_again_in_an_update():
    draft = PlanDraft(application_date=TODAY - dt.timedelta(40))
    assert "40 dni" in clock_words(draft, TODAY)
    assert "40" not in clock_words(draft, TODAY, is_update=True)
