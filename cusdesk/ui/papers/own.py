"""A paper on the office's own template: whose, which, what it lacks, its words, its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFileDialog, QPlainTextEdit, QWidget

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
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen

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
        self.lacks = label("", "warning", wrap=True)
        self.body.addWidget(self.lacks)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("papers.own.text"))
        self.text.setPlaceholderText(tr("papers.own.nothing_yet"))
        self.text.setMinimumHeight(current().row_height * 6)
        mark_personal(self.text)
        self.body.addWidget(self.text, 1)
        self._forget()
        resize_within_screen(self, current().chars(84), current().row_height * 19)
        self.person.setFocus()

    def _forget(self) -> None:
        self.filled = None
        self.text.clear()
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
        gaps = filled.draft.gaps
        if gaps:
            words = ", ".join(gap.words for gap in gaps)
            self.lacks.setText(tr("papers.own.lacks", words=words))
        self.do.setEnabled(True)

    def confirm(self) -> None:
        """Say that it cannot be taken back, then issue."""
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
