"""The guided first hour: a strip below the screens of the fictional commune says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame

from cusdesk.core.help_words import resolve
from cusdesk.core.messages import tr
from cusdesk.services.first_hour import (
    Hour,
    begin_hour,
    first_hour,
    put_hour_away,
    skip_step,
)
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.screen import LARGE_TEXT
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent

    from cusdesk.ui.common.context import ScreenContext

_LOOK_MS = 3000
"""How often the log is asked: looking at a card and printing change no record."""


class HourBar(QFrame):
    """The step to do now; goes on by itself once the log says that it was done.

    Attributes:
        go: leads to where the step is done.
        fold: with large letters, shows what to do in the step, or one line of it again.

    Signals:
        place_wanted: (screen, command or "", whether its main button is pressed) the person wants
            to be led there.
    """

    place_wanted = Signal(str, str, bool)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._hour: Hour | None = None
        self._shown = -1
        self.setProperty("look", "bar_info")
        self.setAccessibleName(tr("hour.name"))
        self._is_unfolded = False
        self._layout = column(self, margin=1, gap=0.5)
        self._head = label("", "label", wrap=True)
        self._text = label("", wrap=True)
        self.go = button(tr("hour.go"), self._go, icon_name="next")
        self.skip = button(tr("hour.skip"), self._skip, look="quiet")
        self.again = button(tr("hour.again"), self._begin, look="quiet")
        self.away = button(tr("hour.away"), self._put_away, look="quiet")
        self.fold = button("", self._change_fold, look="quiet")
        self._layout.addWidget(self._head, 1)
        self._layout.addWidget(self._text)
        self._layout.addWidget(flow(self.go, self.skip, self.again, self.away, self.fold))
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        context.bus.changed.connect(self._on_changes)
        current().changed.connect(self._draw)
        self.hide()

    def look(self) -> None:
        """Ask the office how far the hour is."""
        operation = self._context.ops.read(first_hour, self._context.office).replacing("hour")
        operation.on_success(self._on_hour).run()

    def bring_back(self) -> None:
        """Show the strip again where it was left, with the keyboard on it."""
        self._write(put_hour_away, is_away=False)
        self.setVisible(True)
        self.go.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep looking while the strip is seen."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking."""
        super().hideEvent(event)
        self._timer.stop()

    def _on_changes(self, _changes: object, _initiator: object) -> None:
        if self.isVisible():
            self.look()

    def _on_hour(self, hour: Hour | None) -> None:
        if hour is None:
            self.hide()
            return
        before, self._hour = self._hour, hour
        if not hour.has_begun:
            self._begin()
            return
        self.setVisible(not hour.is_away)
        if before != hour:
            self._show(hour)

    def _show(self, hour: Hour) -> None:
        total, number = len(hour.steps), hour.current
        before, self._shown = self._shown, number
        is_over = number == total
        if is_over:
            head, text = tr("hour.all_done"), tr("hour.all_done_text")
        else:
            step = hour.steps[number]
            title = tr(f"hour.step.{step.key}.title")
            is_large = current().percent > LARGE_TEXT
            key = "hour.short" if is_large else "hour.head"
            head = tr(key, number=number + 1, total=total, title=title)
            text = resolve(tr(f"hour.step.{step.key}.text"))
        if 0 <= before < number and hour.steps[number - 1].is_done:
            key = hour.steps[number - 1].key
            done = tr("hour.done", title=tr(f"hour.step.{key}.title"))
            text = f"{done} {text}"
        self._head.setText(head)
        self._text.setText(text)
        self.setAccessibleDescription(f"{head}. {text}")
        self.go.setAccessibleDescription(text)
        self._lay_out(is_over=is_over)

    def _lay_out(self, *, is_over: bool) -> None:
        """Show all of it; with large letters one line, the rest of it when it is asked for."""
        can_fold = current().percent > LARGE_TEXT and not is_over
        is_folded = can_fold and not self._is_unfolded
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if is_folded else directions.TopToBottom)
        self._text.setHidden(is_folded)
        self.go.setHidden(is_over)
        self.skip.setHidden(is_over or is_folded)
        self.again.setVisible(is_over)
        self.away.setHidden(is_folded)
        self.fold.setVisible(can_fold)
        self.fold.setText(tr("hour.unfold" if is_folded else "hour.fold"))
        self.fold.setAccessibleDescription(self._text.text() if is_folded else "")

    def _change_fold(self) -> None:
        self._is_unfolded = not self._is_unfolded
        self._draw()

    def _draw(self) -> None:
        """Lay the words out for the size of the present letters."""
        if self._hour is not None:
            self._show(self._hour)

    def _go(self) -> None:
        if self._hour is not None and self._hour.current < len(self._hour.steps):
            step = self._hour.steps[self._hour.current]
            self.place_wanted.emit(step.screen, step.command, step.presses)

    def _skip(self) -> None:
        if self._hour is not None and self._hour.current < len(self._hour.steps):
            self._write(skip_step, self._hour.steps[self._hour.current].key)

    def _begin(self) -> None:
        self._shown = -1
        self._write(begin_hour)

    def _put_away(self) -> None:
        self._write(put_hour_away)
        self._context.notifier.info(tr("hour.away_done"))

    def _write(self, command: Callable[..., object], *args: object, **named: object) -> None:
        operation = self._context.ops.write(command, self._context.office, *args, **named)
        operation.on_success(lambda _changes: self.look()).run()
