"""Decisions that planned care services rest on (social assistance act, art. 50 and 106)."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a form reads the annotations of its dataclass)
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.durations import format_hours
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.widgets import LineLink, button, clear, column, label
from cusdesk.ui.plans.dialogs import StepDialog
from cusdesk.ui.plans.edits import with_decision_at
from cusdesk.ui.plans.layouts import SERVICES

if TYPE_CHECKING:
    from cusdesk.domain.plans import PlanServiceDraft
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.plans.editor import PlanEditor
    from cusdesk.ui.plans.table.panel import PartsPanel

_FIELD = "fields.plan_services."


@dataclass(frozen=True, slots=True)
class Decision:
    """What the decision says."""

    decision_number: str = ""
    decided_on: dt.date | None = None
    decision_minutes: int | None = None
    decided_by: str = ""


def decision_spec() -> FormSpec:
    """Return the form of a decision; emptied, the service is one of the programme again."""
    first = (
        FieldSpec("decision_number", f"{_FIELD}decision_number"),
        FieldSpec("decided_on", f"{_FIELD}decided_on", "date"),
    )
    second = (
        FieldSpec("decision_minutes", f"{_FIELD}decision_minutes", "minutes"),
        FieldSpec("decided_by", f"{_FIELD}decided_by", hint="plans.decision.by_hint"),
    )
    return FormSpec([Section("", [first, second])])


def decision_words(number: int, service: PlanServiceDraft, name: str) -> str:
    """Return a decision in one line: of which service, its number, day, hours and author."""
    sign = service.decision_number or tr("plans.decision.no_number")
    if service.decided_on is not None:
        sign = tr("plans.decision.on", sign=sign, date=format_date(service.decided_on))
    told = [sign]
    if service.decision_minutes is not None:
        hours = format_hours(service.decision_minutes)
        told.append(tr("plans.decision.hours", hours=hours))
    if service.decided_by:
        told.append(service.decided_by)
    return tr("plans.decision.line", n=number, name=name, words=", ".join(told))


class DecisionBox(QWidget):
    """Under the table of services: a line for every decision, each opening its form.

    Attributes:
        dialog: the window opened last.
    """

    def __init__(self, context: ScreenContext, editor: PlanEditor, panel: PartsPanel) -> None:
        super().__init__()
        self._context, self._editor, self._panel = context, editor, panel
        self.dialog: StepDialog | None = None
        self._lines: QVBoxLayout = column(self, gap=0.5)
        mark_personal(self)
        self.open = button(
            tr("plans.decision.open"), self.ask_for_current, look="link", icon_name="lock"
        )
        self.open.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # out of the way of Tab
        panel.button_line.insertWidget(1, self.open)

    def refresh(self) -> None:
        """Show the decisions of the draft as it is now."""
        clear(self._lines)
        known = self._editor.scene.known
        for number, service in enumerate(self._editor.draft.services, 1):
            if service.has_decision:
                name = known.service_name(service.service_id)
                words = decision_words(number, service, name)
                if self._editor.can_write:
                    self._lines.addWidget(LineLink(words, partial(self.ask, service.row_id)))
                else:
                    self._lines.addWidget(label(words, wrap=True))
        self.setVisible(self._lines.count() > 0)

    def ask_for_current(self) -> None:
        """Ask for the decision of the service the table stands at."""
        self._panel.flush()
        index, services = self._panel.view.currentIndex(), self._editor.draft.services
        part = self._panel.model.part_at(index.row()) if index.isValid() else None
        if part is None and len(services) == 1:
            part = services[0]
        if part is None:
            self._context.notifier.info(tr("plans.decision.choose"))
            return
        self.ask(part.row_id)

    def ask(self, row_id: bytes | None) -> None:
        """Ask for the decision of a service."""
        row = next((s for s in self._editor.draft.services if s.row_id == row_id), None)
        if row is None or not self._editor.can_write:
            return
        now = Decision(row.decision_number, row.decided_on, row.decision_minutes, row.decided_by)
        dialog = StepDialog(self.window(), self._context, "decision", decision_spec(), now)
        dialog.finished.connect(dialog.deleteLater)
        dialog.confirmed.connect(partial(self._on_confirmed, dialog, row.row_id or b""))
        self.dialog = dialog
        dialog.open()

    def _on_confirmed(self, dialog: StepDialog, row_id: bytes, values: Decision) -> None:
        editor = self._editor
        changed = with_decision_at(editor.draft, row_id, asdict(values), editor.scene.known)
        editor.replace(SERVICES, changed)
        dialog.accept()
