"""What has the keyboard is in sight: parts that scroll follow it.

Qt follows Tab only from one part of the same area to another, not into the area from outside it,
nor where a window opens with the keyboard already in a field below its edge.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

_LOOK_MS, _LOOKS = 250, 6
"""A page that opens is filled part by part: what has the keyboard may be pushed out of sight."""


class Following(QObject):
    """Keeps the widget with the keyboard in the sight of one area, and of those inside it."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._look)
        self._looks, self._from, self._left = 0, 0, 0
        self._begun: QWidget | None = None
        self._settled = QTimer(self)
        self._settled.setInterval(_LOOK_MS)
        self._settled.timeout.connect(self._look_again)
        area.verticalScrollBar().actionTriggered.connect(self._end)
        area.installEventFilter(self)
        area.viewport().installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin at what has the keyboard when the area is shown."""
        if event.type() == QEvent.Type.Show:
            self._begin(self._area.window().focusWidget())
        elif event.type() == QEvent.Type.Wheel:
            self._end()  # whoever scrolls looks at something else
        return super().eventFilter(watched, event)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._begin(now)

    def _begin(self, widget: QWidget | None) -> None:
        """Follow one widget for a while, from where the page stands now."""
        if not self._holds(widget):
            return
        if widget is not self._begun:  # it may be told twice: when shown, and when in front
            self._begun = widget
            self._from = self._left = self._area.verticalScrollBar().value()
        self._looks = _LOOKS
        self._later.start()  # once what scrolls inside has followed
        self._settled.start()

    def _end(self, _action: int = 0) -> None:
        self._settled.stop()
        self._begun = None

    def _look_again(self) -> None:
        self._look()
        self._looks -= 1
        if not self._looks:
            self._end()

    def _look(self) -> None:
        """Look from where the page stood: what was far down may lie in sight by now."""
        bar = self._area.verticalScrollBar()
        if bar.value() == min(self._left, bar.maximum()):
            bar.setValue(self._from)
        else:
            self._from = bar.value()  # the page was put there by somebody who knows why
        self._show_keyboard()
        self._left = bar.value()

    def _holds(self, widget: QWidget | None) -> bool:
        if widget is None or not isValid(self._area):
            return False  # the keyboard goes away because the area is being destroyed
        inside = self._area.widget()
        return inside is not None and inside.isAncestorOf(widget)

    def _show_keyboard(self) -> None:
        now: QWidget | None = self._area.window().focusWidget()
        if now is None or not now.isVisible() or not self._holds(now):
            return
        outer = now.parentWidget()
        while outer is not None:
            if isinstance(outer, QScrollArea):
                outer.ensureWidgetVisible(now, 0, _round_it(now, outer))
            outer = None if outer is self._area else outer.parentWidget()


def _round_it(widget: QWidget, area: QScrollArea) -> int:
    """Return the pixels to show round the cursor: Qt shows its line alone, half of the field."""
    is_typed_in = widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    return min(widget.height(), area.viewport().height() // 3) if is_typed_in else 0
