"""Before a copy is restored: what would be lost, what stays, and the button that does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cusdesk.core.messages import tr
from cusdesk.services import copies
from cusdesk.ui.common.formats import show_number
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.widgets import button, card, column, label, row
from cusdesk.ui.copies.table import STEP_COLUMNS, Rows

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cusdesk.services.copies import LostStep, Preview, Restored
    from cusdesk.ui.common.context import ScreenContext


@dataclass(frozen=True, slots=True)
class _StepRow:
    """A lost step as a line of the table."""

    id: bytes
    moment: dt.datetime
    user_name: str
    what: str
    whom: str
    changes: int


def _step_row(number: int, step: LostStep) -> _StepRow:
    return _StepRow(
        number.to_bytes(16, "big"), step.moment, step.user_name, step.what, step.whom, step.changes
    )


class RestorePage(QWidget):
    """Signals: left (the person goes back to the list)."""

    left = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._preview: Preview | None = None
        self._rows = Rows(STEP_COLUMNS, self._steps)
        layout = column(self, gap=1.5)
        frame, words = card(gap=1)
        self.title = label("", "heading", wrap=True)
        self.counts = label("", wrap=True)
        self.lost = label("", "problem", wrap=True)
        self.returning = label("", wrap=True)
        stays = label(tr("copies.restore.stays"), "hint", wrap=True)
        for line in (self.title, self.counts, self.lost, self.returning, stays):
            words.addWidget(line)
        layout.addWidget(frame)
        empty = EmptyState(
            "success", tr("copies.restore.nothing"), tr("copies.restore.nothing_text")
        )
        spec = TableSpec(
            "copies.steps", STEP_COLUMNS, self._rows.list_ids, self._rows.rows_for, empty=empty
        )
        self.panel = TablePanel(context, spec)
        layout.addWidget(self.panel, 1)
        buttons = row(gap=1)
        self.back = button(
            tr("copies.restore.back"), self.left.emit, look="quiet", icon_name="back"
        )
        self.go = button(tr("copies.restore.go"), self._on_go, look="danger", icon_name="history")
        buttons.addWidget(self.back)
        buttons.addStretch()
        buttons.addWidget(self.go)
        layout.addLayout(buttons)

    def show_copy(self, copy: Path) -> None:
        """Read what restoring this copy would do, and show it when it is read."""
        operation = self._context.ops.read(copies.preview_restore, self._context.office, copy)
        operation.with_waiting("copies.restore.reading")
        operation.on_success(self._on_preview).on_error(self._on_refused).run()

    def _steps(self) -> list[Any]:
        steps = self._preview.steps if self._preview else ()
        return [_step_row(number, step) for number, step in enumerate(steps)]

    def _on_refused(self, error: Any) -> None:  # noqa: ANN401 (CusdeskError)
        self._context.ops.show_error(error)
        self.left.emit()

    def _on_preview(self, preview: Preview) -> None:
        self._preview = preview
        now = self._context.office.clock.now()
        self.title.setText(tr("copies.restore.title", moment=copies.at(preview.moment, now)))
        then, today = show_number(preview.residents_then), show_number(preview.residents_now)
        self.counts.setText(tr("copies.restore.counts", then=then, now=today))
        changes = show_number(preview.lost_changes)
        self.lost.setText(tr("copies.restore.lost", n=preview.lost_steps, changes=changes))
        self.lost.setVisible(preview.lost_steps > 0)
        self.returning.setText(tr("copies.restore.returning", n=preview.returning))
        self.returning.setVisible(preview.returning > 0)
        self.panel.load()
        self.back.setFocus()

    def _on_go(self) -> None:
        ops = self._context.ops
        if ops.is_idle:
            self._restore()
        else:  # a copy that is being made keeps the file open
            ops.call_when_idle(self._restore)

    def _restore(self) -> None:
        if self._preview is None or not isValid(self):
            return
        operation = self._context.ops.write(
            copies.restore, self._context.office, self._preview.copy
        )
        operation.with_progress("copies.restore.running").on_success(self._on_done).run()

    def _on_done(self, restored: Restored) -> None:
        now = self._context.office.clock.now()
        moment = copies.at(restored.moment, now)
        self._context.notifier.success(tr("copies.restore.done", moment=moment))
