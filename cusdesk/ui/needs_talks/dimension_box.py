"""One dimension on the screen: the answer, the one of the talk before beside it, the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label as enum_label
from cusdesk.domain.needs_talks import AnswerDraft
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.growing import Growing
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column, label, row
from cusdesk.ui.needs_talks.forms import answer_form
from cusdesk.ui.needs_talks.level_chart import LevelChart

if TYPE_CHECKING:
    from cusdesk.core.clock import Clock
    from cusdesk.domain.needs_talks import Dimension, Scheme
    from cusdesk.services.needs_talks import TalkDetails

_BESIDE_CHARS = 34
_LARGE_TEXT = 140
"""Percent; above it the talk before stands under the answer."""


class DimensionBox(QWidget):
    """Name, level, urgency, source, what is missing, what can be built on; and before.

    Signals:
        left: (code, field name) a field was left.
    """

    left = Signal(str, str)

    def __init__(self, dimension: Dimension, scheme: Scheme, clock: Clock) -> None:
        super().__init__()
        self.dimension = dimension
        self._levels = dict(scheme.levels)
        self.form: Form[AnswerDraft] = Form(answer_form(scheme), clock)
        self.form.field_left.connect(self._on_left)
        for editor in self.form.findChildren(QPlainTextEdit):
            Growing(editor)
        for spec in self.form.spec.fields():
            widget = self.form.field(spec.name).widget
            widget.setAccessibleName(f"{dimension.name}: {widget.accessibleName()}")
        layout = column(self, gap=1)
        layout.addWidget(label(dimension.name, "label"))
        is_large = current().percent > _LARGE_TEXT
        beside = column() if is_large else row(gap=2)
        beside.addWidget(self.form, 3)
        self.beside = QWidget()
        inside = column(self.beside, gap=0.5)
        self._change = label("", "label", wrap=True)
        self._before = label("", "hint", wrap=True)
        mark_personal(self._before)
        inside.addWidget(self._change)
        self.chart = LevelChart(dimension.name, len(scheme.levels))
        inside.addWidget(self.chart)
        inside.addWidget(self._before)
        inside.addStretch()
        if not is_large:
            self.beside.setMinimumWidth(current().chars(_BESIDE_CHARS))
        beside.addWidget(self.beside, 2)
        layout.addLayout(beside)

    def show_talk(self, details: TalkDetails, *, anew: bool, can_write: bool) -> None:
        """Show the answer of a talk; after a write of our own fields being typed in stay."""
        answer = details.draft.answers.get(self.dimension.code, AnswerDraft())
        if anew:
            self.form.load(answer)
        else:
            self.form.accept(answer)
        self.form.setEnabled(can_write)
        self.beside.setVisible(bool(details.earlier))  # nothing was asked before: more room
        self._change.setText(details.change(self.dimension.code))
        self.chart.show_course(details.course(self.dimension.code))
        self._before.setText(self._earlier_words(details))

    def _earlier_words(self, details: TalkDetails) -> str:
        earlier = details.earlier.get(self.dimension.code, ())
        if not earlier:
            return tr("needs_talks.dimension.no_earlier")
        last = earlier[-1]
        answer = last.answer
        parts = [
            tr("needs_talks.dimension.before", date=format_date(last.held_on)),
            self._levels.get(answer.level or 0, ""),
            enum_label(answer.urgency) if answer.urgency else "",
            _said("deficit", answer.deficit),
            _said("resource", answer.resource),
        ]
        return "\n".join(part for part in parts if part)

    def _on_left(self, name: str) -> None:
        self.left.emit(self.dimension.code, name)


def _said(name: str, text: str) -> str:
    return tr(f"needs_talks.dimension.{name}", text=text) if text else ""
