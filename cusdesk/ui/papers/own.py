"""A paper on the office's own template: whose, which, what it lacks, its words, its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.export.names import unique_names
from cusdesk.services import papers
from cusdesk.services.papers import templates
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.noting import note_output
from cusdesk.ui.common.papers import ask_for_good
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.stacks import Tabs
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column, label, resize_within_screen

if TYPE_CHECKING:
    from cusdesk.services.office import Office
    from cusdesk.services.papers import IssuedPaper
    from cusdesk.services.papers.templates import TemplateDraft, TemplateRow
    from cusdesk.ui.common.context import ScreenContext

DOCX = ".docx"


class OwnTemplateDialog(CommandDialog):
    """Choose a template and a person; read the words; issue and save the file."""

    def __init__(self, context: ScreenContext, found: list[TemplateRow], parent: QWidget) -> None:
        super().__init__(context, tr("papers.own.title"), tr("papers.own.issue"), parent)
        self._screen, self._rows = parent, found
        self.filled: TemplateDraft | None = None
        self.body.addWidget(label(tr("papers.own.template"), "label"))
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("papers.own.template"))
        for row in found:
            self.choice.addItem(row.name)
        self.choice.currentIndexChanged.connect(self._fill)
        self.body.addWidget(self.choice)
        self.body.addWidget(label(tr("papers.own.person"), "label"))
        self.person = PersonField(context)
        self.person.chosen.connect(self._fill)
        self.person.dropped.connect(self._forget)
        self.body.addWidget(self.person)
        self.sign = QLineEdit()
        self.sign.setAccessibleName(tr("papers.preview.case_sign"))
        self.sign.editingFinished.connect(self._on_sign)
        self.body.addWidget(label(tr("papers.preview.case_sign"), "label"))
        self.body.addWidget(self.sign)
        self.lacks = label("", "warning", wrap=True)
        self.body.addWidget(self.lacks)
        self.pages = Tabs()
        self.pages.addTab(self._values(), tr("papers.own.values"))
        self.pages.addTab(self._words(), tr("papers.own.text"))
        self.body.addWidget(self.pages, 1)
        self._forget()
        resize_within_screen(self, current().chars(84), current().row_height * 25)
        self.person.setFocus()

    def _values(self) -> QTableWidget:
        """Make the list of the template's fields with what will stand in each."""
        self.values = QTableWidget(0, 2)
        self.values.setAccessibleName(tr("papers.own.values"))
        self.values.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.values.setWordWrap(True)
        self.values.verticalHeader().hide()
        self.values.setHorizontalHeaderLabels([tr("papers.own.field"), tr("papers.own.value")])
        self.values.horizontalHeader().setStretchLastSection(True)
        self.values.setColumnWidth(0, current().chars(30))
        mark_personal(self.values)
        return self.values

    def _words(self) -> QWidget:
        """Make the words of the paper, which are not its look."""
        page = QWidget()
        inside = column(page, margin=1, gap=0.5)
        inside.addWidget(label(tr("papers.own.only_text"), "hint", wrap=True))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("papers.own.text"))
        self.text.setPlaceholderText(tr("papers.own.nothing_yet"))
        mark_personal(self.text)
        inside.addWidget(self.text, 1)
        return page

    def _forget(self) -> None:
        self.filled = None
        self.text.clear()
        self.values.setRowCount(0)
        self.sign.clear()
        self.sign.setEnabled(False)
        self.lacks.setText("")
        self.do.setEnabled(False)

    def _fill(self, *_chosen: object) -> None:
        self._forget()
        if self.person.resident_id is None or self.choice.currentIndex() < 0:
            return
        read = self._context.ops.read(
            templates.template_draft,
            self._context.office,
            self._rows[self.choice.currentIndex()].id,
            self.person.resident_id,
        )
        read.replacing("own-template").on_success(self._show).run()

    def _show(self, filled: TemplateDraft) -> None:
        self.filled = filled
        self.text.setPlainText(filled.text)
        self.sign.setText(filled.draft.document.case_sign)
        self.sign.setEnabled(True)
        self.values.setRowCount(len(filled.values))
        for line, (name, value) in enumerate(filled.values):
            self.values.setItem(line, 0, QTableWidgetItem(name))
            shown = QTableWidgetItem(value or tr("papers.own.missing"))
            self.values.setItem(line, 1, shown)
        self.values.resizeRowsToContents()
        words = ", ".join(gap.words for gap in filled.draft.gaps)
        self.lacks.setText(tr("papers.own.lacks", words=words) if words else "")
        self.do.setEnabled(True)

    def _on_sign(self) -> None:
        if self.filled is None or self.sign.text() == self.filled.draft.document.case_sign:
            return
        self.filled = templates.sign_template(self._context.office, self.filled, self.sign.text())
        self._show(self.filled)

    def confirm(self) -> None:
        """Say that it cannot be taken back, then issue."""
        self._on_sign()
        if self.filled is not None:
            ask = tr("papers.issue.ask", title=self.filled.name)
            self.question = ask_for_good(self, ask, self.issue)

    def issue(self) -> None:
        """Freeze the paper in the register, then ask where its file goes."""
        if self.filled is not None:
            operation = self._context.ops.write(
                templates.issue_template, self._context.office, self.filled
            )
            self.start(operation, self._on_issued)

    def _on_issued(self, paper: IssuedPaper) -> None:
        self._context.notifier.success(tr("papers.own.done", number=paper.number))
        self.accept()
        ask_docx_place(self._context, paper.id, paper.number, self._screen)


def ask_docx_place(context: ScreenContext, paper_id: bytes, number: str, parent: QWidget) -> None:
    """Ask where the file of an issued docx goes; without a place it stays in the register only."""
    name = f"{unique_names([number])[0]}{DOCX}"
    chosen, _ = QFileDialog.getSaveFileName(
        parent.window(),
        tr("papers.own.save"),
        str(documents_dir() / name),
        tr("papers.templates.filter"),
    )
    if chosen:
        path = Path(chosen)
        save_docx(context, paper_id, path if path.suffix.lower() == DOCX else Path(chosen + DOCX))


def save_docx(context: ScreenContext, paper_id: bytes, path: Path) -> None:
    """Write an issued docx exactly as it was frozen."""
    context.ops.files(_write, context.office, paper_id, path).run()
    note_output(context, "document", "papers", paper_id)


def _write(office: Office, paper_id: bytes, path: Path) -> None:
    from cusdesk.export.atomic import write_file

    write_file(path, papers.paper_bytes(office, paper_id))
