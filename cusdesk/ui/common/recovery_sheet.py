"""The recovery code on the screen: shown once, put on paper, proved by two groups typed from it."""

from __future__ import annotations

import io
import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, label, row, set_look

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QVBoxLayout

_ASKED = 2
_PER_LINE = 4
"""Groups of a code beside one another, as on the paper."""


def recovery_pdf(office_name: str, code: str, file_name: str, day: dt.date) -> bytes:
    """Return the sheet as a PDF."""
    from cusdesk.domain.reports import RecoverySheet
    from cusdesk.export.pdf.recovery import render_recovery_sheet

    sheet = RecoverySheet(office_name, tuple(code.split("-")), day, file_name)
    out = io.BytesIO()
    render_recovery_sheet(sheet, out)
    return out.getvalue()


class CodeProof(QWidget):
    """Shows a code once and asks for two groups of it, drawn anew each time.

    Attributes:
        code: the code, in groups parted by dashes.
        asked: which groups, counted from 0.
        fields: where they are typed.

    Signals:
        print_requested: show the sheet for printing and saving.
        submitted: Enter was pressed in a field.
    """

    print_requested = Signal()
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.asked: tuple[int, ...] = ()
        self.fields: list[QLineEdit] = []
        self._titles: list[QLabel] = []
        inside = column(self, gap=2)
        frame, layout = card(margin=2, gap=1)
        self._code_label = label("", "code", wrap=True)
        self._code_label.setAccessibleName(tr("shell.recovery.title"))
        layout.addWidget(self._code_label)
        inside.addWidget(frame)
        out = row(gap=1)
        self.print_button = button(
            tr("shell.recovery.print"), self.print_requested.emit, icon_name="print"
        )
        out.addWidget(self.print_button)
        out.addStretch()
        inside.addLayout(out)
        self._confirm = label("", wrap=True)
        inside.addWidget(self._confirm)
        asked = row(gap=2)
        for _ in range(_ASKED):
            asked.addLayout(self._group_field())
        asked.addStretch()
        inside.addLayout(asked)

    def show_code(self, code: str) -> None:
        """Show a code and draw the groups to be typed."""
        self.code = code
        groups = code.split("-")
        parts = [groups[place : place + _PER_LINE] for place in range(0, len(groups), _PER_LINE)]
        self._code_label.setText("\n".join("  ".join(part) for part in parts))
        self.asked = tuple(sorted(secrets.SystemRandom().sample(range(len(groups)), _ASKED)))
        first, second = (group + 1 for group in self.asked)
        self._confirm.setText(tr("shell.recovery.confirm", first=first, second=second))
        for group, field, title in zip(self.asked, self.fields, self._titles, strict=True):
            field.clear()
            set_look(field, "state", "")
            words = tr("shell.recovery.group", number=group + 1)
            field.setAccessibleName(words)
            title.setText(words)
        self.print_button.setFocus()

    def forget(self) -> None:
        """Take the code off the screen and out of memory."""
        self.code = ""
        self._code_label.clear()
        for field in self.fields:
            field.clear()

    def is_right(self) -> bool:
        """Tell whether both groups stand there as on the sheet; else go to the first wrong one."""
        groups = self.code.split("-")
        wrong = [
            field
            for place, field in zip(self.asked, self.fields, strict=False)
            if field.text().strip().upper() != groups[place]
        ]
        for field in self.fields:
            set_look(field, "state", "problem" if field in wrong else "")
        for field in wrong[:1]:
            field.setFocus()
            field.selectAll()
        return bool(self.code) and not wrong

    def _group_field(self) -> QVBoxLayout:
        field = QLineEdit()
        field.setMaximumWidth(current().chars(14))
        field.returnPressed.connect(self.submitted)
        self.fields.append(field)
        title = label("", "label")
        self._titles.append(title)
        title.setBuddy(field)
        holder = column(gap=0.5)
        holder.addWidget(title)
        holder.addWidget(field)
        return holder
