"""„Ustawienia biura”: the centre on its papers, people to propose, safe copies."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services.history import ALL_SETTINGS
from cusdesk.services.office_settings import SETTINGS_ID
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.record import RecordEditor
from cusdesk.ui.common.record.history import show_history
from cusdesk.ui.common.record.side_by_side import SideBySide
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.widgets import button, column, label
from cusdesk.ui.office import viewmodel
from cusdesk.ui.office.form import settings_form
from cusdesk.ui.office.papers import PapersCard
from cusdesk.ui.office.programmes import ProgrammesCard
from cusdesk.ui.office.side import FileSide

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QVBoxLayout

    from cusdesk.domain.office import OfficeSettingsDraft
    from cusdesk.ui.common.context import ScreenContext


_GAP = "office.gap"
_FIELDS = ("name", "address", "contact", "place")
"""Values of papers that are fields here, under the same name."""


class OfficeScreen(Screen):
    """The settings; a field that was left is written, Ctrl+Z takes it back."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("office.title"))
        office = context.office
        spec = settings_form()
        self.form: Form[OfficeSettingsDraft] = Form(spec, clock=office.clock)
        self.form.setEnabled(office.can_change("office"))
        self.form.edited.connect(self._on_edited)
        self.example = label("", wrap=True)
        how = label(viewmodel.how_words(), "hint", wrap=True)
        holder = QWidget()
        under_pattern = column(holder, gap=0.5)
        under_pattern.addWidget(self.example)
        under_pattern.addWidget(how)
        cast("QVBoxLayout", self.form.layout()).insertWidget(len(spec.sections), holder)
        self.editor = RecordEditor(context, self.form, viewmodel.record_calls(office), self)
        self.editor.shown.connect(self._on_shown)
        self.side = FileSide(context)
        self.programmes = ProgrammesCard(context)
        self.papers = PapersCard(context)
        for extra in (self.papers, self.programmes):
            cast("QVBoxLayout", self.form.layout()).addWidget(extra)
        self.page = SideBySide(self.form, self.side)
        self.papers.sought.connect(self._bring_into_sight)
        self.body.addWidget(self.page, 1)
        self.header_row.addWidget(
            button(
                tr("record.history.button"), self._show_history, look="quiet", icon_name="history"
            )
        )

    def _show_history(self) -> None:
        self.flush()
        show_history(self.context, (ALL_SETTINGS, b""), tr("office.title"), self)

    def run_command(self, command_id: str) -> None:
        """Go to what a paper misses: `office.gap:clause:<id>`, `office.gap:office.<what>`."""
        kind, _, gap = command_id.partition(":")
        what, _, clause = gap.partition(":")
        field = what.removeprefix("office.")
        if kind == _GAP and clause:
            self.papers.lead_to(clause)
        elif kind == _GAP and field in _FIELDS:
            self.form.focus(field)

    def _bring_into_sight(self, widget: QWidget | None) -> None:
        if widget is not None:
            widget.setFocus()
            QTimer.singleShot(0, widget, partial(self.page.form_area.ensureWidgetVisible, widget))

    def flush(self) -> None:
        """Keep what is being typed."""
        self.editor.flush()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the settings anew whenever the screen is opened."""
        super().showEvent(event)
        if not event.spontaneous():
            self.editor.open(SETTINGS_ID)
            self.papers.load()
            self.programmes.load()
            self.form.focus()

    def _on_shown(self, _shown: viewmodel.Shown) -> None:
        self._show_example()

    def _on_edited(self, name: str) -> None:
        if name == "number_pattern":
            self._show_example()

    def _show_example(self) -> None:
        typed = str(self.form.value("number_pattern") or "")
        words = viewmodel.example_words(typed, self.context.office.clock.today())
        self.example.setText(words)
