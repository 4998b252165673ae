"""The line in which hours are typed."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.durations import format_minutes
from cusdesk.ui.attendance.visits.lines import FIELDS, LineReading, LineTexts, read_line
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import button, column, label, set_look

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cusdesk.ui.common.context import ScreenContext

_WIDTHS = {"date": 14, "start": 9, "end": 9, "minutes": 10, "travel": 9}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PAUSE_MS = 150
_ONE_LINE_CHARS = 132


def _box(words: QWidget, field: QWidget) -> QWidget:
    holder = QWidget()
    box = column(holder, gap=0.5)
    box.addWidget(words)
    box.addWidget(field)
    return holder


class VisitLine(QWidget):
    """Date, person, from, to or time, way, activities. Enter writes and begins the next line.

    Signals:
        entered: (LineReading) a complete line was entered.
        reading_changed: (LineReading) the line means something else now.
        given_up: Escape while an earlier line is being changed.
    """

    entered = Signal(object)
    reading_changed = Signal(object)
    given_up = Signal()

    def __init__(self, context: ScreenContext, month: dt.date) -> None:
        super().__init__()
        self._context = context
        self.month = month
        self.person = PersonField(context)
        self.fields: dict[str, QLineEdit] = {
            name: self.person if name == "person" else QLineEdit() for name in FIELDS
        }
        self._begun_at = ""
        self._last: LineTexts | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.tell)
        self._build()
        self.clear()

    def _build(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(space(1))
        self._boxes: list[QWidget] = []
        for name, field in self.fields.items():
            words = label(tr(f"attendance.visits.field.{name}"), "label")
            words.setBuddy(field)
            field.setAccessibleName(words.text())
            if name in _WIDTHS:
                field.setFixedWidth(current().chars(_WIDTHS[name]) + current().space(2))
            self._boxes.append(_box(words, field))
            field.installEventFilter(self)
            field.textEdited.connect(partial(self._on_edited, name))
            if name != "person":
                field.setPlaceholderText(tr(f"attendance.visits.placeholder.{name}"))
        self.person.chosen.connect(self._on_person)
        self.person.dropped.connect(self.tell)
        self.person.confirmed.connect(self.enter)
        self.person.not_found.connect(self._on_not_found)
        self.enter_button = button(
            tr("attendance.visits.add"), self.enter, look="main", icon_name="add"
        )
        self._boxes.append(_box(label(" ", "label"), self.enter_button))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._is_narrow: bool | None = None
        self._lay_out(narrow=False)

    def _lay_out(self, *, narrow: bool) -> None:
        """Put everything into one line, or the activities into a second one."""
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        for box in self._boxes:
            self._grid.removeWidget(box)
        first = self._boxes[:5] if narrow else self._boxes
        for place, box in enumerate(first):
            self._grid.addWidget(box, 0, place)
        if narrow:
            self._grid.addWidget(self._boxes[5], 1, 0)
            self._grid.addWidget(self._boxes[6], 1, 1, 1, 3)
            self._grid.addWidget(self._boxes[7], 1, 4)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(6, 0 if narrow else 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use a second line where one would squeeze the names."""
        super().resizeEvent(event)
        self._lay_out(narrow=self.width() < current().chars(_ONE_LINE_CHARS))

    # --- values

    def texts(self) -> LineTexts:
        """Return what stands in the fields."""
        return LineTexts(
            self.fields["date"].text(),
            self.fields["start"].text(),
            self.fields["end"].text(),
            self.fields["minutes"].text(),
            self.fields["activities"].text(),
            self.person.resident_id,
            self.person.text(),
            self.fields["travel"].text(),
        )

    def show_texts(self, texts: LineTexts) -> None:
        """Show a line, e.g. an earlier one to be changed."""
        for name in (each for each in FIELDS if each != "person"):
            self.fields[name].setText(getattr(texts, name))
        self.person.show_person(texts.resident_id, texts.resident_name)
        self._begun_at = ""
        self.tell()

    def reading(self) -> LineReading:
        """Return what the line means."""
        return read_line(self.texts(), self.month, self._context.office.clock.today())

    def clear(self) -> None:
        """Begin from nothing, on the first of the month shown or today."""
        today = self._context.office.clock.today()
        first = today if today.replace(day=1) == self.month else self.month
        self.show_texts(LineTexts(format_date(first)))

    def next_line(self, reading: LineReading) -> None:
        """Begin the next line: the same person, the date one day on, never past today."""
        self._last = self.texts()
        begun_at = self._begun_at
        today = self._context.office.clock.today()
        date = (reading.draft.date or today) + dt.timedelta(1)
        self.show_texts(
            LineTexts(
                format_date(min(date, max(today, date - dt.timedelta(1)))),
                resident_id=reading.draft.resident_id,
                resident_name=self.person.text(),
            )
        )
        self.go_to(begun_at if begun_at in {"date", "person"} else "start")

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field, its text selected so that typing replaces it."""
        self.fields[name].setFocus(Qt.FocusReason.TabFocusReason)
        self.fields[name].selectAll()

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed that would be lost."""
        return bool(self._begun_at)

    def tell(self) -> None:
        """Say what the line means, and mark what is wrong."""
        reading = self.reading()
        for name, field in self.fields.items():
            set_look(field, "state", "problem" if name in reading.problems else "")
            field.setAccessibleDescription(reading.problems.get(name, ""))
        spanned = bool(self.fields["start"].text().strip() and self.fields["end"].text().strip())
        minutes = reading.draft.minutes
        shown = format_minutes(minutes) if spanned and minutes else ""
        hint = shown or tr("attendance.visits.placeholder.minutes")
        self.fields["minutes"].setPlaceholderText(hint)
        self.reading_changed.emit(reading)

    # --- what the person does

    def enter(self) -> None:
        """Hand the line over, or go to the first field that is missing or wrong."""
        reading = self.reading()
        wrong = [name for name in FIELDS if name in reading.problems or name in reading.missing]
        if not wrong:
            self.entered.emit(reading)
            return
        self.tell()
        self.go_to(wrong[0])

    def repeat_above(self, name: str) -> None:
        """Take a field's text over from the line before."""
        if self._last is not None and name != "person":
            self.fields[name].setText(getattr(self._last, name))
            self._on_edited(name)

    def _on_edited(self, name: str, _text: str = "") -> None:
        self._begun_at = self._begun_at or name
        self._pause.start()

    def _on_person(self, _resident_id: bytes, _name: str) -> None:
        self._begun_at = self._begun_at or "person"
        self.tell()
        self.go_to("start")

    def _on_not_found(self) -> None:
        self._context.notifier.info(tr("month.person.none"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter writes, Escape gives up, Ctrl+D repeats the line before."""
        is_pressed = event.type() == QEvent.Type.KeyPress
        if is_pressed and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            key_event = event
            key, control = key_event.key(), Qt.KeyboardModifier.ControlModifier
            if key == Qt.Key.Key_D and key_event.modifiers() == control:
                self.repeat_above(next(n for n, f in self.fields.items() if f is watched))
                return True
            if key == Qt.Key.Key_Escape:
                self.given_up.emit()
                return True
            if key in _ENTER and watched is not self.person:
                self.enter()
                return True
        return super().eventFilter(watched, event)
