"""A list on its way out of the program: shown as pages, or written where the person says."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.ui.common.noting import note_output, watch_preview

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.reports import TableDocument
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.pdf_preview import PdfPreview

    Make = Callable[[], TableDocument]
    Note = Callable[[TableDocument], None]


class ListOut:
    """Renders and writes documents that are made on the database thread.

    Attributes:
        shown: the pages shown last.
    """

    def __init__(self, context: ScreenContext, owner: QWidget) -> None:
        self._context, self._owner = context, owner
        self.shown: PdfPreview | None = None

    def preview(self, make: Make, *, large: bool = False, name: str = "") -> None:
        """Show a list as pages; `name` of the file proposed there, "" takes the title."""
        render = partial(self._render, large=large, name=name)
        self._context.ops.read(make).on_success(render).run()

    def ask(self, make: Make, name: str, suffix: str = "xlsx", *, note: Note | None = None) -> None:
        """Ask for a place and write a list there, whole or not at all; see `write`."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._owner,
            tr(f"listing.save.{suffix}"),
            str(documents_dir() / f"{name}.{suffix}"),
            tr(f"listing.filter.{suffix}"),
        )
        if chosen:
            is_whole = Path(chosen).suffix.lower() == f".{suffix}"
            self.write(make, Path(chosen if is_whole else f"{chosen}.{suffix}"), note)

    def write(self, make: Make, path: Path, note: Note | None = None) -> None:
        """Write a list as a workbook or as csv, by the suffix; `note` it other than as a list."""
        store = partial(self._store, path, note or self._note)
        self._context.ops.read(make).on_success(store).run()

    def _render(self, document: TableDocument, *, large: bool, name: str) -> None:
        operation = self._context.ops.files(render_pdf, document, large=large)
        operation.with_waiting("listing.rendering")
        operation.on_success(partial(self._show, document.title, name)).run()

    def _show(self, title: str, name: str, pdf: bytes) -> None:
        from cusdesk.ui.common.pdf_preview import PdfPreview

        file_name = f"{name or title}.pdf"
        self.shown = PdfPreview(self._owner.window(), title, pdf, file_name, self._context.ops)
        watch_preview(self._context, self.shown, detail=title)
        self.shown.open()

    def _store(self, path: Path, note: Note, document: TableDocument) -> None:
        operation = self._context.ops.files(write_list, path, document)
        operation.with_waiting("listing.saving")
        operation.on_success(partial(self._on_written, path, note, document)).run()

    def _on_written(self, path: Path, note: Note, document: TableDocument, _nothing: None) -> None:
        note(document)
        self._context.notifier.success(tr("listing.saved", place=str(path)))

    def _note(self, document: TableDocument) -> None:
        note_output(self._context, "list", detail=document.title, count=len(document.rows))


def render_pdf(document: TableDocument, *, large: bool = False) -> bytes:
    """Return a list as a PDF."""
    from cusdesk.export.pdf.table import render_table

    out = BytesIO()
    render_table(document, out, large_print=large)
    return out.getvalue()


def write_list(path: Path, document: TableDocument) -> None:
    """Write a list as a workbook or as csv, by the suffix of the path.

    Raises:
        DocumentError: the disk is full, or the folder or the file is closed to us.
    """
    from cusdesk.export.tables import write_table

    write_table(path, document)
