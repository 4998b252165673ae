"""Goals and services typed by keyboard alone."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cusdesk.domain.plans import AmountPer, GoalTerm, PlanServiceForm
from cusdesk.services import history
from cusdesk.ui.shell.help_place import asked_about
from tests.ui.plans.conftest import ENTER, TAB, keys

CONTROL = Qt.KeyboardModifier.ControlModifier


def table(page, part):
    view = page.sections.tables[part].view
    view.setFocus()
    return view


def type_goal(page, text="Samodzielne zakupy"):
    table(page, "goals")
    keys(text, TAB)


def test_a_goal_is_typed_from_left_to_right(page, stored):
    table(page, "goals")
    keys("Samodzielne zakupy", TAB, "dług", TAB, "liczba wyjść", TAB, "2 w tygodniu", TAB)
    keys("1.9.2026", ENTER)

    goal = stored().goals[0]
    assert (goal.text, goal.term) == ("Samodzielne zakupy", GoalTerm.LONG)
    assert (goal.measure, goal.criterion) == ("liczba wyjść", "2 w tygodniu")
    assert goal.due == dt.date(2026, 9, 1)


def test_a_service_found_by_alias_brings_what_the_catalogue_says(page, stored, care):
    type_goal(page)
    view = table(page, "services")
    keys("opiekunka", TAB)

    row = stored().services[0]
    assert row.service_id == care
    assert (row.place, row.fee_gr, row.funding) == ("w domu", 800, "Program CUS")
    assert row.provider_id is not None
    assert (row.form, row.goal_index) == (PlanServiceForm.INDIVIDUAL, 0)
    assert view.currentIndex().column() == 1


def test_f1_asks_about_the_cell_and_about_what_is_typed_into_it(page, stored):
    view = table(page, "goals")
    view.setCurrentIndex(view.model().index(0, 0))
    for widget in (view, view.viewport()):
        asked = asked_about(widget, "plans")
        assert asked.name == "Cel"
        assert asked.place.field_text.startswith("Co ma się zmienić")
    keys("Spacery", TAB)
    view.setCurrentIndex(view.model().index(0, 2))
    assert asked_about(view, "plans").place.field_text.startswith("Po czym poznacie")


def test_typing_on_a_long_cell_replaces_it_and_f2_goes_on(page, stored):
    view = table(page, "goals")
    keys("Zakupy", TAB)
    view.setCurrentIndex(view.model().index(0, 0))

    keys("Spacery", ENTER)
    assert stored().goals[0].text == "Spacery"

    view.setCurrentIndex(view.model().index(0, 0))
    keys(Qt.Key.Key_F2, " co dzień", ENTER)
    assert stored().goals[0].text == "Spacery co dzień"


def test_amount_makes_the_total_and_the_total_can_be_typed_over(page, stored):
    view = table(page, "services")
    keys("opiek", TAB, TAB, "pon. 8-10", TAB, "2", ENTER)
    row = stored().services[0]
    assert (row.schedule, row.amount, row.amount_per) == ("pon. 8-10", 120, AmountPer.WEEK)
    assert row.total_amount == 52 * 60  # 26 weeks and a day, in whole hours

    view.setCurrentIndex(view.model().index(1, 3))
    keys("50", ENTER)
    view.setCurrentIndex(view.model().index(0, 3))
    keys("3", ENTER)
    assert (stored().services[0].amount, stored().services[0].total_amount) == (180, 3000)


def test_meetings_are_counted_whole(page, stored):
    view = table(page, "services")
    keys("klub", TAB)
    view.setCurrentIndex(view.model().index(0, 3))
    keys("1,5", ENTER)
    assert stored().services[0].amount is None
    assert view.text(0, 3) == "1,5"
    assert "liczbę całkowitą" in view.model().index(0, 3).data(Qt.ItemDataRole.ToolTipRole)
    keys(Qt.Key.Key_Up)
    view.setCurrentIndex(view.model().index(0, 3))
    keys("4", ENTER)
    assert stored().services[0].amount == 4


def test_day_outside_the_plan_waits_in_its_cell_until_the_plan_is_longer(page, stored):
    view = table(page, "services")
    keys("opiek", TAB)
    view.setCurrentIndex(view.model().index(1, 5))
    keys("31.12.2026", ENTER)

    assert stored().services[0].valid_to is None
    assert view.text(1, 5) == "31.12.2026"
    assert page.editor.refused

    page.editor.set_own("valid_to", dt.date(2027, 1, 31), "31.01.2027")
    assert stored().services[0].valid_to == dt.date(2026, 12, 31)
    assert not page.editor.refused


def test_unknown_service_keeps_its_text(page, stored):
    view = table(page, "services")
    keys("xyzzy", ENTER)
    assert view.text(0, 0) == "xyzzy"
    assert len(stored().services) == 1
    assert "xyzzy" in page.sections.tables["services"].model.index(0, 0).data(
        Qt.ItemDataRole.ToolTipRole
    )


def test_insert_fill_and_remove(page, stored):
    view = table(page, "goals")
    keys("Pierwszy", ENTER, "Trzeci", ENTER)
    view.setCurrentIndex(view.model().index(1, 0))
    keys(Qt.Key.Key_Insert, "Drugi", ENTER)
    assert [g.text for g in stored().goals] == ["Pierwszy", "Drugi", "Trzeci"]

    view.setCurrentIndex(view.model().index(0, 2))
    keys("miernik", ENTER)
    QTest.keyClick(view, Qt.Key.Key_D, CONTROL)
    assert [g.measure for g in stored().goals] == ["miernik", "miernik", ""]

    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Delete, CONTROL)
    assert [g.text for g in stored().goals] == ["Drugi", "Trzeci"]
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert stored().goals[0].text == ""


def test_services_follow_their_goal(page, stored):
    table(page, "goals")
    keys("Pierwszy", ENTER, "Drugi", ENTER)
    services = table(page, "services")
    keys("opiek", TAB)
    services.setCurrentIndex(services.model().index(0, 7))
    keys("2", ENTER)
    assert stored().services[0].goal_index == 1

    goals = table(page, "goals")
    goals.setCurrentIndex(goals.model().index(0, 0))
    QTest.keyClick(goals, Qt.Key.Key_Delete, CONTROL)
    assert (stored().services[0].goal_index, stored().goals[0].text) == (0, "Drugi")


def test_undo_takes_back_a_burst_and_shows_it(page, stored, office, ops, clock):
    clock.advance(minutes=5)
    type_goal(page)
    clock.advance(minutes=5)
    table(page, "goals")
    page.sections.tables["goals"].view.setCurrentIndex(
        page.sections.tables["goals"].model.index(0, 2)
    )
    keys("liczba wyjść", ENTER)
    ops.write(history.undo, office).run()
    assert page.sections.tables["goals"].view.text(0, 2) == ""
    assert page.sections.tables["goals"].view.text(0, 0) == "Samodzielne zakupy"
    ops.write(history.undo, office).run()
    assert page.sections.tables["goals"].model.part_count == 0


def test_another_table_is_another_step_of_undo(page, office, ops, stored):
    type_goal(page)
    table(page, "actions")
    keys("spacery", ENTER)
    ops.write(history.undo, office).run()
    assert (len(stored().goals), len(stored().actions)) == (1, 0)


def test_undo_takes_a_row_with_the_text_that_waits_in_it(page, office, ops):
    view = table(page, "services")
    keys("opiek", TAB)
    view.setCurrentIndex(view.model().index(1, 0))
    keys("Nikt taki", ENTER)
    assert page.editor.refused
    ops.write(history.undo, office).run()
    assert view.model().part_count == 0
    assert not page.editor.refused


def test_tab_leaves_an_empty_table(page, screen, qtbot):
    view = table(page, "actions")
    keys(TAB)
    assert not view.hasFocus()


def test_proposed_reviews_lie_inside_the_plan(page, stored):
    page.sections.propose_reviews()
    assert [r.due for r in stored().reviews] == [dt.date(2026, 8, 15), dt.date(2026, 10, 15)]
    page.sections.propose_reviews()
    assert len(stored().reviews) == 2  # nothing is proposed twice
