"""Opening an office through the real window: passwords, a second program, reading only."""

from __future__ import annotations

import socket

from PySide6.QtCore import Qt

from cusdesk.core.settings import Settings
from cusdesk.services.office import last_backup, open_office
from tests.e2e import steps
from tests.e2e.desk import ENTER, TAB
from tests.helpers.office import PASSWORD


def test_wrong_password_is_typed_over_and_opens(start, office_file):
    desk = start(office_file)
    steps.unlock(desk, "zle-haslo")
    assert "Hasło jest nieprawidłowe" in desk.window.start.unlock.problem.text
    assert desk.office is None

    steps.unlock(desk, PASSWORD)

    assert desk.office.name == "CUS w Dolinie"
    assert desk.window.windowTitle() == "CUS w Dolinie – cusdesk"


def test_forgotten_password_is_replaced_by_the_paper(start, tmp_path):
    first = start()
    code = steps.make_new_office(first, tmp_path / "dolina.cusdesk")
    first.close()
    desk = start(tmp_path / "dolina.cusdesk")

    desk.window.start.unlock._other.click()
    desk.window.start.unlock.field.setFocus()
    steps.unlock(desk, code.lower())
    page = desk.window.start.first_password
    assert page.who.currentText() == "Anna Próbna"
    page.passwords.password.setFocus()
    desk.press("nowe spokojne słowa", TAB, "nowe spokojne słowa", ENTER)
    desk.until(lambda: desk.window.workspace is not None)

    assert (desk.office.name, desk.office.user_name) == ("CUS w Dolinie", "Anna Próbna")


def test_second_window_is_told_who_holds_the_office(start, office_file, tmp_path):
    first = start(office_file)
    steps.unlock(first, PASSWORD)

    second = start(office_file, Settings(tmp_path / "second.json"))
    second.window.activateWindow()
    second.window.start.unlock.field.setFocus()
    steps.unlock(second, PASSWORD)

    second.until(lambda: second.office is not None)
    assert second.office.read_only
    assert not first.office.read_only
    assert "Biuro jest już otwarte" in second.window.message_bar.text
    assert socket.gethostname() in second.window.message_bar.text


def test_reading_only_shows_everything_and_changes_nothing(start, office_file, tmp_path):
    first = start(office_file)
    steps.unlock(first, PASSWORD)
    maria = steps.add_resident(first, "Łuczak Maria")
    desk = start(office_file, Settings(tmp_path / "second.json"))
    desk.window.start.unlock.field.setText(PASSWORD)
    desk.window.start.unlock._on_read_only()
    desk.until(lambda: desk.office is not None)
    desk.settle()

    screen = desk.screen("residents")
    screen.show_record(maria)
    desk.settle()

    assert "tylko do odczytu" in desk.said
    assert screen.card_page.form.value("surname") == "Łuczak"
    assert not screen._new.isEnabled()
    assert "tylko do odczytu" in screen._new.toolTip()
    assert not desk.window.actions_registry.action("edit.undo").isEnabled()


def test_every_screen_opens_in_an_empty_office(start, office_file):
    desk = start(office_file)
    steps.unlock(desk, PASSWORD)
    names = [spec.id for spec in desk.window._screens]

    for name in names:
        desk.screen(name)
        assert desk.window.workspace.current_id == name

    assert {"today", "residents", "plans", "catalogue", "attendance", "office"} <= set(names)


def test_settings_of_the_centre_reach_the_paper_and_the_title(start, office_file):
    desk = start(office_file)
    steps.unlock(desk, PASSWORD)
    desk.choose("file.office")
    desk.press(" i Zielonej", Qt.Key.Key_Tab)
    desk.press("ul. Lipowa 1")
    desk.press(ENTER)
    desk.press("12-345 Dolina", Qt.Key.Key_Tab)
    desk.settle()
    path = desk.office.path
    title = desk.window.windowTitle()
    desk.close()

    office = open_office(path, password=PASSWORD)
    from cusdesk.services.office import office_header

    with office.read() as session:
        header = office_header(session)
    office.close()
    assert title.endswith("– cusdesk")
    assert header.name in title
    assert "i Zielonej" in header.name
    assert header.address_lines == ("ul. Lipowa 1", "12-345 Dolina")


def test_a_copy_is_made_behind_the_scenes(start, office_file):
    desk = start(office_file)
    steps.unlock(desk, PASSWORD)
    desk.settle()

    assert last_backup(desk.office) is not None
    assert desk.window.workspace.navigation._backup.text().startswith(
        "Ostatnia sprawdzona kopia: dziś"
    )
