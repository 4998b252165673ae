"""What stands beside the form of an invoice: its state, what differs, whose hours, its papers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.labels import label as enum_label
from cusdesk.services import invoices
from cusdesk.services.invoices import finding_words
from cusdesk.ui.common.behind import BehindDialog
from cusdesk.ui.common.tab_order import as_read
from cusdesk.ui.common.widgets import WrappedLink, button, card, clear, column, label
from cusdesk.ui.invoices.behind import given_behind, suspects_behind
from cusdesk.ui.invoices.files_box import FilesBox
from cusdesk.ui.invoices.papers_box import PapersBox
from cusdesk.ui.invoices.viewmodel import (
    line_words,
    step_words,
    steps_offered,
    suspect_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.invoices import InvoiceStatus
    from cusdesk.services.invoices import InvoiceCheck, InvoiceDetails, LineCheck
    from cusdesk.ui.common.behind import BehindList
    from cusdesk.ui.common.context import ScreenContext


class InvoiceSide(QWidget):
    """State and steps first, then what differs, then the hours.

    Signals:
        step_wanted: (InvoiceStatus) the person takes a step.
    """

    step_wanted = Signal(object)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.details: InvoiceDetails | None = None
        self._step_at_hand: QWidget | None = None
        layout = column(self, gap=2)
        self._state = self._card(layout, "invoices.side.state")
        self._found = self._card(layout, "invoices.side.found")
        self._hours = self._card(layout, "invoices.side.hours")
        self.papers = PapersBox(context)
        self._card(layout, "invoices.side.papers").addWidget(self.papers)
        self.files = FilesBox(context)
        self._card(layout, "invoices.side.files").addWidget(self.files)
        self._steps = self._card(layout, "invoices.side.steps")
        layout.addStretch()

    def show_invoice(self, details: InvoiceDetails | None) -> None:
        """Show the state of an invoice and ask how it compares; None for a new one."""
        was_stepping = self._step_at_hand is not None and self._step_at_hand.hasFocus()
        self._step_at_hand = None
        self.details = details
        self.papers.show_invoice(details)
        self.files.show_invoice(details)
        for box in (self._state, self._found, self._hours, self._steps):
            clear(box)
        if details is None:
            self._state.addWidget(label(tr("invoices.side.new"), "hint", wrap=True))
            return
        self._step_at_hand = self._show_state(details)
        if was_stepping and self._step_at_hand is not None:
            self._step_at_hand.setFocus()
        for step in details.steps:
            self._steps.addWidget(label(step_words(step), "hint", wrap=True))
        if not details.steps:
            self._steps.addWidget(label(tr("invoices.side.no_steps"), "hint", wrap=True))
        if self._context.office.may("attendance.see"):
            read = self._context.ops.read(invoices.check, self._context.office, details.id)
            read.replacing(f"invoice-check-{id(self)}").on_success(self._show_check).run()
        QTimer.singleShot(0, self, partial(as_read, self))

    def _show_state(self, details: InvoiceDetails) -> QWidget | None:
        """Show the state; return the button of the next step."""
        self._state.addWidget(label(enum_label(details.status), "heading", wrap=True))
        steps: list[QWidget] = []
        for place, status in enumerate(steps_offered(self._context.office, details)):
            steps.append(self._step_button(status, is_main=place == 0))
            self._state.addWidget(steps[-1])
        return steps[0] if steps else None

    def _step_button(self, status: InvoiceStatus, *, is_main: bool) -> QWidget:
        words = tr(f"invoices.do.{status}")
        go = partial(self.step_wanted.emit, status)
        return button(words, go, look="main" if is_main else "quiet")

    def _show_check(self, found: InvoiceCheck) -> None:
        clear(self._found)
        clear(self._hours)
        QTimer.singleShot(0, self, partial(as_read, self))
        if found.agrees:
            self._found.addWidget(label(tr("invoices.side.agrees"), "success", wrap=True))
        for finding in found.findings:
            self._found.addWidget(label(finding_words(finding), "problem", wrap=True))
        self._show_lines(found.lines)

    def _show_lines(self, lines: Sequence[LineCheck]) -> None:
        for line in lines:
            if line.line.service_id is None:
                continue
            self._link(self._hours, line_words(line), partial(given_behind, line), "")
            if line.likely:
                named = "\n".join(suspect_words(each) for each in line.likely)
                words = tr("invoices.check.likely", hours=named)
                self._link(self._hours, words, partial(suspects_behind, line), "warning")
            elif line.suspects:
                words = tr("invoices.check.suspects", n=len(line.suspects))
                self._link(self._hours, words, partial(suspects_behind, line), "warning")
        if not lines:
            self._hours.addWidget(label(tr("invoices.side.no_lines"), "hint", wrap=True))

    def _link(self, box: QVBoxLayout, words: str, behind: partial[BehindList], look: str) -> None:
        def show() -> None:
            """Open the list behind the words."""
            BehindDialog(self._context, behind(), self.window()).open()

        link = WrappedLink(show)
        link.setText(words)
        if look:
            link.set_tone(look)
        box.addWidget(link)

    @staticmethod
    def _card(layout: QVBoxLayout, title: str) -> QVBoxLayout:
        frame, inner = card()
        inner.addWidget(label(tr(title), "label"))
        inside = column(gap=1)
        inner.addLayout(inside)
        layout.addWidget(frame)
        return inside
