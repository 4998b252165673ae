"""The list for the cash desk outside the program: pages, large print, Excel."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.services import fees
from cusdesk.ui.common.noting import note_output, watch_preview
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.table.output import render_pdf, write_list
from cusdesk.ui.common.theme import icon

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cusdesk.domain.reports import TableDocument
    from cusdesk.ui.common.context import ScreenContext


class CashOutput(QPushButton):
    """One button with everything that can be done with the list of a month."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("fees.cash.button"))
        self.setIcon(icon("print"))
        self._context = context
        self._month: dt.date | None = None
        menu = QMenu(self)
        entries: list[tuple[str, str, Callable[[], None]]] = [
            ("print", "print", self.preview),
            ("print_large", "text_size", partial(self.preview, large=True)),
        ]
        if context.office.may("reports.export"):
            entries.append(("excel", "excel", self._ask_place))
        for key, icon_name, run in entries:
            action = menu.addAction(icon(icon_name), tr(f"fees.cash.{key}"))
            action.triggered.connect(lambda _checked=False, run=run: run())
        self.setMenu(menu)

    def show_month(self, month: dt.date, *, is_confirmed: bool) -> None:
        """Make the list of this month from now on."""
        self._month = month
        self.setEnabled(is_confirmed)

    def preview(self, *, large: bool = False) -> None:
        """Show the list as pages."""
        self._read(partial(self._render, large))

    def _ask_place(self) -> None:
        name = tr("fees.cash.file")
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            tr("listing.save.xlsx"),
            str(documents_dir() / f"{name}.xlsx"),
            tr("listing.filter.xlsx"),
        )
        if chosen:
            self.save_as(Path(chosen if chosen.endswith(".xlsx") else f"{chosen}.xlsx"))

    def save_as(self, path: Path) -> None:
        """Write the list as a workbook."""
        self._read(partial(self._write, path))

    def _read(self, then: Callable[[TableDocument], None]) -> None:
        if self._month is not None:
            operation = self._context.ops.read(fees.cash_list, self._context.office, self._month)
            operation.on_success(then).run()

    def _render(self, large: bool, document: TableDocument) -> None:
        operation = self._context.ops.files(render_pdf, document, large=large)
        operation.with_waiting("listing.rendering")
        operation.on_success(partial(self._show, document.title)).run()

    def _show(self, title: str, pdf: bytes) -> None:
        name = f"{tr('fees.cash.file')}.pdf"
        self.shown = PdfPreview(self.window(), title, pdf, name, self._context.ops)
        watch_preview(self._context, self.shown, detail=title)
        self.shown.open()

    def _write(self, path: Path, document: TableDocument) -> None:
        operation = self._context.ops.files(write_list, path, document)
        operation.on_success(partial(self._on_written, path, document)).run()

    def _on_written(self, path: Path, document: TableDocument, _nothing: None) -> None:
        note_output(self._context, "list", detail=document.title, count=len(document.rows))
        self._context.notifier.success(tr("listing.saved", place=str(path)))
