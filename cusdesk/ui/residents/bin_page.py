"""Cards in the bin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services import residents
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.widgets import column, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.ui.common.context import ScreenContext

COLUMNS = (
    ColumnSpec("name", "residents.finder.person", width=30),
    ColumnSpec("birth_date", "fields.residents.birth_date", "date", width=14),
    ColumnSpec("place", "residents.column.place", width=30),
    ColumnSpec("retired_on", "residents.bin_list.retired_on", "date", width=14),
)


class BinPage(QWidget):
    """The list of what was put into the bin.

    Signals:
        record_opened: (id) look at a card.
    """

    record_opened = Signal(bytes)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        source = MemorySource(partial(residents.bin_list, context.office), COLUMNS)
        self.panel = TablePanel(
            context,
            TableSpec(
                "residents.bin",
                COLUMNS,
                source.list_ids,
                source.rows_for,
                refresh_on=("residents",),
                empty=EmptyState("delete", tr("residents.bin_list.empty")),
                actions=self._actions,
            ),
        )
        self.panel.record_opened.connect(self.record_opened)
        layout = column(self, gap=2)
        layout.addWidget(label(tr("residents.bin_list.text"), "hint", wrap=True))
        layout.addWidget(self.panel, 1)
        hand_on(self, self.panel)

    def load(self) -> None:
        """Read the bin."""
        self.panel.load()

    def _actions(self, resident_id: bytes) -> list[tuple[str, Callable[[], object]]]:
        if not self._context.office.can_change("residents"):
            return []
        return [(tr("residents.card.restore"), partial(self._restore, resident_id))]

    def _restore(self, resident_id: bytes) -> None:
        office = self._context.office
        self._context.ops.write(residents.restore_resident, office, resident_id).run()
