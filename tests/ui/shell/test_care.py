"""The care of the window for its office: closing copy, damage, reading only, bringing home."""

from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QDialog

from cusdesk.core.errors import StorageError
from cusdesk.core.messages import tr
from cusdesk.core.places import Place
from cusdesk.db.copy_files import copies_in
from cusdesk.db.migrate import latest_version
from cusdesk.services import copies
from cusdesk.services.office import copies_home, open_office, verify_office
from cusdesk.ui.shell import office_calls
from tests.helpers.office import PASSWORD, change_setting
from tests.services.test_copies_restore import add, surnames


def test_closing_copies_what_was_changed_and_nothing_else(window, office, clock):
    home = copies_home(office)
    window.enter(office)
    change_setting(office, "office.place", "Dolina")
    clock.advance(minutes=5)
    path = office.path
    window.close()
    assert [copy.reason for copy in copies_in(home)] == ["zamkniecie", "sama"]

    again = open_office(path, password=PASSWORD, clock=clock)
    window.enter(again)
    window.close()
    assert len(copies_in(home)) == 2


def test_a_copy_that_fails_at_closing_is_said_once(entered, office, monkeypatch):
    change_setting(office, "office.place", "Dolina")

    def fail(_office, progress=None):
        raise StorageError("storage.disk_full")

    monkeypatch.setattr(office_calls, "closing_copy", fail)
    assert not entered.close()
    assert entered.message_bar.text.startswith("Kopia przy zamykaniu nie powstała.")
    assert entered.close()


def test_a_restore_makes_every_screen_anew(entered, office, bus):
    add(office, "Dawna")
    made = copies.make_copy(office).path
    add(office, "Nowa")
    before = entered.workspace

    bus.publish(copies.restore(office, made).changes)

    assert entered.workspace is not before
    assert entered.office is office
    assert surnames(office) == {"Dawna"}


def damage(path):
    raw = bytearray(path.read_bytes())
    raw[2000] ^= 1
    path.write_bytes(bytes(raw))


@pytest.fixture
def broken(window, office):
    """The window before a damaged office with one copy; the password was typed."""
    add(office, "Dawna")
    made = copies.make_copy(office)
    path = office.path
    office.close()
    damage(path)
    window.start.ask_password(path)
    window.start.unlock.field.setText(PASSWORD)
    window.start.unlock._on_open()
    return path, made.path


def test_a_damaged_office_offers_its_copy_and_opens_it(window, broken, clock):
    path, _copy = broken
    page = window.start.mending.page
    assert window.start.currentWidget() is page
    assert "uszkodzona-" in page.kept.text()
    assert "(sprawdzona)" in page.offers[0].text()

    page.offers[0].click()

    assert window.office.path == path
    assert verify_office(window.office) == 1


