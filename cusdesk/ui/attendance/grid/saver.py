"""Saving what is typed, in order, without ever making the person wait."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cusdesk.core.messages import describe, tr
from cusdesk.services.attendance import write_marks

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.changes import Changes
    from cusdesk.ui.attendance.grid.state import GridState, Step
    from cusdesk.ui.common.context import ScreenContext

LONG_QUEUE = 12
"""So many steps may wait one by one; more are joined, so that the file catches up with typing."""


class MarkSaver(QObject):
    """The queue between the grid and the office file.

    One step is under way at a time. A refused step does not stop those behind it: its cells keep
    what was typed and say that they are not saved.

    Signals:
        settled: a step was saved or refused.
    """

    settled = Signal()

    def __init__(self, context: ScreenContext, state: GridState, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._state = state
        self._waiting: deque[Step] = deque()
        self._under_way: list[Step] = []
        self._touched_shape = False
        self._has_refused = False

    @property
    def is_idle(self) -> bool:
        """Whether everything typed was saved or refused."""
        return not self._under_way and not self._waiting

    def submit(self, step: Step | None) -> None:
        """Save a step behind those before it."""
        if step is not None:
            self._waiting.append(step)
            self._next()

    def flush(self) -> None:
        """Hand everything over at once, in order: the person undoes, leaves or closes."""
        while self._waiting:
            self._start(self._waiting.popleft())

    def take_shape_change(self) -> bool:
        """Return True once after meetings came into being by typing."""
        changed, self._touched_shape = self._touched_shape, False
        return changed

    def take_refusal(self) -> bool:
        """Return True once after a step was refused."""
        refused, self._has_refused = self._has_refused, False
        return refused

    def _next(self) -> None:
        if self._under_way or not self._waiting:
            return
        if len(self._waiting) > LONG_QUEUE:
            joined = self._state.join(list(self._waiting))
            self._waiting.clear()
            self._waiting.append(joined)
        self._start(self._waiting.popleft())

    def _start(self, step: Step) -> None:
        self._under_way.append(step)
        operation = self._context.ops.write(
            write_marks, self._context.office, step.entries, step.new_meetings
        )
        operation.by(self).on_success(partial(self._on_saved, step))
        operation.on_error(partial(self._on_refused, step))
        operation.on_finish(partial(self._on_finished, step)).run()

    def _on_saved(self, step: Step, _changes: Changes) -> None:
        self._under_way.remove(step)
        self._state.saved(step)
        self._touched_shape = self._touched_shape or bool(step.new_meetings)

    def _on_refused(self, step: Step, error: CusdeskError) -> None:
        self._under_way.remove(step)
        self._refuse(step, describe(error))

    def _refuse(self, step: Step, why: str) -> None:
        self._state.not_saved(step, why)
        self._has_refused = True

    def _on_finished(self, step: Step) -> None:
        if any(each is step for each in self._under_way):  # unexpected: the crash dialog told of it
            self._under_way.remove(step)
            self._refuse(step, tr("attendance.grid.not_saved_why"))
        self.settled.emit()
        self._next()
