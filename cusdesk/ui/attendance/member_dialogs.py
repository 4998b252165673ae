"""Two small questions about a member: the last day in the group, and the plan of a month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from cusdesk.core.errors import Problem
from cusdesk.core.messages import tr
from cusdesk.domain.durations import parse_minutes
from cusdesk.ui.common.amounts import show_amount
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.form import FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.attendance import MemberRow


@dataclass(slots=True)
class _Leaving:
    left_on: dt.date | None = None


@dataclass(slots=True)
class _Planning:
    amount: str = ""


class _Question(QDialog):
    """A form of one field with its buttons.

    Signals:
        decided: (member id, value).
    """

    decided = Signal(bytes, object)

    def __init__(self, member: MemberRow, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(title))
        self._member = member
        self.body = column(self, margin=3, gap=2)
        name = label(member.name, "heading")
        # Not the width of the dialog: that would let long buttons be squeezed below their words.
        name.setMinimumWidth(current().chars(54))
        self.body.addWidget(name)

    def decide(self, value: object) -> None:
        """Say what was decided and close."""
        self.decided.emit(self._member.id, value)
        self.accept()


class LeaveDialog(_Question):
    """The last day of a person in the group, or that the person never belonged to it."""

    def __init__(self, member: MemberRow, today: dt.date, parent: QWidget) -> None:
        super().__init__(member, "attendance.members.leave_title", parent)
        field = FieldSpec(
            "left_on",
            "fields.group_members.left_on",
            "date",
            hint="attendance.members.leave_hint",
        )
        self.form: Form[_Leaving] = Form(FormSpec([Section("", [field])]))
        self.form.load(_Leaving(member.left_on or today))
        self.body.addWidget(self.form)
        never = button(tr("attendance.members.never"), self._never, look="danger")
        write = button(tr("attendance.members.leave_write"), self.write, look="main")
        self.body.addLayout(command_line(self, write, never))
        self.form.focus()

    def write(self) -> None:
        """Take the date, when it is one."""
        if self.form.show_value_problems() and self.form.draft().left_on is not None:
            self.decide(self.form.draft().left_on)

    def _never(self) -> None:
        self.decide(None)


class PlanDialog(_Question):
    """How much a month is planned for the person in this group, in units of the service."""

    def __init__(self, member: MemberRow, unit_minutes: int, parent: QWidget) -> None:
        super().__init__(member, "attendance.members.plan_title", parent)
        self._unit_minutes = unit_minutes
        field = FieldSpec(
            "amount",
            "fields.group_members.planned_minutes",
            width=12,
            hint="attendance.members.plan_hint",
        )
        self.form: Form[_Planning] = Form(FormSpec([Section("", [field])]))
        self.form.load(_Planning(show_amount(member.planned_minutes, unit_minutes)))
        self.body.addWidget(self.form)
        write = button(tr("attendance.members.plan_write"), self.write, look="main")
        self.body.addLayout(command_line(self, write))
        self.form.focus()

    def write(self) -> None:
        """Take the amount, also none."""
        text = self.form.draft().amount.strip()
        if not text:
            self.decide(None)
            return
        if self._unit_minutes > 1:
            reading = parse_minutes(text, hour_minutes=self._unit_minutes)
            amount = None if reading.problem else reading.minutes
        else:
            amount = int(text) if text.isdecimal() else None
        if amount is None:
            self.form.show_problems([Problem("amount", "attendance.members.plan_unread")])
        else:
            self.decide(amount)
