"""Every button of every screen pressed over a hostile office: the dialogs, questions and bars."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog

from cusdesk.ui.shell.features import SCREENS
from tests.hostile.office import records_by_screen
from tests.hostile.seen import show_tips, troubles


@pytest.fixture(autouse=True)
def _no_system_dialogs(monkeypatch):
    for name in ("getOpenFileName", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_a: True)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([], ""))


def pressable(screen):
    return [
        button
        for button in screen.findChildren(QAbstractButton)
        if button.isVisible() and button.isEnabled() and (button.text() or button.toolTip())
    ]


def dialogs():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


@pytest.mark.slow
@pytest.mark.parametrize("spec", SCREENS, ids=lambda spec: spec.id)
def test_every_button(spec, window, hostile, qapp):
    of_screen = records_by_screen(hostile)
    found, opened = set(), set()
    for record in [None, *of_screen.get(spec.id, [])[:1]]:
        number = 0
        while True:
            screen = window.workspace.open_screen(spec.id)
            if record is not None:
                screen.show_record(record)
            qapp.processEvents()
            buttons = pressable(screen)
            if number >= len(buttons):
                break
            buttons[number].click()
            number += 1
            qapp.processEvents()
            found.update(troubles(window))
            for dialog in dialogs():
                opened.add(type(dialog).__name__)
                found.update(troubles(dialog))
                show_tips(dialog)
                dialog.reject()
            qapp.processEvents()
    assert not found, "\n".join(sorted(found))
