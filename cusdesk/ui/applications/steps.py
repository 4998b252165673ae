"""The steps of an application: each its own window, told what it means."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a form reads the annotations of its dataclass)
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import tr
from cusdesk.domain.applications import DECIDED, ApplicationChannel, ApplicationStatus
from cusdesk.domain.times_of_day import format_time
from cusdesk.services import applications
from cusdesk.ui.applications.outcome_forms import outcome_form
from cusdesk.ui.applications.receipt_form import on_form, receipt_fields, receipt_of
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.kept_form import FormKeeper

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.applications import OutcomeDraft
    from cusdesk.services.applications import ApplicationDetails
    from cusdesk.services.plans import SavedPlan
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation

DRAFT_KIND = "applications.step"


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    """A moment as it is typed, and why it is another one than was written down."""

    received_on: dt.date | None = None
    received_time: str = ""
    channel: ApplicationChannel = ApplicationChannel.IN_PERSON
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class ReasonDraft:
    """A reason."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckDraft:
    """When the further course was asked about, and what was found."""

    checked_on: dt.date | None = None
    checked_note: str = ""


class StepDialog(FormDialog[Any]):
    """A form of one step; a moment that cannot be read stands beside its field."""

    def confirm(self) -> None:
        """Write what stands in the form."""
        try:
            super().confirm()
        except ValidationError as error:
            self._on_refused(error)

    def _on_refused(self, error: CusdeskError) -> None:
        super()._on_refused(on_form(error))


class Steps(QObject):
    """Opens the window of a step for the application that is shown.

    Attributes:
        dialog: the window opened last.

    Signals:
        plan_started: (plan id) a plan was begun from the application.
    """

    plan_started = Signal(bytes)

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._parent = context, parent
        self._details: ApplicationDetails | None = None
        self.dialog: StepDialog | None = None

    def show_details(self, details: ApplicationDetails | None) -> None:
        """Work on this application from now on."""
        self._details = details

    def run(self, name: str) -> None:
        """Begin a step by the name `ApplicationSide.step` gives."""
        details = self._details
        if details is None:
            return
        step, _, kind = name.partition(".")
        if step == "outcome":
            self._begin_outcome(details, ApplicationStatus(kind))
            return
        begin: dict[str, Callable[[ApplicationDetails], None]] = {
            "complete": self._complete,
            "reopen": self._reopen,
            "check_back": self._check_back,
            "promote": self._promote,
            "correct": self._correct,
            "plan": self._start_plan,
            "clause": self._give_clause,
        }
        begin[step](details)

    # --- outcomes

    def _begin_outcome(self, details: ApplicationDetails, kind: ApplicationStatus) -> None:
        office = self._context.office
        read = self._context.ops.read(applications.new_outcome, office, details.id, kind)
        read.on_success(partial(self._show_outcome, details)).run()

    def _show_outcome(self, details: ApplicationDetails, draft: OutcomeDraft) -> None:
        key = f"applications.outcome.{draft.kind.value}"
        service = applications.decide if draft.kind in DECIDED else applications.close
        write = partial(self._write_outcome, service, details)
        self._open(f"{key}.action", outcome_form(draft.kind), draft, write, text=f"{key}.text")

    def _complete(self, details: ApplicationDetails) -> None:
        if details.outcome is not None:
            draft = details.outcome.draft
            write = partial(self._write_outcome, applications.change_outcome, details)
            form = outcome_form(draft.kind, is_fixed=True)
            text = "applications.step.complete_text"
            self._open("applications.step.complete", form, draft, write, text=text)

    def _write_outcome(
        self, service: Callable[..., Any], details: ApplicationDetails, draft: OutcomeDraft
    ) -> Operation[Any]:
        return self._context.ops.write(service, self._context.office, details.id, draft)

    def _reopen(self, details: ApplicationDetails) -> None:
        field = FieldSpec(
            "reason", "applications.form.correction_reason", "multiline", lines=3, required=True
        )

        def write(draft: ReasonDraft) -> Operation[Any]:
            """Open the application again for the reason given."""
            office = self._context.office
            return self._context.ops.write(applications.reopen, office, details.id, draft.reason)

        spec = FormSpec([Section("", [field])])
        text = "applications.step.reopen_text"
        self._open("applications.step.reopen", spec, ReasonDraft(), write, text=text)

    def _check_back(self, details: ApplicationDetails) -> None:
        spec = FormSpec(
            [
                Section(
                    "",
                    [
                        FieldSpec(
                            "checked_on",
                            "fields.application_outcomes.checked_on",
                            "date",
                            required=True,
                        ),
                        FieldSpec(
                            "checked_note",
                            "fields.application_outcomes.checked_note",
                            "multiline",
                            lines=3,
                        ),
                    ],
                )
            ]
        )
        today = self._context.office.clock.today()

        def write(draft: CheckDraft) -> Operation[Any]:
            """Note what the look back found, today when no day is given."""
            return self._context.ops.write(
                applications.record_check_back,
                self._context.office,
                details.id,
                draft.checked_on or today,
                draft.checked_note,
            )

        self._open("applications.step.check_back", spec, CheckDraft(today), write)

    # --- the moment

    def _promote(self, details: ApplicationDetails) -> None:
        now = applications.present_receipt(self._context.office)
        draft = ReceiptDraft(now.on, format_time(now.minute), details.receipt.channel)

        def write(typed: ReceiptDraft) -> Operation[Any]:
            """Make an application of the first contact, received as typed."""
            office, receipt = self._context.office, receipt_of(typed)
            return self._context.ops.write(applications.promote, office, details.id, receipt)

        spec = FormSpec([Section("", receipt_fields())])
        text = "applications.step.promote_text"
        self._open("applications.step.promote", spec, draft, write, text=text)

    def _correct(self, details: ApplicationDetails) -> None:
        present = details.receipt
        draft = ReceiptDraft(present.on, format_time(present.minute), present.channel)

        def write(typed: ReceiptDraft) -> Operation[Any]:
            """Correct when and how the application came, with the reason of a late one."""
            return self._context.ops.write(
                applications.correct_receipt,
                self._context.office,
                details.id,
                receipt_of(typed),
                typed.late_reason,
            )

        fields = receipt_fields()
        fields[-1] = FieldSpec(
            "late_reason",
            "applications.form.correction_reason",
            "multiline",
            lines=3,
            required=True,
        )
        text = "applications.step.correct_text"
        spec = FormSpec([Section("", fields)])
        self._open("applications.step.correct", spec, draft, write, text=text)

    # --- what leads on

    def _start_plan(self, details: ApplicationDetails) -> None:
        write = self._context.ops.write(applications.start_plan, self._context.office, details.id)
        write.on_success(self._on_plan).run()

    def _on_plan(self, saved: SavedPlan) -> None:
        self.plan_started.emit(saved.id)

    def _give_clause(self, details: ApplicationDetails) -> None:
        command = f"protection.registers:clause_deliveries:new:{details.row.resident_id.hex()}"
        self._context.run_command("protection", command)

    def _open(
        self,
        title: str,
        spec: FormSpec,
        draft: Any,  # noqa: ANN401 (the draft of the step)
        write: Callable[[Any], Operation[Any]],
        *,
        text: str = "",
    ) -> None:
        self.dialog = StepDialog(
            self._context,
            tr(title),
            spec,
            draft,
            write,
            tr("applications.step.do"),
            self._parent,
            tr(text) if text else "",
        )
        if self._details is not None:
            place = (DRAFT_KIND, f"{self._details.id.hex()}:{title}")
            FormKeeper(self._context, self.dialog, place).begin()
        self.dialog.open()
