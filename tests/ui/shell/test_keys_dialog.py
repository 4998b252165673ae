"""F1: every key on one page."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from cusdesk.ui.shell.keys_dialog import SECTIONS, KeysDialog, section_keys, window_keys


def words(dialog):
    return [made.text() for made in dialog.findChildren(QLabel)]


def test_keys_of_the_window_come_from_its_actions(window):
    keys = dict(window_keys(window.actions_registry))

    assert keys["F1"] == "Klawisze"
    assert keys["Ctrl+N"]


def test_every_section_has_a_key_and_a_meaning():
    assert all(key and what for section in SECTIONS for key, what in section_keys(section))
    assert all(section_keys(section) for section in SECTIONS)


def test_help_opens_without_an_office(window):
    window.actions_registry.action("help.keys").trigger()

    dialog = window.findChild(KeysDialog)
    assert "Wszędzie" in words(dialog)
    dialog.close()


def test_no_entry_of_a_menu_does_nothing(window):
    menus = [entry.menu() for entry in window.menuBar().actions()]

    assert all(menu.actions() for menu in menus)
    assert all(spec.run is not None for spec in window.actions_registry.specs.values())
