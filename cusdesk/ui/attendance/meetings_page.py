"""When a group meets in a month: planned series with a preview, single days, changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
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
from cusdesk.services.attendance import MeetingRow, add_meetings, list_meetings, retire_meetings
from cusdesk.services.attendance.series import list_series, next_year
from cusdesk.ui.attendance.meeting_dialog import MeetingDialog
from cusdesk.ui.attendance.meeting_fields import read_day
from cusdesk.ui.attendance.series.breaks_dialog import BreaksDialog
from cusdesk.ui.attendance.series.change_dialog import SeriesDialog
from cusdesk.ui.attendance.series.panel import SeriesPanel
from cusdesk.ui.attendance.series.words import weekday_words
from cusdesk.ui.attendance.series.year_dialog import NextYearDialog
from cusdesk.ui.common.screen import LARGE_TEXT
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, keep_from_writing, label, row

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.changes import Changes
    from cusdesk.services.attendance import GroupRow
    from cusdesk.services.attendance.series import SeriesDraft, SeriesRow
    from cusdesk.ui.common.context import ScreenContext

_ID = int(Qt.ItemDataRole.UserRole)


class MeetingsPage(QWidget):
    """Meetings of one group and month."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._group: GroupRow | None = None
        self._month = context.office.clock.today().replace(day=1)
        self._meetings: dict[bytes, MeetingRow] = {}
        self._changing: list[QWidget] = []
        is_large = current().percent >= LARGE_TEXT  # both beside one another would be cut
        layout = column(self, margin=1, gap=2) if is_large else row(self, margin=1, gap=2)
        self.planning = SeriesPanel(context)
        layout.addWidget(self.planning, 1)
        layout.addLayout(self._listing(), 1)
        keep_from_writing(context, "attendance", self.single, *self._changing)
        context.bus.changed.connect(self._on_changes)

    # --- building

    def _listing(self) -> QVBoxLayout:
        side = column(gap=1)
        side.addWidget(label(tr("attendance.meetings.title"), "heading"))
        frame, inside = card()
        inside.addLayout(self._single())
        self.list = QListWidget()
        self.list.setAccessibleName(tr("attendance.meetings.title"))
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.itemActivated.connect(self._change)
        self.list.itemSelectionChanged.connect(self._on_current)
        self.none = label(tr("attendance.meetings.none"), "hint", wrap=True)
        inside.addWidget(self.none)
        inside.addWidget(self.list, 1)
        line = row(gap=1)
        change = button(tr("attendance.meetings.change"), self._change, icon_name="edit")
        self.whole = button(tr("attendance.meetings.change_series"), self.change_series)
        remove = button(tr("attendance.meetings.remove"), self.remove, icon_name="delete")
        self._changing += [change, self.whole, remove]
        for one in (change, self.whole, remove):
            line.addWidget(one)
        line.addStretch()
        inside.addLayout(line)
        side.addWidget(frame, 1)
        side.addLayout(self._beyond())
        return side

    def _beyond(self) -> QHBoxLayout:
        """Return what reaches beyond the month: the next year, the breaks of the office."""
        line = row(gap=1)
        later = button(tr("attendance.series.year"), self.repeat, look="quiet")
        breaks = button(tr("attendance.breaks.open"), self.show_breaks, look="quiet")
        self._changing.append(later)
        line.addWidget(later)
        line.addWidget(breaks)
        line.addStretch()
        return line

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
        self._group, self._month = group, month
        self.planning.show_group(group, month)
        self._read()

    def _read(self) -> None:
        if self._group is not None:
            office = self._context.office
            operation = self._context.ops.read(list_meetings, office, self._group.id, self._month)
            operation.replacing(f"meetings-{id(self)}").on_success(self._fill).run()

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
        parts += [words for words in (meeting.place, meeting.leader) if words]
        if meeting.marks:
            parts.append(tr("attendance.meetings.marks", n=meeting.marks))
        if meeting.holiday:
            parts.append(meeting.holiday)
        if meeting.series_id is not None:
            parts.append(tr("attendance.series.part"))
        return "   ·   ".join(parts)

    def _current(self) -> MeetingRow | None:
        chosen = [item.data(_ID) for item in self.list.selectedItems()[:1]]
        return self._meetings.get(chosen[0]) if chosen else None

    def _on_current(self) -> None:
        meeting = self._current()
        can_change = self._context.office.can_change("attendance")
        is_part = meeting is not None and meeting.series_id is not None
        self.whole.setEnabled(is_part and can_change)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and changes.touches("attendance"):
            self._read()
            self.planning.refresh()

    # --- what the person does

    def add_single(self) -> None:
        """Add the typed day."""
        typed = read_day(self.single.text(), self._month, self._context.office.clock.today())
        time = self.planning.form.time
        if typed is None or time.problem:
            words = time.problem or tr("attendance.meetings.no_date")
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
                self.planning.form.time.start,
                self.planning.form.time.minutes,
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

    def change_series(self) -> None:
        """Change the series of the chosen meeting, from it on or all of it."""
        meeting = self._current()
        if self._group is not None and meeting is not None and meeting.series_id is not None:
            operation = self._context.ops.read(list_series, self._context.office, self._group.id)
            operation.on_success(partial(self._on_series, meeting)).run()

    def _on_series(self, meeting: MeetingRow, rows: list[SeriesRow]) -> None:
        found = next((one for one in rows if one.id == meeting.series_id), None)
        if found is not None and self._group is not None:
            SeriesDialog(self._context, self._group, found, meeting.date, self).open()

    def repeat(self) -> None:
        """Show the meetings of the next year before they are made."""
        if self._group is not None:
            operation = self._context.ops.read(next_year, self._context.office, self._group.id)
            operation.on_success(self._on_next_year).run()

    def _on_next_year(self, drafts: list[SeriesDraft]) -> None:
        if drafts:
            NextYearDialog(self._context, drafts, self).open()
        else:
            self._context.notifier.info(tr("attendance.series.year_none"))

    def show_breaks(self) -> None:
        """Show the breaks of the office."""
        BreaksDialog(self._context, self).open()
