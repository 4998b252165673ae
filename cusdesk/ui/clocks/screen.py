"""„Terminy”: what runs, the duties of the office, the lengths of terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services import clocks
from cusdesk.ui.clocks.duties_page import DutiesPage
from cusdesk.ui.clocks.list_page import ClocksPage
from cusdesk.ui.clocks.terms_page import TermsPage
from cusdesk.ui.common.screen import Screen, scrolled
from cusdesk.ui.common.widgets import column, tab_widget

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cusdesk.ui.common.context import ScreenContext

_LIST, _DUTIES, _TERMS = range(3)


class ClocksScreen(Screen):
    """Three tabs."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("clocks.title"))
        self.list = ClocksPage(context)
        self.duties = DutiesPage(context)
        self.terms = TermsPage(context)
        self.tabs = tab_widget()
        for page, name in ((self.list, "list"), (self.duties, "duties"), (self.terms, "terms")):
            holder = QWidget()
            column(holder, margin=1).addWidget(page)
            area = scrolled(holder, gap=0)  # large letters need more than a small screen
            self.tabs.addTab(area, tr(f"clocks.tab.{name}"))
        self.body.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._load)
        self.list.duty_wanted.connect(self._show_duty)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the open page anew whenever the screen is opened: another day may have begun."""
        super().showEvent(event)
        if not event.spontaneous():
            self._load(self.tabs.currentIndex())
            if self.tabs.currentIndex() == _LIST:
                self.list.panel.setFocus()

    def show_record(self, record_id: bytes) -> None:
        """Show a term begun by hand; anything else is a duty."""
        read = self.context.ops.read(clocks.is_own, self.context.office, record_id)
        read.on_success(lambda own: self._show_place(record_id, own=own)).run()

    def _show_place(self, record_id: bytes, *, own: bool) -> None:
        if own:
            self.tabs.setCurrentIndex(_LIST)
            self.list.show_own(record_id)
        else:
            self._show_duty(record_id)

    def run_command(self, command_id: str) -> None:
        """Begin a term, or open a page."""
        pages = {"clocks.duties": _DUTIES, "clocks.terms": _TERMS}
        self.tabs.setCurrentIndex(pages.get(command_id, _LIST))
        if command_id == "clocks.new":
            self.list.start_clock()

    def place(self) -> Any:  # noqa: ANN401 (the tab)
        """Return which tab is open."""
        return self.tabs.currentIndex()

    def return_to(self, place: Any) -> None:  # noqa: ANN401 (what `place` returned)
        """Open the same tab."""
        self.tabs.setCurrentIndex(place)

    def _show_duty(self, duty_id: bytes) -> None:
        self.duties.choose(duty_id)
        self.tabs.setCurrentIndex(_DUTIES)

    def _load(self, index: int) -> None:
        (self.list, self.duties, self.terms)[index].load()
