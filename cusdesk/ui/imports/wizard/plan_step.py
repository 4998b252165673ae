"""Step 3: what will happen, row by row, before anything is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSplitter, QWidget

from cusdesk.core.messages import tr
from cusdesk.services.imports import OUTCOMES, difference_texts, problem_text, reason_text
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import clear, column, label
from cusdesk.ui.imports.wizard.plan_lines import COLUMNS, PlanLines, place_text

if TYPE_CHECKING:
    from cusdesk.services.imports import ImportPlan
    from cusdesk.services.imports.model import PlannedRow
    from cusdesk.ui.common.context import ScreenContext

_ALL = ""
_LEAST_LINES, _LEAST_CHARS = 10, 26
_LARGE_TEXT = 125


class PlanStep(QWidget):
    """Counts that filter, the rows, and everything about the chosen one."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._plan: ImportPlan | None = None
        self._lines: PlanLines | None = None
        layout = column(self, gap=1.5)
        self.before = label("", "warning", wrap=True)
        layout.addWidget(self.before)
        bar = QWidget()
        flow = FlowLayout(bar)
        self._group = QButtonGroup(self)
        self.filters: dict[str, QPushButton] = {}
        for outcome in (_ALL, *OUTCOMES):
            made = QPushButton()
            made.setCheckable(True)
            made.setProperty("look", "nav")
            made.clicked.connect(partial(self.show_outcome, outcome))
            self._group.addButton(made)
            self.filters[outcome] = made
            flow.addWidget(made)
        layout.addWidget(bar)
        self.weights = label("", "hint", wrap=True)
        layout.addWidget(self.weights)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        self.panel = TablePanel(context, self._table())
        self.panel.setMinimumWidth(current().chars(_LEAST_CHARS))
        self.panel.current_record_changed.connect(self._on_row)
        splitter.addWidget(self.panel)
        splitter.setMinimumHeight(current().row_height * _LEAST_LINES)
        side = QWidget()
        self._side = column(side, margin=1.5, gap=1)
        splitter.addWidget(scrolled(side))
        splitter.setSizes([720, 330])
        layout.addWidget(splitter, 1)

    def _table(self) -> TableSpec:
        return TableSpec(
            "imports.plan",
            COLUMNS,
            lambda query: self._lines.list_ids(query) if self._lines else [],
            lambda ids: self._lines.rows_for(ids) if self._lines else [],
            empty=EmptyState("check", tr("imports_ui.plan.none")),
            frozen=2,
        )

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan, the rows a person should look at first."""
        self._plan = plan
        counts = plan.counts()
        is_large = current().percent > _LARGE_TEXT
        self.filters[_ALL].setText(tr("imports_ui.plan.all", n=sum(counts.values())))
        for outcome in OUTCOMES:
            text = tr("imports_ui.plan.count", what=tr(f"imports_plan.outcome.{outcome}"),
                      n=counts[outcome])  # fmt: skip
            self.filters[outcome].setText(text)
            self.filters[outcome].setEnabled(counts[outcome] > 0)
            self.filters[outcome].setVisible(counts[outcome] > 0 or not is_large)
        for made in self.filters.values():  # room for the bold letters of the chosen one
            made.setMinimumWidth(current().chars(len(made.text()) * 1.25 + 4))
        entries, lines = sum(counts.values()), len(plan.rows)
        self.weights.setText(tr("imports_ui.plan.entries", n=entries, lines=lines))
        self.weights.setVisible(entries != lines)  # a line is a person, with the marks of a month
        before = plan.imported_before
        self.before.setVisible(before is not None)
        if before is not None:
            self.before.setText(tr("imports_ui.plan.before", date=f"{before:%d.%m.%Y}"))
        self.show_outcome(_ALL)

    def show_outcome(self, outcome: str, _checked: bool = True) -> None:
        """Show only rows of one outcome, or all."""
        if self._plan is None:
            return
        self.filters[outcome].setChecked(True)
        self._lines = PlanLines(self._plan, outcome)
        self._show_row(None)
        self.panel.set_source(self._lines.list_ids, self._lines.rows_for)

    def _on_row(self, line_id: bytes | None) -> None:
        known = line_id is not None and self._lines is not None
        self._show_row(self._lines.row(line_id) if known and self._lines and line_id else None)

    def _show_row(self, row: PlannedRow | None) -> None:
        clear(self._side)
        if row is None:
            self._side.addWidget(label(tr("imports_ui.plan.choose_row"), "hint", wrap=True))
            self._side.addStretch()
            return
        self._side.addWidget(
            label(row.title or tr("imports_ui.plan.no_title"), "heading", wrap=True)
        )
        place = place_text(row.sheet, row.row)
        words = tr(f"imports_plan.outcome.{row.outcome}")
        self._side.addWidget(label(f"{words}  ·  {place}", "hint", wrap=True))
        if row.reason:
            self._side.addWidget(
                label(reason_text(row.reason, row.reason_params), "warning", wrap=True)
            )
        for problem in row.problems:
            text = problem_text(problem.kind, problem.params)
            where = place_text(problem.sheet, problem.row, problem.column or "")
            look = "hint" if problem.severity == "info" else ""
            self._side.addWidget(label(f"{where}: {text}", look, wrap=True))
        kind = self._plan.kind if self._plan else ""
        texts = difference_texts(kind, row.differences)
        if texts:
            self._side.addWidget(label(tr("imports_ui.plan.changes"), "label"))
        for name, old, new in texts:
            key = "imports_ui.change" if old else "imports_ui.addition"
            self._side.addWidget(label(tr(key, field=name, old=old, new=new), wrap=True))
        self._side.addStretch()
