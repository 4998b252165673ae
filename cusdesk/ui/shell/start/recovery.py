"""The recovery sheet: shown once, put on paper, and proved by typing two groups of the code."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, label, row
from cusdesk.ui.shell.start.page import StartPage

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QVBoxLayout

ASKED = (1, 4)  # which groups are asked for, counted from 0


def recovery_pdf(office_name: str, code: str, file_name: str, day: dt.date) -> bytes:
    """Return the sheet as a PDF."""
    from cusdesk.domain.reports import RecoverySheet
    from cusdesk.export.pdf.recovery import render_recovery_sheet

    sheet = RecoverySheet(office_name, tuple(code.split("-")), day, file_name)
    out = io.BytesIO()
    render_recovery_sheet(sheet, out)
    return out.getvalue()


class RecoveryPage(StartPage):
    """Signals: print_requested (show the sheet for printing and saving), confirmed."""

    print_requested = Signal()
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__("key", tr("shell.recovery.title"), tr("shell.recovery.text"))
        self.code = ""
        frame, layout = card(margin=2, gap=1)
        self._code_label = label("", "code", wrap=True)
        self._code_label.setAccessibleName(tr("shell.recovery.title"))
        layout.addWidget(self._code_label)
        self.body.addWidget(frame)
        out = row(gap=1)
        self._print = button(
            tr("shell.recovery.print"), self.print_requested.emit, icon_name="print"
        )
        out.addWidget(self._print)
        out.addStretch()
        self.body.addLayout(out)
        self.body.addWidget(label(tr("shell.recovery.confirm"), wrap=True))
        self.fields: list[QLineEdit] = []
        asked = row(gap=2)
        for group in ASKED:
            asked.addLayout(self._group_field(group + 1))
        asked.addStretch()
        self.body.addLayout(asked)
        self.buttons.addStretch()
        self.buttons.addWidget(button(tr("shell.recovery.done"), self._on_done, look="main"))

    def show_code(self, code: str) -> None:
        """Show the code of a new office."""
        self.code = code
        groups = code.split("-")
        half = (len(groups) + 1) // 2
        self._code_label.setText("  ".join(groups[:half]) + "\n" + "  ".join(groups[half:]))
        self.problem.say("")
        for field in self.fields:
            field.clear()
        self._print.setFocus()

    def _group_field(self, number: int) -> QVBoxLayout:
        words = tr("shell.recovery.group", number=number)
        field = QLineEdit()
        field.setAccessibleName(words)
        field.setMaximumWidth(current().chars(14))
        field.returnPressed.connect(self._on_done)
        self.fields.append(field)
        title = label(words, "label")
        title.setBuddy(field)
        holder = column(gap=0.5)
        holder.addWidget(title)
        holder.addWidget(field)
        return holder

    def _on_done(self) -> None:
        groups = self.code.split("-")
        typed = [field.text().strip().upper() for field in self.fields]
        if typed == [groups[place] for place in ASKED]:
            self.confirmed.emit()
        else:
            self.problem.say(tr("shell.recovery.mismatch"))
            self.fields[0].setFocus()
