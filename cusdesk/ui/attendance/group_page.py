"""Everything about one group: presence, people, meetings, its data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services.attendance import list_groups
from cusdesk.ui.attendance.board_page import BoardPage
from cusdesk.ui.attendance.group_dialog import GroupData
from cusdesk.ui.attendance.meetings_page import MeetingsPage
from cusdesk.ui.attendance.members_page import MembersPage
from cusdesk.ui.attendance.paper import show_sign_in_list
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.widgets import column, tab_widget

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.changes import Changes
    from cusdesk.services.attendance import GroupRow
    from cusdesk.ui.common.context import ScreenContext


@dataclass(frozen=True)
class GroupPlace:
    """Where the person is in a group."""

    group_id: bytes
    tab: int
    cell: tuple[int, int]


class GroupPage(QWidget):
    """One group in one month.

    Signals:
        shown: (GroupRow) the group was read, for the title.
        gone: the group was put into the bin, or is there no more.
        retire_wanted: (GroupRow) the person wants it gone.
    """

    shown = Signal(object)
    gone = Signal()
    retire_wanted = Signal(object)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._id: bytes | None = None
        self._month: dt.date | None = None
        self.group: GroupRow | None = None
        self.board = BoardPage(context)
        self.members = MembersPage(context)
        self.meetings = MeetingsPage(context)
        self.data = GroupData(context)
        self.tabs = tab_widget()
        for name, page in (
            ("board", self.board),
            ("members", self.members),
            ("meetings", self.meetings),
            ("data", scrolled(self.data)),
        ):
            self.tabs.addTab(page, tr(f"attendance.tab.{name}"))
        column(self).addWidget(self.tabs)
        self.board.people_wanted.connect(self.show_people)
        self.data.changed.connect(self._refresh)
        self.data.retire_wanted.connect(self._on_retire)
        self.tabs.currentChanged.connect(self._on_tab)
        context.bus.changed.connect(self._on_changes)

    def show_group(self, group_id: bytes, month: dt.date) -> None:
        """Show a group; on its first opening of all the grid."""
        if group_id != self._id:
            self.tabs.setCurrentWidget(self.board)
        self._id, self._month = group_id, month
        self.board.show_group(group_id, month)
        self._refresh()

    def place(self) -> GroupPlace | None:
        """Return the group, its page and the cell under the cursor; None without a group."""
        if self._id is None:
            return None
        return GroupPlace(self._id, self.tabs.currentIndex(), self.board.cell)

    def return_to(self, place: GroupPlace) -> None:
        """Show the same page of the group that is shown, and go to the cell."""
        self.board.cell = place.cell
        self.tabs.setCurrentIndex(place.tab)

    def show_people(self) -> None:
        """Go to the people, ready to type a name."""
        self.tabs.setCurrentWidget(self.members)
        self.members.person.setFocus()

    def flush(self) -> None:
        """Keep what is being typed anywhere on the page."""
        self.board.flush()
        self.data.flush()

    def _refresh(self) -> None:
        if self._id is not None:
            operation = self._context.ops.read(list_groups, self._context.office, None, self._month)
            operation.replacing(f"group-{id(self)}").on_success(self._on_groups).run()

    def _on_groups(self, groups: list[GroupRow]) -> None:
        found = next((group for group in groups if group.id == self._id), None)
        if found is None:
            self._id = None
            self.gone.emit()
            return
        self.group = found
        if self._month is not None:
            self.members.show_group(found, self._month)
            self.meetings.show_group(found, self._month)
        self.data.show_group(found)
        self.shown.emit(found)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self._id is not None and self._id in changes.rows.get("attendance", frozenset()):
            self._refresh()

    def _on_tab(self) -> None:
        if self.tabs.currentWidget() in {self.members, self.meetings}:
            self._refresh()
        if self.tabs.currentWidget() is self.board and self.board.session is not None:
            self.board.session.grid.setFocus()

    def _on_retire(self) -> None:
        self.retire_wanted.emit(self.group)

    def show_paper(self) -> None:
        """Show the list to sign as pages."""
        if self._id is not None and self._month is not None:
            show_sign_in_list(self._context, self._id, self._month, self)
