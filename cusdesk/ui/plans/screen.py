"""„Plany”: the list, one plan, and the bin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from cusdesk.core.messages import tr
from cusdesk.services import history, plans, residents
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.stacks import Pages
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.widgets import button
from cusdesk.ui.plans.handing import HandingDialog, Hands, hands_of
from cusdesk.ui.plans.known import KnownWords
from cusdesk.ui.plans.list_page import BinPage, ListPage
from cusdesk.ui.plans.new_dialog import NewPlanDialog
from cusdesk.ui.plans.output import PlanOutput
from cusdesk.ui.plans.packages_page import PackagesPage
from cusdesk.ui.plans.plan_page import PlanPage
from cusdesk.ui.plans.waiting_page import WaitingPage

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QPushButton, QWidget

    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import ListPlace

NEW_COMMAND = "plans.new"
ALL_COMMAND = "plans.save_all"


@dataclass(frozen=True)
class PlansPlace:
    """Where the person is: in the list, in a plan, in the bin."""

    listed: ListPlace
    plan_id: bytes | None
    in_bin: bool


class PlansScreen(Screen):
    """Three pages; the list is where everything begins and ends.

    Attributes:
        new_dialog: the window in which a plan is begun, the one opened last.
    """

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("shell.screen.plans"))
        self.known = KnownWords(context, self)
        self.list_page = ListPage(context)
        self.plan_page = PlanPage(context, self.known)
        self.bin_page = BinPage(context)
        self.waiting_page = WaitingPage(context)
        self.output = PlanOutput(context, self)
        self.new_dialog: NewPlanDialog | None = None
        self.handing: HandingDialog | None = None
        self._pages = Pages()
        self.packages_page = PackagesPage(context)
        for page in (
            *(self.list_page, self.plan_page, self.bin_page),
            *(self.waiting_page, self.packages_page),
        ):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        self._add_buttons()
        self._connect()
        self.known.load()
        self._show_page(self.list_page)
        self.list_page.panel.load()

    def _add_buttons(self) -> None:
        self._back = button(tr("plans.list.back"), self.show_list, look="quiet", icon_name="back")
        self.header_row.insertWidget(0, self._back)
        self._bin = button(tr("plans.bin.title"), self.show_bin, look="quiet", icon_name="delete")
        self._all = button(tr("plans.all.action"), self.output.save_all, icon_name="pdf")
        self._output = OutputButton(self.context, self.list_page.panel, tr("shell.screen.plans"))
        self._new = button(tr("plans.new.action"), self.start_new, look="main", icon_name="add")
        self._list_buttons: tuple[QPushButton, ...] = (
            self._bin, self._all, self._output, self._new,
        )  # fmt: skip
        for made in self._list_buttons:
            self.header_row.addWidget(made)
        self.header_row.insertWidget(1, self.plan_page.header.top, 1)

    def _connect(self) -> None:
        self.list_page.record_opened.connect(self.show_record)
        self.list_page.new_requested.connect(self.start_new)
        self.list_page.copy_requested.connect(self.copy_plan)
        self.list_page.retire_requested.connect(self._retire)
        self.list_page.handing_requested.connect(self.hand_over)
        self.list_page.preview_requested.connect(self.output.show_preview)
        self.waiting_page.record_opened.connect(self.show_record)
        self.list_page.waiting_requested.connect(self.show_waiting)
        self.list_page.packages_requested.connect(self.show_packages)
        self.plan_page.left.connect(self.show_list)
        self.plan_page.plan_requested.connect(self.show_record)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.show_list)

    # --- what the shell asks

    def show_record(self, record_id: bytes) -> None:
        """Show a plan."""
        self.flush()
        self._show_page(self.plan_page)
        self.plan_page.open(record_id)

    open_plan = show_record

    def run_command(self, command_id: str) -> None:
        """Begin a plan, or save all approved ones; `plans.new:<id in hex>` names the resident."""
        name, _, resident = command_id.partition(":")
        if name == NEW_COMMAND and resident:
            self.new_plan_for(bytes.fromhex(resident))
        elif name == NEW_COMMAND:
            self.start_new()
        elif name == ALL_COMMAND:
            self.output.save_all()

    def flush(self) -> None:
        """Keep what is being typed."""
        if self._pages.currentWidget() is self.plan_page:
            self.plan_page.flush()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the keyboard in the list."""
        super().showEvent(event)
        if not event.spontaneous() and self._pages.currentWidget() is self.list_page:
            self.list_page.panel.setFocus()

    def place(self) -> PlansPlace:
        """Return the list, and the plan that is open."""
        page = self._pages.currentWidget()
        plan_id = self.plan_page.editor.plan_id if page is self.plan_page else None
        return PlansPlace(self.list_page.panel.place(), plan_id, page is self.bin_page)

    def return_to(self, place: PlansPlace) -> None:
        """Show the same plan, the bin, or the same place in the list."""
        self.list_page.panel.return_to(place.listed)
        if place.plan_id is not None:
            self.show_record(place.plan_id)
        elif place.in_bin:
            self.show_bin()

    # --- pages

    def show_list(self) -> None:
        """Go back to the list."""
        if self._pages.currentWidget() is self.plan_page:
            self.plan_page.close_plan()
        self._show_page(self.list_page)
        self.list_page.panel.setFocus()

    def show_bin(self) -> None:
        """Show what lies in the bin."""
        self._show_page(self.bin_page)
        self.bin_page.panel.load()
        self.bin_page.panel.setFocus()

    def show_packages(self) -> None:
        """Show the packages of services."""
        self._show_page(self.packages_page)
        self.packages_page.panel.load()
        self.packages_page.panel.setFocus()

    def show_waiting(self) -> None:
        """Show the plans that wait for approval."""
        self._show_page(self.waiting_page)
        self.waiting_page.panel.load()
        self.waiting_page.panel.setFocus()

    def _show_page(self, page: QWidget) -> None:
        on_list = page is self.list_page
        titles = {
            self.list_page: "shell.screen.plans",
            self.bin_page: "plans.bin.title",
            self.waiting_page: "plans.waiting.title",
            self.packages_page: "plans.packages.title",
        }
        key = titles.get(page, "")
        self.title_label.setText(tr(key) if key else "")
        self.title_label.setVisible(bool(key))
        belongings: dict[QWidget, bool] = dict.fromkeys(self._list_buttons, on_list)
        belongings[self._new] = on_list and self.context.office.can_change("plans")
        belongings[self._back] = not on_list
        belongings[self.plan_page.header.top] = page is self.plan_page
        for widget, wanted in sorted(belongings.items(), key=lambda entry: entry[1]):
            widget.setVisible(wanted)  # hiding first: the line is never wider than one page's
        self._pages.setCurrentWidget(page)

    # --- beginning a plan

    def start_new(self) -> None:
        """Ask whose plan it is."""
        if self.context.office.can_change("plans"):
            self._new_dialog().open()

    def new_plan_for(self, resident_id: bytes) -> None:
        """Begin a plan for somebody known: at once, or after a word when one is running."""
        if not self.context.office.can_change("plans"):
            return
        dialog = self._new_dialog()
        details = residents.get_resident(self.context.office, resident_id)
        dialog.choose(resident_id, f"{details.draft.surname} {details.draft.given_name}".strip())
        dialog.open()

    def _new_dialog(self) -> NewPlanDialog:
        dialog = NewPlanDialog(self.window(), self.context)
        dialog.created.connect(self.show_record)
        dialog.open_requested.connect(self.show_record)
        dialog.finished.connect(dialog.deleteLater)
        self.new_dialog = dialog
        return dialog

    # --- from the menu of a row

    def copy_plan(self, plan_id: bytes) -> None:
        """Begin a new plan of the same resident from an old one."""
        operation = self.context.ops.write(plans.copy_plan, self.context.office, plan_id)
        operation.on_success(self._on_copied).run()

    def _on_copied(self, saved: plans.SavedPlan) -> None:
        self.context.notifier.success(tr("plans.copy.done"))
        self.show_record(saved.id)

    def hand_over(self, plan_id: bytes) -> None:
        """Ask which plans of this plan's coordinator go to another one."""
        operation = self.context.ops.read(hands_of, self.context.office, plan_id)
        operation.on_success(self._on_hands).run()

    def _on_hands(self, hands: Hands) -> None:
        self.handing = HandingDialog(self.window(), self.context, hands)
        self.handing.finished.connect(self.handing.deleteLater)
        self.handing.open()

    def _retire(self, plan_id: bytes) -> None:
        operation = self.context.ops.write(plans.retire_plan, self.context.office, plan_id)
        operation.on_success(self._on_retired).run()

    def _on_retired(self, _changes: object) -> None:
        text = tr("plans.retire.done_list")
        self.context.notifier.success(text, tr("common.button.undo"), self._undo)

    def _undo(self) -> None:
        self.context.ops.write(history.undo, self.context.office).run()
