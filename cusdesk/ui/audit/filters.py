"""What is asked of the log: who, about whom, when, what kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.services.audit import AuditFilter, Group
from cusdesk.ui.common import formats
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.ui.common.context import ScreenContext


class FilterBar(QWidget):
    """Five fields in a row that wraps.

    Signals:
        changed: something else is asked.
    """

    changed = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.user = QComboBox()
        self.group = QComboBox()
        self.resident = PersonField(context)
        self.first, self.last = QLineEdit(), QLineEdit()
        layout = FlowLayout(self)
        self._add(layout, "user", self.user, 22)
        if context.office.may("residents.see"):
            self._add(layout, "resident", self.resident, 26)
        self._add(layout, "first", self.first, 16)
        self._add(layout, "last", self.last, 16)
        self._add(layout, "group", self.group, 28)
        clear = button(tr("audit.filter.clear"), self.clear, look="link")
        layout.addWidget(clear)
        self._offer_groups()
        self.offer_people([])
        self.user.activated.connect(lambda _index: self.changed.emit())
        self.group.activated.connect(lambda _index: self.changed.emit())
        self.resident.chosen.connect(lambda _id, _name: self.changed.emit())
        self.resident.dropped.connect(self.changed)
        for field in (self.first, self.last):
            field.setPlaceholderText(tr("audit.filter.day"))
            field.editingFinished.connect(self._on_day)

    def _add(self, layout: FlowLayout, name: str, field: QWidget, chars: int) -> None:
        holder = QWidget()
        inside = column(holder, gap=0.25)
        words = label(tr(f"audit.filter.{name}"), "label")
        words.setBuddy(field)
        field.setAccessibleName(tr(f"audit.filter.{name}"))
        field.setFixedWidth(current().chars(chars))
        inside.addWidget(words)
        inside.addWidget(field)
        layout.addWidget(holder)

    def _offer_groups(self) -> None:
        self.group.addItem(tr("audit.filter.any_group"), None)
        for group in Group:
            self.group.addItem(tr(f"audit.group.{group.value}"), group)

    def offer_people(self, people: list[tuple[bytes, str]]) -> None:
        """Offer everybody who ever worked here; the choice stays."""
        chosen = self.user.currentData()
        self.user.clear()
        self.user.addItem(tr("audit.filter.any_user"), None)
        for user_id, name in people:
            self.user.addItem(name, user_id)
        self.user.setCurrentIndex(max(0, self.user.findData(chosen)))

    def show_resident(self, resident_id: bytes, name: str) -> None:
        """Ask who looked at anything of one resident."""
        self._reset()
        self.group.setCurrentIndex(self.group.findData(Group.VIEWS))
        self.resident.show_person(resident_id, name)
        self.changed.emit()

    def clear(self) -> None:
        """Ask for everything."""
        self._reset()
        self.changed.emit()

    def wanted(self) -> AuditFilter:
        """Return what is asked; a day that cannot be read does not narrow."""
        return AuditFilter(
            self.user.currentData(),
            self.resident.resident_id,
            self._day(self.first),
            self._day(self.last),
            self.group.currentData(),
        )

    def _reset(self) -> None:
        self.user.setCurrentIndex(0)
        self.group.setCurrentIndex(0)
        self.resident.show_person(None, "")
        self.first.clear()
        self.last.clear()

    def _day(self, field: QLineEdit) -> dt.date | None:
        value = formats.read_date(field.text(), self._context.office.clock.today()).value
        return value if value else None

    def _on_day(self) -> None:
        for field in (self.first, self.last):
            day = self._day(field)
            if day is not None:
                field.setText(f"{day:%d.%m.%Y}")
        self.changed.emit()
