"""An office opened only for reading: what would write is greyed and says why, or is not there."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from cusdesk.core.messages import tr
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import plans, residents
from cusdesk.services.attendance import VisitDraft, add_visits, list_visits
from cusdesk.services.office import open_office
from cusdesk.ui.common.executors import InlineExecutor
from cusdesk.ui.common.operations import Operations
from cusdesk.ui.shell.main_window import MainWindow
from tests.helpers.office import PASSWORD
from tests.services.attendance_office import add_service, make_group

WRITING = ("residents.new", "plans.new", "catalogue.new", "imports.new", "attendance.visits")
READING = ("plans.save_all", "file.backup", "go.residents")


@pytest.fixture
def reader(theme, bus, notifier, settings, qtbot, office, clock):
    """The real window on a file that another window is writing into."""
    make_group(office, ["Bąk", "Lis"], [2, 9])
    person = residents.create_resident(office, ResidentDraft("Żak", "Ada")).id
    plans.create_plan(office, person)
    service = add_service(office, "Opieka")
    visit = VisitDraft(person, service, dt.date(2026, 6, 3), minutes=60, worker="Ewa")
    add_visits(office, [visit])
    ops = Operations(bus, notifier, database=InlineExecutor(), files=InlineExecutor())
    window = MainWindow(ops, bus, notifier, settings)
    ops.setParent(window)
    qtbot.addWidget(window)
    window.resize(1300, 760)
    window.show()
    opened = open_office(office.path, password=PASSWORD, read_only=True, clock=clock)
    window.enter(opened)
    yield window
    window.close()


def usable(root):
    return {
        b.text().strip() for b in root.findChildren(QPushButton) if b.isVisible() and b.isEnabled()
    }


def typed_into(root):
    fields = [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit)]
    return [f for f in fields if f.isVisible() and f.isEnabled() and not f.isReadOnly()]


def test_writing_actions_are_greyed_and_say_why(reader):
    action = reader.actions_registry.action
    for name in WRITING:
        assert not action(name).isEnabled(), name
        assert action(name).toolTip() == tr("common.read_only")
    for name in READING:
        assert action(name).isEnabled(), name


def test_group_pages_can_be_looked_at_only(reader):
    screen = reader.workspace.open_screen("attendance")
    assert screen._new.toolTip() == tr("common.read_only")
    assert not {tr("attendance.group.new"), tr("imports_ui.from_screen")} & usable(screen)
    screen.open_group(screen.groups.panel.model.id_at(0))
    here = {"", tr("attendance.back"), "czerwiec 2026", tr("attendance.grid.paper")}
    here |= {tr("record.history.button"), tr("attendance.breaks.open")}
    for number in (1, 2, 3):  # people, meetings, data
        screen.group.tabs.setCurrentIndex(number)
        assert usable(screen) <= {*here, tr("attendance.members.open")}


def test_rows_of_a_group_keep_their_order(reader):
    screen = reader.workspace.open_screen("attendance")
    screen.open_group(screen.groups.panel.model.id_at(0))
    screen.group.tabs.setCurrentWidget(screen.group.members)
    assert screen.group.members.list.dragDropMode().name == "NoDragDrop"
    assert typed_into(screen.group.members) == []


def test_visits_are_neither_typed_nor_changed(reader):
    screen = reader.workspace.open_screen("attendance")
    screen.tabs.setCurrentWidget(screen.visits)
    page = screen.visits
    assert not page.line.isEnabled()
    assert not {tr("attendance.visits.change"), tr("attendance.visits.remove")} & usable(page)
    visit = page._rows[0]
    page.change(visit.id)
    page._remove()
    assert page.typing.changed is None
    assert len(list_visits(reader.office, dt.date(2026, 6, 1))) == 1


def test_cards_and_plans_offer_nothing_that_writes(reader):
    for name, panel in (("residents", "list_page"), ("plans", "list_page")):
        screen = reader.workspace.open_screen(name)
        assert tr(f"{name}.new" if name == "residents" else "plans.new.action") not in usable(
            screen
        )
        screen.show_record(getattr(screen, panel).panel.model.id_at(0))
        assert typed_into(screen) == []
