"""Taking an import back: at once, or after a question when something of it is in use."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cusdesk.core.messages import describe, tr
from cusdesk.services import imports
from cusdesk.ui.common.questions import question

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.history import Undone
    from cusdesk.ui.common.context import ScreenContext

USED = "imports_plan.undo_used"


class UndoImport(QObject):
    """Takes imports back for the wizard and for the list of imports.

    Signals:
        undone: (batch id).
    """

    undone = Signal(bytes)

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._parent = parent

    def ask(self, batch_id: bytes) -> None:
        """Take the import back; when something of it was edited or used, ask first."""
        self._run(batch_id, keep_used=False)

    def keep_and_undo(self, batch_id: bytes) -> None:
        """Take back everything that nobody edited or used."""
        self._run(batch_id, keep_used=True)

    def _run(self, batch_id: bytes, *, keep_used: bool) -> None:
        operation = self._context.ops.write(
            imports.undo_import, self._context.office, batch_id, keep_used=keep_used
        )
        operation.with_waiting("imports_ui.working.undo")
        operation.on_success(partial(self._on_undone, batch_id))
        operation.on_error(partial(self._on_refused, batch_id)).run()

    def _on_undone(self, batch_id: bytes, _undone: Undone | None) -> None:
        self._context.notifier.success(tr("imports_ui.result.undone"))
        self.undone.emit(batch_id)

    def _on_refused(self, batch_id: bytes, error: CusdeskError) -> None:
        if error.key != USED:
            self._context.ops.show_error(error)
            return
        question(
            self._parent,
            describe(error),
            tr("imports_ui.undo.keep"),
            partial(self.keep_and_undo, batch_id),
            more=tr("imports_ui.undo.text"),
            title=tr("imports_ui.undo.title"),
        ).open()
