"""Who changed what on a card, from and to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services.history import history_of
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.widgets import column

if TYPE_CHECKING:
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext

COLUMNS = (
    ColumnSpec("moment", "residents.history.moment", width=21, can_sort=False),
    ColumnSpec("user", "residents.history.user", width=18),
    ColumnSpec("field", "residents.history.field", width=24),
    ColumnSpec("before", "residents.history.before", width=24),
    ColumnSpec("after", "residents.history.after", width=24),
    ColumnSpec("operation", "residents.history.operation", width=30),
)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line, in words; `id` is its place, newest first."""

    id: bytes
    moment: str
    user: str
    operation: str
    field: str
    before: str
    after: str


def history_lines(office: Office, resident_id: bytes) -> list[HistoryLine]:
    """Return the history of a card as the table shows it.

    A step that made several rows at once (a card with its telephones) is one line.
    """
    entries = history_of(office, "residents", resident_id)
    steps = [(e.moment, e.user_name, e.operation) if e.field is None else None for e in entries]
    return [
        HistoryLine(
            place.to_bytes(16, "big"),
            f"{entry.moment:%d.%m.%Y %H:%M}",
            entry.user_name,
            entry.operation,
            entry.field or tr("residents.history.created"),
            entry.before,
            entry.after,
        )
        for place, entry in enumerate(entries)
        if steps[place] is None or steps[place] not in steps[:place]
    ]


class HistoryPage(QWidget):
    """A table read anew whenever it is looked at."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._resident_id: bytes | None = None
        source = MemorySource(self._rows, COLUMNS)
        empty = EmptyState("history", tr("residents.history.empty"))
        self.panel = TablePanel(
            context,
            TableSpec(
                "residents.history",
                COLUMNS,
                source.list_ids,
                source.rows_for,
                refresh_on=("residents",),
                empty=empty,
                frozen=1,
            ),
        )
        layout = column(self, margin=0)
        layout.addWidget(self.panel)
        self.setFocusProxy(self.panel)

    def show_resident(self, resident_id: bytes) -> None:
        """Show the history of a card."""
        self._resident_id = resident_id
        self.panel.load()

    def _rows(self) -> list[HistoryLine]:
        if self._resident_id is None:
            return []
        return history_lines(self._context.office, self._resident_id)
