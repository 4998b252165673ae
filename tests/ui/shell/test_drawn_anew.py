"""Another text size or other colours make the screens anew; the person stays where they were."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from cusdesk.core.settings import TEXT_SIZE, THEME
from cusdesk.domain.catalogue import ServiceArea, ServiceDraft, ServiceStatus
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import catalogue, plans, residents
from cusdesk.ui.common.executors import InlineExecutor
from cusdesk.ui.common.operations import Operations
from cusdesk.ui.shell.main_window import MainWindow
from tests.services.attendance_office import JUNE, make_group


@pytest.fixture
def people(office):
    return [
        residents.create_resident(office, ResidentDraft(name, "Zofia")).id
        for name in ("Bąk", "Lis", "Żak")
    ]


@pytest.fixture
def work(theme, bus, notifier, settings, qtbot, office, people):
    """The real screens over a real office."""
    ops = Operations(bus, notifier, database=InlineExecutor(), files=InlineExecutor())
    made = MainWindow(ops, bus, notifier, settings)
    ops.setParent(made)
    qtbot.addWidget(made)
    made.resize(1300, 760)
    made.show()
    made.activateWindow()
    made.enter(office)
    yield made
    made.close()
    settings.set(TEXT_SIZE, 100)
    theme.apply("light", 100)


@pytest.fixture
def larger(settings, qtbot):
    def make():
        settings.set(TEXT_SIZE, 125)
        qtbot.wait(10)

    return make


def screen(window, name):
    return window.workspace.open_screen(name)


def test_the_card_and_its_field_stay(work, larger, people, qtbot):
    work.workspace.open_record("residents", people[1])
    before = screen(work, "residents")
    before.card_page.form.focus("birth_surname")
    QTest.keyClicks(before.card_page.form.field("birth_surname").widget, "Zbik")

    larger()

    after = screen(work, "residents")
    assert after is not before
    assert after.card_page.model.resident_id == people[1]
    assert after.card_page.form.value("birth_surname") == "Zbik"
    assert work.focusWidget() is after.card_page.form.field("birth_surname").widget


def test_search_filters_and_row_stay(work, larger, people):
    page = screen(work, "residents").list_page
    page.search.setText("zofia")
    page._pause.stop()
    page._ask()
    page.panel.view.set_filter(0, "ż")

    larger()

    page = screen(work, "residents").list_page
    assert page.search.text() == "zofia"
    assert page.panel.model.query.filters == {"surname": "ż"}
    assert page.panel.view.frozen.header.editors[0].text() == "ż"
    assert page.panel.view.current_id() == people[2]


def test_a_new_card_goes_on(work, larger):
    before = screen(work, "residents")
    before._start_draft(ResidentDraft("Sęk", ""))
    before.draft_page.form.focus("given_name")
    QTest.keyClicks(before.draft_page.form.field("given_name").widget, "Ada")

    larger()

    page = screen(work, "residents").draft_page
    assert page.isVisible()
    assert (page.form.draft().surname, page.form.draft().given_name) == ("Sęk", "Ada")


def test_another_screen_is_found_where_it_was_left(work, larger, office, people):
    plan = plans.create_plan(office, people[0]).id
    work.workspace.open_record("plans", plan)
    screen(work, "today")

    larger()

    assert work.workspace.current_id == "today"
    assert screen(work, "plans").plan_page.editor.plan_id == plan


def test_the_service_on_the_form_stays_when_colours_change(work, settings, office):
    service = catalogue.create(
        office, ServiceDraft("Pranie", area=ServiceArea.HEALTH, status=ServiceStatus.REGULAR)
    ).id
    work.workspace.open_record("catalogue", service)

    settings.set(THEME, "dark")

    assert screen(work, "catalogue").parts.editor.record_id == service


def test_the_cell_of_the_grid_stays(work, larger, office):
    group = make_group(office, ["Bąk", "Lis"], [2, 9])
    before = screen(work, "attendance")
    before.month.set_month(JUNE)
    before.open_group(group)
    before.group.board.session.grid.go_to((1, 1))

    larger()

    after = screen(work, "attendance")
    assert after.month.month == JUNE
    assert after.title_label.text() == "Wtorki"
    assert after.group.board.session.grid.place == (1, 1)


def test_a_half_typed_visit_stays(work, larger, office, people):
    group = make_group(office, ["Kos"], [2])
    assert group
    before = screen(work, "attendance")
    before.tabs.setCurrentWidget(before.visits)
    service = before.visits.heads._ids[1]
    before.visits.heads.choose(service, "Iwona Lis")
    before.visits.line.go_to("start")
    QTest.keyClicks(before.visits.line.fields["start"], "8")

    larger()

    visits = screen(work, "attendance").visits
    assert (visits.heads.service_id, visits.heads.worker_name) == (service, "Iwona Lis")
    assert visits.line.fields["start"].text() == "8"


def test_a_cell_that_cannot_be_read_is_not_thrown_away(work, larger, office):
    group = make_group(office, ["Bąk"], [2])
    before = screen(work, "attendance")
    before.month.set_month(JUNE)
    before.open_group(group)
    session = before.group.board.session
    session.state.keep_unread(0, 0, "bzdura", "?")

    larger()

    assert screen(work, "attendance") is before


def test_a_system_turned_dark_draws_the_pages_anew(work, theme, qtbot):
    before = screen(work, "residents")

    theme.system_changed.emit()
    qtbot.wait(10)

    assert screen(work, "residents") is not before
