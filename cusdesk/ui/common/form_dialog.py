"""The window with one form: what a service refuses stands beside its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import describe
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cusdesk.core.errors import CusdeskError
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.form import FormSpec
    from cusdesk.ui.common.operations import Operation

D = TypeVar("D")
_ROUND = 8
"""Edges and the scroll bar beside the form, in steps of the grid."""


class FormDialog(CommandDialog, Generic[D]):
    """A window with one form; what a service refuses stands beside the fields."""

    def __init__(  # noqa: PLR0913 (what a window is)
        self,
        context: ScreenContext,
        title: str,
        spec: FormSpec,
        draft: D,
        write: Callable[[D], Operation[Any]],
        do: str,
        parent: QWidget,
        text: str = "",
    ) -> None:
        super().__init__(context, title, do, parent)
        self._write = write
        self.body.addWidget(label(title, "title", wrap=True))
        if text:
            self.body.addWidget(label(text, "hint", wrap=True))
        self.form: Form[D] = Form(spec, clock=context.office.clock)
        self.form.load(draft)
        self.body.addWidget(self.form)
        wanted = self.inside.sizeHint().height() + current().line * 7
        width = max(current().chars(72), self.inside.minimumSizeHint().width() + space(_ROUND))
        resize_within_screen(self, width, wanted)
        self.form.focus()

    def confirm(self) -> None:
        """Write what stands in the form."""
        self.form.flush()
        if self.form.show_value_problems():
            self.start(self._write(self.form.draft()), self._on_done)

    def _on_done(self, _result: object) -> None:
        self.accept()

    def _on_refused(self, error: CusdeskError) -> None:
        self.do.setEnabled(True)
        problems = error.problems if isinstance(error, ValidationError) else []
        left = self.form.show_problems(problems)
        self.say(describe(error) if not problems or left else "")
