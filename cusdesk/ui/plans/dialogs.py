"""The explicit steps of a plan (agree, approve, withdraw, end); each says what it means."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a form reads the annotations of its dataclass)
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QVBoxLayout, QWidget

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import describe, tr
from cusdesk.domain.labels import label as label_of
from cusdesk.domain.plans import PlanUpdateReason
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.form import Choice, FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, picture, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cusdesk.core.errors import CusdeskError
    from cusdesk.ui.common.context import ScreenContext

_CHARS = 80
_AROUND = 34
"""Steps of a dialog that are not its form: heading, words, buttons, the edges of the window."""
_EDGES = 6
"""Steps at the sides."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """With whom and when."""

    agreed_by: str = ""
    agreed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """By whom and when."""

    approved_by: str = ""
    approved_post: str = ""
    approved_on: dt.date | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said to whoever approves, or to the author."""

    comment: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """Why an approved plan changes."""

    reason: PlanUpdateReason = PlanUpdateReason.NEEDS
    note: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """When, and why before its time."""

    valid_to: dt.date | None = None
    reason: str = ""


def agreement_spec(people: Sequence[str]) -> FormSpec:
    """Return the form of an agreement; `people` may agree."""
    return _spec(
        FieldSpec(
            "agreed_by",
            "fields.plans.agreed_by",
            "suggest",
            required=True,
            choices=[Choice(name, name) for name in people],
        ),
        FieldSpec("agreed_on", "fields.plans.agreed_on", "date", required=True),
    )


def approval_spec(people: Sequence[str]) -> FormSpec:
    """Return the form of an approval; `people` may approve."""
    return _spec(
        FieldSpec(
            "approved_by",
            "fields.plans.approved_by",
            "suggest",
            required=True,
            choices=[Choice(name, name) for name in people],
        ),
        FieldSpec("approved_post", "fields.plans.approved_post"),
        FieldSpec("approved_on", "fields.plans.approved_on", "date", required=True),
        FieldSpec("comment", "plans.approve.comment", "multiline", lines=2),
    )


def comment_spec(*, required: bool) -> FormSpec:
    """Return the form of a comment on the way to an approval."""
    return _spec(
        FieldSpec("comment", "plans.submit.comment", "multiline", required=required, lines=3)
    )


def update_spec() -> FormSpec:
    """Return the form that opens an update."""
    choices = [Choice(reason, label_of(reason)) for reason in PlanUpdateReason]
    return _spec(
        FieldSpec(
            "reason",
            "fields.plans.update_reason",
            "choice",
            required=True,
            offers_nothing=False,
            choices=choices,
        ),
        FieldSpec("note", "fields.plans.update_note", "multiline", lines=2),
    )


def withdrawal_spec() -> FormSpec:
    """Return the form of a withdrawn approval."""
    return _spec(FieldSpec("reason", "plans.withdraw.reason", "multiline", required=True, lines=3))


def ending_spec() -> FormSpec:
    """Return the form of an end before time."""
    return _spec(
        FieldSpec("valid_to", "plans.end.day", "date", required=True),
        FieldSpec("reason", "fields.plan_closings.reason", "multiline", lines=2),
    )


def _spec(*fields: FieldSpec) -> FormSpec:
    return FormSpec([Section("", list(fields))])


class StepDialog(QDialog):
    """A form of a few fields, what the step means, and the button that takes it.

    `run(values)` starts the service and hands its outcome to `accept` or `show_error`.

    Signals:
        confirmed: (values) the button was pressed and every value can be read.
    """

    confirmed = Signal(object)

    def __init__(
        self, parent: QWidget, context: ScreenContext, step: str, spec: FormSpec, values: object
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(f"plans.{step}.title"))
        self._context, self._step = context, step
        self._layout: QVBoxLayout = column(self, margin=3, gap=2)
        self._layout.addWidget(label(tr(f"plans.{step}.title"), "heading"))
        self._layout.addWidget(label(tr(f"plans.{step}.text"), wrap=True))
        self.form: Form[Any] = Form(spec, context.office.clock)
        self.form.load(values)
        for box in self.form.findChildren(QComboBox):  # long words are cut, never the dialog
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self._content = QWidget()
        self._inside: QVBoxLayout = column(self._content, gap=2)
        self._inside.addWidget(self.form, 1)
        self._told = label("", "hint", wrap=True)
        self._told.hide()
        self._inside.addWidget(self._told)
        self._area = scrolled(self._content, gap=0)
        self._layout.addWidget(self._area, 1)
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        self._layout.addWidget(self._problem)
        self.go = button(tr(f"plans.{step}.go"), self._on_go, look="main", icon_name="check")
        self._layout.addLayout(command_line(self, self.go))
        self.setMinimumWidth(current().chars(_CHARS))
        self._fit()
        if list(spec.fields()):
            self.form.focus()
        else:  # a step that asks nothing, such as giving an update up
            self.go.setFocus()

    def _fit(self) -> None:
        """Take the height of form and warnings, or what the screen has room for."""
        self.form.ensurePolished()
        inner = self.minimumWidth() - current().space(_EDGES)
        wanted = max(self._inside.heightForWidth(inner), self._inside.sizeHint().height())
        self._content.setMinimumHeight(wanted)  # a scroll area would squeeze fields under words
        most = self.screen().availableSize().height() - current().space(_AROUND)
        self._area.setMinimumHeight(max(0, min(wanted + current().space(1), most)))

    def warn(self, text: str) -> None:
        """Say above the buttons what cannot be taken back, or what is missing."""
        frame = QFrame()
        frame.setProperty("look", "bar_warning")
        line = row(frame, margin=1, gap=1)
        line.addWidget(picture("warning", "warning"))
        line.addWidget(label(text, wrap=True), 1)
        self._inside.insertWidget(0, frame)
        self._fit()
        self._area.verticalScrollBar().setValue(0)

    def tell(self, text: str) -> None:
        """Say under the form what a proposed value was counted from."""
        self._told.setText(text)
        self._told.setVisible(bool(text))
        self._fit()

    def _on_go(self) -> None:
        if self.form.show_value_problems():
            self.confirmed.emit(self.form.draft())

    def run(self, call: Callable[..., object], *args: object, **values: object) -> None:
        """Take the step; the dialog closes when it is done."""
        operation = self._context.ops.write(call, self._context.office, *args, **values)
        operation.on_success(self._on_done).on_error(self.show_error).run()

    def _on_done(self, _changes: object) -> None:
        self.accept()

    def show_error(self, error: CusdeskError) -> None:
        """Say why the step was not taken; the window stays."""
        if isinstance(error, ValidationError):
            rest = self.form.show_problems(error.problems)
            self._problem.setText("\n".join(tr(p.key, **p.params) for p in rest))
            self._problem.setVisible(bool(rest))
        else:
            self._problem.setText(describe(error))
            self._problem.show()
