"""„Do zatwierdzenia”: plans that were sent to the director or an authorised organiser."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services import plans
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.widgets import column, label

if TYPE_CHECKING:
    from cusdesk.ui.common.context import ScreenContext

COLUMNS = (
    ColumnSpec("number", "fields.plans.number", width=16),
    ColumnSpec("resident_name", "fields.plans.resident_id", width=24),
    ColumnSpec("version_number", "plans.column.version", "number", width=9),
    ColumnSpec("coordinator", "plans.column.coordinator", width=22),
    ColumnSpec("agreed_on", "plans.column.agreed_on", "date", width=13),
    ColumnSpec("submitted_on", "plans.column.submitted_on", "date", width=13),
    ColumnSpec("submitted_by", "plans.column.submitted_by", width=22),
)


class WaitingPage(QWidget):
    """Plans that wait for approval, the longest waiting first.

    Signals:
        record_opened: (id) a plan was chosen.
        counted: (n) how many wait.
    """

    record_opened = Signal(bytes)
    counted = Signal(int)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        source = MemorySource(partial(plans.waiting_plans, context.office), COLUMNS)
        self.panel = TablePanel(
            context,
            TableSpec(
                "plans.waiting",
                COLUMNS,
                source.list_ids,
                source.rows_for,
                refresh_on=("plans", "residents"),
                empty=EmptyState("check", tr("plans.waiting.empty")),
                frozen=2,
            ),
        )
        self.panel.record_opened.connect(self.record_opened)
        self.panel.counted.connect(self.counted)
        layout = column(self, gap=2)
        layout.addWidget(label(tr("plans.waiting.text"), "hint", wrap=True))
        layout.addWidget(self.panel, 1)
        hand_on(self, self.panel)
