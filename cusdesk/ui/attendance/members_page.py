"""Who belongs to a group: found by typing, in the order of the printed list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.services.attendance import (
    MemberRow,
    add_members,
    end_membership,
    list_members,
    move_member,
    plan_for_member,
)
from cusdesk.ui.attendance.member_dialogs import LeaveDialog, PlanDialog
from cusdesk.ui.common import formats
from cusdesk.ui.common.amounts import show_amount
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.stacks import SeenLayout
from cusdesk.ui.common.table import EmptyState
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, keep_from_writing, label, row

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QDropEvent, QKeyEvent

    from cusdesk.domain.changes import Changes
    from cusdesk.services.attendance import GroupRow
    from cusdesk.ui.common.context import ScreenContext

_ID = int(Qt.ItemDataRole.UserRole)
_WIDTHS = (7, 36, 36, 17, 17, 17)
_HEADINGS = ("number", "name", "detail", "joined", "left", "planned")


class MemberList(QTreeWidget):
    """The list; rows are dragged, or moved with Alt and the arrows.

    Signals:
        reordered: the order of the rows is another.
    """

    reordered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_kept = False
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHeaderLabels([tr(f"attendance.members.{name}") for name in _HEADINGS])
        self.setAccessibleName(tr("attendance.members.title"))
        for number, width in enumerate(_WIDTHS):
            self.setColumnWidth(number, current().chars(width))

    def ids(self) -> list[bytes]:
        """Return the ids of the rows in order."""
        items = (self.topLevelItem(n) for n in range(self.topLevelItemCount()))
        return [item.data(0, _ID) for item in items if item is not None]

    def keep_order(self) -> None:
        """Let nobody move rows."""
        self._is_kept = True
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)

    def current_id(self) -> bytes | None:
        """Return the id of the row the keyboard is on."""
        item = self.currentItem()
        found: bytes | None = item.data(0, _ID) if item is not None else None
        return found

    def move_current(self, step: int) -> None:
        """Move the row one place up (-1) or down (1)."""
        item = self.currentItem()
        place = self.indexOfTopLevelItem(item) if item is not None else -1
        if place < 0 or not 0 <= place + step < self.topLevelItemCount():
            return
        moved = self.takeTopLevelItem(place)
        if moved is not None:
            self.insertTopLevelItem(place + step, moved)
            self.setCurrentItem(moved)
        self.reordered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the row."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        wants = event.modifiers() == Qt.KeyboardModifier.AltModifier and key in steps
        if wants and not self._is_kept:
            self.move_current(steps[key])
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell of the new order after a drop."""
        super().dropEvent(event)
        self.reordered.emit()


