"""„Import”: the queue and the past imports as tabs, the wizard in their place."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.ui.common.permits import permit, why_not_change
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.stacks import Pages
from cusdesk.ui.common.widgets import button, tab_widget
from cusdesk.ui.imports.batches_page import BatchesPage
from cusdesk.ui.imports.queue_page import QueuePage
from cusdesk.ui.imports.wizard import WizardPage

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.services.imports import Kind
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.imports.wizard.state import WizardPlace

NEW_COMMAND, QUEUE_COMMAND = "imports.new", "imports.queue"


class ImportsScreen(Screen):
    """Everything about bringing workbooks in."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("imports_ui.title"))
        self.queue, self.batches = QueuePage(context), BatchesPage(context)
        self.tabs = tab_widget()
        self.tabs.addTab(self.batches, tr("imports_ui.tab.batches"))
        self.tabs.addTab(self.queue, tr("imports_ui.tab.queue"))
        self.pages = Pages()
        self.pages.addWidget(self.tabs)
        self.body.addWidget(self.pages, 1)
        self._new = button(tr("imports_ui.new"), self.start, look="main", icon_name="import")
        permit(self._new, why_not_change(context.office, "imports"))
        self.header_row.addWidget(self._new)
        self.queue.counted.connect(self._on_counted)
        self.batches.queue_wanted.connect(self.show_queue)
        self.batches.new_wanted.connect(self.start)
        self.batches.load()
        self.queue.load()

    @cached_property
    def wizard(self) -> WizardPage:
        """The wizard, made when it is first needed."""
        page = WizardPage(self.context)
        page.left.connect(self.show_home)
        page.queue_wanted.connect(self.show_queue)
        self.pages.addWidget(page)
        return page

    @property
    def is_busy(self) -> bool:
        """Whether the wizard is open: what was chosen in it stands nowhere else."""
        return "wizard" in self.__dict__ and self.pages.currentWidget() is self.wizard

    def place(self) -> WizardPlace | None:
        """Return where the wizard is, to be gone on with after a lock; None at the tabs."""
        return self.wizard.place() if self.is_busy else None

    def return_to(self, place: WizardPlace) -> None:
        """Open the wizard where another one was."""
        self._show_wizard()
        self.wizard.return_to(place)

    def flush(self) -> None:
        """Keep the field of a row being corrected."""
        self.queue.decision.flush()

    # --- from outside

    def run_command(self, command_id: str) -> None:
        """Begin an import, or show what waits."""
        if command_id == NEW_COMMAND:
            self.start()
        elif command_id == QUEUE_COMMAND:
            self.show_queue()

    def show_record(self, record_id: bytes) -> None:
        """Show what waits of one import."""
        self.show_queue(record_id)

    # --- pages

    def start(self, files: list[Path] | bool | None = None, kind: Kind | None = None) -> None:
        """Begin the wizard, with files when they are known already."""
        self.wizard.start(files if isinstance(files, list) else [], kind)
        self._show_wizard()
        self.wizard.file.choose.setFocus()

    def _show_wizard(self) -> None:
        self.pages.setCurrentWidget(self.wizard)
        self._new.hide()
        self.title_label.setText(tr("imports_ui.wizard_title"))

    def show_home(self) -> None:
        """Show the tabs again."""
        self.pages.setCurrentWidget(self.tabs)
        self._new.show()
        self.title_label.setText(tr("imports_ui.title"))

    def show_queue(self, batch_id: bytes | None = None) -> None:
        """Show the rows that wait; of one import when it is given."""
        self.show_home()
        self.tabs.setCurrentWidget(self.queue)
        self.queue.load(batch_id)
        self.queue.panel.view.setFocus()

    def _on_counted(self, count: int) -> None:
        text = tr("imports_ui.tab.queue")
        number = self.tabs.indexOf(self.queue)
        self.tabs.setTabText(number, f"{text} ({count})" if count else text)
