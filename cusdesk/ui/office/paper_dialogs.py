"""Windows of the papers' settings: one clause, and who signs what under which sign."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.papers import FormSetting, case_sign, sign_problem
from cusdesk.domain.reports.forms import form_name
from cusdesk.services.papers import clauses, settings
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import button, label, resize_within_screen
from cusdesk.ui.office.patterns import kept_pattern, place_words, shown_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.papers.clauses import ClauseState
    from cusdesk.ui.common.context import ScreenContext

_EXAMPLE_N, _EXAMPLE_CLASS = 12, "5220"


class ClauseDialog(CommandDialog):
    """The wording of one clause; one of an act is confirmed by who compared it with its source."""

    def __init__(self, context: ScreenContext, state: ClauseState, parent: QWidget) -> None:
        do = tr("papers.clause.save" if state.is_own else "papers.clause.confirm")
        super().__init__(context, tr("papers.clause.title"), do, parent)
        self._clause = state.clause
        self.body.addWidget(label(state.title, "heading", wrap=True))
        if state.source:
            self.body.addWidget(label(tr("papers.clause.source", source=state.source), wrap=True))
        hint = tr("papers.clause.own_text" if state.is_own else "papers.clause.text")
        self.body.addWidget(label(hint, "hint", wrap=True))
        self.text = QPlainTextEdit(state.text)
        self.text.setAccessibleName(tr("fields.paper_clauses.text"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(current().line * 5)
        self.body.addWidget(self.text, 1)
        again = partial(self.text.setPlainText, state.proposed)
        self.proposed = button(tr("papers.clause.proposed"), again, look="link")
        self.body.addWidget(self.proposed)
        self.compared = QCheckBox(tr("papers.clause.compared"))
        self.compared.toggled.connect(self.do.setEnabled)
        self.compared.setVisible(not state.is_own)
        self.body.addWidget(self.compared)
        may = context.office.can_change("office")
        self.do.setEnabled(state.is_own and may)
        if not may:
            self.text.setReadOnly(True)
            self.compared.setEnabled(False)
            self.proposed.hide()
        resize_within_screen(self, current().chars(84), current().row_height * 20)

    def confirm(self) -> None:
        """Keep the wording as compared."""
        operation = self._context.ops.write(
            clauses.confirm_clause, self._context.office, self._clause, self.text.toPlainText()
        )
        self.start(operation)


class SigningDialog(CommandDialog):
    """The pattern of case signs; for every form its class of records, who signs, their post."""

    def __init__(
        self, context: ScreenContext, pattern: str, forms: Sequence[FormSetting], parent: QWidget
    ) -> None:
        super().__init__(context, tr("papers.settings.signing"), tr("papers.settings.save"), parent)
        self.body.addWidget(label(tr("papers.settings.case_sign"), "label"))
        self.pattern = QLineEdit(shown_pattern(pattern))
        self.pattern.setAccessibleName(tr("papers.settings.case_sign"))
        self.pattern.textChanged.connect(self._show_example)
        self.body.addWidget(self.pattern)
        self.example = label("", "hint", wrap=True)
        self.body.addWidget(self.example)
        words = place_words()
        how = tr(
            "papers.settings.sign_how",
            record_class=words["{class}"],
            number=words["{n}"],
            year=words["{year}"],
        )
        self.body.addWidget(label(how, "hint", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(1))
        grid.setVerticalSpacing(space(0.75))
        heads = ("form", "class", "signatory", "post")
        for at, name in enumerate(heads):
            grid.addWidget(label(tr(f"papers.settings.column_{name}"), "label"), 0, at)
        self.lines: dict[str, tuple[QLineEdit, QLineEdit, QLineEdit]] = {}
        for line, form in enumerate(forms, start=1):
            self._add_line(grid, line, form)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(2, 3)
        grid.setColumnStretch(3, 3)
        self.body.addLayout(grid)
        self.body.addStretch()
        self._show_example()
        resize_within_screen(self, current().chars(120), current().row_height * 20)

    def _add_line(self, grid: QGridLayout, line: int, form: FormSetting) -> None:
        title = form_name(form.form)
        grid.addWidget(label(title, wrap=True), line, 0)
        fields = (QLineEdit(form.record_class), QLineEdit(form.signatory), QLineEdit(form.post))
        for at, (field, name) in enumerate(
            zip(fields, ("class", "signatory", "post"), strict=True), start=1
        ):
            field.setAccessibleName(f"{title}: {tr(f'papers.settings.column_{name}')}")
            grid.addWidget(field, line, at)
        fields[0].setFixedWidth(current().chars(10))
        self.lines[form.form] = fields

    def _show_example(self) -> None:
        pattern = kept_pattern(self.pattern.text())
        problem = sign_problem(pattern)
        if problem:
            self.example.setText(tr(problem))
        elif not pattern:
            self.example.setText(tr("papers.settings.no_sign"))
        else:
            year = self._context.office.clock.today().year
            sign = case_sign(pattern, _EXAMPLE_CLASS, _EXAMPLE_N, year)
            self.example.setText(tr("papers.settings.sign_example", example=sign))

    def confirm(self) -> None:
        """Keep what was typed."""
        forms = [
            FormSetting(form, *(field.text() for field in fields))
            for form, fields in self.lines.items()
        ]
        operation = self._context.ops.write(
            settings.change_paper_settings,
            self._context.office,
            kept_pattern(self.pattern.text()),
            forms,
        )
        self.start(operation)
