"""The residents' screen: list, search before create, new card, card and bin, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent

from cusdesk.core.messages import tr
from cusdesk.services import residents
from cusdesk.ui.common.permits import permit, why_not_change
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.stacks import Pages
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.widgets import button
from cusdesk.ui.residents.bin_page import BinPage
from cusdesk.ui.residents.card_page import CardPage
from cusdesk.ui.residents.draft_page import DraftPage
from cusdesk.ui.residents.form import Suggestions
from cusdesk.ui.residents.list_page import ListPage
from cusdesk.ui.residents.new_page import NewResidentPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.residents import ResidentDraft
    from cusdesk.services.drafts import KeptDraft
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import ListPlace

NEW_COMMAND = "residents.new"


@dataclass(frozen=True)
class ResidentsPlace:
    """Where the person is.

    Attributes:
        searched, listed: words in the search box, filters and row of the list.
        page: "card", "new", "draft", "bin", or "" for the list.
        detail: (id, tab) of the card, words of the new one, the kept draft.
    """

    searched: str
    listed: ListPlace
    page: str
    detail: Any


class ResidentsScreen(Screen):
    """Five pages; the list is where everything begins and ends."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("residents.title"))
        self._suggestions = Suggestions()
        self._is_stale = True
        self._pages = Pages()
        self.list_page = ListPage(context)
        self.list_page.record_opened.connect(self.show_record)
        self.list_page.new_requested.connect(self.start_new_with)
        self._pages.addWidget(self.list_page)
        self.body.addWidget(self._pages, 1)
        self._add_buttons()
        context.bus.changed.connect(self._on_changes)
        QShortcut(QKeySequence("Escape"), self, self._on_escape)
        self._show_page(self.list_page, tr("residents.title"))
        self.list_page.load()

    # --- pages, made when they are first needed

    @cached_property
    def new_page(self) -> NewResidentPage:
        """Search before create."""
        page = NewResidentPage(self.context, self._suggestions)
        page.person_chosen.connect(self.show_record)
        page.create_requested.connect(self._start_draft)
        page.draft_resumed.connect(self._resume_draft)
        self._pages.addWidget(page)
        return page

    @cached_property
    def draft_page(self) -> DraftPage:
        """A card before it is created."""
        page = DraftPage(self.context, self._suggestions)
        page.created.connect(self.show_record)
        page.open_requested.connect(self.show_record)
        page.discarded.connect(self.show_list)
        self._pages.addWidget(page)
        return page

    @cached_property
    def card_page(self) -> CardPage:
        """The card of one resident."""
        page = CardPage(self.context, self._suggestions)
        page.resident_requested.connect(self.show_record)
        page.left.connect(self.show_list)
        self._pages.addWidget(page)
        return page

    @cached_property
    def bin_page(self) -> BinPage:
        """Cards in the bin."""
        page = BinPage(self.context)
        page.record_opened.connect(self.show_record)
        self._pages.addWidget(page)
        return page

    def _is_on(self, page: type[QWidget]) -> bool:
        return isinstance(self._pages.currentWidget(), page)

    def _add_buttons(self) -> None:
        back = button(tr("residents.back_to_list"), self.show_list, look="quiet", icon_name="back")
        self._back = back
        self.header_row.insertWidget(0, back)
        self._output = OutputButton(self.context, self.list_page.panel, tr("residents.title"))
        self._bin = button(tr("residents.bin"), self._show_bin, look="quiet", icon_name="delete")
        self._new = button(tr("residents.new"), self.start_new, look="main", icon_name="add")
        self._import = button(tr("imports_ui.from_screen"), look="quiet", icon_name="import")
        self._import.clicked.connect(lambda: self.context.run_command("imports", "imports.new"))
        self.header_row.addWidget(self._output)
        self.header_row.addWidget(self._new)
        self.list_page.tools.addWidget(self._import)
        self.list_page.tools.addWidget(self._bin)

    # --- what the shell asks

    def show_record(self, record_id: bytes) -> None:
        """Show the card of a resident."""
        self._leave_page()
        self._refresh_suggestions()
        self._show_page(self.card_page, "")
        self.card_page.open(record_id)

    def run_command(self, command_id: str) -> None:
        """Begin a new resident; `residents.new:<words>` with what was typed elsewhere."""
        name, _, words = command_id.partition(":")
        if name == NEW_COMMAND:
            self.start_new_with(words)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self._is_on(CardPage):
            self.card_page.flush()
        elif self._is_on(DraftPage):
            self.draft_page.flush()

    def place(self) -> ResidentsPlace:
        """Return the list as it is searched, and the page in its place."""
        listed = (self.list_page.search.text(), self.list_page.panel.place())
        page = self._pages.currentWidget()
        if isinstance(page, CardPage):
            return ResidentsPlace(
                *listed, "card", (page.model.resident_id, page.tabs.currentIndex())
            )
        if isinstance(page, NewResidentPage):
            return ResidentsPlace(*listed, "new", page.finder.text)
        if isinstance(page, DraftPage):
            return ResidentsPlace(*listed, "draft", page.kept())
        return ResidentsPlace(*listed, "bin" if isinstance(page, BinPage) else "", None)

    def return_to(self, place: ResidentsPlace) -> None:
        """Show the same page."""
        self.list_page.return_to(place.searched, place.listed)
        if place.page == "card" and place.detail[0] is not None:
            self.show_record(place.detail[0])
            self.card_page.tabs.setCurrentIndex(place.detail[1])
        elif place.page == "new":
            self.start_new_with(place.detail)
        elif place.page == "draft":
            self._refresh_suggestions()
            self._resume_draft(place.detail)
        elif place.page == "bin":
            self._show_bin()

    # --- going from page to page

    def show_list(self) -> None:
        """Go back to the list."""
        self._leave_page()
        self._show_page(self.list_page, tr("residents.title"))
        self.list_page.panel.view.setFocus()

    def _on_escape(self) -> None:
        """Go one step back; on the list, clear the search."""
        if self._is_on(ListPage):
            self.list_page.search.clear()
        else:
            self.show_list()

    def start_new(self) -> None:
        """Search before creating."""
        self.start_new_with("")

    def start_new_with(self, text: str) -> None:
        """Search before creating, beginning with words typed elsewhere."""
        if not self.context.office.can_change("residents"):
            return
        self._leave_page()
        self._refresh_suggestions()
        self._show_page(self.new_page, tr("residents.new"))
        self.new_page.start(text)

    def _start_draft(self, draft: ResidentDraft) -> None:
        self._show_page(self.draft_page, tr("residents.create.title"))
        self.draft_page.start(draft)

    def _resume_draft(self, kept: KeptDraft) -> None:
        self._show_page(self.draft_page, tr("residents.create.title"))
        self.draft_page.resume(kept)

    def _show_bin(self) -> None:
        self._leave_page()
        self._show_page(self.bin_page, tr("residents.bin_list.title"))
        self.bin_page.load()
        self.bin_page.setFocus()

    def _leave_page(self) -> None:
        self.flush()
        if self._is_on(CardPage):
            self.card_page.close_card()

    def _show_page(self, page: QWidget, title: str) -> None:
        """Show a page; what leaves the head goes first, so that the window never widens."""
        on_list = page is self.list_page
        why = why_not_change(self.context.office, "residents")
        self._output.setVisible(on_list)
        self._import.setVisible(self.context.can_open("imports"))
        self._new.setVisible(not isinstance(page, DraftPage | NewResidentPage))
        for widget in (self._import, self._new):
            permit(widget, why)
        self.title_label.setVisible(False)
        self._back.setVisible(not on_list)
        self.title_label.setText(title)
        self.title_label.setVisible(bool(title))
        self._pages.setCurrentWidget(page)

    # --- suggestions

    def _refresh_suggestions(self) -> None:
        if self._is_stale:
            self._is_stale = False
            read = self.context.ops.read(_places, self.context.office)
            read.replacing("suggestions").on_success(self._on_places).run()

    def _on_places(self, found: tuple[list[str], list[str]]) -> None:
        self._suggestions.localities, self._suggestions.solectwa = found

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("residents"):
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the keyboard in the search box."""
        super().showEvent(event)
        if self._is_on(ListPage):
            self.list_page.search.setFocus()


def _places(office: Office) -> tuple[list[str], list[str]]:
    return residents.localities(office), residents.solectwa(office)
