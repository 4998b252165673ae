"""A resident's year outside the program: a paper to be signed, or a workbook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton

from cusdesk.core.messages import tr
from cusdesk.services import fees
from cusdesk.ui.common.noting import note_output
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.table.list_out import ListOut
from cusdesk.ui.common.theme import icon

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cusdesk.domain.reports import TableDocument
    from cusdesk.services.fees import Account
    from cusdesk.ui.common.context import ScreenContext


class YearOutput(QPushButton):
    """One button with a paper and a workbook for every year of an account."""

    def __init__(self, context: ScreenContext, resident_id: bytes) -> None:
        super().__init__(tr("fees.year.button"))
        self.setIcon(icon("print"))
        self._context, self._resident_id = context, resident_id
        self._out = ListOut(context, self)
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
        self._out.ask(self._make(year), tr("fees.year.file", year=year), note=self._note)

    def save_as(self, year: int, path: Path) -> None:
        """Write a year as a workbook."""
        self._out.write(self._make(year), path, self._note)

    def _make(self, year: int) -> Callable[[], TableDocument]:
        return partial(fees.year_table, self._context.office, self._resident_id, year)

    def _note(self, _document: TableDocument) -> None:
        note_output(self._context, "list", "residents", self._resident_id, detail=self.text())
