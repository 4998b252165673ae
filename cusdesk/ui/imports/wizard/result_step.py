"""Step 4: what was done, with the roads on from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services.imports import OUTCOMES
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, label, picture, row

if TYPE_CHECKING:
    from cusdesk.ui.imports.wizard.state import WizardState


class ResultStep(QWidget):
    """Counts, undo, rows that go back, the queue.

    Signals:
        undo_wanted, rejects_wanted, queue_wanted: buttons.
    """

    undo_wanted = Signal()
    rejects_wanted = Signal()
    queue_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=2)
        frame, inside = card(margin=3, gap=1.5)
        head = row(gap=2)
        head.addWidget(picture("success", "success", current().line * 2))
        self.title = label("", "heading", wrap=True)
        head.addWidget(self.title, 1)
        inside.addLayout(head)
        self.lines = label("", wrap=True)
        inside.addWidget(self.lines)
        self.next_text = label("", "hint", wrap=True)
        inside.addWidget(self.next_text)
        roads = QWidget()
        flow = FlowLayout(roads)
        self.queue = button(tr("imports_ui.result.queue"), self.queue_wanted.emit, icon_name="edit")
        self.rejects = button(
            tr("imports_ui.result.rejects"), self.rejects_wanted.emit, icon_name="excel"
        )
        self.undo = button(tr("imports_ui.result.undo"), self.undo_wanted.emit, icon_name="undo")
        for widget in (self.queue, self.rejects, self.undo):
            flow.addWidget(widget)
        inside.addWidget(roads)
        layout.addWidget(frame)
        layout.addStretch()

    def show_result(self, state: WizardState) -> None:
        """Say what was done."""
        if state.result is None or state.plan is None:
            return
        counts = state.result.counts
        written = counts["new"] + counts["changed"]
        self.title.setText(tr("imports_ui.result.title", n=written, file=state.plan.file_name))
        self.lines.setText(
            "\n".join(
                tr(f"imports_ui.result.{outcome}", n=counts[outcome])
                for outcome in OUTCOMES
                if counts[outcome]
            )
        )
        waits = counts["doubtful"] > 0
        self.next_text.setText(
            tr("imports_ui.result.waits" if waits else "imports_ui.result.clean")
        )
        self.queue.setVisible(waits)
        self.rejects.setVisible(counts["rejected"] + counts["doubtful"] > 0)
        self.undo.setEnabled(True)

    def show_undone(self) -> None:
        """Say that the import was taken back."""
        self.title.setText(tr("imports_ui.result.undone"))
        self.lines.setText("")
        self.next_text.setText("")
        for widget in (self.queue, self.rejects):
            widget.hide()
        self.undo.setEnabled(False)
