"""The fields of a series: how often, on which days, from when to when, at what hour, where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.planned import month_range
from cusdesk.domain.schedule import Rhythm
from cusdesk.services.attendance.series import SeriesDraft
from cusdesk.ui.attendance.meeting_fields import MeetingTime, read_day
from cusdesk.ui.common.stacks import Pages
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import column, label, row, set_look

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.attendance import GroupRow

_SHORTEST = 12
_BETWEEN = re.compile(r"[,;\s]+")


class SeriesForm(QWidget):
    """Everything of a series; short typed days belong to the month shown.

    Signals:
        changed: something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, today: dt.date) -> None:
        super().__init__()
        self._today, self._month = today, today.replace(day=1)
        layout = column(self, gap=1)
        self.rhythm = QComboBox()
        for rhythm in Rhythm:
            self.rhythm.addItem(tr(f"attendance.series.rhythm.{rhythm}"), rhythm)
        self.rhythm.currentIndexChanged.connect(self._on_rhythm)
        self.start = self._edit(tr("attendance.series.from"), "", 14)
        self.end = self._edit(tr("attendance.series.to"), "", 14)
        self._ends = QWidget()
        self._ends.setLayout(
            _beside(
                (tr("attendance.series.from"), self.start), (tr("attendance.series.to"), self.end)
            )
        )
        often = _beside((tr("attendance.series.rhythm_label"), self.rhythm))
        often.insertWidget(often.count() - 1, self._ends)
        layout.addLayout(often)
        self._days = Pages()
        self._days.addWidget(self._week())
        self.dates = self._edit(tr("attendance.series.dates"), tr("attendance.series.dates_hint"))
        self._days.addWidget(self.dates)
        layout.addWidget(self._days)
        self.time = MeetingTime()
        self.time.changed.connect(self.changed)
        layout.addWidget(self.time)
        self.place = self._edit(tr("fields.meetings.place"), "", 24)
        self.leader = self._edit(tr("fields.meetings.leader"), "", 24)
        layout.addLayout(
            _beside(
                (tr("fields.meetings.place"), self.place),
                (tr("fields.meetings.leader"), self.leader),
            )
        )

    def _week(self) -> QWidget:
        holder = QWidget()
        days = row(holder, gap=0.5)
        self.weekdays = [QCheckBox(name) for name in tr("attendance.weekday.short").split()]
        full = tr("attendance.weekday.full").split()
        for box, name in zip(self.weekdays, full, strict=True):
            box.setAccessibleName(name)
            box.setToolTip(tip(name))
            box.toggled.connect(self.changed)
            days.addWidget(box)
        days.addStretch()
        return holder

    def _edit(self, name: str, hint: str, width: int = 0) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        if width:
            made.setMaximumWidth(current().chars(width))
            made.setMinimumWidth(current().chars(min(width, _SHORTEST)))
        made.textEdited.connect(self.changed)
        return made

    # --- showing

    def show_new(self, group: GroupRow, month: dt.date) -> None:
        """Begin a series in the month shown; place and leader are those of the group."""
        self._month = month
        first, last = month_range(month)
        self.start.setText(format_date(first))
        self.end.setText(format_date(last))
        self.place.setPlaceholderText(group.place or tr("attendance.series.as_group"))
        self.leader.setPlaceholderText(group.leader or tr("attendance.series.as_group"))

    def show_draft(self, draft: SeriesDraft) -> None:
        """Show a series that is there."""
        self.rhythm.setCurrentIndex(list(Rhythm).index(draft.rhythm))
        for number, box in enumerate(self.weekdays):
            box.setChecked(number in draft.weekdays)
        self.dates.setText(", ".join(format_date(day) for day in draft.dates))
        if draft.valid_from is not None and draft.valid_to is not None:
            self._month = draft.valid_from.replace(day=1)
            self.start.setText(format_date(draft.valid_from))
            self.end.setText(format_date(draft.valid_to))
        self.time.show_time(draft.start_minute, draft.minutes)
        self.place.setText(draft.place)
        self.leader.setText(draft.leader)

    def clear(self) -> None:
        """Empty what belongs to one group."""
        self.show_draft(SeriesDraft(b""))

    # --- reading

    @property
    def problem(self) -> str:
        """What is wrong with what is typed, as a sentence; empty when nothing is."""
        wrong = [(field, self._day(field.text()) is None) for field in (self.start, self.end)]
        chosen = self._chosen()
        wrong.append((self.dates, None in chosen))
        is_dates = self._is_dates
        said = ""
        for field, is_wrong in wrong:
            set_look(field, "state", "problem" if is_wrong else "")
            unread = tr("attendance.series.problem.unread", text=field.text())
            field.setAccessibleDescription(unread if is_wrong else "")
            if is_wrong and (field is self.dates) is is_dates:
                said = tr("attendance.series.problem.unread", text=field.text())
        return said or self.time.problem

    @property
    def is_empty(self) -> bool:
        """Whether no day has been chosen yet."""
        if self._is_dates:
            return not self._chosen()
        return not any(box.isChecked() for box in self.weekdays)

    def draft(self, group_id: bytes) -> SeriesDraft:
        """Return what is typed; days that cannot be read are left out."""
        is_dates = self._is_dates
        weekdays = tuple(n for n, box in enumerate(self.weekdays) if box.isChecked())
        return SeriesDraft(
            group_id,
            Rhythm(self.rhythm.currentData()),
            () if is_dates else weekdays,
            tuple(day for day in self._chosen() if day is not None) if is_dates else (),
            None if is_dates else self._day(self.start.text()),
            None if is_dates else self._day(self.end.text()),
            self.time.start,
            self.time.minutes,
            self.place.text().strip(),
            self.leader.text().strip(),
        )

    def _day(self, text: str) -> dt.date | None:
        return read_day(text, self._month, self._today)

    def _chosen(self) -> list[dt.date | None]:
        return [self._day(text) for text in _BETWEEN.split(self.dates.text()) if text]

    @property
    def _is_dates(self) -> bool:
        return Rhythm(self.rhythm.currentData()) is Rhythm.DATES  # Qt gives it back as a text

    def _on_rhythm(self) -> None:
        is_dates = self._is_dates
        self._days.setCurrentIndex(1 if is_dates else 0)
        self._ends.setVisible(not is_dates)
        self.changed.emit()


def _beside(*fields: tuple[str, QWidget]) -> QHBoxLayout:
    """Return fields with their words, side by side."""
    line = row(gap=1)
    for words, field in fields:
        said = label(words)
        said.setBuddy(field)
        field.setAccessibleName(words)
        line.addWidget(said)
        line.addWidget(field)
    line.addStretch()
    return line
