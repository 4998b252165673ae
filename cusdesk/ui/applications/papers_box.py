"""The papers of an application: what can be printed now, and what went out before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services import papers
from cusdesk.services.applications.papers import (
    FEATURE,
    OUTCOME_FORMS,
    application_paper,
    outcome_paper,
)
from cusdesk.ui.common.papers import show_issued, show_paper
from cusdesk.ui.common.widgets import LineLink, button, card, clear, column, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.applications import ApplicationDetails
    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft, PaperRow
    from cusdesk.ui.common.context import ScreenContext

_FIELDS = {
    "applicant.name": "applicant_name",
    "applicant.kind": "applicant_kind",
    "addressee.name": "applicant_name",
    "addressee.address": "applicant_address",
    "statements.conditions": "conditions_stated_on",
    "coordinator": "coordinator",
    "programme": "programme",
    "services": "services",
}
_CARD = "person."


class PapersBox(QWidget):
    """A white box with a button for each paper and a line for each issued one.

    Signals:
        field_wanted: (field of the form) something is missing there.
        step_wanted: (name of a step) something is missing in the outcome.
    """

    field_wanted = Signal(str)
    step_wanted = Signal(str)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._details: ApplicationDetails | None = None
        self._frame, inner = card()
        inner.addWidget(label(tr("applications.side.papers"), "label"))
        self._buttons = column(gap=0.5)
        inner.addLayout(self._buttons)
        self._issued = column(gap=0.5)
        inner.addLayout(self._issued)
        column(self).addWidget(self._frame)

    def show_details(self, details: ApplicationDetails) -> None:
        """Show the papers of an application."""
        self._details = details
        clear(self._buttons)
        office = self._context.office
        if office.may("applications.change") and not details.is_contact:
            self._add("applications.paper.application", application_paper)
        kind = details.outcome.draft.kind if details.outcome is not None else None
        form = OUTCOME_FORMS.get(kind) if kind is not None else None
        needs = "applications.change" if form == "passing_on" else "applications.decide"
        if form is not None and office.may(needs):
            self._add(f"applications.paper.{form}", outcome_paper)
        self._frame.setVisible(self._buttons.count() > 0)
        self._read()

    def _add(self, key: str, make: Callable[[Office, bytes], PaperDraft]) -> None:
        run = partial(self._show, make)
        self._buttons.addWidget(button(tr(key), run, icon_name="pdf"))

    def _show(self, make: Callable[[Office, bytes], PaperDraft]) -> None:
        if self._details is None:
            return
        show_paper(
            self._context,
            partial(make, self._context.office, self._details.id),
            self,
            on_issued=lambda _paper: self._read(),
            on_gap=self._go_to,
        )

    def _read(self) -> None:
        if self._details is None:
            return
        record = (FEATURE, self._details.id)
        read = self._context.ops.read(papers.list_papers, self._context.office, record=record)
        read.replacing("application-papers")
        read.on_success(partial(self._show_issued, self._details.id)).run()

    def _show_issued(self, application_id: bytes, found: list[PaperRow]) -> None:
        if self._details is None or self._details.id != application_id:
            return
        clear(self._issued)
        for row in found:
            words = tr(
                "applications.side.issued",
                title=row.form_title,
                number=row.number,
                date=f"{row.issued_on:%d.%m.%Y}",
            )
            self._issued.addWidget(LineLink(words, partial(show_issued, self._context, row, self)))
        self._frame.setVisible(bool(found) or self._buttons.count() > 0)

    def _go_to(self, key: str) -> None:
        """Go to what is missing: the card, a field of the form, or the outcome."""
        details = self._details
        if details is None:
            return
        if key.startswith(_CARD):
            self._context.open_record("residents", details.row.resident_id)
        elif key in _FIELDS:
            self.field_wanted.emit(_FIELDS[key])
        else:
            self.step_wanted.emit("complete")
