"""Ctrl+K: in which order things found stand."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from cusdesk.ui.shell.palette import Entry, Palette


@pytest.fixture
def palette(qtbot, context):
    ran = []

    def entry(title):
        return Entry(title, "", "next", lambda: ran.append(title))

    owner = QWidget()
    owner.resize(1000, 700)
    qtbot.addWidget(owner)
    found = lambda text: [entry(f"{text} – zapis")] if text != "x" else []  # noqa: E731 (short)
    made = Palette(owner, context.ops, [entry("Terminy"), entry("Nowy termin")], found)
    made.show()
    return made


def shown(palette, text):
    palette.field.setText(text)
    palette._ask()
    return [entry.title for entry in palette._entries]


def test_a_screen_called_as_typed_comes_before_a_record_of_the_same_name(palette):
    assert shown(palette, "terminy")[:2] == ["Terminy", "terminy – zapis"]
    assert shown(palette, "termin")[0] == "termin – zapis"
    assert shown(palette, "termin")[1:] == ["Terminy", "Nowy termin"]
