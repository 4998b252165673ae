"""Opening the dialogs of the explicit steps for the plan that is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from cusdesk.core.messages import tr
from cusdesk.domain.plans import chain_flags
from cusdesk.services import office_settings, plans
from cusdesk.ui.common.form import FormSpec
from cusdesk.ui.common.record.history import show_history
from cusdesk.ui.plans.dialogs import (
    Agreement,
    Approval,
    Comment,
    Ending,
    StepDialog,
    Update,
    Withdrawal,
    agreement_spec,
    approval_spec,
    comment_spec,
    ending_spec,
    update_spec,
    withdrawal_spec,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.plans.editor import PlanEditor


_SHOWN_FLAGS = 3
"""Of what is broken in the chain; all of it stands beside the plan."""


class PlanSteps(QObject):
    """Agree, send, return, approve, withdraw, update, end.

    Attributes:
        dialog: the window opened last.
        flush: keeps what is being typed, before a step is taken.
    """

    def __init__(self, context: ScreenContext, editor: PlanEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._editor, self._parent = context, editor, parent
        self.dialog: StepDialog | None = None
        self._author_told = False
        self.flush: Callable[[], None] | None = None

    def _when_stored(self, then: Any) -> None:  # noqa: ANN401 (a method of this class)
        """Open a dialog only when everything typed is in the office file."""
        if self.flush is not None:
            self.flush()
        if self._editor.refused:
            self._context.notifier.warning(tr("plans.steps.refused", n=len(self._editor.refused)))
            return
        if self._context.ops.is_idle:
            then()
        else:
            self._context.ops.call_when_idle(then)

    def _open(self, step: str, spec: FormSpec, values: Any) -> StepDialog:  # noqa: ANN401 (any form's draft)
        dialog = StepDialog(self._parent.window(), self._context, step, spec, values)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        return dialog

    def show_history(self) -> None:
        """Show who changed what in the plan, after what is being typed was stored."""
        self._when_stored(self._show_history)

    def _show_history(self) -> None:
        view = self._editor.view
        if view is not None:
            name = tr("plans.preview.title", number=view.details.draft.number or "")
            show_history(self._context, ("plans", view.details.id), name, self._parent)

    # --- the four steps

    def agree(self) -> None:
        """Write down the agreement with the resident or representative."""
        self._when_stored(self._open_agree)

    def _open_agree(self) -> None:
        view = self._editor.view
        if view is None:
            return
        agent = view.document.representative
        people = [view.document.person.name, *([agent.name] if agent else [])]
        draft = self._editor.draft
        values = Agreement(draft.agreed_by or people[0], self._context.office.clock.today())
        dialog = self._open("agree", agreement_spec(people), values)
        dialog.confirmed.connect(partial(self._on_agree, dialog))
        dialog.open()

    def _on_agree(self, dialog: StepDialog, values: Agreement) -> None:
        dialog.run(
            plans.agree_plan,
            self._editor.plan_id,
            self._editor.version,
            agreed_by=values.agreed_by,
            on=values.agreed_on or self._context.office.clock.today(),
        )

    def approve(self) -> None:
        """Approve the plan: cannot be undone, and the dialog says so."""
        self._when_stored(self._open_approve)

    def _open_approve(self) -> None:
        view = self._editor.view
        if view is None:
            return
        approver = plans.proposed_approver(self._context.office)
        values = Approval(*approver, self._context.office.clock.today())
        dialog = self._open("approve", approval_spec(self._approvers()), values)
        dialog.warn(tr("plans.approve.warning"))
        self._author_told = self._warn_author(dialog, values.approved_by)
        flags = chain_flags(self._editor.draft)
        if flags:
            words = " ".join(tr(flag.key, **flag.params) for flag in flags[:_SHOWN_FLAGS])
            if len(flags) > _SHOWN_FLAGS:
                words += " " + tr("plans.approve.more_flags", n=len(flags) - _SHOWN_FLAGS)
            dialog.warn(tr("plans.approve.flags", flags=words))
        if view.gaps:
            gaps = "; ".join(gap.words for gap in view.gaps)
            dialog.warn(tr("plans.approve.gaps", n=len(view.gaps), gaps=gaps))
        dialog.confirmed.connect(partial(self._on_approve, dialog))
        dialog.open()

    def _warn_author(self, dialog: StepDialog, name: str) -> bool:
        """Say that whoever approves wrote the plan; it is allowed, and written down."""
        view = self._editor.view
        if view is None:
            return False
        authors = (self._editor.draft.coordinator, view.details.submitted_by)
        found = plans.is_author(name, *authors)
        if found:
            dialog.warn(tr("plans.approve.author"))
        return found

    def _approvers(self) -> list[str]:
        return [person.name for person in office_settings.get(self._context.office).approvers]

    def _on_approve(self, dialog: StepDialog, values: Approval) -> None:
        if not self._author_told and self._warn_author(dialog, values.approved_by):
            self._author_told = True  # seen once before it is done
            return
        dialog.run(
            plans.approve_plan,
            self._editor.plan_id,
            self._editor.version,
            approved_by=values.approved_by,
            post=values.approved_post,
            comment=values.comment,
            on=values.approved_on or self._context.office.clock.today(),
        )

    def submit(self) -> None:
        """Send the agreed plan to whoever approves."""
        self._when_stored(partial(self._comment, "submit", plans.submit_plan, required=False))

    def recall(self) -> None:
        """Take the plan back from those who approve."""
        self._run(plans.recall_plan)

    def give_back(self) -> None:
        """Return the plan to its author with a comment."""
        self._comment("return", plans.return_plan, required=True)

    def _comment(self, step: str, call: Any, *, required: bool) -> None:  # noqa: ANN401 (any use case with a comment)
        dialog = self._open(step, comment_spec(required=required), Comment())
        dialog.confirmed.connect(partial(self._on_comment, dialog, call))
        dialog.open()

    def _on_comment(self, dialog: StepDialog, call: Any, values: Comment) -> None:  # noqa: ANN401 (any use case with a comment)
        dialog.run(call, self._editor.plan_id, self._editor.version, comment=values.comment)

    def update_plan(self) -> None:
        """Open the approved plan for a new version."""
        dialog = self._open("update", update_spec(), Update())
        dialog.confirmed.connect(partial(self._on_update, dialog))
        dialog.open()

    def _on_update(self, dialog: StepDialog, values: Update) -> None:
        dialog.run(
            plans.begin_update,
            self._editor.plan_id,
            self._editor.version,
            reason=values.reason,
            note=values.note,
        )

    def drop_update(self) -> None:
        """Give the update up, after a word about what is lost."""
        dialog = self._open("drop", FormSpec([]), Comment())
        dialog.confirmed.connect(partial(self._on_drop, dialog))
        dialog.open()

    def _on_drop(self, dialog: StepDialog, _values: Comment) -> None:
        dialog.run(plans.drop_update, self._editor.plan_id, self._editor.version)

    def _run(self, call: Any) -> None:  # noqa: ANN401 (a service)
        self._context.ops.write(
            call, self._context.office, self._editor.plan_id, self._editor.version
        ).run()

    def withdraw(self) -> None:
        """Take the approval back, with a reason."""
        dialog = self._open("withdraw", withdrawal_spec(), Withdrawal())
        dialog.confirmed.connect(partial(self._on_withdraw, dialog))
        dialog.open()

    def _on_withdraw(self, dialog: StepDialog, values: Withdrawal) -> None:
        dialog.run(
            plans.withdraw_approval, self._editor.plan_id, self._editor.version, values.reason
        )

    def end(self) -> None:
        """End the plan before its time."""
        view, today = self._editor.view, self._context.office.clock.today()
        values = Ending(view.details.end_day(today) if view else today)
        dialog = self._open("end", ending_spec(), values)
        dialog.confirmed.connect(partial(self._on_end, dialog))
        dialog.open()

    def _on_end(self, dialog: StepDialog, values: Ending) -> None:
        dialog.run(
            plans.end_plan,
            self._editor.plan_id,
            self._editor.version,
            on=values.valid_to or self._context.office.clock.today(),
            reason=values.reason,
        )
