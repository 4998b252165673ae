"""One field on a form: words above, the widget, and under it a hint or what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.form.fields import pixel_width
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.theme.icons import pixmap
from cusdesk.ui.common.tips import HELP_KEY
from cusdesk.ui.common.widgets import column, label, row, set_look

if TYPE_CHECKING:
    from cusdesk.ui.common.form.fields import Field

_CHOICE_CHARS = 70
"""A list is as wide as its longest words, but never pushes a form off a small screen."""


class FieldBox(QWidget):
    """Label, field, hint, problem; the accessible description always says what the eye sees."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.shown_problem = ""
        spec = field.spec
        words = tr(spec.label)
        layout = column(self, gap=0.5)
        if spec.kind != "check":
            title = tr("common.form.required", label=words) if spec.required else words
            self._label = label(title, "label")
            self._label.setBuddy(field.widget)
            layout.addWidget(self._label)
        self._give_width(pixel_width(spec))
        layout.addWidget(field.widget)
        self._hint = label(tr(spec.hint) if spec.hint else "", "hint", wrap=True)
        layout.addWidget(self._hint)  # before it is shown: what has no parent becomes a window
        self._hint.setVisible(bool(spec.hint))
        self._sign = QLabel()
        self._words = label("", "problem", wrap=True)
        self._problem = QWidget()
        line = row(self._problem, gap=0.75)
        line.addWidget(self._sign)
        line.addWidget(self._words, 1)
        self._problem.hide()
        layout.addWidget(self._problem)
        layout.addStretch()
        field.widget.setAccessibleName(
            tr("common.form.required", label=words) if spec.required else words
        )
        field.widget.setProperty(HELP_KEY, spec.label)
        self._describe()

    def _give_width(self, width: int) -> None:
        """Keep to the width of the field on paper; a choice is as wide as its longest words."""
        widget = self.field.widget
        widget.ensurePolished()  # the look decides how much room stands round the words
        wanted = widget.sizeHint().width()
        if isinstance(widget, QComboBox):
            wanted += space(0.5)
            width = width and max(width, wanted)
            widget.setMinimumWidth(min(wanted, current().chars(_CHOICE_CHARS)))
        if width:
            widget.setMaximumWidth(width)
            widget.setMinimumWidth(min(width, wanted))

    def show_problem(self, text: str, *, blocking: bool) -> None:
        """Say what is wrong, with an icon and words; empty text takes it back."""
        self.shown_problem = text
        tone = "error" if blocking else "warning"
        self._words.setText(text)
        set_look(self._words, "look", "problem" if blocking else "warning")
        if text:
            self._sign.setPixmap(pixmap(tone, tone))
        self._problem.setVisible(bool(text))
        state = ("problem" if blocking else "warning") if text else ""
        set_look(self.field.widget, "state", state)
        self._describe()

    def _describe(self) -> None:
        parts = [self._hint.text(), self.shown_problem]
        self.field.widget.setAccessibleDescription(". ".join(part for part in parts if part))
