"""The list of groups."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services.attendance import list_groups
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.widgets import column

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QShowEvent

    from cusdesk.domain.changes import Changes
    from cusdesk.ui.common.context import ScreenContext

COLUMNS = (
    ColumnSpec("name", "fields.service_groups.name", width=24),
    ColumnSpec("service_name", "fields.service_groups.service_id", width=34),
    ColumnSpec("leader", "fields.service_groups.leader", width=22),
    ColumnSpec("place", "fields.service_groups.place", width=26),
    ColumnSpec("members", "attendance.groups.members", "number", width=9),
    ColumnSpec("meetings", "attendance.groups.meetings", "number", width=10),
)


class GroupsPage(QWidget):
    """Groups with their service, people and meetings of the month.

    Signals:
        opened: (group id).
        new_wanted: the empty list leads to the first group.
    """

    opened = Signal(bytes)
    new_wanted = Signal()

    def __init__(self, context: ScreenContext, month: dt.date) -> None:
        super().__init__()
        self._context = context
        self._is_stale = True
        source = self._source(month)
        self.panel = TablePanel(
            context,
            TableSpec(
                "attendance.groups",
                COLUMNS,
                source.list_ids,
                source.rows_for,
                empty=EmptyState(
                    "attendance",
                    tr("attendance.groups.empty"),
                    tr("attendance.groups.empty_hint"),
                    (tr("attendance.group.new"), self.new_wanted.emit),
                ),
            ),
        )
        self.panel.record_opened.connect(self.opened)
        column(self).addWidget(self.panel)
        hand_on(self, self.panel)
        context.bus.changed.connect(self._on_changes)

    def show_month(self, month: dt.date) -> None:
        """Count the meetings of another month."""
        source = self._source(month)
        self.panel.model.set_source(source.list_ids, source.rows_for)
        self._is_stale = True
        self._refresh()

    def _source(self, month: dt.date) -> MemorySource:
        return MemorySource(partial(list_groups, self._context.office, None, month), COLUMNS)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("attendance", "catalogue"):
            self._is_stale = True
            self._refresh()

    def _refresh(self) -> None:
        if self._is_stale and self.isVisible():
            self._is_stale = False
            self.panel.load()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask only when somebody looks."""
        super().showEvent(event)
        self._refresh()
