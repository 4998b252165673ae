"""Hour and length of a meeting, and days typed the short way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.planned import month_range
from cusdesk.domain.times_of_day import format_time, parse_time
from cusdesk.ui.common import formats
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, row, set_look

if TYPE_CHECKING:
    import datetime as dt


def read_day(text: str, month: dt.date, today: dt.date) -> dt.date | None:
    """Return the day of a bare number in the month shown, or any whole date; else None."""
    clean = text.strip().rstrip(".")
    if clean.isdecimal() and len(clean) <= 2:
        number = int(clean)
        return month.replace(day=number) if 1 <= number <= month_range(month)[1].day else None
    day, _, in_month = clean.partition(".")
    if in_month.isdecimal() and len(in_month) <= 2:
        clean = f"{day}.{in_month}.{month.year}"
    typed = formats.read_date(clean, today)
    found: dt.date | None = None if typed.blocking or typed.problem else typed.value
    return found


class MeetingTime(QWidget):
    """Two short fields, both of which may be empty.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._hour, self._length = QLineEdit(), QLineEdit()
        line = row(self, gap=1)
        for field, key in ((self._hour, "hour"), (self._length, "length")):
            words = label(tr(f"attendance.meetings.{key}"))
            words.setBuddy(field)
            field.setAccessibleName(words.text())
            field.setPlaceholderText(tr(f"attendance.meetings.{key}_hint"))
            field.setMaximumWidth(current().chars(14))
            field.textEdited.connect(self._on_typed)
            line.addWidget(words)
            line.addWidget(field)
        line.addStretch()

    @property
    def start(self) -> int | None:
        """Minutes after midnight; None when nothing readable stands there."""
        return parse_time(self._hour.text())

    @property
    def minutes(self) -> int | None:
        """The length; None follows the group."""
        minutes: int | None = formats.read_minutes(self._length.text()).value
        return minutes

    @property
    def problem(self) -> str:
        """What is wrong with what is typed, as a sentence; empty when nothing is."""
        if self._hour.text().strip() and self.start is None:
            return tr("attendance.meetings.bad_hour")
        typed = formats.read_minutes(self._length.text())
        return tr(typed.problem, **dict(typed.params)) if typed.problem else ""

    def show_time(self, start: int | None, minutes: int | None) -> None:
        """Show a meeting's own hour and length."""
        self._hour.setText(format_time(start))
        self._length.setText(formats.show_minutes(minutes))

    def clear(self) -> None:
        """Empty both fields."""
        self.show_time(None, None)

    def _on_typed(self) -> None:
        bad_hour = bool(self._hour.text().strip()) and self.start is None
        set_look(self._hour, "state", "problem" if bad_hour else "")
        said = tr("attendance.meetings.bad_hour") if bad_hour else ""
        self._hour.setAccessibleDescription(said)
        typed = formats.read_minutes(self._length.text())
        set_look(self._length, "state", "problem" if typed.problem else "")
        said = tr(typed.problem, **dict(typed.params)) if typed.problem else ""
        self._length.setAccessibleDescription(said)
        self.changed.emit()
