"""Step 2: the table that was found, what its columns mean, and how its rows are read."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMessageBox, QSplitter, QWidget

from cusdesk.core.messages import tr
from cusdesk.services.imports import meanings
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import LineLink, clear, column, label, row
from cusdesk.ui.imports.texts_table import TextsTable
from cusdesk.ui.imports.wizard.state import about_file, preview_table, sheets_table

if TYPE_CHECKING:
    from cusdesk.importing.columns import ColumnGuess, ColumnMap
    from cusdesk.importing.workbook import Workbook
    from cusdesk.services.imports import ImportPlan
    from cusdesk.ui.imports.wizard.state import WizardState

_EXAMPLES = 3
_MEANING = 2
_MOST_SAID = 4
_LARGE_TEXT = 125
_UNSURE = 0.6


class ColumnsStep(QWidget):
    """What was found above, the first rows as they will be read below.

    Signals:
        meaning_chosen: (signature, column, meaning).
        service_chosen: (id or None).
    """

    meaning_chosen = Signal(str, int, str)
    service_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._services: list[tuple[bytes, str]] = []
        self._map: ColumnMap | None = None
        self._plan: ImportPlan | None = None
        layout = column(self, gap=1)
        self.about = column(gap=0)
        layout.addLayout(self.about)
        layout.addLayout(self._make_choices())
        self.columns = TextsTable(tr("imports_ui.columns.found"))
        self.preview = TextsTable(tr("imports_ui.columns.preview"))
        lower = QWidget()
        below = column(lower)
        self.preview_title = label(tr("imports_ui.columns.preview"), "label")
        below.addWidget(self.preview_title)
        below.addWidget(self.preview)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.columns)
        splitter.addWidget(lower)
        splitter.setSizes([500, 500])
        layout.addWidget(splitter, 1)

    def _make_choices(self) -> QHBoxLayout:
        line = row(gap=2)
        self.tables = QComboBox()
        self.tables.setAccessibleName(tr("imports_ui.columns.table"))
        self.tables.activated.connect(self._on_table)
        self.table_label = label(tr("imports_ui.columns.table"), "label")
        self.service = QComboBox()
        self.service.setAccessibleName(tr("imports_ui.columns.service"))
        self.service.activated.connect(self._on_service)
        self.service_label = label(tr("imports_ui.columns.service"), "label")
        for widget in (self.table_label, self.tables, self.service_label, self.service):
            line.addWidget(widget)
        line.addStretch()
        return line

    def set_services(self, services: list[tuple[bytes, str]]) -> None:
        """Offer the services of the catalogue, by name."""
        self._services = services

    def show_preview(self, state: WizardState, plan: ImportPlan) -> None:
        """Show how the first rows are read with the choices made so far."""
        self._plan = plan
        by_columns = plan.kind in {"residents", "services"}
        self._say(about_file(plan), by_columns=by_columns)
        for widget in (self.table_label, self.tables):
            widget.setVisible(by_columns and len(plan.maps) > 1)
        for widget in (self.service_label, self.service):
            widget.setVisible(not by_columns)
        if by_columns and state.source is not None:
            self._show_tables(plan)
            self._show_columns(state.source.workbook, plan)
        else:
            self._show_services(state)
            keys = ("sheet", "months", "service", "entries")
            heads = [tr(f"imports_ui.column.{key}") for key in keys]
            self.columns.show_texts(heads, sheets_table(plan))
        self.preview.show_texts(*preview_table(plan))

    def _say(self, sentences: list[str], *, by_columns: bool) -> None:
        clear(self.about)
        key = "columns" if by_columns else "sheets"
        self.about.addWidget(label(tr(f"imports_ui.columns.text_{key}"), "hint", wrap=True))
        shown = sentences[: _MOST_SAID if current().percent <= _LARGE_TEXT else 1]
        for sentence in shown:
            self.about.addWidget(label(f"•  {sentence}", wrap=True))
        if len(sentences) > len(shown):
            words = tr("imports_ui.columns.more", n=len(sentences) - len(shown))
            self.about.addWidget(LineLink(words, partial(self._say_all, sentences)))

    def _say_all(self, sentences: list[str]) -> None:
        box = QMessageBox(self.window())
        box.setWindowTitle(tr("imports_ui.columns.about"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText("\n".join(f"•  {sentence}" for sentence in sentences))
        box.finished.connect(box.deleteLater)
        box.open()

    def _show_tables(self, plan: ImportPlan) -> None:
        present = self.tables.currentIndex()
        self.tables.clear()
        for found in plan.maps:
            self.tables.addItem(found.sheet, found.signature)
        self.tables.setCurrentIndex(present if 0 <= present < len(plan.maps) else 0)

    def _show_services(self, state: WizardState) -> None:
        self.service.clear()
        self.service.addItem(tr("imports_ui.columns.as_in_sheet"), None)
        for service_id, name in self._services:
            self.service.addItem(name, service_id)
        chosen = next((n for n, (i, _) in enumerate(self._services, 1) if i == state.service_id), 0)
        self.service.setCurrentIndex(chosen)

    def _show_columns(self, workbook: Workbook, plan: ImportPlan) -> None:
        self._map = plan.maps[max(self.tables.currentIndex(), 0)] if plan.maps else None
        if self._map is None:
            self.columns.show_texts([], [])
            return
        rows = [self._words(workbook, plan, guess) for guess in self._map.guesses]
        keys = ("letters", "heading", "meaning", "examples")
        self.columns.show_texts([tr(f"imports_ui.column.{key}") for key in keys], rows)
        self.columns.setColumnWidth(_MEANING, current().chars(34))
        for number, guess in enumerate(self._map.guesses):
            self.columns.setRowHeight(number, round(current().row_height * 1.25))
            self.columns.setCellWidget(number, _MEANING, self._combo(plan, guess))

    def _words(self, workbook: Workbook, plan: ImportPlan, guess: ColumnGuess) -> list[str]:
        from cusdesk.importing.residents.rows import column_letters

        name = self._map.sheet if self._map else ""
        sheet = next((s for s in workbook.sheets if s.name == name), None)
        numbers = [r.row for r in plan.rows if r.sheet == name and r.row is not None]
        cells = [sheet.cell(n, guess.column) for n in numbers] if sheet else []
        examples = list(dict.fromkeys(_cell_text(cell) for cell in cells if cell is not None))
        return [column_letters(guess.column), guess.heading, "", " | ".join(examples[:_EXAMPLES])]

    def _combo(self, plan: ImportPlan, guess: ColumnGuess) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(tr("imports_ui.columns.meaning_of", heading=guess.heading))
        for name in meanings(plan.kind):
            combo.addItem(tr(f"imports_ui.meaning.{plan.kind}.{name}"), name)
        wanted = combo.findData(guess.field)
        combo.setCurrentIndex(wanted if wanted >= 0 else combo.findData("ignored"))
        if guess.confidence < _UNSURE and guess.source != "person" and guess.field != "kept":
            combo.setProperty("state", "warning")
            combo.setToolTip(tr("imports_ui.columns.unsure"))
        combo.activated.connect(partial(self._on_meaning, combo, guess.column))
        return combo

    def _on_meaning(self, combo: QComboBox, number: int, _index: int) -> None:
        if self._map is not None:
            self.meaning_chosen.emit(self._map.signature, number, combo.currentData())

    def _on_service(self, _index: int) -> None:
        self.service_chosen.emit(self.service.currentData())

    def _on_table(self, _index: int) -> None:
        """Show the columns of another table of the same file."""
        self.meaning_chosen.emit("", 0, "")


def _cell_text(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return f"{cell:%d.%m.%Y}" if cell.time() == dt.time() else f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    text = str(cell).replace("\n", " ")
    return text.replace(".", ",") if isinstance(cell, float) else text
