"""The list: search box, opening, empty states, read-only office."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from cusdesk.core.messages import tr
from cusdesk.services.office import open_office
from cusdesk.ui.residents.screen import ResidentsScreen
from tests.helpers.office import PASSWORD


def names(screen):
    model = screen.list_page.panel.model
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def test_people_stand_in_polish_order(shown, people):
    assert names(shown()) == ["Kowalska", "Kowalski", "Łuczak"]


def test_search_box_narrows_and_forgives(shown, people, qtbot):
    screen = shown()

    with qtbot.waitSignal(screen.list_page.panel.counted):
        qtbot.keyClicks(screen.list_page.search, "luczka")

    assert names(screen) == ["Łuczak"]
    qtbot.keyClick(screen.list_page.search, Qt.Key.Key_Return)
    assert screen.card_page.model.resident_id == people[0]


def test_nobody_found_offers_a_new_card_with_the_same_words(shown, people, qtbot):
    screen = shown()
    with qtbot.waitSignal(screen.list_page.panel.counted):
        qtbot.keyClicks(screen.list_page.search, "brzeczyk jan")
    assert screen.list_page._stack.currentIndex() == 1

    screen.list_page._on_new()

    assert screen.new_page.finder.text == "brzeczyk jan"


def test_escape_clears_the_search(shown, people, qtbot):
    screen = shown()
    with qtbot.waitSignal(screen.list_page.panel.counted):
        qtbot.keyClicks(screen.list_page.search, "kowal")

    with qtbot.waitSignal(screen.list_page.panel.counted):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)

    assert len(names(screen)) == 3


def test_empty_office_says_what_to_do_first(shown):
    screen = shown()

    assert screen.list_page.panel._empty.isVisible()


def test_new_command_begins_the_search(shown):
    screen = shown()

    screen.run_command("residents.new")

    assert screen._pages.currentWidget() is screen.new_page
    assert screen.new_page.finder.field.hasFocus()


def test_read_only_office_shows_and_changes_nothing(context, office, people, clock, qtbot):
    office.close()
    again = open_office(office.path, password=PASSWORD, read_only=True, clock=clock)
    screen = ResidentsScreen(replace(context, office=again))
    qtbot.addWidget(screen)
    screen.show()

    screen.show_record(people[0])

    assert not screen.card_page.form.isEnabled()
    assert not screen._new.isEnabled()
    assert screen._new.toolTip() == tr("common.read_only")
    again.close()


def test_the_list_can_be_printed_or_saved_as_it_is_searched(shown, people, qtbot):
    screen = shown()
    with qtbot.waitSignal(screen.list_page.panel.counted):
        qtbot.keyClicks(screen.list_page.search, "luczka")

    document = screen._output.document()

    assert screen._output.isVisible()
    assert [row[0] for row in document.rows] == ["Łuczak"]
    screen.start_new()
    assert not screen._output.isVisible()
