"""„Obowiązki biura”: what comes back, when it is due next, and every time it was done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.reports.forms import newest_form
from cusdesk.services import clocks
from cusdesk.services.clocks.duties import MEETING
from cusdesk.services.papers import summary
from cusdesk.ui.clocks.dialogs import duty_dialog
from cusdesk.ui.common.clock_lines import tone_of
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.permits import choice_needed, permit
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, keep_from_writing, label, row
from cusdesk.ui.common.word_high import AsHighAsItsWords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QDialog

    from cusdesk.services.clocks import DutyDraft, DutyEntryRow, DutyRow
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext


def _tone(row: DutyRow) -> str:
    return tone_of(row.pace)


def _remark(row: DutyRow) -> str:
    words = [] if row.due else [tr("clocks.duty.never")]
    if not row.is_confirmed:
        words.append(tr("clocks.to_check"))
    return "; ".join(words)


DUTIES = (
    ColumnSpec("name", "clocks.column.duty", width=44),
    ColumnSpec("due", "clocks.column.next", "date", 12, tone=_tone),
    ColumnSpec("days", "clocks.column.days", "number", 12, tone=_tone, is_summed=False),
    ColumnSpec("remark", "clocks.column.remark", width=24, getter=_remark),
    ColumnSpec("every", "clocks.column.every", width=18),
    ColumnSpec("last", "clocks.column.last", "date", 12),
    ColumnSpec("last_by", "clocks.column.last_by", width=18),
    ColumnSpec("source", "clocks.column.source", width=34),
)
ENTRIES = (
    ColumnSpec("done_on", "fields.duty_entries.done_on", "date", 12, lambda r: r.draft.done_on),
    ColumnSpec("name", "clocks.column.duty", width=40),
    ColumnSpec("settles", "fields.duty_entries.settles", "date", 12, lambda r: r.draft.settles),
    ColumnSpec(
        "done_by", "fields.duty_entries.done_by", width=20, getter=lambda r: r.draft.done_by
    ),
    ColumnSpec(
        "findings", "fields.duty_entries.findings", width=34, getter=lambda r: r.draft.findings
    ),
    ColumnSpec("note", "fields.duty_entries.note", width=30, getter=lambda r: r.draft.note),
)


def _may_issue(office: Office) -> bool:
    right = newest_form(summary.MEETING).right
    return bool(right) and office.may(right)


class DutiesPage(QWidget):
    """Two lists: the duties, and what was done."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._duties: dict[bytes, DutyRow] = {}
        self._entries: dict[bytes, DutyEntryRow] = {}
        self._wanted = b""
        self.dialog: QDialog | None = None
        layout = column(self, gap=1.5)
        layout.addWidget(label(tr("clocks.duty.text"), "hint", wrap=True))
        self.duties = self._panel(
            "clocks.duties", DUTIES, self._read_duties, EmptyState("info", tr("clocks.duty.none"))
        )
        self.entries = self._panel(
            "clocks.entries",
            ENTRIES,
            self._read_entries,
            EmptyState("info", tr("clocks.duty.empty")),
        )
        self.done = button(tr("clocks.duty.done"), self._done, look="main", icon_name="check")
        self.change = button(tr("clocks.duty.change"), self._change, icon_name="edit")
        self.record = button(tr("clocks.duty.record"), self._show_record, icon_name="print")
        self.record.setVisible(_may_issue(context.office))
        self.retire = button(
            tr("clocks.duty.retire"), self._retire, look="quiet", icon_name="delete"
        )
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._part(self.duties, "clocks.duty.list", self.done))
        parts.addWidget(
            self._part(self.entries, "clocks.duty.entries", self.change, self.record, self.retire)
        )
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        layout.addWidget(parts, 1)
        self.duties.record_opened.connect(lambda _id: self._done())
        self.entries.record_opened.connect(lambda _id: self._change())
        for panel in (self.duties, self.entries):
            panel.current_record_changed.connect(self._on_current)
            panel.counted.connect(self._on_counted)
        self._on_current(None)

    def _panel(
        self,
        name: str,
        columns: Sequence[ColumnSpec],
        read: Callable[[], Iterable[object]],
        empty: EmptyState,
    ) -> TablePanel:
        source = MemorySource(read, columns)
        spec = TableSpec(
            name, columns, source.list_ids, source.rows_for, refresh_on=("clocks",), empty=empty
        )
        panel = TablePanel(self._context, spec)
        panel.view.setMinimumHeight(current().row_height * 6)
        return panel

    def _part(self, panel: TablePanel, title: str, *buttons: QWidget) -> QWidget:
        holder = AsHighAsItsWords()  # the buttons may take several lines
        inside = column(holder, gap=1)
        bar = QWidget()
        line = FlowLayout(bar)
        for made in buttons:
            line.addWidget(made)
        output = OutputButton(self._context, panel, tr(title))
        if panel is self.entries:
            output.setShortcut("")  # Ctrl+P prints the first list of a page
        line.addWidget(output)
        head = row(gap=2)
        head.addWidget(label(tr(title), "heading"))
        head.addWidget(bar, 1)
        inside.addLayout(head)
        inside.addWidget(panel, 1)
        return holder

    def load(self) -> None:
        """Read both lists anew."""
        self.duties.load()
        self.entries.load()

    def choose(self, duty_id: bytes) -> None:
        """Stand on a duty, now or as soon as the list is read."""
        self._wanted = duty_id
        self._stand()

    def _stand(self) -> None:
        if self._wanted in self._duties:
            self.duties.view.select_record(self._wanted)
            self._wanted = b""

    def _read_duties(self) -> Iterable[DutyRow]:
        found = clocks.list_duties(self._context.office)
        self._duties = {row.id: row for row in found}
        return found

    def _read_entries(self) -> Iterable[DutyEntryRow]:
        found = clocks.list_entries(self._context.office)
        self._entries = {row.id: row for row in found}
        return found

    def _on_current(self, _record_id: bytes | None) -> None:
        permit(self.done, choice_needed(self.duties.view.current_id()))
        for made in (self.change, self.retire):
            permit(made, choice_needed(self.entries.view.current_id()))
        chosen = self._chosen_entry()
        is_meeting = chosen is not None and chosen.draft.key == MEETING
        permit(self.record, choice_needed(chosen, fits=is_meeting))
        keep_from_writing(self._context, "clocks", self.done, self.change, self.retire)

    def _on_counted(self, _count: int) -> None:
        self._stand()
        self._on_current(None)

    def _done(self) -> None:
        chosen = self._duties.get(self.duties.view.current_id() or b"")
        if chosen is not None and self._context.office.can_change("clocks"):
            read = self._context.ops.read(clocks.duty_draft, self._context.office, chosen)
            read.on_success(self._ask_done).run()

    def _ask_done(self, draft: DutyDraft) -> None:
        self._open(duty_dialog(self._context, draft, None, self))

    def _chosen_entry(self) -> DutyEntryRow | None:
        return self._entries.get(self.entries.view.current_id() or b"")

    def _show_record(self) -> None:
        """Show the record of a meeting as a paper."""
        chosen = self._chosen_entry()
        if chosen is not None:
            make = partial(summary.meeting_draft, self._context.office, chosen)
            show_paper(self._context, make, self)

    def _change(self) -> None:
        chosen = self._chosen_entry()
        if chosen is not None and self._context.office.can_change("clocks"):
            self._open(duty_dialog(self._context, chosen.draft, chosen, self))

    def _retire(self) -> None:
        chosen = self._chosen_entry()
        if chosen is not None:
            write = self._context.ops.write(clocks.retire_entry, self._context.office, chosen.id)
            write.on_success(self._on_written).run()

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.accepted.connect(self.load)
        dialog.open()

    def _on_written(self, _changes: object) -> None:
        self.load()
