"""A resident's year outside the program: a paper to be signed, or a workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.services import fees
from cusdesk.ui.common.noting import note_output
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.table.output import write_list
from cusdesk.ui.common.theme import icon

if TYPE_CHECKING:
    from cusdesk.domain.reports import TableDocument
    from cusdesk.services.fees import Account
    from cusdesk.ui.common.context import ScreenContext


class YearOutput(QPushButton):
    """One button with a paper and a workbook for every year of an account."""

    def __init__(self, context: ScreenContext, resident_id: bytes) -> None:
        super().__init__(tr("fees.year.button"))
        self.setIcon(icon("print"))
        self._context, self._resident_id = context, resident_id
        self.setMenu(QMenu(self))
        self.setEnabled(False)

    def show_account(self, found: Account) -> None:
        """Offer the years of an account, the newest first."""
        years = sorted({(entry.month or entry.date).year for entry in found.entries}, reverse=True)
        menu = self.menu()
        menu.clear()
        for year in years:
            if self._context.office.can_change("fees"):
                action = menu.addAction(icon("pdf"), tr("fees.year.paper", year=year))
                action.triggered.connect(partial(self.show_paper, year))
            if self._context.office.may("reports.export"):
                action = menu.addAction(icon("excel"), tr("fees.year.excel", year=year))
                action.triggered.connect(partial(self._ask_place, year))
        self.setEnabled(not menu.isEmpty())

    def show_paper(self, year: int, _checked: bool = False) -> None:
        """Show the paper of a year before it is issued."""
        draft = partial(fees.year_draft, self._context.office, self._resident_id, year)
        show_paper(self._context, draft, self)

    def _ask_place(self, year: int, _checked: bool = False) -> None:
        name = tr("fees.year.file", year=year)
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            tr("listing.save.xlsx"),
            str(documents_dir() / f"{name}.xlsx"),
            tr("listing.filter.xlsx"),
        )
        if chosen:
            self.save_as(year, Path(chosen if chosen.endswith(".xlsx") else f"{chosen}.xlsx"))

    def save_as(self, year: int, path: Path) -> None:
        """Write a year as a workbook."""
        office = self._context.office
        operation = self._context.ops.read(fees.year_table, office, self._resident_id, year)
        operation.on_success(partial(self._write, path)).run()

    def _write(self, path: Path, document: TableDocument) -> None:
        operation = self._context.ops.files(write_list, path, document)
        operation.on_success(partial(self._on_written, path)).run()

    def _on_written(self, path: Path, _nothing: None) -> None:
        note_output(self._context, "list", "residents", self._resident_id, detail=self.text())
        self._context.notifier.success(tr("listing.saved", place=str(path)))
