"""Zajęcia i godziny: groups with their grid, and individual hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services import history
from cusdesk.services.attendance import list_groups, retire_group
from cusdesk.services.attendance.absences import list_absences
from cusdesk.ui.attendance.calls_page import CallsPage
from cusdesk.ui.attendance.group_dialog import NewGroupDialog
from cusdesk.ui.attendance.group_page import GroupPage
from cusdesk.ui.attendance.groups_page import GroupsPage
from cusdesk.ui.attendance.visits.page import VisitsPage
from cusdesk.ui.common.month_switch import MonthSwitch
from cusdesk.ui.common.record.history import show_history
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.stacks import Pages
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, keep_from_writing, tab_widget

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QShowEvent

    from cusdesk.domain.changes import Changes
    from cusdesk.services.attendance import GroupRow
    from cusdesk.services.history import Undone
    from cusdesk.ui.attendance.group_page import GroupPlace
    from cusdesk.ui.attendance.visits.page import VisitsPlace
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import ListPlace


@dataclass(frozen=True)
class AttendancePlace:
    """Where the person is; `group` only while one is open."""

    month: dt.date
    tab: int
    listed: ListPlace
    visits: VisitsPlace
    group: GroupPlace | None


class AttendanceScreen(Screen):
    """The list of groups and the hours as two tabs; an open group in their place."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("attendance.title"))
        today = context.office.clock.today()
        self.month = MonthSwitch(today, self)
        self.groups = GroupsPage(context, self.month.month)
        self.visits = VisitsPage(context, self.month.month)
        self.group = GroupPage(context)
        self.tabs = tab_widget()
        self.tabs.addTab(self.groups, tr("attendance.tab.groups"))
        self.tabs.addTab(self.visits, tr("attendance.tab.visits"))
        self.calls = CallsPage(context)
        self.tabs.addTab(self.calls, tr("attendance.tab.calls"))
        self.pages = Pages()
        self.pages.addWidget(self.tabs)
        self.pages.addWidget(self.group)
        self.body.addWidget(self.pages)
        self._back = button(tr("attendance.back"), self.close_group, look="quiet", icon_name="back")
        self._back.hide()
        self.header_row.insertWidget(0, self._back)
        self._import = button(tr("imports_ui.from_screen"), look="quiet", icon_name="import")
        self._import.clicked.connect(lambda: context.run_command("imports", "imports.new"))
        self.tabs.setCornerWidget(self._import)
        self.header_row.addWidget(self.month)
        self._paper = button(tr("attendance.grid.paper"), self.group.show_paper, icon_name="print")
        self._paper.hide()
        self.header_row.addWidget(self._paper)
        self._history = button(
            tr("record.history.button"), self._show_history, look="quiet", icon_name="history"
        )
        self._history.hide()
        self.header_row.addWidget(self._history)
        self._new = button(tr("attendance.group.new"), self.new_group, look="main", icon_name="add")
        self.header_row.addWidget(self._new)
        keep_from_writing(context, "attendance", self._new)
        self._connect()
        self._show_buttons()

    def _connect(self) -> None:
        self.month.changed.connect(self._on_month)
        self.groups.opened.connect(self.open_group)
        self.groups.new_wanted.connect(self.new_group)
        self.group.shown.connect(self._on_group)
        self.group.gone.connect(self.close_group)
        self.group.retire_wanted.connect(self._retire)
        self.tabs.currentChanged.connect(self._show_buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the keyboard in the list of groups."""
        super().showEvent(event)
        if not event.spontaneous() and self.groups.isVisible():
            self.groups.panel.setFocus()

    # --- made anew

    @property
    def is_busy(self) -> bool:
        """Whether a grid has cells that could not be saved or read yet."""
        return self.group.board.has_troubles

    def place(self) -> AttendancePlace:
        """Return the month, the open group with its page and cell, the line being typed."""
        inside = self.pages.currentWidget() is self.group
        return AttendancePlace(
            self.month.month,
            self.tabs.currentIndex(),
            self.groups.panel.place(),
            self.visits.place(),
            self.group.place() if inside else None,
        )

    def return_to(self, place: AttendancePlace) -> None:
        """Show the same month, page, group and line."""
        self.month.set_month(place.month)
        self.groups.panel.return_to(place.listed)
        self.tabs.setCurrentIndex(place.tab)
        self.visits.return_to(place.visits)
        if place.group is not None:
            self.open_group(place.group.group_id)
            self.group.return_to(place.group)

    # --- from outside

    def show_record(self, record_id: bytes) -> None:
        """Open a group, or the calls for somebody who stays away; anything else changes nothing."""
        groups = list_groups(self.context.office)
        if any(group.id == record_id for group in groups):
            self.open_group(record_id)
            return
        if all(row.resident_id != record_id for row in list_absences(self.context.office)):
            return
        self.close_group()
        self.tabs.setCurrentWidget(self.calls)
        self.calls.show_person(record_id)

    def run_command(self, command_id: str) -> None:
        """Begin a new group, or typing hours."""
        if command_id == "attendance.new_group":
            self.new_group()
        elif command_id == "attendance.visits":
            self.close_group()
            self.tabs.setCurrentWidget(self.visits)
            self.visits.start_typing()

    def flush(self) -> None:
        """Keep what is being typed."""
        self.group.flush()
        self.visits.flush()

    # --- groups

    def open_group(self, group_id: bytes) -> None:
        """Show one group's grid."""
        self.pages.setCurrentWidget(self.group)
        self.group.show_group(group_id, self.month.month)
        self._show_buttons()

    def close_group(self) -> None:
        """Go back to the list."""
        self.group.flush()
        self.pages.setCurrentWidget(self.tabs)
        self.title_label.setText(tr("attendance.title"))
        self._show_buttons()
        self.groups.panel.view.setFocus()

    def new_group(self) -> None:
        """Ask for the data of a new group."""
        if not self.context.office.can_change("attendance"):
            return
        dialog = NewGroupDialog(self.context, self)
        dialog.created.connect(self._on_created)
        dialog.open()

    def _on_created(self, group_id: bytes) -> None:
        self.open_group(group_id)
        self.group.show_people()

    def _on_group(self, group: GroupRow) -> None:
        if self.pages.currentWidget() is self.group:
            self.title_label.setText(group.name)
            self.title_label.setToolTip(tip(group.service_name))

    def _show_history(self) -> None:
        place = self.group.place()
        if place is not None:
            self.group.flush()
            name = self.title_label.text()
            show_history(self.context, ("attendance", place.group_id), name, self)

    def _retire(self, group: GroupRow | None) -> None:
        if group is not None:
            operation = self.context.ops.write(retire_group, self.context.office, group.id)
            operation.on_success(self._on_retired).run()

    def _on_retired(self, _changes: Changes) -> None:
        self.close_group()
        self.context.notifier.success(
            tr("attendance.group.retired"), tr("common.button.undo"), self._undo
        )

    def _undo(self) -> None:
        def tell(undone: Undone | None) -> None:
            """Say what came back; nothing when somebody else had it undone."""
            if undone is not None:
                self.context.notifier.info(tr("attendance.undone", what=undone.label))

        self.context.ops.write(history.undo, self.context.office).on_success(tell).run()

    def _on_month(self, month: dt.date) -> None:
        self.groups.show_month(month)
        self.visits.show_month(month)
        opened = self.group.group
        if self.pages.currentWidget() is self.group and opened is not None:
            self.group.show_group(opened.id, month)

    def _show_buttons(self) -> None:
        inside = self.pages.currentWidget() is self.group
        self._back.setVisible(inside)
        self._paper.setVisible(inside)
        self._history.setVisible(inside)
        can_import = self.context.can_open("imports") and self.context.office.can_change("imports")
        self._import.setVisible(can_import and not inside)
        self._new.setVisible(not inside and self.tabs.currentWidget() is self.groups)
