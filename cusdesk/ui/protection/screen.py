"""„Ochrona danych”: one tab a subject, made when it is first opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services.protection.registers import place_of
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.widgets import column, tab_widget
from cusdesk.ui.protection.pages import PAGES, Page, PageSpec

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QVBoxLayout

    from cusdesk.domain.changes import Changes
    from cusdesk.ui.common.context import ScreenContext


class ProtectionScreen(Screen):
    """The tabs this person may see."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("protection.title"))
        self.specs: list[PageSpec] = [p for p in PAGES if context.office.may(*p.needs)]
        self._made: dict[int, QWidget] = {}
        self._holders: list[QVBoxLayout] = []
        self.tabs = tab_widget()
        for spec in self.specs:
            holder = QWidget()
            self._holders.append(column(holder, margin=1))
            self.tabs.addTab(holder, tr(spec.title))
        self.body.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._show)
        context.bus.changed.connect(self._on_changes)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the open page anew whenever the screen is opened."""
        super().showEvent(event)
        if not event.spontaneous():
            self._show(self.tabs.currentIndex())

    def show_record(self, record_id: bytes) -> None:
        """Show an entry of a register, or a resident on the page about one person."""
        show = partial(self._show_place, record_id)
        self.context.ops.read(place_of, self.context.office, record_id).on_success(show).run()

    def _show_place(self, record_id: bytes, place: tuple[str, bytes | None] | None) -> None:
        if place is None:
            self.run_command(f"protection.person:{record_id.hex()}")
            return
        register, entry_id = place
        rest = f":{entry_id.hex()}" if entry_id is not None else ""
        self.run_command(f"protection.registers:{register}{rest}")

    def run_command(self, command_id: str) -> None:
        """Open a page: `protection.<page>`, for one person `protection.person:<id in hex>`.

        For the registers see `RegistersPage.show_place`.
        """
        name, _, record = command_id.partition(":")
        for index, spec in enumerate(self.specs):
            if f"protection.{spec.id}" == name:
                self.tabs.setCurrentIndex(index)
                page = self.page(index)
                if record and hasattr(page, "show_person"):
                    page.show_person(bytes.fromhex(record))
                elif record and hasattr(page, "show_place"):
                    page.show_place(record)

    def place(self) -> Any:  # noqa: ANN401 (the tab)
        """Return which tab is open."""
        return self.tabs.currentIndex()

    def return_to(self, place: Any) -> None:  # noqa: ANN401 (what `place` returned)
        """Open the same tab."""
        self.tabs.setCurrentIndex(place)

    def page(self, index: int) -> QWidget:
        """Return a page, made now if it was never shown."""
        if index not in self._made:
            made = self.specs[index].factory(self.context)
            if hasattr(made, "person_wanted"):
                made.person_wanted.connect(self._show_person)
            self._holders[index].addWidget(made)
            self._made[index] = made
        return self._made[index]

    def _show(self, index: int) -> None:
        if 0 <= index < len(self.specs):
            cast("Page", self.page(index)).load()

    def _show_person(self, resident_id: bytes) -> None:
        self.run_command(f"protection.person:{resident_id.hex()}")

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        touched = ("protection", "residents", "plans", "people")
        if self.isVisible() and any(changes.touches(feature) for feature in touched):
            self._show(self.tabs.currentIndex())