class MembersPage(QWidget):
    """People of one group."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._group_id: bytes | None = None
        self._month: dt.date = context.office.clock.today()
        self._unit_minutes = 1
        self._members: dict[bytes, MemberRow] = {}
        self.list = MemberList()
        self.list.reordered.connect(self._on_reordered)
        self.person = PersonField(context)
        self.person.chosen.connect(self._add)
        self.person.not_found.connect(self._on_not_found)
        self.joined = QLineEdit()
        self._build()
        context.bus.changed.connect(self._on_changes)

    def _build(self) -> None:
        layout = column(self, margin=1, gap=1.5)
        layout.addLayout(self._adding())
        frame, inside = card(margin=0)
        self._stack = SeenLayout()
        inside.addLayout(self._stack)
        self._stack.addWidget(self.list)
        self._stack.addWidget(
            EmptyState(
                "person",
                tr("attendance.members.empty"),
                tr("attendance.members.empty_hint"),
                (tr("attendance.members.add"), self.person.setFocus),
            )
        )
        layout.addWidget(frame, 1)
        buttons = []
        for name, slot, picture in (
            ("up", self._up, "up"),
            ("down", self._down, "down"),
            ("plan", self._ask_plan, "hours"),
            ("leave", self._ask_leave, "close"),
            ("open", self._open, "person"),
        ):
            buttons.append(button(tr(f"attendance.members.{name}"), slot, icon_name=picture))
        layout.addWidget(flow(*buttons))
        keys = label(tr("attendance.members.keys"), "hint", wrap=True)
        layout.addWidget(keys)
        changing = (*buttons[:-1], self.person, self.joined)  # a card may always be looked at
        if keep_from_writing(self._context, "attendance", *changing):
            self.list.keep_order()
            keys.hide()

    def _adding(self) -> QHBoxLayout:
        line = row(gap=1)
        words = label(tr("attendance.members.add"), "label")
        words.setBuddy(self.person)
        since = label(tr("fields.group_members.joined_on"))
        since.setBuddy(self.joined)
        self.joined.setAccessibleName(since.text())
        self.joined.setPlaceholderText(tr("common.form.date_placeholder"))
        self.joined.setMaximumWidth(current().chars(16))
        line.addWidget(words)
        line.addWidget(self.person, 1)
        line.addWidget(since)
        line.addWidget(self.joined)
        return line

    # --- showing

    def show_group(self, group: GroupRow, month: dt.date) -> None:
        """Show the people of a group."""
        if month != self._month or not self.joined.text():
            self.joined.setText(format_date(month.replace(day=1)))
        self._group_id, self._month = group.id, month
        self._unit_minutes = group.unit_minutes
        self._refresh()

    def _refresh(self) -> None:
        if self._group_id is not None:
            operation = self._context.ops.read(list_members, self._context.office, self._group_id)
            operation.replacing(f"members-{id(self)}").on_success(self._fill).run()

    def _fill(self, members: list[MemberRow]) -> None:
        kept = self.list.current_id()
        self._members = {member.id: member for member in members}
        self.list.clear()
        for member in members:
            item = QTreeWidgetItem(self._texts(member))
            item.setData(0, _ID, member.id)
            item.setTextAlignment(0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setSizeHint(0, QSize(0, current().row_height))
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            self.list.addTopLevelItem(item)
            if member.id == kept:
                self.list.setCurrentItem(item)
        first = self.list.topLevelItem(0)
        if first is not None and self.list.currentItem() is None:
            self.list.setCurrentItem(first)
        self._stack.setCurrentIndex(0 if members else 1)

    def _texts(self, member: MemberRow) -> list[str]:
        return [
            "" if member.number is None else str(member.number),
            member.name,
            member.detail,
            format_date(member.joined_on) if member.joined_on else "",
            format_date(member.left_on) if member.left_on else "",
            show_amount(member.planned_minutes, self._unit_minutes),
        ]

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and changes.touches("attendance", "residents"):
            self._refresh()

    # --- what the person does

    def _add(self, resident_id: bytes, name: str) -> None:
        if self._group_id is None:
            return
        typed = formats.read_date(self.joined.text(), self._context.office.clock.today())
        if typed.blocking:
            self._context.notifier.warning(tr(typed.problem, **dict(typed.params)))
            self.joined.setFocus()
            return
        here = [m for m in self._members.values() if m.resident_id == resident_id]
        if any(member.left_on is None for member in here):
            self._context.notifier.info(tr("attendance.members.already", name=name))
        else:
            operation = self._context.ops.write(
                add_members, self._context.office, self._group_id, [resident_id], typed.value
            )
            operation.on_success(self._on_added).run()
        self.person.show_person(None, "")

    def _on_added(self, _changes: Changes) -> None:
        self.person.setFocus()
        if not self.isVisible():
            self._refresh()

    def _on_not_found(self) -> None:
        self._context.notifier.info(tr("month.person.none"))

    def _on_reordered(self) -> None:
        if self._group_id is not None:
            self._context.ops.write(
                move_member, self._context.office, self._group_id, self.list.ids()
            ).run()

    def _up(self) -> None:
        self.list.move_current(-1)

    def _down(self) -> None:
        self.list.move_current(1)

    def _current(self) -> MemberRow | None:
        return self._members.get(self.list.current_id() or b"")

    def _open(self) -> None:
        member = self._current()
        if member is not None:
            self._context.open_record("residents", member.resident_id)

    def _ask_plan(self) -> None:
        member = self._current()
        if member is not None:
            dialog = PlanDialog(member, self._unit_minutes, self)
            dialog.decided.connect(self._write_plan)
            dialog.open()

    def _write_plan(self, member_id: bytes, minutes: int | None) -> None:
        self._context.ops.write(plan_for_member, self._context.office, member_id, minutes).run()

    def _ask_leave(self) -> None:
        member = self._current()
        if member is not None:
            today = self._context.office.clock.today()
            dialog = LeaveDialog(member, today, self)
            dialog.decided.connect(self._write_leave)
            dialog.open()

    def _write_leave(self, member_id: bytes, left_on: dt.date | None) -> None:
        self._context.ops.write(end_membership, self._context.office, member_id, left_on).run()
