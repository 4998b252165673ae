"""Settings on the screen: written at every field exit, taken back, said where they are wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from cusdesk.services import history, office_settings
from cusdesk.services.office import last_backup, open_office
from cusdesk.services.papers import clauses
from cusdesk.ui.office.screen import OfficeScreen
from tests.helpers.office import PASSWORD


@pytest.fixture
def screen(context, office, qtbot):
    made = OfficeScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def type_into(screen, name, text):
    field = screen.form.field(name)
    field.set_value(text)
    field.edited.emit()
    field.left.emit()


def test_settings_stand_on_the_form(screen):
    assert screen.form.value("name") == "CUS Testowo"
    assert screen.form.value("number_pattern") == "IPUS/{numer}/{rok}"


def test_a_field_that_was_left_is_written(screen, office):
    type_into(screen, "address", "ul. Lipowa 1\n12-345 Dolina")

    assert office_settings.get(office).address == "ul. Lipowa 1\n12-345 Dolina"


def test_a_gap_of_a_paper_leads_to_its_wording_and_its_field(screen, office):
    state = clauses.list_clauses(office)[-1]
    screen.resize(1100, 500)
    screen.run_command(f"office.gap:clause:{state.clause}")
    QTest.qWait(0)
    assert state.text == screen.papers.dialog.text.toPlainText()
    assert screen.page.form_area.verticalScrollBar().value() > 0
    screen.papers.dialog.reject()
    screen.run_command("office.gap:office.contact")
    assert screen.focusWidget() is screen.form.field("contact").widget


def test_what_was_taken_back_is_shown(screen, office, bus):
    type_into(screen, "place", "Dolina")

    bus.publish(history.undo(office).changes)

    assert screen.form.value("place") == ""


def test_the_number_is_shown_while_it_is_written(screen):
    field = screen.form.field("number_pattern")
    field.set_value("CUS-{rok}-{numer}")
    field.edited.emit()

    assert screen.example.text().endswith(" CUS-2026-12")


def test_a_wrong_pattern_is_said_and_not_written(screen, office):
    type_into(screen, "number_pattern", "CUS")

    assert "kolejny numer" in screen.form._boxes["number_pattern"].shown_problem
    assert screen.example.text() == ""
    assert office_settings.get(office).number_pattern == "IPUS/{n}/{year}"


def test_an_empty_pattern_is_the_usual_one(screen, office):
    type_into(screen, "number_pattern", "CUS-{numer}/{rok}")
    type_into(screen, "number_pattern", "")

    assert office_settings.get(office).number_pattern == "IPUS/{n}/{year}"


def test_people_are_added_line_by_line(screen, office, qtbot):
    field = screen.form.field("approvers")
    field._add.click()
    line = field._lines[0]
    qtbot.keyClicks(line.fields["name"].widget, "Jan Testowy")
    qtbot.keyClicks(line.fields["post"].widget, "dyrektor")
    line.fields["post"].left.emit()

    people = office_settings.get(office).approvers
    assert [(p.name, p.post) for p in people] == [("Jan Testowy", "dyrektor")]


def test_a_copy_is_made_and_said(screen, office, notices):
    screen.side.now.click()

    assert notices.list[-1].text.startswith("Kopia jest gotowa. Otwarto ją i sprawdzono:")
    assert last_backup(office) is not None


def test_a_copy_goes_to_the_chosen_folder(screen, tmp_path, notices, monkeypatch):
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(stick))

    screen.side.elsewhere.click()

    assert str(stick) in notices.list[-1].text
    assert len(list(stick.glob("*.cusdesk"))) == 1


def test_no_folder_chosen_is_no_copy(screen, office, notices, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")

    screen.side.elsewhere.click()

    assert notices.list == []
    assert last_backup(office) is None


def test_the_file_is_checked_and_said(screen, notices):
    screen.side.check.click()

    assert notices.list[-1].text.startswith("Plik biura jest zdrowy.")


def test_read_only_settings_are_shown_and_locked(context, office, qtbot):
    reading = open_office(office.path, password=PASSWORD, read_only=True)
    made = OfficeScreen(replace(context, office=reading))
    qtbot.addWidget(made)
    made.show()

    assert made.form.value("name") == "CUS Testowo"
    assert not made.form.isEnabled()
    reading.close()
