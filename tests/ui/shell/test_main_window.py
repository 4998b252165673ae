"""The window: navigation, commands, undo, backup, closing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from cusdesk.core.messages import tr
from cusdesk.core.settings import RECENT_OFFICES, TEXT_SIZE, THEME
from cusdesk.domain.access import Role
from cusdesk.services.demo import DEMO_PASSWORD, build_demo
from cusdesk.services.office import office_setting, open_office
from cusdesk.ui.common.notices import Notice
from cusdesk.ui.shell.fictional_bar import FictionalBar
from cusdesk.ui.shell.palette import Palette
from tests.helpers.office import change_setting
from tests.helpers.people import act_as


def screen(window, name="today"):
    return window.workspace.open_screen(name)


def palette(window):
    window.show_palette()
    return window.findChild(Palette)


def titles(found):
    return [entry.title for entry in found._entries]


def test_without_an_office_only_free_actions_work(window):
    enabled = {spec.id for spec, _ in window.actions_registry.offered()}

    assert {"file.new", "file.open", "view.larger"} <= enabled
    assert not {"file.backup", "edit.undo", "go.today", "residents.new"} & enabled


def test_entering_shows_the_office_and_the_first_screen(entered, office):
    assert entered.windowTitle() == f"{office.name} – cusdesk"
    assert entered.workspace.current_id == "today"


def test_entered_office_becomes_the_last_one(entered, office, settings):
    from cusdesk.core.settings import LAST_OFFICE

    assert settings.get(LAST_OFFICE) == str(office.path)


def test_leaving_a_screen_keeps_what_was_typed(entered, office):
    screen(entered).field.setText("half a word")

    entered.open_screen("residents")

    assert office_setting(office, "test.note") == "half a word"


def test_commands_open_their_screen(entered):
    entered.actions_registry.action("residents.new").trigger()

    assert entered.workspace.current_id == "residents"
    assert screen(entered, "residents").asked == ["residents.new"]


def test_the_view_menu_marks_the_colours_in_use(window, settings):
    settings.set(THEME, "dark")
    window.actions_registry._menus["view"].aboutToShow.emit()

    marked = {n for n in ("auto", "light", "dark", "contrast") if _is_marked(window, n)}
    assert marked == {"dark"}


def _is_marked(window, name):
    return window.actions_registry.action(f"view.{name}").isChecked()


def test_new_office_asks_before_the_open_one_is_closed(entered, office):
    entered.actions_registry.action("file.new").trigger()
    box = entered.findChild(QMessageBox)
    box.defaultButton().click()
    assert entered.office is office

    entered.actions_registry.action("file.new").trigger()
    box = entered.findChildren(QMessageBox)[-1]
    next(b for b in box.buttons() if b is not box.defaultButton()).click()
    assert entered.office is None
    assert entered.start.currentWidget() is entered.start.new


def test_the_open_office_stays_until_another_one_is_chosen(entered, office, monkeypatch):
    chosen = [("", ""), (str(office.path), "")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: chosen.pop(0))
    entered.actions_registry.action("file.open").trigger()
    assert entered.office is office

    entered.actions_registry.action("file.open").trigger()
    assert entered.office is None
    assert entered.start.currentWidget() is entered.start.unlock


def test_records_open_on_their_screen(entered):
    entered.workspace.open_record("residents", b"1" * 16)

    assert screen(entered, "residents").asked == [b"1" * 16]


def test_record_of_an_unknown_feature_is_left_alone(entered):
    entered.workspace.open_record("invoices", b"1" * 16)

    assert entered.workspace.current_id == "today"


def test_undo_names_the_step_and_takes_it_back(entered, office, bus):
    change_setting(office, "office.place", "Dolina")
    entered._show_state()
    assert entered.actions_registry.action("edit.undo").text() == "Cofnij: zmiana ustawień biura"

    entered.undo()

    assert office_setting(office, "office.place") is None
    assert entered.message_bar.text == "Cofnięto: zmiana ustawień biura"


def test_undone_step_can_be_repeated(entered, office):
    change_setting(office, "office.place", "Dolina")
    entered.undo()

    entered.redo()

    assert office_setting(office, "office.place") == "Dolina"


def test_nothing_to_undo_is_greyed(entered):
    assert not entered.actions_registry.action("edit.undo").isEnabled()


def test_backup_is_made_and_said(entered):
    entered.actions_registry.action("file.backup").trigger()

    assert entered.message_bar.text.startswith("Kopia jest gotowa. Otwarto ją i sprawdzono:")
    words = "Ostatnia sprawdzona kopia: dziś 10:00; poza tym komputerem: nigdy"
    assert entered.workspace.navigation._backup.text() == words


def test_closing_keeps_what_was_typed_and_closes_the_office(entered, office):
    path = office.path
    screen(entered).field.setText("last word")

    entered.close()

    from cusdesk.services.office import open_office
    from tests.helpers.office import PASSWORD

    again = open_office(path, password=PASSWORD)
    assert office_setting(again, "test.note") == "last word"
    again.close()


def test_closing_an_office_returns_to_the_doors(entered):
    entered.actions_registry.action("file.close").trigger()

    assert entered.workspace is None
    assert entered.start.currentWidget() is entered.start.welcome


def test_palette_finds_commands_without_diacritics(entered):
    found = palette(entered)

    found.field.setText("kopi")
    found._ask()

    assert titles(found) == ["Zrób kopię zapasową", "Kopia na pendrive lub do folderu…"]


def test_palette_runs_the_chosen_line(entered, qtbot):
    from PySide6.QtCore import Qt

    found = palette(entered)
    found.field.setText("mieszka")

    qtbot.keyClick(found.field, Qt.Key.Key_Return)

    assert entered.workspace.current_id == "residents"


def test_palette_finds_people(entered, office, qtbot):
    from cusdesk.domain.residents import ResidentDraft
    from cusdesk.services.residents import create_resident

    create_resident(office, ResidentDraft(surname="Łuczak", given_name="Żaneta"))
    found = palette(entered)
    found.field.setText("luczak")
    found._ask()

    assert titles(found)[0].startswith("Łuczak")


def test_text_size_changes_at_once(entered, theme):
    before = theme.line

    entered.actions_registry.action("view.larger").trigger()

    after = theme.line
    entered.actions_registry.action("view.normal").trigger()
    assert after > before
    assert theme.line == before


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_colours_change_at_once(entered, theme, name):
    entered.actions_registry.action(f"view.{name}").trigger()

    assert theme.name == name
    entered.actions_registry.action("view.light").trigger()


def test_messages_before_the_window_are_not_lost(theme, qtbot, notifier):
    from cusdesk.ui.shell.message_bar import MessageBar

    notifier.warning("early")
    bar = MessageBar(notifier)
    qtbot.addWidget(bar)

    assert bar.text == "early"


def test_errors_stay_until_closed(window):
    window.message_bar.show_notice(Notice("error", "trouble"))

    assert not window.message_bar._timer.isActive()


def test_read_only_office_says_so(window, office):
    from cusdesk.services.office import open_office
    from tests.helpers.office import PASSWORD

    reading = open_office(office.path, password=PASSWORD, read_only=True)
    window.enter(reading)

    assert "tylko do odczytu" in window.message_bar.text
    assert "tylko do odczytu" in window.workspace.navigation._office.text()


def test_other_colours_keep_the_office_and_the_screen(entered, office):
    entered.open_screen("residents")

    entered.actions_registry.action("view.dark").trigger()

    assert entered.office is office
    assert entered.workspace.current_id == "residents"
    entered.actions_registry.action("view.light").trigger()


def test_a_new_name_reaches_the_title_and_the_navigation(entered, office, bus):
    from dataclasses import replace

    from cusdesk.services import office_settings

    draft = replace(office_settings.get(office), name="CUS Nowe")

    bus.publish(office_settings.change(office, draft))

    assert entered.windowTitle() == "CUS Nowe – cusdesk"
    assert entered.workspace.navigation._office.text() == "CUS Nowe"

    entered.undo()

    assert entered.windowTitle() == "CUS Testowo – cusdesk"


def test_the_first_copy_is_made_when_an_office_is_opened(entered, office):
    from cusdesk.services.office import last_backup

    assert last_backup(office) is not None
    assert "kopia: dziś" in entered.workspace.navigation._backup.text()
    assert entered.message_bar.text == ""


def test_a_copy_that_could_not_be_made_is_one_sentence(window, office, monkeypatch):
    from cusdesk.core.errors import StorageError
    from cusdesk.services import copies

    def refuse(_office, _occasion, _progress=None):
        raise StorageError("copies.problem.no_room", folder="/kopie")

    monkeypatch.setattr(copies, "make_if_due", refuse)

    window.enter(office)

    assert window.message_bar.text.startswith("Kopia zapasowa, którą program robi sam,")
    assert window.workspace is not None


def test_a_damaged_file_leads_to_the_ways_on(window, office, monkeypatch):
    from cusdesk.core.errors import StorageError

    def refuse():
        raise StorageError("storage.damaged")

    monkeypatch.setattr(office.database, "check", refuse)

    window.enter(office)

    page = window.start.mending.page
    assert window.workspace is None
    assert window.start.currentWidget() is page
    assert page.text_label.text().startswith("Plik biura jest uszkodzony")
    assert "uszkodzona-" in page.kept.text()


def test_pages_damaged_where_the_window_is_made_lead_to_the_ways_on(window, office, monkeypatch):
    from cusdesk.core.errors import StorageError
    from cusdesk.ui.shell import office_calls

    def refuse(_office):
        raise StorageError("storage.damaged")

    monkeypatch.setattr(office_calls, "is_fictional", refuse)
    monkeypatch.setattr(office.database, "check", lambda: refuse(office))

    window.enter(office)

    assert window.workspace is None
    assert window.start.currentWidget() is window.start.mending.page
    assert window.start.mending.page.text_label.text().startswith("Plik biura jest uszkodzony")
    assert "uszkodzona-" in window.start.mending.page.kept.text()


@pytest.fixture
def commune(tmp_path, clock):
    path = build_demo(tmp_path / "gmina", residents=3, years=0, clock=clock).path
    office = open_office(path, password=DEMO_PASSWORD, clock=clock)
    yield office
    office.close()


def test_a_real_office_has_no_strip(entered):
    assert entered.workspace.findChild(FictionalBar) is None


def test_who_may_not_throw_the_commune_away_is_not_offered_it(window, commune):
    act_as(commune, Role.SETTLEMENT_CLERK)
    window.enter(commune)
    assert window.workspace.findChild(FictionalBar).remove.isHidden()


def test_the_fictional_commune_is_thrown_away_after_a_question(window, commune, settings, qtbot):
    window.enter(commune)
    window.workspace.findChild(FictionalBar).remove.click()
    box = window.findChild(QMessageBox)
    assert box.defaultButton().text() == tr("demo.ask.no")
    box.defaultButton().click()
    assert commune.path.is_file()

    window.workspace.findChild(FictionalBar).remove.click()
    asked = window.findChildren(QMessageBox)[-1]
    next(each for each in asked.buttons() if each is not asked.defaultButton()).click()

    assert not commune.path.exists()
    assert window.workspace is None
    assert window.start.currentWidget() is window.start.welcome
    assert str(commune.path) not in settings.get(RECENT_OFFICES)
    assert window.message_bar.text == tr("demo.removed")


def test_what_a_role_may_not_see_is_absent(window, office):
    act_as(office, Role.ADMINISTRATOR)
    window.enter(office)

    assert not window.workspace.can_open("residents")
    assert "residents" not in window.workspace.navigation._buttons
    for name in ("residents.new", "go.residents"):
        action = window.actions_registry.action(name)
        assert not action.isVisible()
        assert not action.isEnabled()
    assert window.actions_registry.action("file.backup").isVisible()
    window.open_screen("today")


def test_large_letters_in_a_small_window_leave_the_navigation_its_pictures(
    entered, settings, theme, qtbot
):
    entered.resize(theme.chars(150), 700)
    qtbot.wait(20)
    entry = entered.workspace.navigation._buttons["residents"]
    assert entry.text().strip() == tr("shell.screen.residents")

    settings.set(TEXT_SIZE, 200)

    assert entry.text() == ""
    assert entry.toolTip() == entry.accessibleName() == tr("shell.screen.residents")
    settings.set(TEXT_SIZE, 100)
    assert entry.text().strip() == tr("shell.screen.residents")


def test_ctrl_n_begins_what_is_new_here_and_a_resident_elsewhere(entered, monkeypatch):
    new_here = entered.actions_registry.action("edit.new_here")
    new_here.trigger()  # nothing is new on the screen of today
    assert screen(entered, "residents").asked == ["residents.new"]
    specs = entered.workspace._specs
    command = replace(specs["residents"].commands[0], id="today.new")
    monkeypatch.setitem(specs, "today", replace(specs["today"], commands=(command,)))
    entered.open_screen("today")
    new_here.trigger()
    assert screen(entered, "today").asked == ["today.new"]
