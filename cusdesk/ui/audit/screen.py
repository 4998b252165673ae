"""The screen „Historia i dziennik”: the log for whoever may read it, the bin for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.ui.audit.bin_page import BinPage
from cusdesk.ui.audit.log_page import LogPage
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.widgets import label, tab_widget

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cusdesk.ui.common.context import ScreenContext

BIN_COMMAND, CHECK_COMMAND = "audit.bin", "audit.check"


class AuditScreen(Screen):
    """Two tabs; without the right to the log a sentence says who has it."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("audit.title"))
        self.log = LogPage(context) if context.office.may("audit.see") else None
        self.bin = BinPage(context)
        self.tabs = tab_widget()
        if self.log is not None:
            self.tabs.addTab(self.log, tr("audit.tab.log"))
        else:
            self.body.addWidget(label(tr("audit.no_log"), "hint", wrap=True))
        self.tabs.addTab(self.bin, tr("audit.tab.bin"))
        self.tabs.currentChanged.connect(self._load)
        self.body.addWidget(self.tabs, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew whenever the screen is opened: the log grows by itself."""
        super().showEvent(event)
        if not event.spontaneous():
            self._load()

    def show_record(self, record_id: bytes) -> None:
        """Show who looked at anything of a resident."""
        if self.log is not None:
            self.tabs.setCurrentWidget(self.log)
            self.log.show_resident(record_id)

    def run_command(self, command_id: str) -> None:
        """Open the bin, or prove the log."""
        if command_id == BIN_COMMAND:
            self.tabs.setCurrentWidget(self.bin)
        elif command_id == CHECK_COMMAND and self.log is not None:
            self.tabs.setCurrentWidget(self.log)
            self.log.check()

    def place(self) -> Any:  # noqa: ANN401 (the tab and where in it)
        """Return which tab is open."""
        return self.tabs.currentIndex()

    def return_to(self, place: Any) -> None:  # noqa: ANN401 (what `place` returned)
        """Open the same tab."""
        self.tabs.setCurrentIndex(place)

    def _load(self, _index: int = 0) -> None:
        page = self.tabs.currentWidget()
        if isinstance(page, LogPage | BinPage):
            page.load()
