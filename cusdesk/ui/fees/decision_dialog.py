"""The window of a decision: whose, for what, from which income; the fee of one unit beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import describe, tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.money import format_money
from cusdesk.services import fees
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.widgets import card, column, label, set_look
from cusdesk.ui.fees.beside import TwoHalves
from cusdesk.ui.fees.decision_form import DecisionFields, decision_form, draft_of, fields_of
from cusdesk.ui.fees.steps_view import StepLines

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.fees.decision import DecisionDraft
    from cusdesk.services.fees import DecisionChoices, DecisionPreview
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation

_PAUSE_MS = 300


class DecisionDialog(TwoHalves):
    """What a resident's fee is counted from."""

    def __init__(  # noqa: PLR0913 (what a window is)
        self,
        context: ScreenContext,
        choices: DecisionChoices,
        draft: DecisionDraft,
        write: Callable[[DecisionDraft], Operation[Any]],
        parent: QWidget,
        *,
        decision_id: bytes | None = None,
        name: str = "",
        text: str = "",
    ) -> None:
        kind = "new" if decision_id is None else "change"
        title = tr(f"fees.decision.{kind}")
        super().__init__(context, title, tr(f"fees.decision.{kind}_do"), parent)
        self._write, self._decision_id = write, decision_id
        self.body.addWidget(label(title, "title", wrap=True))
        if text:
            self.body.addWidget(label(text, "hint", wrap=True))
        self.body.addWidget(label(tr("fields.fee_decisions.resident_id"), "label"))
        self.person = PersonField(context)
        self.person.show_person(draft.resident_id, name)
        self.person.setReadOnly(decision_id is not None)
        self.person.chosen.connect(self._ask)
        self.body.addWidget(self.person)
        self.form: Form[DecisionFields] = Form(decision_form(choices), clock=context.office.clock)
        self.form.load(fields_of(draft))
        self.form.edited.connect(self._ask)
        self.body.addWidget(self.form)
        self._build_preview()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.fit_rows(self.form)
        if draft.resident_id:
            self.form.focus()
        else:
            self.person.setFocus()
        self.look()

    def _build_preview(self) -> None:
        frame, inside = card(margin=1.5, gap=0.5)
        self.rate = label("", "heading", wrap=True)
        inside.addWidget(self.rate)
        self.lines = StepLines()
        inside.addWidget(self.lines)
        self.hint = label("", "hint", wrap=True)
        inside.addWidget(self.hint)
        beside = QWidget()
        layout = column(beside)
        layout.addWidget(frame)
        layout.addStretch()
        self.set_beside(beside)

    def draft(self) -> DecisionDraft:
        """Return what stands in the window."""
        return draft_of(self.form.draft(), self.person.resident_id)

    def _ask(self, *_what: object) -> None:
        self._pause.start()

    def look(self) -> None:
        """Ask what one unit costs by what is typed."""
        operation = self._context.ops.read(
            fees.preview_decision, self._context.office, self.draft(), self._decision_id
        )
        operation.replacing(f"decision-{id(self)}").on_success(self._show).run()

    def _show(self, found: DecisionPreview) -> None:
        self.rate.setText(found.words)
        self.lines.show_steps(found.steps)
        hint = found.hint
        self.hint.setVisible(hint is not None)
        if hint is not None:
            key = "matters" if hint.change.matters else "small"
            self.hint.setText(
                tr(
                    f"fees.decision.change_{key}",
                    difference=format_money(hint.change.difference_gr),
                    limit=format_money(hint.change.limit_gr),
                    date=format_date(hint.since),
                )
            )
            set_look(self.hint, "look", "warning" if hint.change.matters else "success")

    def confirm(self) -> None:
        """Write what stands in the window."""
        self.form.flush()
        if self.form.show_value_problems():
            self.start(self._write(self.draft()))

    def _on_refused(self, error: CusdeskError) -> None:
        self.do.setEnabled(True)
        problems = error.problems if isinstance(error, ValidationError) else []
        person = next((each for each in problems if each.field == "resident_id"), None)
        shown = [replace(each, field=each.field.partition(".")[0]) for each in problems]
        left = self.form.show_problems([each for each in shown if each.field != "resident_id"])
        words = tr(person.key, **person.params) if person else ""
        self.say(words or (describe(error) if not problems or left else ""))
        if person is not None:
            self.person.setFocus()
