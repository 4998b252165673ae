"""What is done at the end of a plan: resignation, waiver, the closing talk, the contact after."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.money import format_money
from cusdesk.services import office_settings, plans
from cusdesk.ui.plans.course import forms
from cusdesk.ui.plans.course.asking import Asking
from cusdesk.ui.plans.dialogs import Ending, StepDialog, ending_spec

if TYPE_CHECKING:
    from cusdesk.services.plans import FeeProposal


class EndingCommands(Asking):
    """The end of the plan that is shown."""

    def end(self) -> None:
        """Ask when and why the plan ends before its time."""
        day = self._shown().details.end_day(self._today)
        self._ask("end", ending_spec(), Ending(day), self._on_end)

    def _on_end(self, dialog: StepDialog, values: Ending) -> None:
        dialog.run(
            plans.end_plan,
            self.plan_id,
            self._shown().details.version,
            on=values.valid_to or self._today,
            reason=values.reason,
        )

    def resign(self) -> None:
        """Ask who gave the services up and from when; the fee is counted by what was given."""
        today = self._today
        name = self._shown().details.full_name
        month, begun = today.replace(day=1), self._shown().details.draft.valid_from
        fee_from = max(month, begun) if begun is not None and begun <= today else month
        values = forms.Resignation(name, today, today, fee_from=fee_from)
        spec = forms.resignation_spec(self._people())
        dialog = self._ask("resign", spec, values, self._on_resign)
        dialog.form.field_left.connect(partial(self._on_resign_field, dialog))
        self._count_fee(dialog)

    def _on_resign_field(self, dialog: StepDialog, name: str) -> None:
        if name in {"ended_on", "fee_from"}:
            self._count_fee(dialog)

    def _count_fee(self, dialog: StepDialog) -> None:
        last, first = dialog.form.value("ended_on"), dialog.form.value("fee_from")
        if last is not None:
            operation = self.context.ops.read(
                plans.fee_until, self.context.office, self.plan_id, last, first
            )
            operation.replacing("plan-fee").on_success(partial(self._on_fee, dialog)).run()

    def _on_fee(self, dialog: StepDialog, fee: FeeProposal) -> None:
        if dialog is self.dialog and dialog.isVisible():
            dialog.form.set_value("fee_due_gr", fee.total_gr)
            dialog.tell(fee_words(fee))

    def _on_resign(self, dialog: StepDialog, values: forms.Resignation) -> None:
        dialog.run(
            plans.resign_plan,
            self.plan_id,
            self._shown().details.version,
            last_day=values.ended_on or self._today,
            resigned_on=values.resigned_on or self._today,
            resigned_by=values.resigned_by,
            reason=values.reason,
            fee_due_gr=values.fee_due_gr,
            fee_from=values.fee_from,
        )

    def waive(self) -> None:
        """Ask how much of the fee is waived and why."""
        people = [person.name for person in office_settings.get(self.context.office).approvers]
        name, _post = plans.proposed_approver(self.context.office)
        due = self._shown().closing.fee_due_gr
        values = forms.Waiver(due, "", name, self._today)
        self._ask("waive", forms.waiver_spec(people), values, self._on_waive)

    def _on_waive(self, dialog: StepDialog, values: forms.Waiver) -> None:
        dialog.run(
            plans.waive_fee,
            self.plan_id,
            amount_gr=values.waived_gr or 0,
            reason=values.waiver_reason,
            by=values.waived_by,
            on=values.waived_on or self._today,
        )

    def write_talk(self) -> None:
        """Open the closing talk, prefilled with delivered hours and goals."""
        closing = self._shown().closing
        draft = closing.draft
        if not closing.is_written and not self._shown().details.gone:
            draft = replace(draft, talk_on=self._today)
        self._ask("talk", forms.talk_spec(self._people()), draft, self._on_talk)

    def _on_talk(self, dialog: StepDialog, values: plans.ClosingDraft) -> None:
        dialog.run(plans.save_closing, self.plan_id, values)

    def follow_up(self) -> None:
        """Ask how things went after the plan."""
        values = forms.FollowUp(self._today)
        self._ask("follow_up", forms.follow_up_spec(), values, self._on_follow_up)

    def _on_follow_up(self, dialog: StepDialog, values: forms.FollowUp) -> None:
        dialog.run(
            plans.record_follow_up,
            self.plan_id,
            done=values.follow_up_done or self._today,
            note=values.follow_up_note,
        )

    def show_resignation(self) -> None:
        """Show the resignation as a paper."""
        self._show(partial(plans.resignation_paper, self.context.office, self.plan_id))

    def show_closing(self) -> None:
        """Show the description of course and results."""
        self._show(partial(plans.closing_paper, self.context.office, self.plan_id))


def fee_words(fee: FeeProposal) -> str:
    """Return what a proposed fee covers, what came before, and what could not be counted."""
    days = {"first": format_date(fee.first), "last": format_date(fee.last)}
    lines = "; ".join(
        tr(
            "plans.resign.line",
            service=line.service,
            amount=line.amount,
            due=format_money(line.due_gr),
        )
        for line in fee.lines
    )
    told = [tr("plans.resign.covers" if lines else "plans.resign.covers_none", lines=lines, **days)]
    if fee.earlier_gr:
        told.append(tr("plans.resign.earlier", amount=format_money(fee.earlier_gr)))
    if fee.charged_gr:
        told.append(tr("plans.resign.charged", amount=format_money(fee.charged_gr)))
    if fee.waiting:
        told.append(tr("plans.resign.waiting", services=", ".join(fee.waiting)))
    if fee.without_price:
        services = ", ".join(dict.fromkeys(fee.without_price))
        told.append(tr("plans.resign.without_price", services=services))
    return " ".join(told)
