"""The grid and its sums for Qt's views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cusdesk.core.messages import tr
from cusdesk.domain.catalogue import ServiceUnit, counts_time
from cusdesk.domain.dates import format_date
from cusdesk.ui.attendance.grid.cells import describe_cell, show_cell
from cusdesk.ui.common.amounts import show_amount
from cusdesk.ui.common.tips import tip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cusdesk.ui.attendance.grid.state import DayColumn, GridState, Place

    Index = QModelIndex | QPersistentModelIndex

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_SPOKEN_MORE = int(Qt.ItemDataRole.AccessibleDescriptionRole)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def day_words(day: DayColumn) -> str:
    """Return such as `wtorek 2.06.2026, 16:00`, with the holiday's name."""
    weekday = tr("attendance.weekday.full").split()[day.date.weekday()]
    words = f"{weekday} {format_date(day.date)}"
    if day.start_minute is not None:
        words += f", {day.start_minute // 60}:{day.start_minute % 60:02d}"
    return f"{words} – {day.holiday}" if day.holiday else words


class GridModel(QAbstractTableModel):
    """People down, days across."""

    def __init__(self, state: GridState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = state

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of people."""
        return 0 if parent.isValid() else len(self.state.people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of days."""
        return 0 if parent.isValid() else len(self.state.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 (Qt: any value)
        """Return the sign of a cell, or what is said about it."""
        place = index.row(), index.column()
        match role:
            case _ if role == _DISPLAY:
                return self.text(place)
            case _ if role == _ALIGNMENT:
                return _CENTRE
            case _ if role == _TOOL_TIP:
                return tip(self.trouble(place)) or self._plain_tip(place)
            case _ if role == _SPOKEN:
                return self.spoken(place)
            case _ if role == _SPOKEN_MORE:
                return self.trouble(place)
        return None

    def text(self, place: Place) -> str:
        """Return what is seen in a cell."""
        unread = self.state.unread(*place)
        if unread is not None:
            return unread[0]
        grid, day = self.state.grid, self.state.columns[place[1]]
        return show_cell(self.state.cell(*place), day.minutes, grid.hour_minutes)

    def trouble(self, place: Place) -> str:
        """Return why the cell is not saved, mostly nothing."""
        unread = self.state.unread(*place)
        if unread is not None:
            return unread[1]
        refused = self.state.refused(*place)
        return tr("attendance.grid.not_saved", why=refused) if refused else ""

    def spoken(self, place: Place) -> str:
        """Return who, when and what, for the line under the grid and for screen readers."""
        words = describe_cell(self.state.cell(*place), self.state.grid.hour_minutes)
        return tr(
            "attendance.grid.spoken",
            name=self.state.name(place[0]),
            day=day_words(self.state.columns[place[1]]),
            cell=words,
        )

    def _plain_tip(self, place: Place) -> str | None:
        if not self.state.belongs(*place):
            return tr("attendance.grid.not_in_group")
        return day_words(self.state.columns[place[1]]) if self._is_free(place[1]) else None

    def _is_free(self, column: int) -> bool:
        return self.state.columns[column].is_free

    def headerData(self, section: int, direction: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: ANN401 (Qt: any value)
        """Return the day or the name."""
        if direction == Qt.Orientation.Vertical:
            return self._name_data(section, role)
        if not 0 <= section < len(self.state.columns):
            return None
        day = self.state.columns[section]
        if role == _DISPLAY:
            weekday = tr("attendance.weekday.short").split()[day.date.weekday()]
            return f"{weekday}\n{day.date.day}"
        if role in {_TOOL_TIP, _SPOKEN}:
            words = day_words(day)
            return tr("attendance.grid.new_day", day=words) if day.is_new else words
        return None

    def _name_data(self, row: int, role: int) -> Any:  # noqa: ANN401 (Qt: any value)
        if not 0 <= row < len(self.state.people):
            return None
        if role == _DISPLAY:
            return self.state.name(row)
        if role in {_TOOL_TIP, _SPOKEN}:
            words = f"{self.state.people[row].number}. {self.state.name(row)}"
            return tip(words) if role == _TOOL_TIP else words
        return None

    # --- telling the views

    def tell_changed(self, places: Iterable[Place]) -> None:
        """Have cells drawn anew, as one rectangle."""
        changed = list(places)
        if changed:
            rows, columns = zip(*changed, strict=True)
            self.dataChanged.emit(
                self.index(min(rows), min(columns)), self.index(max(rows), max(columns))
            )

    def tell_all_changed(self) -> None:
        """Have every cell and name drawn anew; the shape is the same."""
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        if self.rowCount():
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def change_shape(self, change: Callable[[], None]) -> None:
        """Do something after which people or days may be others."""
        self.beginResetModel()
        change()
        self.endResetModel()


class _SumModel(QAbstractTableModel):
    """Read-only figures beside or under the grid."""

    def __init__(self, state: GridState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = state

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 (Qt: any value)
        """Return a figure."""
        if role == _DISPLAY:
            return self.figure(index.row(), index.column())
        return self.alignment if role == _ALIGNMENT else None

    alignment = _RIGHT

    def figure(self, row: int, column: int) -> str:
        """Return the text of one figure."""
        raise NotImplementedError

    def amount(self, quantity: int | None) -> str:
        """Return minutes or units of the service as they are shown."""
        grid = self.state.grid
        return show_amount(quantity, grid.hour_minutes if counts_time(grid.unit) else 1)

    def tell(
        self, rows: tuple[int, int] | None = None, columns: tuple[int, int] | None = None
    ) -> None:
        """Have figures drawn anew: of these rows and columns, first and last, or all of them."""
        top, bottom = rows or (0, self.rowCount() - 1)
        left, right = columns or (0, self.columnCount() - 1)
        self.dataChanged.emit(self.index(top, left), self.index(bottom, right))

    def tell_shape(self) -> None:
        """Take a new number of rows or columns over."""
        self.beginResetModel()
        self.endResetModel()


class PersonSums(_SumModel):
    """What a person's row adds up to."""

    KEYS = ("present", "absent", "excused", "delivered", "planned", "left")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of people."""
        return 0 if parent.isValid() else len(self.state.people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of figures."""
        return 0 if parent.isValid() else len(self.KEYS)

    def figure(self, row: int, column: int) -> str:
        """Return present, absent, excused, delivered, planned, left."""
        line = self.state.line(row)
        match self.KEYS[column]:
            case "present":
                return show_amount(line.presences)
            case "absent":
                return show_amount(line.absent)
            case "excused":
                return show_amount(line.excused)
            case "delivered":
                return self.amount(self.state.delivered(row))
            case "planned":
                return self.amount(line.planned)
        return self.amount(self.state.left(row))

    def headerData(self, section: int, direction: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: ANN401 (Qt: any value)
        """Return the heading of a figure."""
        if direction == Qt.Orientation.Vertical:
            return None
        key = self.KEYS[section]
        if role == _DISPLAY:
            return tr(f"attendance.grid.sum.{key}")
        if role in {_TOOL_TIP, _SPOKEN}:
            unit = tr(f"enums.service_unit.{self.state.grid.unit}")
            return tr(f"attendance.grid.sum_tip.{key}", unit=unit)
        return None


class MeetingSums(_SumModel):
    """What a meeting adds up to: present, absent, hours of all people."""

    KEYS = ("present", "absent", "hours")
    alignment = _CENTRE

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of figures."""
        return 0 if parent.isValid() else len(self.KEYS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of days."""
        return 0 if parent.isValid() else len(self.state.columns)

    def figure(self, row: int, column: int) -> str:
        """Return a figure, nothing for nought."""
        sums = self.state.sums(column)
        match self.KEYS[row]:
            case "present":
                number = sums.presences
            case "absent":
                number = sums.absences + sums.excused
            case _:
                return show_amount(sums.person_minutes or None, self.state.grid.hour_minutes)
        return show_amount(number) if number else ""

    def headerData(self, section: int, direction: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: ANN401 (Qt: any value)
        """Return the name of a figure, and for those who hear it the day it belongs to."""
        if direction == Qt.Orientation.Horizontal and role == _SPOKEN:
            return day_words(self.state.columns[section])
        if direction == Qt.Orientation.Vertical and role in {_DISPLAY, _SPOKEN}:
            key = self.KEYS[section]
            if key == "hours" and self.state.grid.unit is ServiceUnit.LESSON_HOUR:
                key = "lesson_hours"
            return tr(f"attendance.grid.meeting_sum.{key}")
        return None

    @classmethod
    def says_nothing(cls, row: int, unit: ServiceUnit) -> bool:
        """Return True for time where the service counts meetings: who was there says it all."""
        return cls.KEYS[row] == "hours" and not counts_time(unit)


class AllSums(_SumModel):
    """The corner: what the whole month of the group adds up to."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return as many rows as under the grid."""
        return 0 if parent.isValid() else len(MeetingSums.KEYS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return as many columns as beside the grid."""
        return 0 if parent.isValid() else len(PersonSums.KEYS)

    def figure(self, row: int, column: int) -> str:
        """Return the sums of the columns beside the grid, in the first row."""
        if row:
            return ""
        lines = [self.state.line(n) for n in range(len(self.state.people))]
        key = PersonSums.KEYS[column]
        counts = {
            "present": [line.presences for line in lines],
            "absent": [line.absent for line in lines],
            "excused": [line.excused for line in lines],
        }
        if key in counts:
            return show_amount(sum(counts[key]))
        amounts: dict[str, list[int | None]] = {
            "delivered": [self.state.delivered(n) for n in range(len(lines))],
            "planned": [line.planned for line in lines],
            "left": [self.state.left(n) for n in range(len(lines))],
        }
        known = [amount for amount in amounts[key] if amount is not None]
        return self.amount(sum(known)) if known else ""

    def headerData(self, section: int, direction: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: ANN401 (Qt: any value)
        """Return for those who hear it what a column adds up; nobody sees it."""
        if direction == Qt.Orientation.Horizontal and role == _SPOKEN:
            return tr(f"attendance.grid.sum.{PersonSums.KEYS[section]}")
        return None
