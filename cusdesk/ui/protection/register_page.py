"""„Rejestr usunięć”: what was erased, by whose decision, with its protocol on paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services.protection import protocols
from cusdesk.services.protection.registers.papers import as_pdf
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.permits import choice_needed, needs_something, permit
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.widgets import button, column, label, row
from cusdesk.ui.protection.parts import ask_save

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cusdesk.domain.reports import TableDocument
    from cusdesk.domain.reports.sections import SectionedPaper
    from cusdesk.services.protection.protocols import ErasureRow
    from cusdesk.ui.common.context import ScreenContext

COLUMNS = (
    ColumnSpec("erased_on", "protection.column.erased_on", "date", 12),
    ColumnSpec("protocol_number", "protection.column.protocol", width=14),
    ColumnSpec("case_sign", "protection.column.sign", width=20),
    ColumnSpec("scope", "protection.column.what", "enum", 14, enum_prefix="protection.scope"),
    ColumnSpec(
        "basis", "protection.column.basis", "enum", 30, enum_prefix="protection.erase.basis"
    ),
    ColumnSpec("legal_basis", "protection.column.legal_basis", width=26),
    ColumnSpec("user_name", "protection.column.user", width=20),
)


class RegisterPage(QWidget):
    """The register, the newest first."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._rows: list[ErasureRow] = []
        layout = column(self, gap=1.5)
        layout.addWidget(label(tr("protection.register.text"), "hint", wrap=True))
        line = row()
        self.protocol = button(tr("protection.button.protocol"), self._protocol, icon_name="print")
        self.list = button(tr("protection.button.erased_list"), self._save_list, icon_name="save")
        for made in (self.protocol, self.list):
            permit(made, choice_needed(None))
            line.addWidget(made)
        line.addStretch()
        layout.addLayout(line)
        source = MemorySource(self._read, COLUMNS)
        empty = EmptyState("info", tr("protection.register.empty"))
        spec = TableSpec(
            "protection.erased", COLUMNS, source.list_ids, source.rows_for, empty=empty
        )
        self.panel = TablePanel(context, spec)
        self.panel.current_record_changed.connect(self._on_current)
        self.panel.counted.connect(self._on_counted)
        self.panel.record_opened.connect(lambda _id: self._protocol())
        layout.addWidget(self.panel, 1)

    def load(self) -> None:
        """Read the register anew."""
        self.panel.load()

    def _read(self) -> Iterable[ErasureRow]:
        self._rows = protocols.list_erasures(self._context.office)
        return self._rows

    def _on_counted(self, count: int) -> None:
        permit(self.list, needs_something(count))

    def _on_current(self, record_id: bytes | None) -> None:
        permit(self.protocol, choice_needed(record_id))

    def _protocol(self) -> None:
        erasure_id = self.panel.view.current_id()
        if erasure_id is not None:
            read = self._context.ops.read(protocols.protocol, self._context.office, erasure_id)
            read.on_success(self._render).run()

    def _render(self, paper: SectionedPaper) -> None:
        show = partial(self._show, paper.title)
        self._context.ops.files(as_pdf, paper).on_success(show).run()

    def _show(self, title: str, pdf: bytes) -> None:
        name = tr("protection.protocol.file")
        PdfPreview(self, title, pdf, name, self._context.ops).open()

    def _save_list(self) -> None:
        title, name = tr("protection.list.erased_title"), tr("protection.list.erased_file")
        path = ask_save(self, title, name, ("pdf", "xlsx"))
        if path is not None:
            office = self._context.office
            read = self._context.ops.read(protocols.erased_list, office, self._rows)
            read.on_success(partial(self._write_list, path)).run()

    def _write_list(self, path: Path, document: TableDocument) -> None:
        operation = self._context.ops.files(protocols.save_list, document, path)
        operation.on_success(partial(self._on_saved, path)).run()

    def _on_saved(self, path: Path, _result: object) -> None:
        self._context.notifier.success(tr("protection.saved", place=path))
