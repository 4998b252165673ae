"""The recovery sheet: shown once, put on paper, and proved by typing two groups of the code."""

from __future__ import annotations

import io
import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, label, message_box, row
from cusdesk.ui.shell.start.page import StartPage

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QVBoxLayout

_ASKED = 2
_GROUPS = 7


def recovery_pdf(office_name: str, code: str, file_name: str, day: dt.date) -> bytes:
    """Return the sheet as a PDF."""
    from cusdesk.domain.reports import RecoverySheet
    from cusdesk.export.pdf.recovery import render_recovery_sheet

    sheet = RecoverySheet(office_name, tuple(code.split("-")), day, file_name)
    out = io.BytesIO()
    render_recovery_sheet(sheet, out)
    return out.getvalue()


class RecoveryPage(StartPage):
    """Shows the code once and asks for two groups of it, drawn anew each time.

    Attributes:
        asked: which groups, counted from 0.

    Signals:
        print_requested: show the sheet for printing and saving.
        confirmed: both groups were typed rightly.
        postponed: the person begins without, and was told what that means.
    """

    print_requested = Signal()
    confirmed = Signal()
    postponed = Signal()

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
        self._confirm = label("", wrap=True)
        self.body.addWidget(self._confirm)
        self.asked: tuple[int, ...] = ()
        self.fields: list[QLineEdit] = []
        self._titles: list[QLabel] = []
        asked = row(gap=2)
        for _ in range(_ASKED):
            asked.addLayout(self._group_field())
        asked.addStretch()
        self.body.addLayout(asked)
        self.later = button(tr("shell.recovery.later"), self._ask_later, look="quiet")
        self.buttons.addWidget(self.later)
        self.question: QMessageBox | None = None
        self.buttons.addStretch()
        self.buttons.addWidget(button(tr("shell.recovery.done"), self._on_done, look="main"))

    def show_code(self, code: str) -> None:
        """Show the code of a new office."""
        self.code = code
        groups = code.split("-")
        half = (len(groups) + 1) // 2
        self._code_label.setText("  ".join(groups[:half]) + "\n" + "  ".join(groups[half:]))
        self.problem.say("")
        self.asked = tuple(sorted(secrets.SystemRandom().sample(range(_GROUPS), _ASKED)))
        first, second = (group + 1 for group in self.asked)
        self._confirm.setText(tr("shell.recovery.confirm", first=first, second=second))
        for group, field, title in zip(self.asked, self.fields, self._titles, strict=True):
            field.clear()
            words = tr("shell.recovery.group", number=group + 1)
            field.setAccessibleName(words)
            title.setText(words)
        self._print.setFocus()

    def _group_field(self) -> QVBoxLayout:
        field = QLineEdit()
        field.setMaximumWidth(current().chars(14))
        field.returnPressed.connect(self._on_done)
        self.fields.append(field)
        title = label("", "label")
        self._titles.append(title)
        title.setBuddy(field)
        holder = column(gap=0.5)
        holder.addWidget(title)
        holder.addWidget(field)
        return holder

    def _ask_later(self) -> None:
        """Let the person begin without the proof, but not without knowing what it means."""
        question = message_box(self)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle(tr("shell.recovery.later_title"))
        question.setText(tr("shell.recovery.later_question"))
        question.setInformativeText(tr("shell.recovery.later_text"))
        question.addButton(tr("shell.recovery.later_do"), QMessageBox.ButtonRole.AcceptRole)
        back = question.addButton(tr("common.button.back"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(back)
        question.accepted.connect(self.postponed)
        self.question = question
        question.open()

    def _on_done(self) -> None:
        groups = self.code.split("-")
        typed = [field.text().strip().upper() for field in self.fields]
        if typed == [groups[place] for place in self.asked]:
            self.confirmed.emit()
        else:
            self.problem.say(tr("shell.recovery.mismatch"))
            self.fields[0].setFocus()
