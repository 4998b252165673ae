"""The program as a person at the desk uses it: its window, real threads, the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cusdesk.app import make_window, open_first

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.core.settings import Settings

K = Qt.Key
TAB, ENTER, DOWN = K.Key_Tab, K.Key_Return, K.Key_Down
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LONG_MS = 30_000


class Desk:
    """One running program; `make_window` with everything real but the screen."""

    def __init__(self, qtbot, settings: Settings, office: Path | None = None) -> None:
        self._qtbot = qtbot
        self.window = make_window(settings)
        self.window.resize(1366, 768)
        open_first(self.window, settings, str(office) if office else None)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)

    # --- waiting

    def until(self, is_so) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(is_so, timeout=LONG_MS)

    def settle(self) -> None:
        """Wait until every thread is done and every result shown."""
        self.until(lambda: self.window._ops.is_idle)

    # --- the keyboard

    def press(self, *keys: str | Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys in whatever has the keyboard: a text letter by letter, or a named key."""
        for key in keys:
            if isinstance(key, str):
                for letter in key:
                    self._letter(letter)
            else:
                QTest.keyClick(self.focused(), key, modifier)

    def _letter(self, letter: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            # QTest cannot type Polish letters
            QApplication.sendEvent(self.focused(), QKeyEvent(kind, K.Key_unknown, NONE, letter))

    def focused(self):
        """Return the widget that has the keyboard."""
        if QApplication.activeWindow() is None:  # the offscreen platform forgets who is in front
            front = QApplication.activeModalWidget() or self.window
            front.activateWindow()
            QTest.qWaitForWindowActive(front)
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def choose(self, action: str) -> None:
        """Choose an entry of a menu, and wait for what it does."""
        found = self.window.actions_registry.action(action)
        assert found.isEnabled(), action
        found.trigger()
        self.settle()

    # --- what is seen

    @property
    def office(self):
        """The open office."""
        return self.window.office

    @property
    def said(self) -> str:
        """The sentence in the message bar, or ""."""
        return self.window.message_bar.text

    def screen(self, name: str):
        """Go to a screen of the navigation."""
        found = self.window.workspace.open_screen(name)
        self.settle()
        return found

    def close(self) -> None:
        """Close the window and wait until the program would end."""
        with self._qtbot.waitSignal(self.window.closed, timeout=LONG_MS):
            self.window.close()

    def leave(self) -> None:
        """Close what is still open: the copy made at the end must not reach into the next test."""
        try:
            if self.window.isVisible():
                self.close()
        finally:
            self.window.deleteLater()
