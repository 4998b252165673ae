"""„Moi mieszkańcy”: one's own people, everybody's, and what everybody carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.caseload.cases_page import CasesPage
from cusdesk.ui.caseload.loads_page import LoadsPage
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.widgets import column, tab_widget

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cusdesk.ui.common.context import ScreenContext

_CASES, _LOADS = range(2)


class CaseloadScreen(Screen):
    """Two tabs."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("caseload.title"))
        self.cases = CasesPage(context)
        self.loads = LoadsPage(context)
        self.tabs = tab_widget()
        for page, name in ((self.cases, "cases"), (self.loads, "loads")):
            holder = QWidget()
            column(holder, margin=1).addWidget(page)
            self.tabs.addTab(holder, tr(f"caseload.tab.{name}"))
        self.body.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._load)
        self.loads.coordinator_opened.connect(self._show_people_of)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the open page anew whenever the screen is opened."""
        super().showEvent(event)
        if not event.spontaneous():
            self._load(self.tabs.currentIndex())
            if self.tabs.currentIndex() == _CASES:
                self.cases.panel.setFocus()

    def run_command(self, command_id: str) -> None:
        """Open a page."""
        self.tabs.setCurrentIndex(_LOADS if command_id == "caseload.loads" else _CASES)

    def place(self) -> Any:  # noqa: ANN401 (the tab)
        """Return which tab is open."""
        return self.tabs.currentIndex()

    def return_to(self, place: Any) -> None:  # noqa: ANN401 (what `place` returned)
        """Open the same tab."""
        self.tabs.setCurrentIndex(place)

    def _show_people_of(self, name: str) -> None:
        self.cases.show_coordinator(name)
        self.tabs.setCurrentIndex(_CASES)

    def _load(self, index: int) -> None:
        (self.cases, self.loads)[index].load()
