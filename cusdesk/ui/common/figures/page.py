"""A page with one table of figures: shown, opened figure by figure, printed, saved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.export.names import safe_file_stem
from cusdesk.ui.common.behind import BehindDialog, BehindList
from cusdesk.ui.common.figures.table import FigureModel, FigureTable
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.noting import note_output, watch_preview
from cusdesk.ui.common.screen import LARGE_TEXT
from cusdesk.ui.common.stacks import SeenLayout
from cusdesk.ui.common.table import EmptyState
from cusdesk.ui.common.table.output import PRINT_KEY, render_pdf, write_list
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.reports import BehindFigure, FigureSheet, TableDocument
    from cusdesk.ui.common.context import ScreenContext

    Reading = tuple[object, FigureSheet]
    """What the figures were counted from, and the figures."""


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Message keys of a page.

    Attributes:
        intro: sentence above the table.
        table: accessible name of the table.
        empty, empty_text: when there is nothing to show.
    """

    intro: str
    table: str
    empty: str
    empty_text: str


class FigurePage(QWidget):
    """One table of figures with what can be done with it.

    A feature gives what reads the figures and what lists stand behind them; both run on the
    database thread.

    Attributes:
        found: what the figures on the screen were counted from.
    """

    def __init__(
        self,
        context: ScreenContext,
        words: FigureWords,
        sources: tuple[str, ...],
        controls: Iterable[QWidget] = (),
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__()
        self._context, self._sources = context, sources
        self._is_stale = True
        self.found: object = None
        self.model = FigureModel(self)
        self.table = FigureTable(self.model, tr(words.table))
        self.table.figure_opened.connect(self.open_figure)
        layout = column(self, gap=1)
        controls = tuple(controls)
        if controls:
            layout.addWidget(flow(*controls))
        intro = label(tr(words.intro), "hint", wrap=True)
        intro.setVisible(current().percent <= LARGE_TEXT)  # large letters leave room for few lines
        layout.addWidget(intro)
        frame, inside = card(margin=0)
        self._stack = SeenLayout()
        inside.addLayout(self._stack)
        self._stack.addWidget(self.table)
        empty = EmptyState("reports", tr(words.empty), tr(words.empty_text), action)
        self._stack.addWidget(empty)
        layout.addWidget(frame, 1)
        self.notes = label("", "hint", wrap=True)
        self.notes.hide()
        layout.addWidget(self.notes)
        layout.addWidget(self._buttons())
        context.bus.changed.connect(self._on_changes)

    def read(self) -> Reading:
        """Return what is counted, and the table of it."""
        raise NotImplementedError

    def behind(self, found: object, key: str, figure: str) -> BehindFigure:
        """Return the list behind a figure."""
        raise NotImplementedError

    def _buttons(self) -> QWidget:
        self._open = button(tr("reports.month.open"), self._open_current, icon_name="search")
        self._paper = button(tr("reports.month.paper"), self.show_paper, icon_name="print")
        self._paper.setShortcut(PRINT_KEY)
        self._large = button(
            tr("listing.preview_large"), partial(self.show_paper, large=True), icon_name="text_size"
        )
        self._save = button(tr("reports.month.save"), self._ask_place, icon_name="excel")
        self._save.setVisible(self._context.office.may("reports.export"))
        self._method = button(tr("reports.sheets.method"), look="quiet", icon_name="info")
        self._method.setCheckable(True)
        self._method.setChecked(current().percent <= LARGE_TEXT)
        self._method.toggled.connect(self._show_notes)
        return flow(self._open, self._paper, self._large, self._save, self._method)

    def _show_notes(self) -> None:
        words = self.notes.text()
        self._method.setVisible(bool(words))
        self.notes.setVisible(bool(words) and self._method.isChecked())

    # --- showing

    def load(self) -> None:
        """Count anew."""
        self._is_stale = False
        operation = self._context.ops.read(self.read)
        operation.replacing(f"figures-{id(self)}").on_success(self._on_read).run()

    def load_if_stale(self) -> None:
        """Count anew when something changed since."""
        if self._is_stale:
            self.load()
        self.table.setFocus()

    def _on_read(self, reading: Reading) -> None:
        self.found, sheet = reading
        self.model.show_sheet(sheet)
        has_rows = bool(sheet.document.rows)
        self._stack.setCurrentIndex(0 if has_rows else 1)
        self.notes.setText("\n".join(sheet.document.notes) if has_rows else "")
        self._show_notes()
        for each in (self._open, self._paper, self._large, self._save):
            each.setEnabled(has_rows)
        self.on_shown(self.found)

    def on_shown(self, found: object) -> None:
        """Show what else depends on the figures."""

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(*self._sources):
            self._is_stale = True
            if self.isVisible():
                self.load()

    # --- behind a figure

    def _open_current(self) -> None:
        if not self.table.open_index(self.table.currentIndex()):
            self._context.notifier.info(tr("reports.sheets.no_figure"))

    def open_figure(self, key: str, figure: str) -> None:
        """Show the list that makes a figure."""
        operation = self._context.ops.read(self.behind, self.found, key, figure)
        operation.on_success(self.show_behind).run()

    def show_behind(self, found: BehindFigure) -> None:
        """Show a list."""
        BehindDialog(self._context, BehindList.of(found), self).open()

    # --- out of the program

    @property
    def document(self) -> TableDocument | None:
        """The table as it will be printed; None while nothing was read."""
        return self.model.sheet.document if self.model.sheet else None

    def show_paper(self, *, large: bool = False) -> None:
        """Show the table as pages."""
        document = self.document
        if document is not None:
            operation = self._context.ops.files(render_pdf, document, large=large)
            operation.with_waiting("listing.rendering")
            operation.on_success(partial(self._show_pages, document.title)).run()

    def _show_pages(self, title: str, pdf: bytes) -> None:
        from cusdesk.ui.common.pdf_preview import PdfPreview

        file_name = f"{safe_file_stem(title)}.pdf"
        preview = PdfPreview(self.window(), title, pdf, file_name, self._context.ops)
        watch_preview(self._context, preview, "reports", detail=title)
        preview.open()

    def _ask_place(self) -> None:
        document = self.document
        if document is None:
            return
        proposed = documents_dir() / f"{safe_file_stem(document.title)}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("reports.month.save"), str(proposed), tr("listing.filter.xlsx")
        )
        if chosen:
            path = Path(chosen)
            self.save_as(path if path.suffix.lower() == ".xlsx" else Path(f"{chosen}.xlsx"))

    def save_as(self, path: Path) -> None:
        """Write the table as a workbook."""
        document = self.document
        if document is not None:
            operation = self._context.ops.files(write_list, path, document)
            operation.with_waiting("listing.saving")
            operation.on_success(partial(self._on_saved, path, document)).run()

    def _on_saved(self, path: Path, document: TableDocument, _nothing: None) -> None:
        note_output(self._context, "list", "reports", detail=document.title)
        self._context.notifier.success(tr("listing.saved", place=str(path)))
