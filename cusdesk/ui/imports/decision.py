"""One waiting row beside the record it may belong to, and the three ways to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from cusdesk.core.messages import tr
from cusdesk.services.imports import Candidate, candidates_of, compare, row_draft
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.permits import choice_needed, permit, why_not_change
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import button, clear, column, label, row
from cusdesk.ui.imports.answers import AnswerFields
from cusdesk.ui.imports.row_form import RowForm
from cusdesk.ui.imports.row_keeper import RowKeeper
from cusdesk.ui.imports.texts_table import TextsTable
from cusdesk.ui.imports.wizard.plan_lines import place_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.errors import Problem
    from cusdesk.services.imports import CompareRow, Issue, RowDraft
    from cusdesk.ui.common.context import ScreenContext

_LISTS = {"attendance", "hours"}
_PEOPLE = {"residents", "applications"}
_WIDEST, _LEAST_ROWS = 28, 6


class DecisionPanel(QWidget):
    """Shows a row and offers: this record, a new one, leave it.

    Signals:
        take_for: (record id) the row belongs to this record.
        take_new: the row is somebody new, or what it says is right.
        dismiss: nothing is to be written.
    """

    take_for = Signal(bytes)
    take_new = Signal()
    dismiss = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.keeper = RowKeeper(context)
        self._issue: Issue | None = None
        content = QWidget()
        layout = column(content, gap=1)
        self.title = label("", "heading", wrap=True)
        self.place = label("", "hint", wrap=True)
        self.message = label("", "warning", wrap=True)
        head = column(gap=0)
        head.addWidget(self.title)
        head.addWidget(self.place)
        layout.addLayout(head)
        layout.addWidget(self.message)
        self._findings = column(gap=0)
        layout.addLayout(self._findings)
        self.choice = self._make_choice()
        layout.addWidget(self.choice)
        self.answers = AnswerFields()
        layout.addWidget(self.answers)
        self.problem = label("", "problem", wrap=True)
        layout.addWidget(self.problem)
        self.table = TextsTable(tr("imports_ui.queue.compare"), _WIDEST)
        self.table.setMinimumHeight(current().row_height * _LEAST_ROWS)
        layout.addWidget(self.table, 1)
        self.form = RowForm(context.office.clock)
        self.form.kept.connect(self._keep)
        self.form.hide()
        layout.addWidget(self.form)
        layout.addWidget(self.person)
        layout.addStretch(0)
        self.overwrite = QCheckBox(tr("imports_ui.queue.overwrite"))
        outer = column(self, gap=1)
        outer.setContentsMargins(space(1.5), 0, 0, 0)
        outer.addWidget(scrolled(content), 1)
        outer.addWidget(self.overwrite)
        outer.addWidget(self._make_buttons())
        self.show_issue(None)

    def _make_choice(self) -> QWidget:
        box = QWidget()
        lines = column(box, gap=1)
        line = row(gap=1)
        self.candidates = QComboBox()
        self.candidates.setAccessibleName(tr("imports_ui.queue.candidate"))
        self.candidates.currentIndexChanged.connect(self._compare)
        self.candidate_label = label(tr("imports_ui.queue.candidate"), "label")
        self.person = PersonField(self._context)
        self.person.chosen.connect(self._on_person)
        self.person.setPlaceholderText(tr("imports_ui.queue.person"))
        line.addWidget(self.candidate_label)
        self.candidates.setMinimumWidth(current().chars(20))
        line.addWidget(self.candidates, 1)
        lines.addLayout(line)
        return box

    def _make_buttons(self) -> QWidget:
        bar = QWidget()
        flow = FlowLayout(bar)
        self.same = button(tr("imports_ui.queue.same"), self.decide_same, look="main")
        self.new = button(tr("imports_ui.queue.new"), self.take_new.emit)
        self.leave = button(tr("imports_ui.queue.dismiss"), self.dismiss.emit)
        self.edit = button(tr("imports_ui.queue.edit"), self.begin_edit, icon_name="edit")
        self.drop = button(tr("imports_ui.edit.drop"), self.drop_edit, look="quiet")
        for widget in (self.same, self.new, self.edit, self.leave, self.drop):
            flow.addWidget(widget)
        return bar

    # --- correcting the row

    @property
    def is_editing(self) -> bool:
        """Whether the row is being corrected."""
        return not self.form.isHidden()

    def begin_edit(self) -> None:
        """Turn the values of the file into a form."""
        if self._issue is not None and self._can_edit(self._issue) and not self.is_editing:
            self._show_form(self._issue, None)
            self.form.focus("surname")

    def drop_edit(self) -> None:
        """Throw the corrections away and show the row as the file has it."""
        issue = self._issue
        if issue is not None:
            self.keeper.forget(issue.id)
            self.show_issue(issue)

    def _can_edit(self, issue: Issue) -> bool:
        return issue.outcome == "doubtful" and issue.kind in _PEOPLE

    def _show_form(self, issue: Issue, payload: dict[str, object] | None) -> None:
        self.form.load(row_draft(issue))
        if payload is not None:
            self.form.restore(payload)
        self.form.check()
        self._show_editing(editing=True)
        self._compare()

    def _show_editing(self, *, editing: bool) -> None:
        issue = self._issue
        self.form.setVisible(editing)
        self.drop.setVisible(editing)
        can = issue is not None and self._can_edit(issue)
        self.edit.setVisible(can and not editing)
        self.table.setVisible(not editing and issue is not None and issue.outcome != "warning")
        if can:
            self.overwrite.setVisible(not editing)
            key = "edit" if editing else "queue"
            key = "application" if issue is not None and issue.kind == "applications" else key
            self.same.setText(tr(f"imports_ui.{key}.same"))
            self.new.setText(tr(f"imports_ui.{key}.new"))

    def _keep(self, payload: dict[str, object]) -> None:
        if self._issue is not None:
            self.keeper.keep(self._issue.id, payload)

    def flush(self) -> None:
        """Keep the field being typed in."""
        if self.is_editing:
            self.form.flush()

    def corrected(self) -> RowDraft | None:
        """Return the row as it was corrected; None while it stands as the file has it."""
        return self.form.draft() if self.is_editing else None

    def is_readable(self) -> bool:
        """Return whether every field can be read; otherwise show which cannot."""
        return not self.is_editing or self.form.show_value_problems()

    def refuse_values(self, problems: Sequence[Problem]) -> None:
        """Say beside the fields why the row could not be written."""
        self.form.refuse(problems)

    @property
    def record_id(self) -> bytes | None:
        """The record the row is compared with."""
        found: bytes | None = self.candidates.currentData()
        return found

    def decide_same(self) -> None:
        """Decide for the record that is shown beside the row, if there is one."""
        if self.record_id is not None:
            self.take_for.emit(self.record_id)

    def decide_new(self) -> None:
        """Decide for a new record, where one can be made."""
        if self.new.isVisibleTo(self):
            self.take_new.emit()

    def show_issue(self, issue: Issue | None) -> None:
        """Show a row, or nothing; what is being typed into the one before is kept."""
        self.flush()
        self._issue = issue
        self.problem.hide()
        self.overwrite.setChecked(False)
        clear(self._findings)
        shown = issue is not None
        self.setEnabled(shown and self._context.office.can_change("imports"))
        why = why_not_change(self._context.office, "imports") or choice_needed(issue)
        for made in (self.same, self.new, self.leave, self.overwrite):
            permit(made, why)
        self.answers.show_issue(issue)
        self.candidates.clear()
        self._show_editing(editing=False)
        if issue is None:
            self.title.setText(tr("imports_ui.queue.choose"))
            for words in (self.place, self.message):
                words.setText("")
            self.table.show_texts([], [])
            return
        self.title.setText(issue.title or tr("imports_ui.plan.no_title"))
        place = place_text(issue.sheet, issue.row, issue.column)
        self.place.setText(f"{issue.file_name}  ·  {place}")
        self.message.setText(issue.message)
        for text in issue.findings:
            self._findings.addWidget(label(f"•  {text}", wrap=True))
        self._show_buttons(issue)
        self.person.show_person(None, "")
        if self._can_edit(issue):
            payload = self.keeper.kept(issue.id)
            if payload is not None:
                self._show_form(issue, payload)
        self._context.ops.fetch(
            lambda: candidates_of(self._context.office, issue), self._show_candidates
        )

    def _show_buttons(self, issue: Issue) -> None:
        doubtful = issue.outcome == "doubtful"
        in_list = issue.kind in _LISTS
        people = issue.kind in {*_PEOPLE, *_LISTS}
        self.person.setVisible(doubtful and people)
        self.overwrite.setVisible(doubtful and not in_list)
        self.same.setVisible(doubtful)
        self.new.setVisible(doubtful and not in_list)
        key = "application" if issue.kind == "applications" else "queue"
        self.same.setText(tr("imports_ui.queue.accept" if in_list else f"imports_ui.{key}.same"))
        self.new.setText(tr(f"imports_ui.{key}.new"))
        alone = issue.kind == "invoices"  # a paper is no copy of another record
        self.choice.setVisible(doubtful and not alone)
        if alone:
            self.same.hide()
            self.overwrite.hide()
        self.answers.setVisible(self.answers.isVisibleTo(self) and doubtful)
        key = "dismiss" if doubtful else "seen"
        self.leave.setText(tr(f"imports_ui.queue.{key}"))

    def _show_candidates(self, found: list[Candidate]) -> None:
        self.candidates.blockSignals(True)
        self.candidates.clear()
        for candidate in found:
            self.candidates.addItem(candidate.text, candidate.id)
        if not found:
            self.candidates.addItem(tr("imports_ui.queue.nobody"), None)
        self.candidates.blockSignals(False)
        self.candidates.setEnabled(len(found) > 1)
        self._compare()

    def _on_person(self, resident_id: bytes, name: str) -> None:
        """Compare with somebody else, found by typing."""
        if self.candidates.count() == 1 and self.candidates.itemData(0) is None:
            self.candidates.clear()
        self.candidates.insertItem(0, name, resident_id)
        self.candidates.setEnabled(True)
        self.candidates.setCurrentIndex(0)
        self._compare()
        self.same.setFocus()

    def _compare(self) -> None:
        issue, chosen = self._issue, self.record_id
        if issue is None:
            return
        permit(self.same, "" if chosen is not None else tr("imports_ui.queue.nobody_chosen"))
        self._context.ops.fetch(
            lambda: (
                compare(self._context.office, issue, chosen) if issue.outcome != "warning" else []
            ),
            self._show_comparison,
        )

    def _show_comparison(self, rows: list[CompareRow]) -> None:
        heads = [tr(f"imports_ui.column.{key}") for key in ("field", "in_file", "in_office")]
        self.form.show_card(rows, has_card=self.record_id is not None)
        self.table.show_texts(heads, [[r.label, r.in_file, r.in_office] for r in rows])
        warning = current().colour("warning")
        for number, compared in enumerate(rows):
            if compared.differs:
                self.table.mark_row(number, warning)

    def refuse(self, sentence: str) -> None:
        """Say why the decision could not be carried out."""
        self.problem.setText(sentence)
        self.problem.show()
