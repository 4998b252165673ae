"""The grid itself: every key a person presses in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent

from cusdesk.domain.attendance import Mark
from cusdesk.ui.attendance.grid.cells import CellValue, mark_of_key, read_cell
from cusdesk.ui.attendance.grid.editor import CellEditor
from cusdesk.ui.attendance.grid.keys import Advance, TypedWord, command_of
from cusdesk.ui.attendance.grid.painting import CellPainter
from cusdesk.ui.attendance.grid.places import GridPlaces
from cusdesk.ui.common.table.painting import paint_current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPaintEvent

    from cusdesk.ui.attendance.grid.model import GridModel
    from cusdesk.ui.attendance.grid.state import Place, Step

    Index = QModelIndex | QPersistentModelIndex

_PLAIN = {
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
}


class GridView(GridPlaces):
    """Typing marks.

    Signals:
        stepped: (Step) something was typed and is to be saved.
        place_changed: the cursor moved, or what stands under it changed.
        paste_asked: (text, place) something is to be pasted from there on.
        refused_key: (key) a letter that means nothing here.
        left: the person wants the keyboard out of the grid.
        reasons_asked: the person wants to say why somebody is absent.
        filled: (cells written, cells left as they were) after filling a whole day.
    """

    stepped = Signal(object)
    place_changed = Signal()
    paste_asked = Signal(str, object)
    refused_key = Signal(str)
    left = Signal()
    reasons_asked = Signal()
    filled = Signal(int, int)

    def __init__(self, model: GridModel) -> None:
        super().__init__(model)
        self.advance = Advance.DOWN
        self.read_only = False
        self._word: TypedWord | None = None
        self.setItemDelegate(CellPainter(model, self))
        self.editor = CellEditor(self.viewport())
        self.editor.finished.connect(self._on_edited)
        self.editor.given_up.connect(self._take_keyboard)
        self.doubleClicked.connect(self.edit_cell)
        model.modelReset.connect(self._forget_word)
        self._commands: dict[str, Callable[[], None]] = {
            "all_present": self.all_present,
            "all_absent": self.all_absent,
            "fill_down": self.fill_down,
            "fill_right": self.fill_right,
            "copy": self.copy,
            "cut": self.cut,
            "paste": self.paste,
            "select_day": self.select_day,
            "select_person": self.select_person,
            "clear": self.clear_cells,
            "edit": self.edit_cell,
            "leave": self.left.emit,
            "reasons": self.reasons_asked.emit,
            "enter": lambda: self._go_on(1, 0),
            "enter_up": lambda: self._go_on(-1, 0),
            "tab": lambda: self._go_on(0, 1),
            "tab_back": lambda: self._go_on(0, -1),
            "first_day": lambda: self.go_to((self.place[0], 0)),
            "last_day": lambda: self.go_to((self.place[0], self.source.columnCount() - 1)),
        }

    # --- moves

    def _go_on(self, down: int, right: int) -> None:
        """Move as Enter and Tab do; right after a self-moving mark from the cell it stands in."""
        row, column = self._word.place if self._word is not None else self.place
        self._forget_word()
        rows, columns = self.source.rowCount(), self.source.columnCount()
        if not rows or not columns:
            return
        row, column = row + down, column + right
        if column >= columns and row + 1 < rows:
            row, column = row + 1, 0
        elif column < 0 and row > 0:
            row, column = row - 1, columns - 1
        self.go_to((min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)))

    def _move_on(self, place: Place) -> None:
        """Move as the chosen way says: to the next person or day, over the edge of the grid."""
        if self.advance is Advance.STAY:
            return
        rows, columns = self.source.rowCount(), self.source.columnCount()
        down = self.advance is Advance.DOWN
        number = place[1] * rows + place[0] if down else place[0] * columns + place[1]
        for n in range(number + 1, rows * columns):
            after = (n % rows, n // rows) if down else (n // columns, n % columns)
            if self._is_waiting(after):
                self.go_to(after)
                return

    def _is_waiting(self, place: Place) -> bool:
        """Whether the cursor stops here by itself: a meeting the person belongs to."""
        state = self.source.state
        has_meetings = any(not day.is_new for day in state.columns)
        if has_meetings and state.columns[place[1]].is_new:
            return False
        return state.belongs(*place) or state.people[place[0]].member_id is None

    # --- writing

    def write(self, cells: Iterable[tuple[Place, CellValue | None]]) -> Step | None:
        """Put values into cells and send the step on its way."""
        if self.read_only:
            return None
        cells = list(cells)
        step = self.source.state.write(cells)
        self.source.tell_changed(place for place, _ in cells)
        if step is not None:
            self.stepped.emit(step)
        self.place_changed.emit()
        return step

    def put(self, value: CellValue | None) -> None:
        """Write one value into every selected cell."""
        self.write((place, value) for place in self.chosen())

    def clear_cells(self) -> None:
        """Clear the selected cells."""
        self._forget_word()
        self.put(None)

    def all_present(self) -> None:
        """Everybody of the selected days for whom nothing is written was present."""
        self._fill_days(Mark.PRESENT)

    def all_absent(self) -> None:
        """Everybody of the selected days for whom nothing is written was absent."""
        self._fill_days(Mark.ABSENT)

    def _fill_days(self, mark: Mark) -> None:
        columns, state = sorted({column for _, column in self.chosen()}), self.source.state
        if not columns or self.read_only:
            return
        self._forget_word()
        if len(columns) > 1:  # a whole month selected makes no meetings where there are none
            columns = [column for column in columns if not state.columns[column].is_new]
        rows = range(len(state.people))
        mine = [(row, day) for day in columns for row in rows if state.belongs(row, day)]
        empty = [place for place in mine if state.cell(*place) is None]
        self.write((place, CellValue(mark)) for place in empty)
        self.go_to(self.place)  # what is typed next is an exception, not all of it once more
        self.filled.emit(len(empty), len(mine) - len(empty))

    def fill_down(self) -> None:
        """Copy the top row of the selection down; a single cell takes from the one above."""
        self._fill(1, 0)

    def fill_right(self) -> None:
        """Copy the left column of the selection; a single cell takes from the one before."""
        self._fill(0, 1)

    def _fill(self, down: int, right: int) -> None:
        places, state = self.chosen(), self.source.state
        if not places:
            return
        self._forget_word()
        top, left = places[0]
        if down and all(row == top for row, _ in places):
            top -= 1
        if right and all(column == left for _, column in places):
            left -= 1
        if top < 0 or left < 0:
            return
        self.write(
            ((row, column), state.value(top if down else row, left if right else column))
            for row, column in places
            if (row, column) != (top if down else row, left if right else column)
        )

    # --- typing

    def edit_cell(self) -> None:
        """Type over what stands in the cell."""
        self._open_editor(self.source.text(self.place))

    def _open_editor(self, text: str) -> None:
        if self.currentIndex().isValid() and not self.read_only:
            self._forget_word()
            self.scrollTo(self.currentIndex())
            cell = self.visualRect(self.currentIndex())
            self.editor.open(cell, text, self.source.spoken(self.place))

    def _on_edited(self, text: str, down: int, right: int) -> None:
        self._take_keyboard()
        state = self.source.state
        reading = read_cell(text, state.grid.hour_minutes)
        if reading.problem:
            for place in self.chosen():
                state.keep_unread(*place, text.strip(), reading.problem)
            self.source.tell_changed(self.chosen())
            self.place_changed.emit()
        elif text.strip() or self.source.text(self.place):
            self.put(reading.value)
        if down or right:
            self._go_on(down, right)

    def _type(self, key: str) -> None:
        """Take one typed sign: a mark of its own, the rest of a word, or the start of a time."""
        mark = mark_of_key(key)
        if mark is not None:
            self._type_mark(mark, key)
        elif self._word is not None and self._word.takes(key):
            whole = self._word.add(key)
            if whole is not None:
                self.write([(self._word.place, CellValue(whole))])
        elif key.isdigit():
            self._open_editor(key)
        else:
            self.refused_key.emit(key)

    def _type_mark(self, mark: Mark, key: str) -> None:
        places = self.chosen()
        if not places:
            return
        self.write((place, CellValue(mark)) for place in places)
        self._word = None
        if len(places) == 1:
            word = TypedWord(key, places[0])
            self._move_on(places[0])
            self._word = word

    def _forget_word(self) -> None:
        self._word = None

    def _take_keyboard(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- clipboard

    def copy(self) -> None:
        """Put the selected signs on the clipboard as a spreadsheet takes them."""
        places = self.chosen()
        if not places:
            return
        lines = [
            "\t".join(self.source.text(p) for p in places if p[0] == row)
            for row in sorted({row for row, _ in places})
        ]
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    def cut(self) -> None:
        """Copy, then clear."""
        self.copy()
        self.clear_cells()

    def paste(self) -> None:
        """Ask for a preview of what is on the clipboard."""
        text = QGuiApplication.clipboard().text()
        places = self.chosen()
        if text.strip() and places and not self.read_only:
            self.paste_asked.emit(text, places[0])

    # --- Qt

    def event(self, event: QEvent) -> bool:
        """Take Tab before Qt uses it to leave the grid."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            is_tab = event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
            if is_tab and not with_control:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Commands first, then typing, then Qt's own moves."""
        command = command_of(event.key(), event.modifiers())
        text = event.text()
        if command:
            self._commands[command]()
        elif event.modifiers() in _PLAIN and text and text.isprintable():
            self._type(text)
        else:
            self._forget_word()
            super().keyPressEvent(event)

    def currentChanged(self, now: Index, before: Index) -> None:
        """Say that the cursor moved."""
        super().currentChanged(now, before)
        self._forget_word()
        for index in (now, before):  # no more than these: a repaint of all is felt while typing
            if index.isValid():
                self.viewport().update(self.visualRect(index))
                self.names.update_section(index.row())
                self.days.update_section(index.column())
        self.place_changed.emit()

    def selectionChanged(self, now: QItemSelection, before: QItemSelection) -> None:
        """Have what is selected added up."""
        super().selectionChanged(now, before)
        self.place_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the cell under the cursor."""
        super().paintEvent(event)
        paint_current(self, has_focus=self.hasFocus() or self.editor.isVisible())
