"""„Opłaty”: rules and decisions, and what is made of them every month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.widgets import column, tab_widget
from cusdesk.ui.fees.decisions_page import DecisionsPage
from cusdesk.ui.fees.money_page import MoneyPage
from cusdesk.ui.fees.month_page import MonthPage
from cusdesk.ui.fees.rules_page import RulesPage

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cusdesk.ui.common.context import ScreenContext

_MONTH, _MONEY, _DECISIONS, _RULES = range(4)


class FeesScreen(Screen):
    """Everything about fees, a tab each."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("fees.screen.title"))
        self.month = MonthPage(context)
        self.money = MoneyPage(context)
        self.decisions = DecisionsPage(context)
        self.rules = RulesPage(context)
        self._pages = (self.month, self.money, self.decisions, self.rules)
        self.tabs = tab_widget()
        for page, name in zip(self._pages, ("month", "money", "decisions", "rules"), strict=True):
            holder = QWidget()
            column(holder, margin=1).addWidget(page)
            self.tabs.addTab(holder, tr(f"fees.tab.{name}"))
        self.body.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._load)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the open page anew when the screen is opened; the keyboard begins in its list."""
        super().showEvent(event)
        if not event.spontaneous():
            index = self.tabs.currentIndex()
            self._load(index)
            self._pages[index].panel.setFocus()

    def run_command(self, command_id: str) -> None:
        """Open a page, or begin a decision there."""
        command, _, argument = command_id.partition(":")
        pages = {"fees.rules": _RULES, "fees.decision": _DECISIONS}
        index = pages.get(command, _MONEY)
        self.tabs.setCurrentIndex(index)
        self._pages[index].panel.setFocus()
        if command == "fees.decision":
            self.decisions.start_new(bytes.fromhex(argument) if argument else None)
        elif command == "fees.statement":
            self.money.choose_file()
        elif command == "fees.account" and argument:
            self.money.open_account(bytes.fromhex(argument))

    def place(self) -> Any:  # noqa: ANN401 (known to the same class only)
        """Return which tab and month are open."""
        return self.tabs.currentIndex(), self.month.place()

    def return_to(self, place: Any) -> None:  # noqa: ANN401 (what `place` returned)
        """Open the same tab and month."""
        self.month.return_to(place[1])
        self.tabs.setCurrentIndex(place[0])

    def _load(self, index: int) -> None:
        self._pages[index].load()
