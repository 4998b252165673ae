"""The screen of closing: findings, closing, late changes, opening again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import text

from cusdesk.services import months
from cusdesk.services.attendance import add_meetings
from cusdesk.ui.months.dialogs import CloseDialog, ReopenDialog
from cusdesk.ui.months.screen import MonthsScreen
from cusdesk.ui.months.viewmodel import list_document
from tests.services.attendance_office import JUNE, make_group, mark_all


@pytest.fixture
def screen(context, office, clock, qtbot):
    """June with two marked meetings and one without a list, looked at in July."""
    group = make_group(office, ["Łuczak", "Bąk"], [2, 9], minutes=60, unit="hour")
    mark_all(office, group, "xxxn")
    add_meetings(office, group, [dt.date(2026, 6, 16)])
    clock.advance(days=18)
    made = MonthsScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    return made


def close(screen, why="lista zaginęła"):
    screen.close_button.click()
    dialog = screen.findChild(CloseDialog)
    dialog.words.setPlainText(why)
    dialog.do.click()
    return dialog


def test_the_last_month_that_is_over_stands_first_with_what_to_see(screen):
    assert screen.switch.month == JUNE
    assert "nikt nie ma wpisanej" in screen.table.item(0, 1).text()
    assert screen.close_button.isEnabled()


def test_findings_are_left_only_with_a_word_why(screen, office):
    dialog = close(screen, "")
    assert dialog.problem.isVisibleTo(dialog)
    assert not months.list_months(office)[0].is_closed

    dialog.words.setPlainText("lista zaginęła")
    dialog.do.click()

    assert months.list_months(office)[0].note == "lista zaginęła"
    assert "zamknięty" in screen.state.text()
    assert not screen.close_button.isVisibleTo(screen)


def test_late_changes_are_listed_and_the_month_is_opened_again(screen, office):
    close(screen)
    with office.write("attendance.mark") as work:
        work.session.execute(text("UPDATE attendance SET minutes = 15 WHERE minutes > 0"))
    screen.load()
    assert "przy zamknięciu 2:00, teraz 0:30" in screen.table.item(0, 1).text()

    screen.reopen_button.click()
    dialog = screen.findChild(ReopenDialog)
    dialog.words.setPlainText("karta przyszła po terminie")
    dialog.do.click()

    assert "karta przyszła po terminie" in screen.state.text()
    assert screen.close_button.isVisibleTo(screen)


def test_a_month_that_runs_cannot_be_closed(screen):
    screen.switch.set_month(dt.date(2026, 7, 1))

    assert not screen.close_button.isEnabled()


def test_a_line_leads_to_where_it_is_mended(screen):
    led = []
    screen.context = replace(screen.context, open_record=lambda *where: led.append(where))

    screen.open_button.click()

    assert led[0][0] == "attendance"


def test_the_protocol_holds_the_figures_of_the_day_of_closing(screen, office):
    close(screen)

    document = months.protocol(office, JUNE)

    assert document.rows == (("Rehabilitacja", 2, 3, 1, 3, 3, 6, "godziny"),)
    assert months.check_month(office, JUNE).seal in document.notes[0]


def test_the_protocol_tells_that_the_month_was_opened_again(screen, office):
    close(screen)
    months.reopen_month(office, JUNE, "brak listy z drugiego")
    seal = months.check_month(office, JUNE).seal
    months.close_month(office, JUNE, seal, "uzupełniono")

    notes = months.protocol(office, JUNE).notes

    assert sum("brak listy z drugiego" in note for note in notes) == 1
    # the seal, the closing that was opened again, two lines to be signed; not this closing itself
    assert sum(bool(note.strip()) for note in notes) == 4


def test_the_list_can_be_printed_before_and_after_the_closing(screen, office):
    lines = screen.page.lines
    document = list_document(screen.page, office)
    assert document.rows == tuple((line.kind, line.what) for line in lines)
    assert "sprawdzenia" in document.title
    assert screen.list_button.isVisible()

    close(screen)

    assert not screen.list_button.isVisible()
    assert "Późne" in list_document(screen.page, office).title
