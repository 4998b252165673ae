"""What every command of the course needs: the plan, a dialog, a write, a paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.plans.dialogs import StepDialog

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cusdesk.services.plans import PlanCourse
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.form import FormSpec
    from cusdesk.ui.common.pdf_preview import PdfPreview


class Asking(QObject):
    """The plan that is shown, and the ways to ask, to write and to show a paper.

    Attributes:
        course: what is shown; None before.
        dialog: the window opened last.

    Signals:
        gap_chosen: (path) the person goes to what a paper misses.
    """

    gap_chosen = Signal(str)

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self._parent = context, parent
        self.course: PlanCourse | None = None
        self.dialog: StepDialog | None = None
        self.preview: PdfPreview | None = None

    @property
    def may_print(self) -> bool:
        """Whether this person issues papers of plans: who writes plans, and who approves them."""
        return self.context.office.may("plans.papers")

    @property
    def plan_id(self) -> bytes:
        """The plan that is shown."""
        return self._shown().details.id

    def _shown(self) -> PlanCourse:
        if self.course is None:
            raise LookupError("plan")
        return self.course

    @property
    def _today(self) -> dt.date:
        return self.context.office.clock.today()

    def _write(
        self,
        call: Callable[..., object],
        *args: object,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[Any], None] | None = None,
        **values: object,
    ) -> None:
        operation = self.context.ops.write(call, self.context.office, *args, **values)
        if then is not None:
            operation.on_success(then)
        if failed is not None:
            operation.on_error(failed)
        operation.run()

    def _ask(self, step: str, spec: FormSpec, values: Any, then: Any) -> StepDialog:  # noqa: ANN401 (any form's draft)
        dialog = StepDialog(self._parent.window(), self.context, step, spec, values)
        dialog.finished.connect(dialog.deleteLater)
        dialog.confirmed.connect(partial(then, dialog))
        self.dialog = dialog
        dialog.open()
        return dialog

    def _people(self) -> list[str]:
        """Return who may speak for the resident, as papers name them."""
        return list(self._shown().people)

    def _show(self, make_draft: Any) -> None:  # noqa: ANN401 (a service with its arguments)
        show_paper(self.context, make_draft, self._parent, on_gap=self.gap_chosen.emit)
