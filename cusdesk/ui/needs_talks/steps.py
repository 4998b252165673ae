"""What is done with a talk as a whole: printed, carried into a plan, put into the bin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cusdesk.core.messages import tr
from cusdesk.services import history, needs_talks, plans
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.record.history import show_history

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft
    from cusdesk.services.plans import PlanRow
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.needs_talks.viewmodel import TalkModel


class TalkSteps(QObject):
    """The buttons at the head of a talk.

    Attributes:
        flush: keeps what is being typed, before anything else is done.

    Signals:
        gap_chosen: (path) a value the paper lacks; go to its field.
        retired: the talk went to the bin.
    """

    gap_chosen = Signal(str)
    retired = Signal()

    def __init__(self, context: ScreenContext, model: TalkModel, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._model, self._page = context, model, page
        self.flush: Callable[[], None] = _nothing

    def print_filled(self) -> None:
        """Show the talk on its form, before it is printed or issued."""
        self._show_paper(needs_talks.talk_paper)

    def print_blank(self) -> None:
        """Show the empty form with the resident's name at its head."""
        self._show_paper(needs_talks.blank_talk_paper)

    def _show_paper(self, make: Callable[[Office, bytes], PaperDraft]) -> None:
        talk_id = self._model.talk_id
        if talk_id is not None:
            self.flush()
            draft = partial(make, self._context.office, talk_id)
            show_paper(self._context, draft, self._page.window(), on_gap=self.gap_chosen.emit)

    def carry(self) -> None:
        """Add needs, resources and needs without a service to the resident's plan."""
        talk_id = self._model.talk_id
        if talk_id is None:
            return
        self.flush()
        read = self._context.ops.read(needs_talks.plans_for_talk, self._context.office, talk_id)
        read.on_success(self._on_plans).run()

    def _on_plans(self, found: list[PlanRow]) -> None:
        details = self._model.details
        if details is None:
            return
        if not found:
            self._context.notifier.warning(tr("needs_talks.carry.no_plan"))
            begin = f"plans.new:{details.resident_id.hex()}"
            self._context.run_command("plans", begin)
            return
        office, plan_id = self._context.office, found[0].id
        operation = self._context.ops.write(
            needs_talks.carry_into_plan, office, details.id, plan_id
        )
        operation.on_success(self._on_carried).run()

    def _on_carried(self, saved: plans.SavedPlan) -> None:
        text = tr("needs_talks.carry.done")
        self._context.notifier.success(text, tr("common.button.undo"), self._undo)
        self._context.open_record("plans", saved.id)

    def show_history(self) -> None:
        """Show who changed what in the talk."""
        details = self._model.details
        if details is not None:
            self.flush()
            record = ("needs_talks", details.id)
            show_history(self._context, record, details.resident_name, self._page.window())

    def retire(self) -> None:
        """Put the talk into the bin; what went to the register stays there."""
        talk_id = self._model.talk_id
        if talk_id is None:
            return
        self.flush()
        operation = self._context.ops.write(needs_talks.retire_talk, self._context.office, talk_id)
        operation.by(self._model).on_success(self._on_retired).run()

    def _on_retired(self, _changes: object) -> None:
        text = tr("needs_talks.page.retired")
        self._context.notifier.success(text, tr("common.button.undo"), self._undo)
        self.retired.emit()

    def _undo(self) -> None:
        self._context.ops.write(history.undo, self._context.office).run()


def _nothing() -> None:
    """Keep nothing: for a page without fields."""
