"""The copies on the screen: their state, the list, and the way through a restore."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from cusdesk.domain.access import Role
from cusdesk.services import copies
from cusdesk.services.office import open_office
from cusdesk.ui.copies.screen import RESTORE_COMMAND, CopiesScreen
from tests.helpers.office import PASSWORD
from tests.services.test_copies_restore import add, surnames


@pytest.fixture
def made(office, clock):
    """A copy with one resident; a second one came an hour later."""
    add(office, "Dawna")
    path = copies.make_copy(office).path
    clock.advance(hours=1)
    add(office, "Nowa")
    return path


@pytest.fixture
def screen(context, office, qtbot):
    shown = CopiesScreen(replace(context, office=office))
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show()
    return shown


def choose(screen, number=0):
    view = screen.panel.view
    view.select_record(screen.panel.model.id_at(number))


def test_without_a_copy_the_screen_says_what_to_do(screen, qtbot):
    assert screen.words.text().startswith("Ostatnia sprawdzona kopia: jeszcze nie powstała")
    assert screen.panel._empty.isVisible()
    screen.panel._empty.first_step.click()
    assert screen.words.text().startswith("Ostatnia sprawdzona kopia: dziś 10:00")
    assert screen.panel.model.rowCount() == 1


def test_overdue_words_are_red(screen, office, clock):
    copies.make_copy(office)
    clock.advance(days=3)
    screen._read()
    assert screen.words.property("state") == "problem"


def test_the_line_of_a_copy_tells_everything(made, screen):
    row = screen._rows.rows_for(screen._rows._rows)[0]
    shown = [spec.text_of(row) for spec in screen.panel._spec.columns]
    assert shown[:4] == ["15.06.2026 10:00", "zrobiona ręcznie", "tak", "1"]
    assert shown[5] == "ten komputer"


def test_a_trial_is_run_and_told(made, screen):
    screen.try_out.click()
    assert "każdy wiersz się zgadza" in screen.drill.text()


def test_restoring_shows_the_loss_first_and_changes_nothing_yet(made, screen, office):
    choose(screen)
    screen.restore.click()

    page = screen.restore_page
    assert screen.pages.currentWidget() is page
    assert page.title.text() == "Przywrócić kopię: dziś 10:00?"
    assert page.lost.text().startswith("Zniknie 1 rzecz")
    assert page.panel.model.rowCount() == 1
    page.back.click()
    assert screen.pages.currentWidget() is screen.home
    assert surnames(office) == {"Dawna", "Nowa"}


def test_restoring_brings_the_data_back_and_says_so(made, screen, office, notices):
    choose(screen)
    screen.restore.click()
    screen.restore_page.go.click()

    assert surnames(office) == {"Dawna"}
    assert notices.list[-1].text.startswith("Przywrócono kopię: dziś 10:00.")


def test_a_copy_from_a_stick_is_restored(made, screen, office, tmp_path, monkeypatch):
    lone = tmp_path / "z pendrive.cusdesk"
    lone.write_bytes(made.read_bytes())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(lone), ""))

    screen.from_file.click()
    screen.restore_page.go.click()

    assert surnames(office) == {"Dawna"}


def test_a_file_that_is_no_copy_leads_back_with_a_sentence(
    made, screen, tmp_path, notices, monkeypatch
):
    other = tmp_path / "list.cusdesk"
    other.write_bytes(b"x" * 9000)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(other), ""))

    screen.from_file.click()

    assert screen.pages.currentWidget() is screen.home
    assert "innego biura" in notices.list[-1].text


def test_the_command_leads_to_the_list_and_says_how(made, screen, notices):
    screen.run_command(RESTORE_COMMAND)
    assert "Wybierz kopię" in notices.list[-1].text


def test_who_may_not_restore_sees_no_way_to(context, office, qtbot):
    office.take_roles([Role.OFFICE_WORKER])
    shown = CopiesScreen(replace(context, office=office))
    qtbot.addWidget(shown)
    shown.show()
    assert not shown.restore.isVisible()
    assert not shown.from_file.isVisible()
    assert not shown.days.isEnabled()


def test_reading_only_makes_copies_and_restores_nothing(made, context, office, clock, qtbot):
    reading = open_office(office.path, password=PASSWORD, read_only=True, clock=clock)
    shown = CopiesScreen(replace(context, office=reading))
    qtbot.addWidget(shown)
    shown.show()
    shown.now.click()
    assert shown.panel.model.rowCount() == 2
    assert not shown.restore.isVisible()
    reading.close()


def test_the_term_is_kept_and_a_wrong_one_is_refused(screen, office, qtbot, notices):
    assert screen.days.text() == "90"
    for typed, kept in (("60", 60), ("5", 60), ("9999", 60)):
        screen.days.clear()
        qtbot.keyClicks(screen.days, typed)
        qtbot.keyClick(screen.days, Qt.Key.Key_Return)
        assert copies.keep_days(office) == kept
    assert "od 14 do 3650" in notices.list[-1].text
