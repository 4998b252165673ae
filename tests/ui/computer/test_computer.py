"""„Sprawdź komputer” on the screen: lines by level, what the buttons do, the report, no office."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from cusdesk.core.places import Probes
from cusdesk.services import computer
from cusdesk.services.office import open_office
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.computer import panel as panel_module
from cusdesk.ui.computer.dialog import ComputerDialog
from cusdesk.ui.computer.screen import ComputerScreen
from tests.helpers.office import PASSWORD
from tests.services.computer.test_look import play


@pytest.fixture(autouse=True)
def small_screen(monkeypatch):
    """The screen of an office PC: that of the tests is smaller."""
    look = computer.look_at_screen
    monkeypatch.setattr(computer, "look_at_screen", lambda *_size: look(1366, 768, 100))


@pytest.fixture
def shown(context, office, qtbot):
    """A function that shows the screen of a computer."""

    def show(system=None, **changed):
        made = ComputerScreen(replace(context, office=office, **changed), system or play())
        qtbot.addWidget(made)
        made.resize(1100, 700)
        made.show()
        return made

    return show


def words(widget):
    return [it.text() for it in widget.findChildren(QLabel) if it.text() and it.isVisible()]


def test_every_line_is_shown_under_its_level(shown):
    screen = shown()
    said = words(screen.panel.list)
    assert said[0] == "Do naprawienia"
    assert said[1] == "Kopia na tym komputerze: jeszcze nie powstała"
    assert said.index("Warto poprawić") < said.index("W porządku")
    assert "Arkusze (Excel): otwiera je Excel" in said
    assert screen.panel.summary.text().startswith("2 rzeczy wymagają uwagi")
    assert not screen.panel.waiting.isVisible()


def test_a_copy_made_from_here_mends_its_line(shown):
    screen = shown()
    screen.panel.list.buttons["copy"].click()
    assert any("ostatnia sprawdzona: dziś" in said for said in words(screen.panel.list))
    assert screen.panel.summary.text().startswith("1 rzecz wymaga uwagi")


def test_a_copy_elsewhere_asks_for_the_folder(shown, tmp_path, monkeypatch):
    screen = shown()
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(stick))
    screen.panel.list.buttons["outside"].click()
    assert list(stick.glob("*.cusdesk"))


def test_an_office_in_a_cloud_is_brought_home_from_here(shown, office):
    asked = []
    cloud = play(places=Probes(environment={"OneDrive": str(office.path.parent)}))
    screen = shown(cloud, bring_home=lambda: asked.append(True))
    screen.panel.list.buttons["place"].click()
    assert asked == [True]


def test_a_damaged_file_leads_to_the_copies(shown, office):
    opened = []
    screen = shown(can_open=lambda _f: True, open_record=lambda f, _i=None: opened.append(f))
    raw = bytearray(office.path.read_bytes())
    raw[-2000:] = bytes(2000)
    office.path.write_bytes(bytes(raw))
    screen.panel.again.click()
    screen.panel.list.buttons["file"].click()
    assert opened == ["copies"]


def test_the_keyboard_keeps_its_button_when_lines_come_anew(shown):
    screen = shown()
    before = screen.panel.list.buttons["outside"]
    before.setFocus()
    screen.panel.look_quickly()
    after = screen.panel.list.buttons["outside"]
    assert after is not before
    assert screen.window().focusWidget() is after


def test_the_trial_page_is_shown_before_it_is_printed(shown):
    screen = shown()
    screen.panel.list.buttons["printer"].click()
    preview = screen.findChild(PdfPreview)
    assert preview._file_name == "strona-probna.pdf"
    assert len(preview.pages._labels) == 1
    preview.close()


def test_the_report_is_saved_where_the_person_wants(shown, tmp_path, monkeypatch):
    screen = shown()
    target = tmp_path / "raport.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    screen.panel.save.click()
    text = target.read_text(encoding="utf-8")
    assert "copy.none" in text
    assert str(office_folder(screen)) not in text
    assert str(target) in screen.panel.said.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target / "x"), ""))
    screen.panel.save.click()
    assert screen.panel.said.property("look") == "problem"


def office_folder(screen):
    return screen.context.office.path.parent


def test_who_may_not_make_copies_sees_no_such_button(shown, office):
    office.rights = office.rights - {"copies.make"}
    screen = shown()
    assert {"copy", "outside"}.isdisjoint(screen.panel.list.buttons)


def test_reading_only_offers_no_move(context, office, clock, qtbot):
    reading = open_office(office.path, password=PASSWORD, read_only=True, clock=clock)
    cloud = play(places=Probes(environment={"OneDrive": str(office.path.parent)}))
    made = ComputerScreen(replace(context, office=reading), cloud)
    qtbot.addWidget(made)
    made.show()
    assert "place" not in made.panel.list.buttons
    reading.close()


def test_without_an_office_the_computer_alone_is_told(theme, ops, qtbot, monkeypatch):
    dialog = ComputerDialog(None, ops, play())
    qtbot.addWidget(dialog)
    dialog.show()
    said = " ".join(words(dialog.panel.list))
    assert "Miejsce na dysku" in said
    assert "Kopia" not in said
    assert "Po otwarciu biura" in words(dialog.panel)[0]


def test_pages_of_the_settings_are_offered_on_windows_alone(shown, monkeypatch):
    sick = play(workbook_program=lambda: "")
    assert "sheets" not in shown(sick).panel.list.buttons
    opened = []
    monkeypatch.setattr(panel_module.sys, "platform", "win32")
    monkeypatch.setattr(panel_module.QDesktopServices, "openUrl", opened.append)
    shown(sick).panel.list.buttons["sheets"].click()
    assert opened[0].toString() == "ms-settings:defaultapps"


@pytest.mark.parametrize("percent", [100, 200])
def test_the_page_needs_no_more_than_a_small_screen(context, office, qtbot, percent):
    from cusdesk.ui.common.theme import current

    current().apply("light", percent)
    made = ComputerScreen(replace(context, office=office), play())
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() < 1100
    assert made.minimumSizeHint().height() < 700
