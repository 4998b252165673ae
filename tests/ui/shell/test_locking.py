"""Left alone or told to, the program closes the office, hides it, and comes back to the place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from cusdesk.core.errors import StorageError
from cusdesk.db.copy_files import copies_in
from cusdesk.domain.locking import LockAfter, is_due, lock_after
from cusdesk.services import office_settings
from cusdesk.services.office import copies_home, office_setting
from cusdesk.ui.shell import locking
from cusdesk.ui.shell.kept_text import KeptText
from tests.helpers.office import PASSWORD, change_setting
from tests.helpers.people import OTHER_PASSWORD, add_colleague


def unlock(window, password=PASSWORD, name=None):
    page = window.start.unlock
    if name is not None:
        page.who.setCurrentText(name)
    page.field.setText(password)
    page._on_open()


def leave_alone(window, clock, minutes):
    clock.advance(minutes=minutes)
    window.locker._watch.look()


def touch(widget):
    """Press a key as the system does: it tells the window, which tells the field."""
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget.window().windowHandle(), event)


def test_locked_nothing_of_the_office_is_left_in_the_window(entered, office):
    entered.actions_registry.action("file.lock").trigger()

    assert entered.office is None
    assert entered.start.isVisible()
    assert entered.windowTitle() == "cusdesk"
    assert "Zablokowano o 10:00" in entered.start.unlock.text_label.text()
    with pytest.raises(StorageError, match="closed"):
        office.read()


def test_half_typed_words_are_kept_and_the_place_comes_back(entered, office):
    screen = entered.workspace.open_screen("residents")
    screen.field.setText("w połowie zd")
    entered.locker.lock()
    unlock(entered)

    assert entered.workspace.current_id == "residents"
    assert office_setting(entered.office, "test.note") == "w połowie zd"


def test_somebody_else_begins_at_the_beginning(entered, office):
    from cusdesk.domain.access import Role

    add_colleague(office, "Jan Próbny", Role.COORDINATOR, is_temporary=False)
    entered.workspace.open_screen("residents")
    entered.locker.lock()
    assert entered.start.unlock.name() == "Anna Testowa"
    unlock(entered, OTHER_PASSWORD, "Jan Próbny")

    assert entered.workspace.current_id == "today"


def test_ten_idle_minutes_lock(entered, clock):
    leave_alone(entered, clock, 9)
    assert entered.office is not None
    leave_alone(entered, clock, 2)
    assert entered.office is None


def test_a_key_begins_the_time_anew(entered, clock):
    leave_alone(entered, clock, 9)
    touch(entered)
    leave_alone(entered, clock, 9)
    assert entered.office is not None


def test_the_time_is_a_setting_and_may_be_off(entered, office, clock, bus):
    draft = office_settings.get(office)
    assert draft.lock_after is LockAfter.TEN
    never = replace(draft, lock_after=LockAfter.NEVER)
    bus.publish(office_settings.change(office, never))
    leave_alone(entered, clock, 600)
    assert entered.office is not None

    soon = replace(draft, lock_after=LockAfter.ONE)
    bus.publish(office_settings.change(office, soon))
    leave_alone(entered, clock, 1)
    assert entered.office is None


def test_long_work_puts_the_lock_off(entered, clock, monkeypatch):
    monkeypatch.setattr(type(entered._ops), "is_idle", property(lambda _self: False))
    leave_alone(entered, clock, 60)
    assert entered.office is not None
    monkeypatch.undo()
    leave_alone(entered, clock, 0)
    assert entered.office is None


@pytest.mark.parametrize(("ours", "left"), [(True, ""), (False, "Nowakowska 50010112345")])
def test_dialogs_and_our_clipboard_go_too(entered, qtbot, monkeypatch, ours, left):
    monkeypatch.setattr(locking, "is_ours", lambda _clipboard: ours)
    dialog = QDialog(entered)
    qtbot.addWidget(dialog)
    dialog.open()
    QGuiApplication.clipboard().setText("Nowakowska 50010112345")

    entered.locker.lock()

    assert not dialog.isVisible()
    assert QGuiApplication.clipboard().text() == left


@pytest.fixture
def half_typed(entered, qtbot):
    """A small window with something typed into two of its fields."""
    dialog = QDialog(entered)
    qtbot.addWidget(dialog)
    dialog.setWindowTitle("Nowa osoba")
    layout = QVBoxLayout(dialog)
    fields = {"Powód": QPlainTextEdit(), "Miejsce": QLineEdit(), "Hasło": QLineEdit()}
    fields["Hasło"].setEchoMode(QLineEdit.EchoMode.Password)
    fields["Stałe"] = QLineEdit("nie wpisane")
    for name, field in fields.items():
        field.setAccessibleName(name)
        layout.addWidget(field)
    dialog.open()
    for name, text in (("Powód", "choroba mamy"), ("Miejsce", "sala 2"), ("Hasło", "tajne1")):
        QTest.keyClicks(fields[name], text)
    return dialog


def kept_texts(window):
    return [
        [part.text() for part in dialog.findChildren(QLabel)]
        for dialog in window.findChildren(KeptText)
    ]


def test_what_was_typed_in_small_windows_is_given_back_once(entered, half_typed):
    entered.locker.lock()
    assert not half_typed.isVisible()
    unlock(entered)
    (said,) = kept_texts(entered)
    assert {"Nowa osoba", "Powód", "choroba mamy", "Miejsce", "sala 2"} <= set(said)
    assert not {"tajne1", "nie wpisane"} & set(said)
    entered.findChild(KeptText).accept()

    entered.locker.lock()
    unlock(entered)
    assert not [d for d in entered.findChildren(KeptText) if d.isVisible()]


def test_somebody_else_does_not_get_what_was_typed(entered, office, half_typed):
    from cusdesk.domain.access import Role

    add_colleague(office, "Jan Próbny", Role.COORDINATOR, is_temporary=False)
    entered.locker.lock()
    unlock(entered, OTHER_PASSWORD, "Jan Próbny")
    assert kept_texts(entered) == []
    entered.locker.lock()
    unlock(entered, PASSWORD, "Anna Testowa")
    assert "choroba mamy" in kept_texts(entered)[0]


@pytest.mark.parametrize(
    ("changed", "minutes", "copies"), [(True, 61, 2), (True, 40, 1), (False, 61, 1)]
)
def test_a_lock_makes_the_copy_of_work_that_is_due(
    entered, office, clock, changed, minutes, copies
):
    home = copies_home(office)
    assert len(copies_in(home)) == 1  # that of opening
    if changed:
        change_setting(office, "test.note", "zmiana")
    clock.advance(minutes=minutes)
    entered.locker.lock()
    assert len(copies_in(home)) == copies
    with pytest.raises(StorageError, match="closed"):
        office.read()


def test_a_copy_that_fails_does_not_keep_it_open(entered, office, clock, monkeypatch):
    def fail(*_arguments):
        raise StorageError("storage.backup_failed")

    monkeypatch.setattr("cusdesk.services.copies.make_if_due", fail)
    change_setting(office, "test.note", "zmiana")
    clock.advance(minutes=61)
    entered.locker.lock()
    with pytest.raises(StorageError, match="closed"):
        office.read()
    assert entered.message_bar.isVisible()


def test_a_wrong_password_keeps_it_locked(entered):
    entered.locker.lock()
    unlock(entered, "nie to hasło")
    assert entered.office is None


@pytest.mark.parametrize(
    ("after", "minutes", "due"),
    [(LockAfter.TEN, 10, True), (LockAfter.TEN, 9.9, False), (LockAfter.NEVER, 999, False)],
)
def test_when_a_lock_is_due(after, minutes, due):
    assert is_due(after, int(minutes * 60_000)) is due


def test_rubbish_in_the_setting_means_ten_minutes():
    assert lock_after("twelve") is lock_after(None) is LockAfter.TEN
    assert lock_after("0") is LockAfter.NEVER
