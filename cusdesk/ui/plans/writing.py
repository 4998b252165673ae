"""The road of an open plan into the office file: one write at a time, nothing forgotten."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cusdesk.services import plans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.plans import PlanDraft
    from cusdesk.services.plans import SavedPlan
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.plans.edits import Edit, Place


class PlanWriter(QObject):
    """Writes a draft, and the next one when the first is stored.

    Attributes:
        version: version of the plan for the next command.
        is_busy: whether a write is under way.

    Signals:
        stored: everything typed so far is in the office file.
        refused: (error, {place: edit}) the office refused; the edits are not stored.
    """

    stored = Signal()
    refused = Signal(object, object)

    def __init__(self, context: ScreenContext, initiator: QObject) -> None:
        super().__init__(initiator)
        self._context, self._initiator = context, initiator
        self.version = 0
        self.is_busy = False
        self._plan_id: bytes | None = None
        self._next: PlanDraft | None = None
        self._unsent: dict[Place, Edit] = {}
        self._sent: dict[Place, Edit] = {}
        self._begins_step = False

    def start(self, plan_id: bytes) -> None:
        """Write another plan from now on; what is on its way still arrives."""
        self._plan_id = plan_id
        self._forget()

    def begin_step(self) -> None:
        """Let the next write be a new step of undo."""
        self._begins_step = True

    def write(self, draft: PlanDraft, edits: Iterable[Edit] = ()) -> None:
        """Write a draft as soon as the one before it is stored."""
        self._unsent.update({edit.place: edit for edit in edits})
        self._next = copy.deepcopy(draft)
        if not self.is_busy:
            self._send()

    def _send(self) -> None:
        draft, self._next = self._next, None
        self.is_busy = True
        self._sent, self._unsent = self._unsent, {}
        merges, self._begins_step = not self._begins_step, False
        operation = self._context.ops.write(
            plans.change_plan,
            self._context.office,
            self._plan_id,
            draft,
            self.version,
            merges=merges,
        )
        operation.by(self._initiator).on_success(self._on_saved).on_error(self._on_error).run()

    def _on_saved(self, saved: SavedPlan) -> None:
        if saved.id != self._plan_id:
            return
        self.is_busy, self._sent = False, {}
        self.version = saved.version
        if self._next is not None:
            self._send()
        else:
            self.stored.emit()

    def _on_error(self, error: CusdeskError) -> None:
        kept = {**self._sent, **self._unsent}
        self._forget()
        self.refused.emit(error, kept)

    def _forget(self) -> None:
        self._sent, self._unsent, self._next = {}, {}, None
        self.is_busy = False
