"""Noticing that nobody is at the keyboard, at the price of one event every few seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from cusdesk.core.clock import Clock

_LOOK_EVERY_MS = 5_000
_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletMove,
    }
)


class IdleWatch(QObject):
    """Says how long nobody has touched keyboard or mouse.

    It listens to what the system tells the windows, not to the events of their thousands of parts,
    and only until the first sign of a person, then not before the next look: building screens,
    scrolling and painting pay nothing for it.

    Signals:
        looked: every few seconds, with the idle time in milliseconds.
    """

    looked = Signal(int)

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock.epoch_ms()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._listen()

    def look(self) -> None:
        """Tell how long it has been quiet."""
        now = self._clock.epoch_ms()
        self._last = min(self._last, now)  # a clock set back counts from now on
        self.looked.emit(now - self._last)
        self._listen()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._turn_away()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice a sign of a person; never stop it."""
        if event.type() in _ACTIVITY:
            self._last = self._clock.epoch_ms()
            self._turn_away()
        return super().eventFilter(watched, event)

    def _listen(self) -> None:
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)

    def _turn_away(self) -> None:
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)
