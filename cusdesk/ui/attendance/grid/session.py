"""One group and month being typed in: what is held, shown and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from cusdesk.services.attendance import Board, attendance_board
from cusdesk.ui.attendance.grid.panes import GridPanes
from cusdesk.ui.attendance.grid.paste import PastePreview, plan_paste
from cusdesk.ui.attendance.grid.saver import MarkSaver
from cusdesk.ui.attendance.grid.state import GridState

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.domain.changes import Changes
    from cusdesk.ui.attendance.grid.state import Place, Step
    from cusdesk.ui.common.context import ScreenContext


class GridSession(QObject):
    """Joins the grid to the office.

    Signals:
        state_changed: something was saved, refused, typed or the cursor moved.
        reloaded: people or days may be others now.
    """

    state_changed = Signal()
    reloaded = Signal()

    def __init__(
        self, context: ScreenContext, board: Board, parent: QObject, *, all_days: bool
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.state = GridState(board, all_days=all_days)
        self.panes = GridPanes(self.state)
        self.saver = MarkSaver(context, self.state, self)
        self.saver.settled.connect(self._on_settled)
        self.grid = self.panes.grid
        self.grid.read_only = not context.office.can_change("attendance")
        self.grid.stepped.connect(self._on_step)
        self.grid.place_changed.connect(self.state_changed)
        self.grid.paste_asked.connect(self._on_paste)
        self.confirm_paste: Callable[[PastePreview], bool] = _ask
        context.bus.changed.connect(self._on_changes)

    @property
    def key(self) -> tuple[bytes, object]:
        """The group and the month."""
        return self.state.grid.group_id, self.state.grid.month

    @property
    def is_finished(self) -> bool:
        """Whether nothing typed is missing in the office file."""
        return self.saver.is_idle and not self.state.troubles

    def show_all_days(self, shown: bool) -> None:
        """Show every day of the month, or only those with a meeting."""
        self.state.all_days = shown
        self._load(self.state.board)

    def retry(self) -> None:
        """Try to save again what was refused."""
        step = self.state.retry()
        self.panes.model.tell_all_changed()
        self.saver.submit(step)

    def reload(self) -> None:
        """Ask the office again; typed cells stay on top."""
        group, month = self.key
        operation = self._context.ops.read(attendance_board, self._context.office, group, month)
        operation.replacing(f"board-{id(self)}").on_success(self._load).run()

    def close(self) -> None:
        """Give the widgets up."""
        self.saver.flush()
        self.panes.deleteLater()
        self.deleteLater()

    def _load(self, board: Board) -> None:
        grid, shape = self.grid, self._shape()
        kept = grid.place
        person = self.state.people[kept[0]].resident_id if kept[0] >= 0 else None
        day = self.state.columns[kept[1]].date if kept[1] >= 0 else None
        self.state.load(board)
        if self._shape() == shape:
            self.panes.model.tell_all_changed()
        else:
            self.panes.model.change_shape(lambda: None)
            people = [line.resident_id for line in self.state.people]
            days = [column.date for column in self.state.columns]
            row = people.index(person) if person in people else 0
            grid.go_to((row, days.index(day) if day in days else 0))
        self.reloaded.emit()
        self.state_changed.emit()

    def _shape(self) -> tuple[object, ...]:
        people = tuple((line.resident_id, line.number) for line in self.state.people)
        return people, tuple(self.state.columns)

    def _on_step(self, step: Step) -> None:
        self.saver.submit(step)
        self.state_changed.emit()

    def _on_settled(self) -> None:
        if self.saver.is_idle and self.saver.take_shape_change():
            self.reload()
        if self.saver.take_refusal():
            self.panes.model.tell_all_changed()
        self.state_changed.emit()

    def _on_changes(self, changes: Changes, initiator: object) -> None:
        if initiator is not self.saver and changes.touches(
            "attendance", "residents", "catalogue", "plans"
        ):
            self.reload()

    def _on_paste(self, text: str, _place: Place) -> None:
        plan = plan_paste(self.state, text, self.grid.chosen())
        alone = len(plan.places) == 1 and not plan.bad and not plan.outside
        if alone or self.confirm_paste(PastePreview(self.panes, self.state, plan)):
            self.grid.write(plan.values.items())


def _ask(preview: PastePreview) -> bool:
    return preview.exec() == QDialog.DialogCode.Accepted
