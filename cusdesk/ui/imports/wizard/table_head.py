"""What a table of a list or of work cards is: its layout, heading, month, day and worker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import Precision, format_date, parse_date
from cusdesk.importing.grid import column_letters
from cusdesk.importing.layout import DAYS, fix_of, with_layout
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column, label, set_look

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cusdesk.importing.layout import Fixes, FoundTable, Layout
    from cusdesk.importing.workbook import Sheet
    from cusdesk.services.imports import Kind

LAYOUTS: tuple[Layout, ...] = ("days_across", "days_down", "list", "skip")
_YEARS = (2000, 2100)
_MOST_LETTERS = 3


class LineNumber(QLineEdit):
    """A number, or where `letters` is set the letters of a column; what is neither is put back."""

    def __init__(self, chars: int = 6) -> None:
        super().__init__()
        self.letters = False
        self._range = (1, 1)
        self._value = 1
        self.setMaximumWidth(current().chars(chars) + current().space(3))

    def show_number(self, value: int, least: int, most: int) -> None:
        """Show a number and what it may become."""
        self._range, self._value = (least, most), value
        self.setText(column_letters(value) if self.letters else str(value))

    def number(self) -> int:
        """Return the number typed, the one shown before when it cannot be read."""
        text = self.text().strip()
        typed = _column_of(text) if self.letters else int(text) if text.isdecimal() else 0
        least, most = self._range
        if not least <= typed <= most:
            self.show_number(self._value, least, most)
            return self._value
        return typed


def _column_of(text: str) -> int:
    number = 0
    if len(text) > _MOST_LETTERS or not (text.isascii() and text.isalpha()):
        return 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class TableHead(QWidget):
    """The fields above the columns; says what was corrected as soon as a field is left.

    Signals:
        corrected: (Fixes) with what was just said.
    """

    corrected = Signal(object)

    def __init__(self, this_year: int) -> None:
        super().__init__()
        self._this_year = this_year
        self._tables: Sequence[FoundTable] = ()
        self._fixes: Fixes = {}
        self._table: FoundTable | None = None
        self._flow = FlowLayout(self)
        self._boxes: dict[str, QWidget] = {}
        self.layout_box, self.month = QComboBox(), QComboBox()
        self.heading, self.year = LineNumber(), LineNumber()
        self.day, self.worker = QLineEdit(), QLineEdit()
        for layout in LAYOUTS:
            self.layout_box.addItem(tr(f"imports_ui.tables.layout.{layout}"), layout)
        self.layout_box.setPlaceholderText(tr("imports_ui.tables.layout.none"))
        self.month.addItem(tr("imports_ui.tables.no_month"), 0)
        for number, name in enumerate(tr("month.names").split(), 1):
            self.month.addItem(name, number)
        self.worker.setMinimumWidth(current().chars(30))
        for name, field in (
            ("layout", self.layout_box),
            ("heading", self.heading),
            ("month", self.month),
            ("year", self.year),
            ("day", self.day),
            ("worker", self.worker),
        ):
            self._add(name, field)
        self._connect()

    def _add(self, name: str, field: QWidget) -> None:
        box = QWidget()
        inside = column(box, gap=0)
        words = label(tr(f"imports_ui.tables.field.{name}"), "label")
        words.setBuddy(field)
        field.setAccessibleName(words.text())
        inside.addWidget(words)
        inside.addWidget(field)
        self._boxes[name] = box
        self._flow.addWidget(box)

    def _connect(self) -> None:
        self.layout_box.activated.connect(self._on_layout)
        self.heading.editingFinished.connect(self._on_heading)
        self.month.activated.connect(self._on_month)
        self.year.editingFinished.connect(self._on_year)
        self.day.editingFinished.connect(self._on_day)
        self.worker.editingFinished.connect(self._on_worker)

    # --- showing

    def show_table(
        self,
        tables: Sequence[FoundTable],
        fixes: Fixes,
        table: FoundTable,
        sheet: Sheet | None,
        kind: Kind,
    ) -> None:
        """Show one table of the plan."""
        self._tables, self._fixes, self._table = tables, fixes, table
        for field in (self.layout_box, self.heading, self.month, self.year, self.day, self.worker):
            field.blockSignals(True)
        layout = "list" if table.layout == "meeting" else table.layout
        self.layout_box.setCurrentIndex(self.layout_box.findData(layout))
        set_look(self.layout_box, "state", "warning" if layout == "none" else "")
        self._show_heading(table, sheet)
        self.month.setCurrentIndex(table.month[1] if table.month else 0)
        self.year.show_number(table.month[0] if table.month else self._this_year, *_YEARS)
        self.day.setText(format_date(table.day) if table.day else "")
        self.worker.setText(table.worker)
        self.worker.setCursorPosition(0)
        read = layout not in {"none", "skip"}
        of_day = table.layout == "meeting"
        shown = {"heading": read, "month": read and not of_day, "year": read and not of_day,
                 "day": of_day, "worker": read and kind == "hours"}  # fmt: skip
        for name, is_shown in shown.items():
            self._boxes[name].setVisible(is_shown)
        for field in (self.layout_box, self.heading, self.month, self.year, self.day, self.worker):
            field.blockSignals(False)

    def _show_heading(self, table: FoundTable, sheet: Sheet | None) -> None:
        self.heading.letters = table.layout == "days_down"
        rows = sheet.rows if sheet else []
        most = max((len(row) for row in rows), default=1) if self.heading.letters else len(rows)
        self.heading.show_number(table.header_row, 1, max(most, table.header_row))
        key = table.layout if table.layout in DAYS else "list"
        words = self._boxes["heading"].findChild(type(label("")))
        if words is not None:
            words.setText(tr(f"imports_ui.tables.heading_of.{key}"))
            self.heading.setAccessibleName(words.text())

    # --- corrections

    def _own(self, **values: object) -> None:
        """Say something about this table of this file alone."""
        if self._table is None:
            return
        key = self._table.key
        fix = self._fixes.get(key) or fix_of(self._table)
        changed: Callable[..., object] = replace
        self.corrected.emit({**self._fixes, key: changed(fix, **values)})

    def _on_layout(self, _index: int) -> None:
        layout = self.layout_box.currentData()
        if self._table is not None and layout != self._table.layout:
            key = self._table.key
            self.corrected.emit(with_layout(self._tables, self._fixes, key, layout, 0))

    def _on_heading(self) -> None:
        table, row = self._table, self.heading.number()
        if table is not None and row != table.header_row:
            shift = table.shift + row - table.header_row
            self.corrected.emit(
                with_layout(self._tables, self._fixes, table.key, table.layout, shift)
            )

    def _on_month(self, _index: int) -> None:
        month = self.month.currentData()
        self._own(month=(self.year.number(), month) if month else None)

    def _on_year(self) -> None:
        month, year = self.month.currentData(), self.year.number()
        if month and self._table is not None and self._table.month != (year, month):
            self._own(month=(year, month))

    def _on_day(self) -> None:
        reading = parse_date(self.day.text())
        whole = reading.problem is None and reading.precision is Precision.DAY
        wrong = bool(self.day.text().strip()) and not whole
        set_look(self.day, "state", "problem" if wrong else "")
        if not wrong and self._table is not None and reading.value != self._table.day:
            self._own(day=reading.value)

    def _on_worker(self) -> None:
        text = self.worker.text().strip()
        if self._table is not None and text != self._table.worker:
            self._own(worker=text)
