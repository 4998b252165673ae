"""F1 answers wherever the keyboard can be: every screen is walked, every field asked about."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cusdesk.core.help_pages import help_pages
from cusdesk.ui.common.form.spec import HELP_KEY
from cusdesk.ui.shell.features import SCREENS
from cusdesk.ui.shell.help_place import asked_about


@pytest.fixture
def whole(window, office):
    """The window with every screen of the program."""
    window._screens = SCREENS
    window.enter(office)
    return window


def reached(screen):
    """Return what the keyboard can come to on a screen, hidden pages and forms included."""
    kinds = Qt.FocusPolicy.TabFocus | Qt.FocusPolicy.ClickFocus
    return [w for w in screen.findChildren(QWidget) if w.focusPolicy() & kinds]


def test_every_place_of_every_screen_has_its_help(whole):
    topics = {page.topic for page in help_pages()}
    silent, fields = [], 0
    for spec in SCREENS:
        screen = whole.workspace.open_screen(spec.id)
        for widget in reached(screen):
            asked = asked_about(widget, spec.id)
            fields += bool(widget.property(HELP_KEY))
            if asked.place.topic not in topics:
                silent.append((spec.id, type(widget).__name__, widget.accessibleName()))
    assert silent == []
    assert fields > 50
