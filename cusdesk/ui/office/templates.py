"""The office's own templates of papers: added after a check, taken back as a file, dropped."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.services.papers import templates
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.table.output import render_pdf
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, clear, column, label, resize_within_screen, row

if TYPE_CHECKING:
    from cusdesk.services.office import Office
    from cusdesk.services.papers.templates import TemplateCheck, TemplateRow
    from cusdesk.ui.common.context import ScreenContext

_DOCX = ".docx"


class TemplatesBox(QWidget):
    """The templates in lines.

    Attributes:
        dialog: the window opened last.
    """

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.dialog: AddDialog | None = None
        layout = column(self)
        layout.addWidget(label(tr("papers.templates.title"), "label"))
        layout.addWidget(label(tr("papers.templates.text"), "hint", wrap=True))
        self._lines = column(gap=0.75)
        layout.addLayout(self._lines)
        bar = row()
        self.add = button(tr("papers.templates.add"), self._choose, icon_name="add")
        self.add.setEnabled(context.office.can_change("office"))
        bar.addWidget(self.add)
        bar.addWidget(button(tr("papers.templates.fields"), self.show_fields, icon_name="print"))
        bar.addStretch()
        layout.addLayout(bar)

    def load(self) -> None:
        """Read the templates."""
        read = self._context.ops.read(templates.list_templates, self._context.office)
        read.on_success(self._show).run()

    def _show(self, found: list[TemplateRow]) -> None:
        clear(self._lines)
        for each in found:
            line = row()
            line.addWidget(label(each.name, wrap=True), 1)
            save = button(tr("papers.templates.save"), partial(self._ask_place, each), look="link")
            save.setAccessibleName(f"{tr('papers.templates.save')}: {each.name}")
            drop = button(tr("papers.templates.drop"), partial(self.drop, each.id), look="link")
            drop.setAccessibleName(f"{tr('papers.templates.drop')}: {each.name}")
            drop.setEnabled(self._context.office.can_change("office"))
            line.addWidget(save)
            line.addWidget(drop)
            self._lines.addLayout(line)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("papers.templates.add"), "", tr("papers.templates.filter")
        )
        if chosen:
            self.check(Path(chosen))

    def check(self, path: Path) -> None:
        """Look a file through and show what was found."""
        read = self._context.ops.files(templates.check_file, self._context.office, path)
        read.on_success(self._show_check).run()

    def _show_check(self, checked: TemplateCheck) -> None:
        self.dialog = AddDialog(self._context, checked, self)
        self.dialog.accepted.connect(self.load)
        self.dialog.open()

    def drop(self, template_id: bytes) -> None:
        """Put a template into the bin."""
        operation = self._context.ops.write(
            templates.retire_template, self._context.office, template_id
        )
        operation.on_success(self._reload).run()

    def _reload(self, _changes: object) -> None:
        self.load()

    def _ask_place(self, each: TemplateRow) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            tr("papers.templates.save"),
            str(documents_dir() / each.file_name),
            tr("papers.templates.filter"),
        )
        if chosen:
            self.save(each.id, Path(chosen))

    def save(self, template_id: bytes, path: Path) -> None:
        """Write a template as a file, to be changed in Word."""
        self._context.ops.files(_save, self._context.office, template_id, path).run()

    def show_fields(self) -> None:
        """Show the list of fields to be printed."""
        self._context.ops.read(_field_pages, self._context.office).on_success(self._pages).run()

    def _pages(self, pdf: bytes) -> None:
        title = tr("papers.template.list_title")
        self.preview = PdfPreview(self.window(), title, pdf, f"{title}.pdf", self._context.ops)
        self.preview.open()


def _field_pages(office: Office) -> bytes:
    return render_pdf(templates.field_list(office))


def _save(office: Office, template_id: bytes, path: Path) -> None:
    from cusdesk.export.atomic import write_file

    path = path if path.suffix.lower() == _DOCX else Path(f"{path}{_DOCX}")
    write_file(path, templates.template_bytes(office, template_id))


class AddDialog(CommandDialog):
    """What was found in a file; it is taken when every field is right."""

    def __init__(self, context: ScreenContext, checked: TemplateCheck, parent: QWidget) -> None:
        super().__init__(context, tr("papers.templates.add"), tr("papers.templates.take"), parent)
        self._checked = checked
        self.body.addWidget(label(checked.file_name, "heading", wrap=True))
        self.name = QLineEdit(Path(checked.file_name).stem)
        self.name.setAccessibleName(tr("fields.paper_templates.name"))
        self.body.addWidget(label(tr("fields.paper_templates.name"), "label"))
        self.body.addWidget(self.name)
        lines = QWidget()
        inside = column(lines, gap=0.5)
        if checked.problems:
            words = tr("papers.problem.template_fields", n=len(checked.problems))
            inside.addWidget(label(words, "problem", wrap=True))
            for problem in checked.problems:
                inside.addWidget(label(f"• {problem.words}", wrap=True))
            self.do.setEnabled(False)
        else:
            words = tr("papers.templates.good", n=len(checked.fields))
            inside.addWidget(label(words, wrap=True))
            inside.addWidget(label(", ".join(checked.fields), "hint", wrap=True))
        if checked.joined:
            inside.addWidget(
                label(tr("papers.templates.joined", n=checked.joined), "hint", wrap=True)
            )
        inside.addStretch()
        self.body.addWidget(scrolled(lines), 1)
        resize_within_screen(self, current().chars(76), current().row_height * 14)

    def confirm(self) -> None:
        """Take the template."""
        operation = self._context.ops.write(
            templates.add_template, self._context.office, self.name.text(), self._checked
        )
        self.start(operation)
