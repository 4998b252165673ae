"""Files of an invoice: what it was read from, scans, letters; opened, saved, put away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.domain.dates import format_date
from cusdesk.services import invoices
from cusdesk.ui.common.kept_file import ask_place, file_line, show_copy, size_words
from cusdesk.ui.common.noting import note_output
from cusdesk.ui.common.widgets import button, clear, column, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.domain.changes import Changes
    from cusdesk.services.invoices import InvoiceDetails, InvoiceFileRow
    from cusdesk.ui.common.context import ScreenContext


class FilesBox(QWidget):
    """The files of one invoice, a line each, and a button for one more."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._details: InvoiceDetails | None = None
        layout = column(self, gap=0.5)
        self._lines = column(gap=1)
        layout.addLayout(self._lines)
        self.add = button(tr("invoices.files.add"), self._choose, look="link", icon_name="add")
        layout.addWidget(self.add)
        context.bus.changed.connect(self._on_changes)

    def show_invoice(self, details: InvoiceDetails | None) -> None:
        """Read and show the files of an invoice; None for a new one."""
        self._details = details
        clear(self._lines)
        office = self._context.office
        may = details is not None and not details.is_retired and office.can_change("invoices")
        self.add.setVisible(may)
        if details is None:
            self._lines.addWidget(label(tr("invoices.files.new"), "hint", wrap=True))
            return
        self._read()

    def _read(self) -> None:
        if self._details is not None:
            wanted = self._details.id
            read = self._context.ops.read(invoices.list_files, self._context.office, wanted)
            read.replacing(f"invoice-files-{id(self)}").on_success(
                partial(self._show, wanted)
            ).run()

    def _show(self, wanted: bytes, found: list[InvoiceFileRow]) -> None:
        if self._details is None or self._details.id != wanted:
            return
        clear(self._lines)
        for entry in found:
            self._lines.addWidget(self._line(entry))
        if not found:
            self._lines.addWidget(label(tr("invoices.files.none"), "hint", wrap=True))

    def _line(self, entry: InvoiceFileRow) -> QWidget:
        acts: list[tuple[str, Callable[[], object]]] = [
            ("open", partial(self._open, entry)),
            ("save", partial(self._choose_place, entry)),
        ]
        if not self.add.isHidden():
            acts.append(("retire", partial(self._retire, entry)))
        about = label(file_words(entry), "hint", wrap=True)
        return file_line(label(entry.file_name, wrap=True), about, entry.file_name, acts)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self.window(), tr("invoices.files.add"), str(documents_dir())
        )
        if chosen:
            self.add_file(Path(chosen))

    def add_file(self, path: Path) -> None:
        """Keep a file with the invoice that is shown."""
        if self._details is not None:
            self._context.ops.write(
                invoices.add_file, self._context.office, self._details.id, path
            ).run()

    def _open(self, entry: InvoiceFileRow) -> None:
        operation = self._context.ops.files(invoices.open_file, self._context.office, entry.id)
        operation.on_success(partial(show_copy, self._context.notifier)).run()

    def _choose_place(self, entry: InvoiceFileRow) -> None:
        path = ask_place(self.window(), entry.file_name)
        if path is not None:
            self.save(entry, path)

    def save(self, entry: InvoiceFileRow, path: Path) -> None:
        """Write a file outside the office."""
        office = self._context.office
        operation = self._context.ops.files(invoices.save_file, office, entry.id, path)
        operation.on_success(partial(self._on_saved, path)).run()

    def _on_saved(self, path: Path, _nothing: object) -> None:
        if self._details is not None:
            note_output(self._context, "document", "invoices", self._details.id)
        self._context.notifier.success(tr("attachments.panel.saved", name=path.name))

    def _retire(self, entry: InvoiceFileRow) -> None:
        self._context.ops.write(invoices.retire_file, self._context.office, entry.id).run()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self._details is not None and self.isVisible() and changes.touches("invoices"):
            self._read()


def file_words(entry: InvoiceFileRow) -> str:
    """Return what is known of a file in one line."""
    parts = [
        tr("invoices.files.original") if entry.is_original else "",
        size_words(entry.size),
        tr("attachments.panel.added_line", date=format_date(entry.added_on), who=entry.added_by),
    ]
    return " · ".join(part for part in parts if part)
