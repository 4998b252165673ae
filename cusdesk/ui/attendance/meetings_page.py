"""When a group meets in a month: chosen weekdays with a preview, single days, changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.durations import format_minutes
from cusdesk.domain.times_of_day import format_time
from cusdesk.services.attendance import (
    MeetingRow,
    ProposedDate,
    add_meetings,
    list_meetings,
    propose_dates,
    retire_meetings,
)
from cusdesk.ui.attendance.meeting_dialog import MeetingDialog
from cusdesk.ui.attendance.meeting_fields import MeetingTime, read_day
from cusdesk.ui.common.theme import current, icon
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, card, column, keep_from_writing, label, row

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.changes import Changes
    from cusdesk.services.attendance import GroupRow
    from cusdesk.ui.common.context import ScreenContext

_ID = int(Qt.ItemDataRole.UserRole)
DAYS_OF_WEEK = 7


def weekday_words(date: dt.date) -> str:
    """Return such as `wt 2.06.2026`."""
    return f"{tr('attendance.weekday.short').split()[date.weekday()]} {format_date(date)}"


class MeetingsPage(QWidget):
    """Meetings of one group and month."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._group: GroupRow | None = None
        self._month = context.office.clock.today().replace(day=1)
        self._proposed: list[ProposedDate] = []
        self._meetings: dict[bytes, MeetingRow] = {}
        self._changing: list[QWidget] = []
        layout = row(self, margin=1, gap=2)
        layout.addLayout(self._planning(), 1)
        layout.addLayout(self._listing(), 1)
        changing = (*self.weekdays, self.time, self.single, *self._changing)
        keep_from_writing(context, "attendance", *changing)
        context.bus.changed.connect(self._on_changes)

    # --- building

    def _planning(self) -> QVBoxLayout:
        side = column(gap=1)
        side.addWidget(label(tr("attendance.meetings.plan"), "heading"))
        frame, inside = card()
        inside.addWidget(label(tr("attendance.meetings.weekdays"), "label"))
        days = row(gap=0.5)
        self.weekdays = [QCheckBox(name) for name in tr("attendance.weekday.short").split()]
        full = tr("attendance.weekday.full").split()
        for box, name in zip(self.weekdays, full, strict=True):
            box.setAccessibleName(name)
            box.setToolTip(tip(name))
            box.toggled.connect(self._propose)
            days.addWidget(box)
        days.addStretch()
        inside.addLayout(days)
        self.time = MeetingTime()
        self.time.changed.connect(self._propose)
        inside.addWidget(self.time)
        inside.addWidget(label(tr("attendance.meetings.preview"), "label"))
        self.preview = QListWidget()
        self.preview.setAccessibleName(tr("attendance.meetings.preview"))
        self.preview.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        inside.addWidget(self.preview, 1)
        self.add = button("", self.add_proposed, look="main", icon_name="add")
        inside.addWidget(self.add)
        side.addWidget(frame, 1)
        return side

    def _listing(self) -> QVBoxLayout:
        side = column(gap=1)
        side.addWidget(label(tr("attendance.meetings.title"), "heading"))
        frame, inside = card()
        inside.addLayout(self._single())
        self.list = QListWidget()
        self.list.setAccessibleName(tr("attendance.meetings.title"))
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.itemActivated.connect(self._change)
        self.none = label(tr("attendance.meetings.none"), "hint", wrap=True)
        inside.addWidget(self.none)
        inside.addWidget(self.list, 1)
        line = row(gap=1)
        change = button(tr("attendance.meetings.change"), self._change, icon_name="edit")
        remove = button(tr("attendance.meetings.remove"), self.remove, icon_name="delete")
        self._changing += [change, remove]
        line.addWidget(change)
        line.addWidget(remove)
        line.addStretch()
        inside.addLayout(line)
        side.addWidget(frame, 1)
        return side

    def _single(self) -> QHBoxLayout:
        line = row(gap=1)
        words = label(tr("attendance.meetings.single"))
        self.single = QLineEdit()
        words.setBuddy(self.single)
        self.single.setAccessibleName(words.text())
        self.single.setPlaceholderText(tr("attendance.meetings.single_hint"))
        self.single.setMaximumWidth(current().chars(24))
        self.single.returnPressed.connect(self.add_single)
        line.addWidget(words)
        line.addWidget(self.single)
        add = button(tr("common.button.add"), self.add_single, icon_name="add")
        self._changing.append(add)
        line.addWidget(add)
        line.addStretch()
        return line

    # --- showing

    def show_group(self, group: GroupRow, month: dt.date) -> None:
        """Show a group's month."""
        if self._group is None or self._group.id != group.id:
            self.time.clear()
        self._group, self._month = group, month
        self._refresh()

    def _refresh(self) -> None:
        if self._group is not None:
            office = self._context.office
            operation = self._context.ops.read(list_meetings, office, self._group.id, self._month)
            operation.replacing(f"meetings-{id(self)}").on_success(self._fill).run()
            self._propose()

    def _fill(self, meetings: list[MeetingRow]) -> None:
        self._meetings = {meeting.id: meeting for meeting in meetings}
        kept = self.list.currentRow()
        self.list.clear()
        for meeting in meetings:
            item = QListWidgetItem(self._words(meeting))
            item.setData(_ID, meeting.id)
            item.setSizeHint(QSize(0, current().row_height))
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(kept, 0), len(meetings) - 1))
        self.none.setVisible(not meetings)

    @staticmethod
    def _words(meeting: MeetingRow) -> str:
        parts = [weekday_words(meeting.date)]
        if meeting.start_minute is not None:
            parts.append(format_time(meeting.start_minute))
        parts.append(format_minutes(meeting.minutes))
        if meeting.marks:
            parts.append(tr("attendance.meetings.marks", n=meeting.marks))
        if meeting.holiday:
            parts.append(meeting.holiday)
        return "   ·   ".join(parts)

    def _propose(self) -> None:
        chosen = [n for n, box in enumerate(self.weekdays) if box.isChecked()]
        if self._group is None:
            return
        if not chosen:
            self._show_proposed([])
            return
        office, group = self._context.office, self._group.id
        operation = self._context.ops.read(
            propose_dates, office, group, self._month, chosen, self.time.start
        )
        operation.replacing(f"proposed-{id(self)}").on_success(self._show_proposed).run()

    def _show_proposed(self, proposed: list[ProposedDate]) -> None:
        self._proposed = proposed
        self.preview.clear()
        for date in proposed:
            words = weekday_words(date.date)
            if date.holiday:
                item = QListWidgetItem(
                    icon("close", "error"),
                    tr("attendance.meetings.skipped", date=words, holiday=date.holiday),
                )
            elif date.exists:
                item = QListWidgetItem(
                    icon("info", "muted"), tr("attendance.meetings.exists", date=words)
                )
            else:
                item = QListWidgetItem(icon("check", "success"), words)
            item.setSizeHint(QSize(0, current().row_height))
            self.preview.addItem(item)
        count = sum(date.is_new for date in proposed)
        self.add.setText(tr("attendance.meetings.add", n=count))
        self.add.setEnabled(count > 0)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and changes.touches("attendance"):
            self._refresh()

    # --- what the person does

    def add_proposed(self) -> None:
        """Add every day of the preview that is new."""
        if self.time.problem:
            self._context.notifier.warning(self.time.problem)
            return
        self._add([date.date for date in self._proposed if date.is_new])

    def add_single(self) -> None:
        """Add the typed day."""
        typed = read_day(self.single.text(), self._month, self._context.office.clock.today())
        if typed is None or self.time.problem:
            words = self.time.problem or tr("attendance.meetings.no_date")
            self._context.notifier.warning(words)
            self.single.setFocus()
            return
        self._add([typed])
        self.single.clear()

    def _add(self, dates: list[dt.date]) -> None:
        if self._group is not None and dates:
            operation = self._context.ops.write(
                add_meetings,
                self._context.office,
                self._group.id,
                dates,
                self.time.start,
                self.time.minutes,
            )
            operation.on_success(partial(self._on_added, dates)).run()

    def _on_added(self, dates: list[dt.date], _changes: Changes) -> None:
        elsewhere = [date for date in dates if date.replace(day=1) != self._month]
        if elsewhere:
            words = tr("attendance.meetings.elsewhere", date=format_date(elsewhere[0]))
            self._context.notifier.info(words)
        else:
            self._context.notifier.success(tr("attendance.meetings.added", n=len(dates)))

    def remove(self) -> None:
        """Put the selected meetings into the bin, with their marks; undo brings them back."""
        ids = [item.data(_ID) for item in self.list.selectedItems()]
        if ids:
            marks = sum(self._meetings[i].marks for i in ids)
            operation = self._context.ops.write(retire_meetings, self._context.office, ids)
            operation.on_success(partial(self._on_removed, len(ids), marks)).run()

    def _on_removed(self, count: int, marks: int, _changes: Changes) -> None:
        text = tr("attendance.meetings.removed", n=count)
        if marks:
            text += " " + tr("attendance.meetings.removed_marks", n=marks)
        self._context.notifier.success(text)

    def _change(self) -> None:
        item = self.list.currentItem()
        if self._context.office.can_change("attendance") and item is not None:
            dialog = MeetingDialog(self._context, self._meetings[item.data(_ID)], self)
            dialog.open()
