"""„Budżet”: the year of every source of money, on a screen of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.ui.budget.year_page import YearPage
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.widgets import button

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cusdesk.ui.common.context import ScreenContext


class BudgetYearScreen(Screen):
    """One year at a time."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("budget.year.title"))
        to_sources = partial(context.open_record, "budget")
        self.page = YearPage(context, to_sources)
        self.header_row.addWidget(button(tr("budget.title"), to_sources, icon_name="fees"))
        self.body.addWidget(self.page, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew whenever the screen is opened: the day itself counts."""
        super().showEvent(event)
        if not event.spontaneous():
            self.page.load()
            self.page.table.setFocus()

    def place(self) -> Any:  # noqa: ANN401 (known to the same class only)
        """Return the year."""
        return self.page.switch.year

    def return_to(self, place: Any) -> None:  # noqa: ANN401 (what `place` returned)
        """Show the same year."""
        self.page.switch.set_year(place)
