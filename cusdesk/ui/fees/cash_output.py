"""The list for the cash desk outside the program: pages, large print, Excel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton

from cusdesk.core.messages import tr
from cusdesk.services import fees
from cusdesk.ui.common.permits import permit
from cusdesk.ui.common.table.list_out import ListOut
from cusdesk.ui.common.theme import icon

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from cusdesk.domain.reports import TableDocument
    from cusdesk.ui.common.context import ScreenContext


class CashOutput(QPushButton):
    """One button with everything that can be done with the list of a month."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("fees.cash.button"))
        self.setIcon(icon("print"))
        self._context = context
        self._month: dt.date | None = None
        self._out = ListOut(context, self)
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
        permit(self, "" if is_confirmed else tr("fees.month.not_confirmed"))

    def preview(self, *, large: bool = False) -> None:
        """Show the list as pages."""
        if self._month is not None:
            self._out.preview(self._make(self._month), large=large, name=tr("fees.cash.file"))

    def _ask_place(self) -> None:
        if self._month is not None:
            self._out.ask(self._make(self._month), tr("fees.cash.file"))

    def save_as(self, path: Path) -> None:
        """Write the list as a workbook."""
        if self._month is not None:
            self._out.write(self._make(self._month), path)

    def _make(self, month: dt.date) -> Callable[[], TableDocument]:
        return partial(fees.cash_list, self._context.office, month)
