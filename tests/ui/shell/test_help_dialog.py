"""F1: the topics of the help, every key on one page among them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from cusdesk.core.help_pages import help_pages, topic_of
from cusdesk.core.messages import tr
from cusdesk.ui.shell.features import SCREENS
from cusdesk.ui.shell.help_dialog import SECTIONS, HelpDialog, section_keys, window_keys


def words(dialog):
    return [made.text() for made in dialog.findChildren(QLabel) if made.isVisibleTo(dialog)]


@pytest.fixture
def opened(window):
    def open_by(action):
        window.actions_registry.action(action).trigger()
        return window.findChild(HelpDialog)

    yield open_by
    for dialog in window.findChildren(HelpDialog):
        dialog.close()


def test_keys_of_the_window_come_from_its_actions(window):
    keys = dict(window_keys(window.actions_registry))

    assert keys["F1"] == "Pomoc"
    assert keys["Ctrl+N"]


def test_every_section_has_a_key_and_a_meaning():
    assert all(key and what for section in SECTIONS for key, what in section_keys(section))
    assert all(section_keys(section) for section in SECTIONS)


@pytest.mark.parametrize("action", ["help.keys", "help.here"])
def test_help_opens_without_an_office_at_the_keys(opened, action):
    assert "Wszędzie" in words(opened(action))


def test_f1_on_the_people_says_what_roles_cannot_protect(window, office, opened):
    window._screens = [spec for spec in SCREENS if spec.id in {"today", "people"}]
    window.enter(office)
    window.open_screen("people")
    dialog = opened("help.here")
    said = words(dialog)
    assert "Czego role nie zabezpieczą" in said
    assert any("Nie są murem" in text for text in said)
    assert "Wszędzie" not in said
    dialog.topics.setCurrentRow(0)
    assert "Wszędzie" in words(dialog)


def test_every_topic_belongs_to_a_screen_that_is_there():
    pages = help_pages()
    named = [screen for page in pages for screen in page.screens]

    assert pages[0].topic == "people"
    assert len(named) == len(set(named))
    assert set(named) <= {spec.id for spec in SCREENS}
    assert all(part.heading and part.text for page in pages for part in page.parts)
    assert topic_of("people") == "people"
    assert topic_of("residents") == ""


def test_no_entry_of_a_menu_does_nothing(window):
    menus = [entry.menu() for entry in window.menuBar().actions()]

    assert all(menu.actions() for menu in menus)
    assert all(spec.run is not None for spec in window.actions_registry.specs.values())


def test_the_words_of_the_button_are_those_on_paper_and_in_the_help():
    button = tr("shell.unlock.use_code")
    parts = [part.text for page in help_pages() for part in page.parts]
    assert button in tr("export.recovery.use")
    assert any(button in text for text in parts)


@pytest.mark.parametrize("screen", ["recruitment", "clocks", "today"])
def test_screens_of_the_rhythm_have_their_help(screen):
    page = next(page for page in help_pages() if page.topic == topic_of(screen))
    assert all(part.heading and part.text for part in page.parts)
