"""Ctrl+K: in which order things found stand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
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
    made.ran = ran
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


def test_enter_runs_nothing_before_something_is_typed_or_chosen(palette):
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()

    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentRow() == 1
    palette._show_entries()
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.ran == ["Terminy"]


def test_enter_before_the_answer_runs_what_is_found_not_what_was_listed(palette, monkeypatch):
    asked, ran = [], []
    monkeypatch.setattr(palette._ops, "read", lambda *_a: _Waiting(asked))
    palette.field.setText("Kos")
    palette._pause.stop()
    palette._ask()
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()

    palette._commands = []
    asked[0]([Entry("Kos Anna", "", "person", lambda: ran.append("Kos Anna"))])
    assert ran == ["Kos Anna"]


class _Waiting:
    """A question whose answer comes when the test says so."""

    def __init__(self, asked):
        self._asked = asked

    def replacing(self, _what):
        return self

    def on_success(self, answer):
        self._asked.append(answer)
        return self

    def run(self):
        pass
