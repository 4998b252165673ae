"""What is done on the course of a plan: notes, breaks, hand-over, and the papers of its end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.services import plans
from cusdesk.ui.common.noting import watch_preview
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.plans.course import forms
from cusdesk.ui.plans.course.ending import EndingCommands

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cusdesk.domain.plans import GoalOutcome, PlanNoteForm
    from cusdesk.services.plans import VersionRow
    from cusdesk.ui.plans.course.note_box import NewNote
    from cusdesk.ui.plans.dialogs import StepDialog


class CourseCommands(EndingCommands):
    """The commands of the course, for the plan that is shown."""

    # --- monitoring

    def add_note(
        self, note: NewNote, then: Callable[[Any], None], failed: Callable[[Any], None]
    ) -> None:
        """Keep a note of monitoring."""
        form: PlanNoteForm = note.form
        self._write(
            plans.add_note,
            self.plan_id,
            date=note.date or self._today,
            form=form,
            remark=note.remark,
            action=note.action,
            then=then,
            failed=failed,
        )

    def retire_note(self, note_id: bytes) -> None:
        """Put a note into the bin."""
        self._write(plans.retire_note, note_id)

    def set_outcome(
        self,
        goal_id: bytes,
        outcome: GoalOutcome | None,
        note: str,
        failed: Callable[[Any], None] | None = None,
    ) -> None:
        """Say whether a goal was reached."""
        self._write(plans.set_outcome, self.plan_id, goal_id, outcome, note, failed=failed)

    def set_task(self, task: str, day: dt.date | None, note: str) -> None:
        """Tick a task of a phase, or take the tick back."""
        self._write(plans.set_task, self.plan_id, task, done_on=day, note=note)

    # --- days off

    def add_break(self) -> None:
        """Ask for a break."""
        self._ask("break", forms.break_spec(), forms.Break(self._today), self._on_break)

    def _on_break(self, dialog: StepDialog, values: forms.Break) -> None:
        dialog.run(
            plans.add_break,
            self.plan_id,
            start=values.valid_from or self._today,
            end=values.valid_to,
            reason=values.reason,
        )

    def end_break(self, break_id: bytes) -> None:
        """Ask when an open break ended."""
        values = forms.Break(valid_to=self._today)
        then = partial(self._on_break_end, break_id)
        self._ask("break_end", forms.break_end_spec(), values, then)

    def _on_break_end(self, break_id: bytes, dialog: StepDialog, values: forms.Break) -> None:
        dialog.run(plans.end_break, break_id, values.valid_to or self._today)

    def retire_break(self, break_id: bytes) -> None:
        """Put a break into the bin."""
        self._write(plans.retire_break, break_id)

    # --- hand-over

    def hand_over(self) -> None:
        """Ask who takes the plan over."""
        people = plans.coordinators(self.context.office)
        values = forms.Handover(date=self._today)
        self._ask("handover", forms.handover_spec(people), values, self._on_handover)

    def _on_handover(self, dialog: StepDialog, values: forms.Handover) -> None:
        dialog.run(
            plans.hand_over,
            [self.plan_id],
            to=values.to_name,
            on=values.date or self._today,
            reason=values.reason,
            note=values.note,
        )

    def show_handover_paper(self) -> None:
        """Show the sheet of the hand-over."""
        self._show(partial(plans.handover_paper, self.context.office, [self.plan_id]))

    # --- versions

    def show_annex(self, version_id: bytes | None = None) -> None:
        """Show what a version, or the open update, changed."""
        self._show(partial(plans.annex_paper, self.context.office, self.plan_id, version_id))

    def show_version(self, version: VersionRow) -> None:
        """Show an approved version as it was."""
        operation = self.context.ops.read(plans.version_pdf, self.context.office, version.id)
        operation.on_success(partial(self._on_version, version)).run()

    def _on_version(self, version: VersionRow, pdf: bytes) -> None:
        number = self._shown().details.draft.number
        words = {"number": number, "version": version.number}
        preview = PdfPreview(
            self._parent.window(),
            tr("plans.header.version", **words),
            pdf,
            f"{tr('plans.course.versions.file', **words).replace('/', '-')}.pdf",
            self.context.ops,
            partial(plans.version_pdf, self.context.office, version.id, large=True),
        )
        watch_preview(self.context, preview, "plans", self.plan_id)
        self.preview = preview
        preview.open()