def test_a_damaged_office_is_packed_for_support(window, broken, tmp_path, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    target = tmp_path / "paczka.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    window.start.mending.page.support.click()
    assert target.stat().st_size > 0
    assert "paczka.zip" in window.start.mending.page.kept.text()


def make_newer(path):
    """Write into an office file that a program of the next schema has it."""
    import sqlcipher3.dbapi2 as driver

    from cusdesk.db.keys import read_envelope

    key, _user = read_envelope(path).unwrap(PASSWORD, None)
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA user_version = {latest_version() + 1}")
    connection.close()


@pytest.mark.parametrize("has_copy", [True, False])
def test_an_office_of_a_newer_program_says_what_to_do(window, office, has_copy):
    add(office, "Dawna")
    if has_copy:
        copies.make_copy(office)
    add(office, "Nowa")
    path = office.path
    office.close()
    make_newer(path)
    window.start.ask_password(path)
    window.start.unlock.field.setText(PASSWORD)
    window.start.unlock._on_open()

    if not has_copy:
        assert tr("updates.action") in window.start.unlock.problem.text
        return
    page = window.start.mending.page
    assert tr("updates.action") in page.text_label.text()
    assert "Nie będzie w niej niczego" in page.kept.text()
    assert page.offers[0].property("look") != "main"
    page.offers[0].click()
    assert surnames(window.office) == {"Dawna"}
    aside = next(path.parent.glob("nowsza-wersja-*"))
    assert (aside / path.name).is_file()


def test_the_way_back_from_a_damaged_office_leads_to_the_doors(window, broken):
    window.start.mending.page.back.click()
    assert window.start.currentWidget() is window.start.welcome


def test_a_missing_office_with_copies_offers_them(window, office):
    add(office, "Dawna")
    copies.make_copy(office)
    path = office.path
    office.close()
    os.unlink(path)
    window.start.ask_password(path)
    window.start.unlock.field.setText(PASSWORD)
    window.start.unlock._on_open()

    page = window.start.mending.page
    assert window.start.currentWidget() is page
    assert "Nie ma pliku" in page.text_label.text()
    page.offers[0].click()
    assert surnames(window.office) == {"Dawna"}


def test_damage_found_later_is_restored_without_the_password(window, office, monkeypatch):
    add(office, "Dawna")
    copies.make_copy(office)

    def refuse():
        raise StorageError("storage.damaged")

    with monkeypatch.context() as patch:
        patch.setattr(office.database, "check", refuse)
        window.enter(office)
        assert window.workspace is None
        window.start.mending.page.offers[0].click()
    assert window.office is office
    assert surnames(office) == {"Dawna"}


def test_an_office_on_a_share_is_warned_of_and_brought_home(window, office, monkeypatch, home):
    add(office, "Dawna")
    monkeypatch.setattr(
        office_calls,
        "place_of",
        lambda opened: Place("cloud", "OneDrive") if opened is office else Place("local"),
    )
    before = office.path
    window.enter(office)
    assert "OneDrive" in window.message_bar.text

    window.message_bar._on_action()

    assert window.start.currentWidget() is window.start.unlock
    assert not before.exists()
    assert list(before.parent.glob("*(przeniesione 2026-06-15).cusdesk"))
    window.start.unlock.field.setText(PASSWORD)
    window.start.unlock._on_open()
    assert surnames(window.office) == {"Dawna"}
    assert home in window.office.path.parents


def test_a_second_window_in_a_cloud_folder_is_told_both(window, office, clock, monkeypatch):
    monkeypatch.setattr(office_calls, "place_of", lambda _opened: Place("cloud", "OneDrive"))
    again = open_office(office.path, password=PASSWORD, clock=clock, read_only=True)
    again.why_read_only = "Biuro ma otwarte Anna."
    window.enter(again)
    assert again.why_read_only in window.message_bar.text
    assert "OneDrive" in window.message_bar.text
    assert window.message_bar._action.text() == tr("copies.open_again")  # never two of one office


@pytest.mark.parametrize("shown", ["help.update", "help.computer"])
def test_help_with_trouble_needs_no_office(window, shown):
    window.actions_registry.action(shown).trigger()
    dialog = next(it for it in window.findChildren(QDialog) if it.isVisible())
    assert dialog.windowTitle() in {tr("updates.title"), tr("computer.title")}
    dialog.reject()


def test_an_open_office_shows_the_screen_of_the_computer(entered):
    opened = []
    entered.open_screen = opened.append
    entered.care.show_computer()
    assert opened == ["computer"]


def test_a_clock_that_went_back_is_told_when_an_office_is_opened(window, office, clock):
    add(office, "Nowa")
    clock.advance(days=-1)
    window.enter(office)
    assert "Zegar się cofnął" in window.message_bar.text


def test_a_sudden_end_is_told_with_a_way_on(window):
    window.care.tell_sudden_end("ABC123")
    assert "ABC123" in window.message_bar.text
    assert window.message_bar._action.text() == tr("computer.title")


def test_who_was_cut_off_is_told(window, office, clock):
    path = office.path
    holder = path.with_name(path.name + ".holder").read_bytes()
    office.close()
    path.with_name(path.name + ".holder").write_bytes(holder)
    again = open_office(path, password=PASSWORD, clock=clock)
    window.enter(again)
    assert "Poprzednio program nie zamknął się jak trzeba" in window.message_bar.text
