"""Who changed what in one record, from and to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from cusdesk.core.messages import tr
from cusdesk.services.history import history_of
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen, row

if TYPE_CHECKING:
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext

COLUMNS = (
    ColumnSpec("moment", "record.history.moment", width=19, can_sort=False),
    ColumnSpec("user", "record.history.user", width=16),
    ColumnSpec("field", "record.history.field", width=22),
    ColumnSpec("before", "record.history.before", width=22),
    ColumnSpec("after", "record.history.after", width=22),
    ColumnSpec("operation", "record.history.operation", width=24),
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


def history_lines(office: Office, feature: str, record_id: bytes) -> list[HistoryLine]:
    """Return the history of a record; what one step made together (its parts) is one line."""
    lines: list[HistoryLine] = []
    made: set[tuple[object, ...]] = set()
    for entry in history_of(office, feature, record_id):
        step = (entry.moment, entry.user_name, entry.operation)
        if entry.field is None and step in made:
            continue
        if entry.field is None:
            made.add(step)
        lines.append(
            HistoryLine(
                len(lines).to_bytes(16, "big"),
                f"{entry.moment:%d.%m.%Y %H:%M}",
                entry.user_name,
                entry.operation,
                entry.field or tr("record.history.made"),
                entry.before,
                entry.after,
            )
        )
    return lines


class HistoryDialog(QDialog):
    """The history of one record as a list."""

    def __init__(
        self, context: ScreenContext, feature: str, record_id: bytes, name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("record.history.title", name=name))
        source = MemorySource(partial(history_lines, context.office, feature, record_id), COLUMNS)
        self.panel = TablePanel(
            context,
            TableSpec(
                "record.history",
                COLUMNS,
                source.list_ids,
                source.rows_for,
                refresh_on=(feature,),
                empty=EmptyState("history", tr("record.history.empty")),
            ),
        )
        layout = column(self, margin=2, gap=1.5)
        layout.addWidget(label(tr("record.history.title", name=name), "heading", wrap=True))
        layout.addWidget(self.panel, 1)
        buttons = row()
        buttons.addStretch()
        buttons.addWidget(button(tr("common.button.close"), self.accept))
        layout.addLayout(buttons)
        resize_within_screen(self, current().chars(130), current().row_height * 18)
        self.panel.load()
