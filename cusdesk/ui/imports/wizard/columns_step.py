"""Step 2: the table that was found, what its columns mean, and how its rows are read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSplitter, QWidget

from cusdesk.core.messages import tr
from cusdesk.importing.layout import fix_of, with_meaning
from cusdesk.services.imports import meanings
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import LineLink, clear, column, label, message_box
from cusdesk.ui.imports.texts_table import TextsTable
from cusdesk.ui.imports.wizard.state import about_file, preview_table, sheet_texts
from cusdesk.ui.imports.wizard.table_columns import ColumnsTable, cell_text
from cusdesk.ui.imports.wizard.table_head import TableHead

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.importing.columns import ColumnGuess, ColumnMap
    from cusdesk.importing.layout import FoundTable
    from cusdesk.importing.workbook import Sheet, Workbook
    from cusdesk.services.imports import ImportPlan
    from cusdesk.ui.imports.wizard.state import WizardState

_EXAMPLES = 3
_LEAST_LINES = 5
_MOST_SAID = 4
_MOST_SAID_OF_LISTS = 2
_LARGE_TEXT = 125


class ColumnsStep(QWidget):
    """What was found above, the first rows as they will be read below.

    Signals:
        meaning_chosen: (signature, column, meaning) of a list of residents or services.
        tables_corrected: (Fixes) of a list of attendance or of work cards.
        service_chosen: (id or None).
    """

    meaning_chosen = Signal(str, int, str)
    tables_corrected = Signal(object)
    service_chosen = Signal(object)

    def __init__(self, this_year: int) -> None:
        super().__init__()
        self._services: list[tuple[bytes, str]] = []
        self._state: WizardState | None = None
        self._plan: ImportPlan | None = None
        self._map: ColumnMap | None = None
        layout = column(self, gap=1)
        self.about = column(gap=0)
        layout.addLayout(self.about)
        layout.addWidget(self._make_choices())
        self.head = TableHead(this_year)
        self.head.corrected.connect(self.tables_corrected)
        layout.addWidget(self.head)
        self.columns = ColumnsTable()
        self.columns.meaning_chosen.connect(self._on_meaning)
        self.columns.day_said.connect(self._on_day)
        self.preview = TextsTable(tr("imports_ui.columns.preview"))
        self.preview.setMinimumHeight(current().row_height * _LEAST_LINES)
        lower = QWidget()
        below = column(lower)
        self.preview_title = label(tr("imports_ui.columns.preview"), "label")
        self.nothing = label("", "warning", wrap=True)
        for widget in (self.preview_title, self.nothing, self.preview):
            below.addWidget(widget)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.columns)
        splitter.addWidget(lower)
        splitter.setSizes([550, 450])
        layout.addWidget(splitter, 1)

    def _make_choices(self) -> QWidget:
        bar = QWidget()
        flow = FlowLayout(bar)
        self.tables, self.service = QComboBox(), QComboBox()
        self.tables.activated.connect(self._on_table)
        self.service.activated.connect(self._on_service)
        self._boxes: dict[str, QWidget] = {}
        for name, combo in (("table", self.tables), ("service", self.service)):
            words = label(tr(f"imports_ui.columns.{name}"), "label")
            words.setBuddy(combo)
            combo.setAccessibleName(words.text())
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            self._boxes[name] = QWidget()
            inside = column(self._boxes[name], gap=0)
            inside.addWidget(words)
            inside.addWidget(combo)
            flow.addWidget(self._boxes[name])
        return bar

    def set_services(self, services: list[tuple[bytes, str]]) -> None:
        """Offer the services of the catalogue, by name."""
        self._services = services

    def show_preview(self, state: WizardState, plan: ImportPlan) -> None:
        """Show how the first rows are read with the choices made so far."""
        self._state, self._plan = state, plan
        by_columns = plan.kind not in {"attendance", "hours"}
        self._say(about_file(plan), by_columns=by_columns)
        texts = {} if by_columns else sheet_texts(plan)
        self._show_tables(plan, texts)
        self._boxes["service"].setVisible(not by_columns)
        self.head.setVisible(not by_columns)
        if by_columns and state.source is not None:
            self._show_columns(state.source.workbook, plan)
        else:
            self._show_table(texts)
        kind = tr(f"imports_ui.kind.{plan.kind}")
        self.nothing.setText(tr("imports_ui.tables.nothing", kind=kind))
        self.nothing.setVisible(not plan.rows)
        self.preview_title.setVisible(bool(plan.rows))
        self.preview.show_texts(*(preview_table(plan) if plan.rows else ([], [])))

    def _say(self, sentences: list[str], *, by_columns: bool) -> None:
        clear(self.about)
        key = "columns" if by_columns else "sheets"
        self.about.addWidget(label(tr(f"imports_ui.columns.text_{key}"), "hint", wrap=True))
        room = _MOST_SAID if by_columns else _MOST_SAID_OF_LISTS
        shown = sentences[: room if current().percent <= _LARGE_TEXT else 1]
        for sentence in shown:
            self.about.addWidget(label(f"•  {sentence}", wrap=True))
        if len(sentences) > len(shown):
            words = tr("imports_ui.columns.more", n=len(sentences) - len(shown))
            self.about.addWidget(LineLink(words, partial(self._say_all, sentences)))

    def _say_all(self, sentences: list[str]) -> None:
        box = message_box(self.window())
        box.setWindowTitle(tr("imports_ui.columns.about"))
        box.setText("\n".join(f"•  {sentence}" for sentence in sentences))
        box.finished.connect(box.deleteLater)
        box.open()

    def _show_tables(self, plan: ImportPlan, texts: dict[str, tuple[str, str]]) -> None:
        present = self.tables.currentIndex()
        self.tables.clear()
        for found in plan.maps:
            self.tables.addItem(found.sheet, found.signature)
        sheets = [table.sheet for table in plan.tables]
        for table in plan.tables:
            number = int(table.key.rpartition("#")[2])
            name = table.sheet
            if sheets.count(name) > 1:
                name = tr("imports_ui.tables.of_sheet", sheet=name, number=number)
            said = texts.get(table.sheet, ("", ""))[0] if number == 1 else ""
            self.tables.addItem(f"{name}  ·  {said}" if said else name, table.key)
        count = self.tables.count()
        self.tables.setCurrentIndex(present if 0 <= present < count else 0)
        self._boxes["table"].setVisible(count > 1)

    def _show_services(self, said: str) -> None:
        self.service.clear()
        words = tr("imports_ui.columns.as_in_sheet")
        self.service.addItem(f"{words}: {said}" if said else words, None)
        for service_id, name in self._services:
            self.service.addItem(name, service_id)
        wanted = self._state.service_id if self._state else None
        chosen = next((n for n, (i, _) in enumerate(self._services, 1) if i == wanted), 0)
        self.service.setCurrentIndex(chosen)

    # --- lists of residents and services

    def _show_columns(self, workbook: Workbook, plan: ImportPlan) -> None:
        self._map = plan.maps[max(self.tables.currentIndex(), 0)] if plan.maps else None
        if self._map is None:
            self.columns.show_texts([], [])
            return
        examples = [self._examples(workbook, plan, guess) for guess in self._map.guesses]
        kind = plan.kind
        self.columns.show_guesses(kind, self._map.guesses, meanings(kind), examples)

    def _examples(self, workbook: Workbook, plan: ImportPlan, guess: ColumnGuess) -> str:
        name = self._map.sheet if self._map else ""
        sheet = _sheet(workbook, name)
        numbers = [r.row for r in plan.rows if r.sheet == name and r.row is not None]
        cells = [sheet.cell(n, guess.column) for n in numbers] if sheet else []
        texts = dict.fromkeys(cell_text(cell) for cell in cells if cell is not None)
        return " | ".join(list(texts)[:_EXAMPLES])

    # --- lists of attendance and work cards

    @property
    def table(self) -> FoundTable | None:
        """The table of a list or of a work card that is shown."""
        tables = self._plan.tables if self._plan else []
        key = self.tables.currentData()
        return next((table for table in tables if table.key == key), None)

    def _show_table(self, texts: dict[str, tuple[str, str]]) -> None:
        table, state, plan = self.table, self._state, self._plan
        if table is None or state is None or plan is None or state.source is None:
            self.columns.show_texts([], [])
            self._show_services("")
            return
        self._show_services(texts.get(table.sheet, ("", ""))[1] if state.service_id is None else "")
        sheet = _sheet(state.source.workbook, table.sheet)
        self.head.show_table(plan.tables, state.tables, table, sheet, plan.kind)
        self.columns.show_table(plan.kind, table, sheet)

    def _on_meaning(self, number: int, meaning: str) -> None:
        listed = self._plan is not None and bool(self._plan.tables)
        if self._map is not None and not listed:
            self.meaning_chosen.emit(self._map.signature, number, meaning)
        elif self.table is not None and self._plan is not None and self._state is not None:
            tables, fixes = self._plan.tables, self._state.tables
            self.tables_corrected.emit(with_meaning(tables, fixes, self.table.key, number, meaning))

    def _on_day(self, number: int, day: dt.date | None) -> None:
        if self.table is None or self._state is None:
            return
        key = self.table.key
        fix = self._state.tables.get(key) or fix_of(self.table)
        days = {n: date for n, date in fix.days.items() if n != number}
        days |= {number: day} if day is not None else {}
        self.tables_corrected.emit({**self._state.tables, key: replace(fix, days=days)})

    def _on_service(self, _index: int) -> None:
        self.service_chosen.emit(self.service.currentData())

    def _on_table(self, _index: int) -> None:
        """Show another table of the same file."""
        if self._plan is not None and self._state is not None:
            self.show_preview(self._state, self._plan)


def _sheet(workbook: Workbook, name: str) -> Sheet | None:
    return next((sheet for sheet in workbook.sheets if sheet.name == name), None)
