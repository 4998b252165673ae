"""The imports of the past: what each did, its waiting rows, and taking it back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.domain.polish_text import fold
from cusdesk.services import imports
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.permits import choice_needed, permit, why_not_change
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.spec import ColumnSpec
from cusdesk.ui.common.widgets import button, column, label
from cusdesk.ui.imports.undo import UndoImport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cusdesk.services.imports import BatchRow
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table.spec import TableQuery


def _state(batch: BatchRow) -> str:
    if batch.taken_back:
        return tr("imports_ui.batch.taken_back")
    return tr("imports_ui.batch.waiting", n=batch.waiting) if batch.waiting else ""


def _count(name: str) -> Callable[[Any], object]:
    return lambda batch: batch.counts[name]


COLUMNS = (
    ColumnSpec("file_name", "imports_ui.column.file", width=38),
    ColumnSpec("kind", "imports_ui.column.kind", "enum", 13, enum_prefix="imports_ui.kind"),
    ColumnSpec("moment", "imports_ui.column.moment", width=17,
               getter=lambda batch: f"{batch.imported_at:%d.%m.%Y %H:%M}"),
    ColumnSpec("state", "imports_ui.column.state", width=20, getter=_state,
               tone=lambda batch: "muted" if batch.taken_back else "warning"),
    *(
        ColumnSpec(name, f"imports_plan.outcome.{name}", "number", 10, _count(name))
        for name in ("new", "changed", "unchanged", "doubtful", "rejected")
    ),
)  # fmt: skip


class BatchesPage(QWidget):
    """A list of imports, newest first.

    Signals:
        queue_wanted: (batch id) show what waits of this import.
        new_wanted: begin an import.
    """

    queue_wanted = Signal(bytes)
    new_wanted = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._batches: dict[bytes, BatchRow] = {}
        self._undo = UndoImport(context, self)
        layout = column(self, gap=1)
        layout.addWidget(label(tr("imports_ui.batch.text"), "hint", wrap=True))
        self.tools = QWidget()
        flow = FlowLayout(self.tools)
        self.queue = button(tr("imports_ui.batch.queue"), self._to_queue, icon_name="edit")
        self.rejects = button(tr("imports_ui.result.rejects"), self._rejects, icon_name="excel")
        self.undo = button(tr("imports_ui.batch.undo"), self._take_back, icon_name="undo")
        for widget in (self.queue, self.rejects, self.undo):
            flow.addWidget(widget)
        layout.addWidget(self.tools)
        self.panel = TablePanel(context, self._table())
        self.panel.current_record_changed.connect(self._on_current)
        self.panel.record_opened.connect(self.queue_wanted)
        self.panel.counted.connect(self.tools.setVisible)
        layout.addWidget(self.panel, 1)
        hand_on(self, self.panel)
        self._on_current(None)

    def _table(self) -> TableSpec:
        empty = EmptyState(
            "import",
            tr("imports_ui.batch.empty"),
            tr("imports_ui.batch.empty_text"),
            (tr("imports_ui.new"), self.new_wanted.emit),
        )
        return TableSpec(
            "imports.batches",
            COLUMNS,
            partial(self._list_ids, self._context.office),
            self._rows_for,
            refresh_on=("imports",),
            empty=empty,
        )

    def load(self) -> None:
        """Read the imports."""
        self.panel.load()

    def _list_ids(self, office: Office, query: TableQuery) -> Sequence[bytes]:
        batches = imports.list_batches(office)
        self._batches = {batch.id: batch for batch in batches}
        specs = {spec.key: spec for spec in COLUMNS}
        for key, text in query.filters.items():
            batches = [b for b in batches if fold(text) in fold(specs[key].text_of(b))]
        if query.sort == "moment":
            batches.sort(key=lambda batch: batch.imported_at, reverse=query.descending)
        elif query.sort:
            value = specs[query.sort].value_of
            batches.sort(key=lambda batch: str(value(batch)).rjust(9), reverse=query.descending)
        return [batch.id for batch in batches]

    def _rows_for(self, ids: Sequence[bytes]) -> Iterable[BatchRow]:
        return [self._batches[i] for i in ids if i in self._batches]

    def _on_current(self, batch_id: bytes | None) -> None:
        batch = self._batches.get(batch_id) if batch_id else None
        stands = batch is not None and not batch.taken_back
        permit(self.queue, choice_needed(batch, fits=stands))
        permit(self.rejects, choice_needed(batch, fits=stands))
        why = why_not_change(self._context.office, "imports")
        can_undo = batch is not None and batch.can_undo
        permit(self.undo, why or choice_needed(batch, fits=can_undo))

    def _to_queue(self) -> None:
        batch_id = self.panel.view.current_id()
        if batch_id is not None:
            self.queue_wanted.emit(batch_id)

    def _take_back(self) -> None:
        batch_id = self.panel.view.current_id()
        if batch_id is not None:
            self._undo.ask(batch_id)

    def _rejects(self) -> None:
        batch_id = self.panel.view.current_id()
        if batch_id is None:
            return
        name = tr("imports_ui.rejects_name", file=Path(self._batches[batch_id].file_name).stem)
        chosen, _ = QFileDialog.getSaveFileName(
            self.window(),
            tr("imports_ui.result.rejects"),
            str(documents_dir() / f"{name}.xlsx"),
            tr("listing.filter.xlsx"),
        )
        if chosen:
            path = Path(chosen).with_suffix(".xlsx")
            operation = self._context.ops.read(
                imports.save_rejects, self._context.office, batch_id, path, with_doubtful=True
            )
            operation.on_success(partial(self._on_saved, path)).run()

    def _on_saved(self, path: Path, count: int) -> None:
        self._context.notifier.success(tr("imports_ui.rejects_saved", n=count, place=str(path)))
