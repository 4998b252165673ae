"""Everything in the bin, of every feature: when, by whom, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services import history
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.permits import choice_needed, permit
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.widgets import button, column, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.history import BinRow
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext


def _tone(line: BinLine) -> str:
    return "" if line.is_recent else "muted"


COLUMNS = (
    ColumnSpec("kind", "audit.bin.kind", width=20, tone=_tone),
    ColumnSpec("name", "audit.bin.name", width=32, tone=_tone),
    ColumnSpec("belongs_to", "audit.bin.belongs_to", width=28, tone=_tone),
    ColumnSpec("moment", "audit.bin.moment", width=18, can_sort=False, tone=_tone),
    ColumnSpec("user", "audit.bin.user", width=18, tone=_tone),
    ColumnSpec("age", "audit.bin.age", width=16, tone=_tone),
)


@dataclass(frozen=True, slots=True)
class BinLine:
    """One thing in the bin, in words; `id` is its place in the list."""

    id: bytes
    kind: str
    name: str
    belongs_to: str
    moment: str
    user: str
    age: str
    is_recent: bool
    row: BinRow


def bin_lines(office: Office) -> list[BinLine]:
    """Return the bin as the table shows it."""
    ages = (tr("audit.bin.old", n=history.RECENT_DAYS), tr("audit.bin.recent"))
    return [
        BinLine(
            place.to_bytes(8, "big"),
            found.kind,
            found.name,
            found.belongs_to,
            f"{found.retired_at:%d.%m.%Y %H:%M}",
            found.retired_by,
            ages[found.is_recent],
            found.is_recent,
            found,
        )
        for place, found in enumerate(history.bin_rows(office))
    ]


class BinPage(QWidget):
    """The list with one button; older things are pale, nothing is ever thrown away."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        source = MemorySource(partial(bin_lines, context.office), COLUMNS)
        self.panel = TablePanel(
            context,
            TableSpec(
                "audit.bin",
                COLUMNS,
                source.list_ids,
                source.rows_for,
                empty=EmptyState("delete", tr("audit.bin.empty"), tr("audit.bin.empty_text")),
                frozen=2,
                actions=self._actions,
            ),
        )
        self.panel.current_record_changed.connect(self._on_current)
        self.restore = button(tr("audit.bin.restore"), self._restore_current, icon_name="undo")
        permit(self.restore, choice_needed(None))
        if context.office.read_only:
            self.restore.hide()
        context.bus.changed.connect(self._on_changes)
        layout = column(self, margin=1, gap=1)
        strip = row(gap=2)
        strip.addWidget(label(tr("audit.bin.text"), "hint", wrap=True), 1)
        strip.addWidget(self.restore)
        layout.addLayout(strip)
        layout.addWidget(self.panel, 1)
        hand_on(self, self.panel)

    def load(self) -> None:
        """Read the bin."""
        self.panel.load()

    def _on_changes(self, _changes: object, _initiator: object) -> None:
        if self.isVisible():
            self.panel.load()

    def _on_current(self, line_id: bytes | None) -> None:
        permit(self.restore, choice_needed(line_id))

    def _line(self, line_id: bytes) -> BinLine | None:
        place = self.panel.model.row_of(line_id)
        found: BinLine | None = None if place is None else self.panel.model.row_at(place)
        return found

    def _actions(self, line_id: bytes) -> list[tuple[str, Callable[[], object]]]:
        line = self._line(line_id)
        if line is None or self._context.office.read_only or not line.row.can_restore:
            return []
        return [(tr("audit.bin.restore"), partial(self._restore, line_id))]

    def _restore_current(self) -> None:
        line_id = self.panel.view.current_id()
        if line_id is not None:
            self._restore(line_id)

    def _restore(self, line_id: bytes) -> None:
        line = self._line(line_id)
        if line is not None:
            operation = self._context.ops.write(
                history.restore, self._context.office, line.row.table, line.row.id
            )
            operation.on_success(partial(self._on_restored, line)).run()

    def _on_restored(self, line: BinLine, _changes: object) -> None:
        words = tr("audit.bin.restored", kind=line.kind, name=line.name)
        self._context.notifier.success(words)
        self.load()
