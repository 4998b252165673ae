"""Moving one meeting, or changing its hour and length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.domain.dates import format_date
from cusdesk.services.attendance import MeetingDraft, change_meeting
from cusdesk.ui.attendance.meeting_fields import MeetingTime, read_day
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.changes import Changes
    from cusdesk.services.attendance import MeetingRow
    from cusdesk.ui.common.context import ScreenContext


class MeetingDialog(QDialog):
    """One meeting."""

    def __init__(self, context: ScreenContext, meeting: MeetingRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("attendance.meetings.change_title"))
        self._context, self._meeting = context, meeting
        self.date = QLineEdit(format_date(meeting.date))
        words = label(tr("fields.meetings.date"), "label")
        words.setBuddy(self.date)
        self.date.setAccessibleName(words.text())
        self.date.setMaximumWidth(current().chars(20))
        self.time = MeetingTime()
        self.time.show_time(meeting.start_minute, meeting.own_minutes)
        self.place, self.leader = QLineEdit(meeting.place), QLineEdit(meeting.leader)
        self._problem = label("", "problem", wrap=True)
        layout = column(self, margin=3, gap=1.5)
        for widget in (words, self.date, self.time):
            layout.addWidget(widget)
        for name, field in (("place", self.place), ("leader", self.leader)):
            said = label(tr(f"fields.meetings.{name}"), "label")
            said.setBuddy(field)
            field.setAccessibleName(said.text())
            field.setPlaceholderText(tr("attendance.series.as_group"))
            layout.addWidget(said)
            layout.addWidget(field)
        layout.addWidget(self._problem)
        write = button(tr("attendance.meetings.write"), self.write, look="main")
        layout.addLayout(command_line(self, write))
        self.setMinimumWidth(current().chars(64))
        self.date.setFocus()

    def write(self) -> None:
        """Write it, or say what is wrong."""
        office, meeting = self._context.office, self._meeting
        date = read_day(self.date.text(), meeting.date.replace(day=1), office.clock.today())
        if date is None or self.time.problem:
            self._problem.setText(self.time.problem or tr("attendance.meetings.no_date"))
            return
        draft = MeetingDraft(
            date, self.time.start, self.time.minutes, self.place.text(), self.leader.text()
        )
        operation = self._context.ops.write(
            change_meeting, office, meeting.id, meeting.version, draft
        )
        operation.on_success(self._on_written).on_error(self._on_refused).run()

    def _on_written(self, _changes: Changes) -> None:
        self.accept()

    def _on_refused(self, error: CusdeskError) -> None:
        self._problem.setText(describe(error))
