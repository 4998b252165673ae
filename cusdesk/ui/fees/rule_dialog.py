"""The window of a fee rule: the resolution on the left, three people who try it on the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import describe
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.widgets import label
from cusdesk.ui.fees.beside import TwoHalves
from cusdesk.ui.fees.rule_form import RuleFields, fields_of, rule_of
from cusdesk.ui.fees.trial import TrialPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.fees.rule import FeeRule
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.form import FormSpec
    from cusdesk.ui.common.operations import Operation

_PAUSE_MS = 150


class RuleDialog(TwoHalves):
    """A rule, new or continued; the fees of the three follow what is typed."""

    def __init__(
        self,
        context: ScreenContext,
        words: tuple[str, str, str],
        spec: FormSpec,
        rule: FeeRule,
        write: Callable[[FeeRule], Operation[Any]],
        parent: QWidget,
    ) -> None:
        title, do, text = words
        super().__init__(context, title, do, parent)
        self._write = write
        self.body.addWidget(label(title, "title", wrap=True))
        if text:
            self.body.addWidget(label(text, "hint", wrap=True))
        self.form: Form[RuleFields] = Form(spec, clock=context.office.clock)
        self.form.load(fields_of(rule))
        self.form.edited.connect(self._on_edited)
        self.body.addWidget(self.form)
        self.trial = TrialPanel(context.office.clock.today())
        self.set_beside(self.trial)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.try_out)
        self.try_out()
        self.fit_rows(self.form)
        self.form.focus()

    def _on_edited(self, _name: str) -> None:
        self._pause.start()

    def try_out(self) -> None:
        """Count the three by what stands in the form."""
        self.trial.show_rule(rule_of(self.form.draft()))

    def confirm(self) -> None:
        """Write what stands in the form."""
        self.form.flush()
        if self.form.show_value_problems():
            self.start(self._write(rule_of(self.form.draft())))

    def _on_refused(self, error: CusdeskError) -> None:
        self.do.setEnabled(True)
        problems = error.problems if isinstance(error, ValidationError) else []
        shown = [replace(each, field=each.field.partition(".")[0]) for each in problems]
        left = self.form.show_problems(shown)
        self.say(describe(error) if not shown or left else "")
        if shown and not left:
            self.form.focus(shown[0].field)
