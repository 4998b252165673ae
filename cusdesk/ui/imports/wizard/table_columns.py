"""The columns of a table: what each was taken for, with its examples, corrected in place."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import Precision, format_date, parse_date
from cusdesk.importing.grid import column_letters
from cusdesk.importing.layout import DAYS
from cusdesk.services.imports import table_meanings
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.wheel import let_wheel_pass
from cusdesk.ui.common.widgets import set_look
from cusdesk.ui.imports.texts_table import TextsTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cusdesk.importing.columns import ColumnGuess
    from cusdesk.importing.layout import FoundColumn, FoundTable
    from cusdesk.importing.workbook import Sheet
    from cusdesk.services.imports import Kind

_EXAMPLES = 3
_LOOK_AT = 60
_MEANING, _DAY = 2, 3
_ROOM = 1.25
_LEAST_LINES = 5
_UNSURE = 0.6


class ColumnsTable(TextsTable):
    """One line a column of the file; the keyboard stays on its line when all is read anew.

    Signals:
        meaning_chosen: (column, meaning).
        day_said: (column, date or None).
    """

    meaning_chosen = Signal(int, str)
    day_said = Signal(int, object)

    def __init__(self) -> None:
        super().__init__(tr("imports_ui.columns.found"))
        self.setTabKeyNavigation(False)  # Tab leads out of the table, over its fields
        self.horizontalHeader().setStretchLastSection(True)
        self._numbers: list[int] = []
        self.setMinimumHeight(round(current().row_height * _ROOM * _LEAST_LINES))

    # --- lists of residents and services

    def show_guesses(
        self, kind: Kind, guesses: tuple[ColumnGuess, ...], meanings: list[str], cells: list[str]
    ) -> None:
        """Show the columns of a list of records; `cells`: examples, one text a column."""
        place = self._place()
        keys = ("letters", "heading", "meaning", "examples")
        rows = [
            [column_letters(guess.column), guess.heading, "", text]
            for guess, text in zip(guesses, cells, strict=True)
        ]
        self._fill([guess.column for guess in guesses], keys, rows)
        for line, guess in enumerate(guesses):
            combo = self._combo(
                line, f"imports_ui.meaning.{kind}", meanings, guess.field, guess.heading
            )
            unsure = guess.confidence < _UNSURE and guess.source != "person"
            if unsure and guess.field != "kept":
                set_look(combo, "state", "warning")
                combo.setToolTip(tr("imports_ui.columns.unsure"))
        self._go_back_to(place)

    # --- lists of attendance and work cards

    def show_table(self, kind: Kind, table: FoundTable, sheet: Sheet | None) -> None:
        """Show the columns of a table; with days running down, its rows."""
        place = self._place()
        turned = table.layout == "days_down"
        keys = ["row" if turned else "letters", "heading", "meaning"]
        keys += ["day"] if table.layout in DAYS else []
        keys.append("examples")
        rows = []
        for column in table.columns:
            name = str(column.number) if turned else column_letters(column.number)
            middle = ["", ""] if table.layout in DAYS else [""]
            texts = list(dict.fromkeys(_examples(table, column.number, sheet)))[:_EXAMPLES]
            rows.append([name, column.heading, *middle, " | ".join(texts)])
        self._fill([column.number for column in table.columns], tuple(keys), rows)
        if table.layout in {"none", "skip"}:
            self.setColumnHidden(_MEANING, True)
            return
        self.setColumnHidden(_MEANING, False)
        meanings = table_meanings(kind, table.layout)
        for line, column in enumerate(table.columns):
            self._combo(line, "imports_ui.meaning.table", meanings, column.meaning, column.heading)
            if column.meaning == "day":
                self._day_field(line, column)
        self._go_back_to(place)

    def _day_field(self, line: int, column: FoundColumn) -> None:
        field = QLineEdit(_day_text(column.day))
        field.setAccessibleName(tr("imports_ui.tables.day_of", heading=column.heading))
        field.setPlaceholderText(tr("imports_ui.tables.day_unknown"))
        set_look(field, "state", "" if len(column.day) > 2 else "warning")
        field.editingFinished.connect(partial(self._on_day, field, column))
        self.setCellWidget(line, _DAY, field)

    def _on_day(self, field: QLineEdit, column: FoundColumn) -> None:
        text = field.text().strip()
        if text == _day_text(column.day):
            return
        reading = parse_date(text)
        whole = reading.problem is None and reading.precision is Precision.DAY
        if whole or not text:
            self.day_said.emit(column.number, reading.value if text else None)
        else:
            set_look(field, "state", "problem")
            field.setToolTip(tip(tr("imports_ui.answer.bad_date", text=text)))

    # --- both

    def _fill(self, numbers: list[int], keys: tuple[str, ...], rows: list[list[str]]) -> None:
        for field in self.findChildren(QLineEdit):
            field.blockSignals(True)  # a field that is taken away has nothing more to say
        self._numbers = numbers
        self.show_texts([tr(f"imports_ui.column.{key}") for key in keys], rows)
        self.setColumnWidth(_MEANING, current().chars(34))
        if "day" in keys:
            self.setColumnWidth(_DAY, max(self.columnWidth(_DAY), current().chars(16)))
        for line in range(len(rows)):
            self.setRowHeight(line, round(current().row_height * _ROOM))

    def _combo(
        self, line: int, prefix: str, meanings: list[str], chosen: str, heading: str
    ) -> QComboBox:
        combo = QComboBox()
        let_wheel_pass(combo)
        combo.setAccessibleName(tr("imports_ui.columns.meaning_of", heading=heading))
        for name in meanings:
            combo.addItem(tr(f"{prefix}.{name}"), name)
        wanted = combo.findData(chosen)
        combo.setCurrentIndex(wanted if wanted >= 0 else combo.findData("ignored"))
        combo.activated.connect(partial(self._on_meaning, combo, self._numbers[line]))
        self.setCellWidget(line, _MEANING, combo)
        return combo

    def _on_meaning(self, combo: QComboBox, number: int, _index: int) -> None:
        self.meaning_chosen.emit(number, combo.currentData())

    def _place(self) -> tuple[int, int, int]:
        """Return (line, column) of the field with the keyboard, and how far it is scrolled."""
        scrolled = self.verticalScrollBar().value()
        focused = QApplication.focusWidget()
        for line in range(self.rowCount() if focused is not None else 0):
            for column in (_MEANING, _DAY):
                if self.cellWidget(line, column) is focused:
                    return line, column, scrolled
        return -1, -1, scrolled

    def _go_back_to(self, place: tuple[int, int, int]) -> None:
        line, column, scrolled = place
        widget: QWidget | None = self.cellWidget(line, column) if line >= 0 else None
        widget = widget or (self.cellWidget(line, _MEANING) if line >= 0 else None)
        if widget is not None:
            widget.setFocus()
        self.verticalScrollBar().setValue(scrolled)


def _day_text(day: str) -> str:
    return format_date(dt.date.fromisoformat(day)) if len(day) > 2 else day


def _examples(table: FoundTable, number: int, sheet: Sheet | None) -> Iterator[str]:
    if sheet is None:
        return
    for step in range(table.header_row + 1, table.header_row + _LOOK_AT):
        turned = table.layout == "days_down"
        cell = sheet.cell(number, step) if turned else sheet.cell(step, number)
        if cell is not None and str(cell).strip():
            yield cell_text(cell)


def cell_text(cell: object) -> str:
    """Return a cell as a person would write it."""
    if isinstance(cell, dt.datetime):
        return f"{cell:%d.%m.%Y}" if cell.time() == dt.time() else f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, dt.time):
        return f"{cell:%H:%M}"
    text = str(cell).replace("\n", " ")
    return text.replace(".", ",") if isinstance(cell, float) else text
