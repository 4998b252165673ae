"""The ranking outside the program: preview, large print, Excel; with names or with numbers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.services import recruitment
from cusdesk.ui.common.noting import note_output, watch_preview
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.table.output import render_pdf, write_list
from cusdesk.ui.common.theme import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.domain.reports import TableDocument
    from cusdesk.ui.common.context import ScreenContext


class RankingOutput(QPushButton):
    """One button with everything that can be done with the list outside the screen."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("listing.button"))
        self.setIcon(icon("print"))
        self._context = context
        self._edition: bytes | None = None
        self._menu = QMenu(self)
        for with_names in (False, True):
            kind = "named" if with_names else "numbered"
            self._add(f"recruitment.print.{kind}", "print", self.preview, with_names)
            self._add(
                f"recruitment.print.{kind}_large", "text_size", self.preview, with_names, large=True
            )
            if context.office.may("reports.export"):
                self._add(f"recruitment.print.{kind}_excel", "excel", self.save, with_names)
        self.setMenu(self._menu)

    def show_edition(self, edition_id: bytes) -> None:
        """Print this edition from now on."""
        self._edition = edition_id

    def _add(
        self,
        key: str,
        icon_name: str,
        run: Callable[..., None],
        with_names: bool,
        **more: bool,
    ) -> None:
        action = self._menu.addAction(icon(icon_name), tr(key))
        call = partial(run, with_names, **more)
        action.triggered.connect(lambda _checked=False: call())

    def preview(self, with_names: bool, *, large: bool = False) -> None:
        """Show the ranking as pages."""
        self._read(with_names, partial(self._render, large))

    def save(self, with_names: bool) -> None:
        """Ask for a place and write the ranking there as a workbook."""
        name = tr("recruitment.print.file")
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            tr("listing.save.xlsx"),
            str(documents_dir() / f"{name}.xlsx"),
            tr("listing.filter.xlsx"),
        )
        if chosen:
            path = Path(chosen if chosen.endswith(".xlsx") else f"{chosen}.xlsx")
            self.save_as(with_names, path)

    def save_as(self, with_names: bool, path: Path) -> None:
        """Write the ranking as a workbook."""
        self._read(with_names, partial(self._write, path))

    def _read(self, with_names: bool, then: Callable[[TableDocument], None]) -> None:
        if self._edition is None:
            return
        operation = self._context.ops.read(
            recruitment.ranking_document,
            self._context.office,
            self._edition,
            with_names=with_names,
        )
        operation.on_success(then).run()

    def _render(self, large: bool, document: TableDocument) -> None:
        operation = self._context.ops.files(render_pdf, document, large=large)
        operation.with_waiting("listing.rendering")
        operation.on_success(partial(self._show, document.title)).run()

    def _show(self, title: str, pdf: bytes) -> None:
        name = f"{tr('recruitment.print.file')}.pdf"
        self.shown = PdfPreview(self.window(), title, pdf, name, self._context.ops)
        watch_preview(self._context, self.shown, detail=title)
        self.shown.open()

    def _write(self, path: Path, document: TableDocument) -> None:
        operation = self._context.ops.files(write_list, path, document)
        operation.on_success(partial(self._on_written, path, document)).run()

    def _on_written(self, path: Path, document: TableDocument, _nothing: None) -> None:
        note_output(self._context, "list", detail=document.title, count=len(document.rows))
        self._context.notifier.success(tr("listing.saved", place=str(path)))
