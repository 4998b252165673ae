"""„Rozmowy i potrzeby”: talks, the register of needs without a service, counts, one talk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from cusdesk.core.messages import tr
from cusdesk.services import history, needs_talks
from cusdesk.services.residents import rows_for
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.screen import LARGE_TEXT, Screen
from cusdesk.ui.common.stacks import Pages
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, tab_widget
from cusdesk.ui.needs_talks.dialogs import PersonDialog, UnmetDialog
from cusdesk.ui.needs_talks.lists import (
    ListTab,
    bin_tab,
    can_change,
    counts_tab,
    talks_tab,
    unmet_tab,
)
from cusdesk.ui.needs_talks.talk_page import TalkPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from cusdesk.services.needs_talks import UnmetRow
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import ListPlace

NEW_COMMAND = "needs_talks.new"
OF_COMMAND = "needs_talks.of"
UNMET_COMMAND = "needs_talks.unmet"
_IDLE_MS = 300
"""After the list stands, the fields of a talk are drawn, before somebody asks for them."""
TABS = ("list", "register", "counts", "bin")


@dataclass(frozen=True)
class TalksPlace:
    """Where the person is: which tab, which line of it, which talk."""

    tab: int
    listed: ListPlace
    talk_id: bytes | None


class NeedsTalksScreen(Screen):
    """Lists in tabs; a talk stands in their place while it is led.

    Attributes:
        dialog: the window opened last.
    """

    def __init__(self, context: ScreenContext) -> None:
        is_large = current().percent > LARGE_TEXT  # no room for both words beside the buttons
        super().__init__(context, tr("needs_talks.title" if is_large else "needs_talks.heading"))
        self.dialog: PersonDialog | UnmetDialog | None = None
        self.talk_page = TalkPage(context)
        self.tabs = tab_widget()
        self.lists: dict[str, ListTab] = {
            "list": talks_tab(context, self.start_new),
            "register": unmet_tab(context, self._unmet_actions),
            "counts": counts_tab(context),
            "bin": bin_tab(context, self._bin_actions),
        }
        for name, tab in self.lists.items():
            self.tabs.addTab(tab, tr(f"needs_talks.tab.{name}"))
        self._pages = Pages()
        self._pages.addWidget(self.tabs)
        self._pages.addWidget(self.talk_page)
        self.body.addWidget(self._pages, 1)
        self._add_buttons()
        self._connect()
        self._show_page(self.tabs)
        self._on_tab(0)
        QTimer.singleShot(_IDLE_MS, self.talk_page, self.talk_page.prepare)

    def _add_buttons(self) -> None:
        back = tr("needs_talks.back")
        self._back = button(back, self.show_list, look="quiet", icon_name="back")
        self.header_row.insertWidget(0, self._back)
        self.header_row.insertWidget(1, self.talk_page.top, 1)
        self._outputs = {
            name: OutputButton(self.context, tab.panel, tr(f"needs_talks.tab.{name}"))
            for name, tab in self.lists.items()
            if name != "bin"
        }
        for made in self._outputs.values():
            self.header_row.addWidget(made)
        self._blank = button(
            tr("needs_talks.print.blank_empty"), self.print_blank, look="quiet", icon_name="print"
        )
        self.header_row.insertWidget(self.header_row.count() - 3, self._blank)
        self._add_unmet = button(
            tr("needs_talks.register.new"), self.start_unmet, look="main", icon_name="add"
        )
        self._new = button(
            tr("needs_talks.new.action"), self.start_new, look="main", icon_name="add"
        )
        self.header_row.addWidget(self._add_unmet)
        self.header_row.addWidget(self._new)

    def _connect(self) -> None:
        self.lists["list"].record_opened.connect(self.show_record)
        self.lists["register"].record_opened.connect(self._open_unmet)
        self.lists["bin"].record_opened.connect(self.show_record)
        self.talk_page.left_page.connect(self.show_list)
        self.tabs.currentChanged.connect(self._on_tab)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.show_list)

    # --- what the shell asks

    def show_record(self, record_id: bytes) -> None:
        """Show a talk."""
        self.flush()
        self._show_page(self.talk_page)
        self.talk_page.open(record_id)

    def run_command(self, command_id: str) -> None:
        """Begin a talk, show the newest one of somebody, or write down an unmet need.

        The resident follows the command in hex: `needs_talks.new:…`, `needs_talks.of:…`.
        """
        name, _, resident = command_id.partition(":")
        resident_id = bytes.fromhex(resident) if resident else None
        if name == NEW_COMMAND and resident_id is not None:
            self._begin(resident_id)
        elif name == NEW_COMMAND:
            self.start_new()
        elif name == OF_COMMAND and resident_id is not None:
            self.show_newest_of(resident_id)
        elif name == UNMET_COMMAND:
            self.tabs.setCurrentIndex(TABS.index("register"))
            self.show_list()
            self.start_unmet(resident_id)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self._pages.currentWidget() is self.talk_page:
            self.talk_page.flush()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the keyboard in the list."""
        super().showEvent(event)
        if not event.spontaneous() and self._pages.currentWidget() is self.tabs:
            self.lists[TABS[self.tabs.currentIndex()]].panel.setFocus()

    def place(self) -> TalksPlace:
        """Return the tab, its list, and the talk that is open."""
        is_open = self._pages.currentWidget() is self.talk_page
        talk_id = self.talk_page.model.talk_id if is_open else None
        tab = self.tabs.currentIndex()
        return TalksPlace(tab, self.lists[TABS[tab]].panel.place(), talk_id)

    def return_to(self, place: TalksPlace) -> None:
        """Show the same talk, or the same place in the same list."""
        self.tabs.setCurrentIndex(place.tab)
        self.lists[TABS[place.tab]].panel.return_to(place.listed)
        if place.talk_id is not None:
            self.show_record(place.talk_id)

    # --- pages

    def show_list(self) -> None:
        """Go back to the lists."""
        if self._pages.currentWidget() is self.talk_page:
            self.talk_page.close_talk()
        self._show_page(self.tabs)
        self.lists[TABS[self.tabs.currentIndex()]].panel.setFocus()

    def _on_tab(self, place: int) -> None:
        self.lists[TABS[place]].panel.load()
        self._show_page(self._pages.currentWidget() or self.tabs)

    def _show_page(self, page: QWidget) -> None:
        on_lists = page is self.tabs
        tab = TABS[self.tabs.currentIndex()]
        self.title_label.setVisible(on_lists)
        may_print = self.context.office.may("plans.change")
        writes = on_lists and can_change(self.context)
        belongings: dict[QWidget, bool] = {
            made: on_lists and name == tab for name, made in self._outputs.items()
        }
        belongings[self._new] = writes and tab == "list"
        belongings[self._blank] = on_lists and tab == "list" and may_print
        belongings[self._add_unmet] = writes and tab == "register"
        belongings[self._back] = not on_lists
        belongings[self.talk_page.top] = not on_lists
        for widget, wanted in sorted(belongings.items(), key=lambda entry: entry[1]):
            widget.setVisible(wanted)
        self._pages.setCurrentWidget(page)

    # --- talks

    def start_new(self) -> None:
        """Ask whose talk it is."""
        if can_change(self.context):
            dialog = self._person_dialog("needs_talks.new.action", "needs_talks.new.begin")
            dialog.chosen.connect(self._begin)
            dialog.open()

    def print_blank(self) -> None:
        """Show the empty form, with nobody's name on it."""
        draft = partial(needs_talks.blank_talk_paper, self.context.office)
        show_paper(self.context, draft, self.window())

    def _person_dialog(self, title: str, do: str) -> PersonDialog:
        dialog = PersonDialog(self.context, tr(title), tr(do), self.window())
        self.dialog = dialog
        return dialog

    def _begin(self, resident_id: bytes) -> None:
        if can_change(self.context):
            operation = self.context.ops.write(
                needs_talks.create_talk, self.context.office, resident_id
            )
            operation.on_success(self._on_begun).run()

    def _on_begun(self, saved: Saved) -> None:
        self.show_record(saved.id)

    def show_newest_of(self, resident_id: bytes) -> None:
        """Show a resident's last talk; without one ask whether to begin it."""
        found = needs_talks.talks_of_resident(self.context.office, resident_id)
        if found:
            self.show_record(found[0].id)
            return
        self.show_list()
        if not can_change(self.context):
            self.context.notifier.info(tr("needs_talks.new.none"))
            return
        self.start_new()
        (row,) = rows_for(self.context.office, [resident_id])
        if isinstance(self.dialog, PersonDialog):
            name = f"{row.surname} {row.given_name}".strip()
            self.dialog.begin_with(resident_id, name, tr("needs_talks.new.none"))

    def _bin_actions(self, talk_id: bytes) -> list[tuple[str, Callable[[], object]]]:
        if not can_change(self.context):
            return []
        return [(tr("needs_talks.bin.restore"), partial(self._restore, talk_id))]

    def _restore(self, talk_id: bytes) -> None:
        operation = self.context.ops.write(needs_talks.restore_talk, self.context.office, talk_id)
        operation.on_success(self._on_restored).run()

    def _on_restored(self, _changes: object) -> None:
        self.context.notifier.success(tr("needs_talks.bin.restored"))

    # --- needs without a service

    def start_unmet(self, resident_id: bytes | None = None) -> None:
        """Write down a need, of a resident known already or to be chosen."""
        if not can_change(self.context):
            return
        if resident_id:
            self._unmet_of(resident_id)
            return
        dialog = self._person_dialog("needs_talks.register.new", "needs_talks.register.next")
        dialog.chosen.connect(self._unmet_of)
        dialog.open()

    def _unmet_of(self, resident_id: bytes) -> None:
        self.dialog = UnmetDialog(self.context, self.window(), resident_id=resident_id)
        self.dialog.open()

    def _unmet_actions(self, need_id: bytes) -> list[tuple[str, Callable[[], object]]]:
        row = self._unmet_row(need_id)
        if row is None:
            return []
        card = partial(self.context.open_record, "residents", row.resident_id)
        found: list[tuple[str, Callable[[], object]]] = [(tr("needs_talks.page.card"), card)]
        if row.talk_id is not None:
            talk = partial(self.show_record, row.talk_id)
            found.append((tr("needs_talks.register.talk"), talk))
        if can_change(self.context):
            change, retire = (
                partial(self._open_unmet, need_id),
                partial(self._retire_unmet, need_id),
            )
            found.insert(0, (tr("needs_talks.register.open"), change))
            found.append((tr("needs_talks.page.retire"), retire))
        return found

    def _unmet_row(self, need_id: bytes) -> UnmetRow | None:
        rows = needs_talks.list_unmet_needs(self.context.office)
        return next((row for row in rows if row.id == need_id), None)

    def _open_unmet(self, need_id: bytes) -> None:
        row = self._unmet_row(need_id)
        if row is not None and can_change(self.context):
            self.dialog = UnmetDialog(self.context, self.window(), row=row)
            self.dialog.open()

    def _retire_unmet(self, need_id: bytes) -> None:
        operation = self.context.ops.write(
            needs_talks.retire_unmet_need, self.context.office, need_id
        )
        operation.on_success(self._on_unmet_retired).run()

    def _on_unmet_retired(self, _changes: object) -> None:
        text = tr("needs_talks.register.retired")
        self.context.notifier.success(text, tr("common.button.undo"), self._undo)

    def _undo(self) -> None:
        self.context.ops.write(history.undo, self.context.office).run()
