"""The queue: rows of all imports that wait for a decision, by mouse or by keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QSplitter, QWidget

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import describe, tr
from cusdesk.services import drafts, imports
from cusdesk.services.catalogue import service_finder
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, row
from cusdesk.ui.imports.decision import DecisionPanel
from cusdesk.ui.imports.issue_lines import COLUMNS, IssueLines

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.changes import Changes
    from cusdesk.services.drafts import KeptDraft
    from cusdesk.services.imports import BatchRow, Issue
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext

_LARGE_TEXT, _VERY_LARGE_TEXT = 125, 160
_LIST_LINES, _ROW_LINES, _LEAST_CHARS = 8, 12, 26
OUTCOMES = ("doubtful", "rejected", "warning")


class QueuePage(QWidget):
    """The list on the left, the row at hand on the right; after a decision the next one follows.

    Enter: the record beside the row. N: a new one. D: leave it. P: choose somebody else.
    F2: correct the row first.

    Signals:
        counted: (n) rows that wait for a decision.
    """

    counted = Signal(int)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._next_row = 0
        self._area: QScrollArea | None = None
        self._lines = IssueLines(context.office, "doubtful", None)
        layout = column(self, gap=1)
        layout.addLayout(self._make_filters())
        self.panel = TablePanel(context, self._table())
        self.panel.current_record_changed.connect(self._on_current)
        self.panel.counted.connect(self._on_counted)
        self.panel.view.installEventFilter(self)
        self.decision = DecisionPanel(context)
        self.decision.take_for.connect(self._take_for)
        self.decision.take_new.connect(self._take_new)
        self.decision.dismiss.connect(self._dismiss)
        layout.addWidget(self._side_by_side(), 1)
        hand_on(self, self.panel)

    def _side_by_side(self) -> QWidget:
        """Return the list beside the row at hand; above it when the letters are very large."""
        percent = current().percent
        for part in (self.panel, self.decision):  # their own wish may be wider than the window
            part.setMinimumWidth(current().chars(_LEAST_CHARS))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.panel)
        splitter.addWidget(self.decision)
        if percent <= _VERY_LARGE_TEXT:
            splitter.setSizes([340, 720] if percent > _LARGE_TEXT else [430, 630])
            return splitter
        splitter.setOrientation(Qt.Orientation.Vertical)
        self.panel.view.setMinimumHeight(current().row_height * _LIST_LINES)
        self.decision.setMinimumHeight(current().row_height * _ROW_LINES)
        self._area = scrolled(splitter, gap=0)
        return self._area

    def _make_filters(self) -> QHBoxLayout:
        line = row(gap=2)
        self.outcome, self.batch = QComboBox(), QComboBox()
        for outcome in OUTCOMES:
            self.outcome.addItem(tr(f"imports_ui.queue.outcome.{outcome}"), outcome)
        self.outcome.setAccessibleName(tr("imports_ui.queue.what"))
        self.batch.setAccessibleName(tr("imports_ui.queue.file"))
        for combo in (self.outcome, self.batch):
            combo.activated.connect(self._on_filter)
        self.batch.setMinimumWidth(current().chars(24))
        self.all_seen = button(tr("imports_ui.queue.all_seen"), self._dismiss_all)
        line.addWidget(self.outcome)
        line.addWidget(self.batch)
        line.addStretch()
        line.addWidget(self.all_seen)
        return line

    def _table(self) -> TableSpec:
        empty = EmptyState("check", tr("imports_ui.queue.empty"), tr("imports_ui.queue.empty_text"))
        return TableSpec(
            "imports.queue",
            COLUMNS,
            self._lines.list_ids,
            self._lines.rows_for,
            refresh_on=("imports",),
            empty=empty,
        )

    # --- what is shown

    def load(self, batch_id: bytes | None = None) -> None:
        """Read the imports and what waits; of one import when it is given."""
        office = self._context.office
        self._context.ops.fetch(
            lambda: _context_of(office), lambda found: self._fill(found, batch_id)
        )

    def _fill(
        self,
        found: tuple[list[BatchRow], list[tuple[bytes, str]], list[KeptDraft]],
        batch_id: bytes | None,
    ) -> None:
        batches, services, kept = found
        self.decision.keeper.fill(kept)
        self.decision.answers.set_services(services)
        self.batch.clear()
        self.batch.addItem(tr("imports_ui.queue.all_files"), None)
        for batch in batches:
            if not batch.taken_back:
                text = f"{batch.file_name} ({batch.imported_at:%d.%m.%Y %H:%M})"
                self.batch.addItem(text, batch.id)
        ids = [self.batch.itemData(number) for number in range(self.batch.count())]
        self.batch.setCurrentIndex(ids.index(batch_id) if batch_id in ids else 0)
        self._on_filter()

    def _on_filter(self, _index: int = 0) -> None:
        outcome = self.outcome.currentData()
        self._lines = IssueLines(self._context.office, outcome, self.batch.currentData())
        self.all_seen.setVisible(
            outcome != "doubtful" and self._context.office.can_change("imports")
        )
        self._next_row = 0
        self.panel.set_source(self._lines.list_ids, self._lines.rows_for)

    def _on_counted(self, count: int) -> None:
        if self.outcome.currentData() == "doubtful" and self.batch.currentData() is None:
            self.counted.emit(count)
        if not count:
            self.decision.show_issue(None)
            return
        place = min(self._next_row, count - 1)
        record_id = self.panel.model.id_at(place)
        if record_id is not None:
            self.panel.view.select_record(record_id)
            self._on_current(record_id)

    def _on_current(self, issue_id: bytes | None) -> None:
        self.decision.show_issue(self._lines.issue(issue_id) if issue_id else None)

    def _issue(self) -> Issue | None:
        issue_id = self.panel.view.current_id()
        return self._lines.issue(issue_id) if issue_id else None

    # --- keyboard

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that decide, while the list has the keyboard."""
        if watched is self.panel.view and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)  # noqa: S101 (for the type checker)
            doubtful = self.outcome.currentData() == "doubtful"
            deciding: dict[int, Callable[[], object]] = {Qt.Key.Key_D: self._dismiss}
            if doubtful:
                deciding |= {
                    Qt.Key.Key_Return: self.decision.decide_same,
                    Qt.Key.Key_Enter: self.decision.decide_same,
                    Qt.Key.Key_N: self.decision.decide_new,
                    Qt.Key.Key_F2: self._edit,
                    Qt.Key.Key_P: self._choose_person,
                }
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            decide = deciding.get(event.key())
            if decide is not None and plain:
                decide()
                return True
        return super().eventFilter(watched, event)

    def _edit(self) -> None:
        self.decision.begin_edit()
        self._show_decision()

    def _choose_person(self) -> None:
        self.decision.person.setFocus()
        self._show_decision()

    def _show_decision(self) -> None:
        """Scroll to the row at hand where it stands below the list."""
        if self._area is not None:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.maximum())

    # --- decisions

    def _take_for(self, record_id: bytes) -> None:
        overwrite = self.decision.overwrite.isChecked()
        self._decide(
            lambda office, issue_id, answer: imports.take_for(
                office, issue_id, record_id, overwrite=overwrite, answer=answer
            )
        )

    def _take_new(self) -> None:
        self._decide(imports.take_as_new)

    def _dismiss(self) -> None:
        self._decide(lambda office, issue_id, _answer: imports.dismiss(office, issue_id))

    def _decide(self, call: Callable[[Office, bytes, imports.Answer], Changes]) -> None:
        issue = self._issue()
        if issue is None or not self.decision.isEnabled():
            return
        problem = self.decision.answers.problem()
        if problem:
            self.decision.refuse(problem)
            return
        if not self.decision.is_readable():
            return
        answer = replace(self.decision.answers.answer(), draft=self.decision.corrected())
        place = self.panel.model.row_of(issue.id)
        self._next_row = place or 0
        operation = self._context.ops.write(call, self._context.office, issue.id, answer)
        operation.on_success(self._on_decided).on_error(self._on_refused).run()

    def _on_decided(self, _changes: Changes) -> None:
        self.panel.view.setFocus()

    def _on_refused(self, error: CusdeskError) -> None:
        self.decision.refuse(describe(error))
        if isinstance(error, ValidationError):
            self.decision.refuse_values(error.problems)

    def _dismiss_all(self) -> None:
        ids = self._lines.all_ids()
        if ids:
            self._context.ops.write(imports.dismiss_all, self._context.office, ids).run()


def _context_of(
    office: Office,
) -> tuple[list[BatchRow], list[tuple[bytes, str]], list[KeptDraft]]:
    names = {i: name for i, name, _called in service_finder(office).entries()}
    services = sorted(names.items(), key=lambda entry: entry[1])
    return imports.list_batches(office), services, drafts.drafts(office, imports.DRAFT_KIND)
