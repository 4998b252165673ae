"""„Po terminie”: whose term is over; a person decides about each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.services.protection import classes, protocols, retention
from cusdesk.ui.common.permits import (
    choice_needed,
    needs_something,
    permit,
    why_not_change,
    why_not_may,
)
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.widgets import button, column, label, row
from cusdesk.ui.protection.dialogs import keep_dialog
from cusdesk.ui.protection.parts import ask_save, warning_bar
from cusdesk.ui.protection.steps import erase_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QDialog

    from cusdesk.services.protection.retention import Proposal
    from cusdesk.ui.common.context import ScreenContext


def what_words(proposal: Proposal) -> str:
    """Return whether the person or one plan is proposed."""
    return tr(f"protection.scope.{'plan' if proposal.plan_id else 'person'}")


def class_words(proposal: Proposal) -> str:
    """Return symbol and category."""
    return f"{proposal.class_symbol} ({proposal.category})"


def years_words(proposal: Proposal) -> str:
    """Return the outer years."""
    return retention.years_text(proposal.first_year, proposal.last_year)


def remark_words(proposal: Proposal) -> str:
    """Return what must be known before the decision."""
    words = []
    if proposal.is_expertise:
        words.append(tr("protection.list.expertise"))
    if proposal.by_project:
        words.append(tr("protection.list.project"))
    return "; ".join(words)


COLUMNS = (
    ColumnSpec("name", "protection.column.name", width=26),
    ColumnSpec("what", "protection.column.what", width=14, getter=what_words),
    ColumnSpec("sign", "protection.column.sign", width=18),
    ColumnSpec("class", "protection.column.class", width=14, getter=class_words),
    ColumnSpec("case_end", "protection.column.case_end", "date", 12),
    ColumnSpec("until", "protection.column.until", "date", 12),
    ColumnSpec("years", "protection.column.years", width=11, getter=years_words),
    ColumnSpec("items", "protection.column.items", "number", 8),
    ColumnSpec("remarks", "protection.column.remarks", width=24, getter=remark_words),
)


class ProposalsPage(QWidget):
    """The list and what can be done with a line of it."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._found: dict[bytes, Proposal] = {}
        self.dialog: QDialog | None = None
        layout = column(self, gap=1.5)
        layout.addWidget(label(tr("protection.proposals.text"), "hint", wrap=True))
        self.bar: QFrame = warning_bar(tr("protection.proposals.provisional"))
        self.bar.hide()
        layout.addWidget(self.bar)
        layout.addLayout(self._buttons())
        source = MemorySource(self._read, COLUMNS)
        empty = EmptyState(
            "check", tr("protection.proposals.empty"), tr("protection.proposals.empty_text")
        )
        spec = TableSpec(
            "protection.proposals", COLUMNS, source.list_ids, source.rows_for, empty=empty
        )
        self.panel = TablePanel(context, spec)
        self.panel.current_record_changed.connect(self._on_current)
        self.panel.counted.connect(self._on_counted)
        layout.addWidget(self.panel, 1)

    def load(self) -> None:
        """Compute the terms anew."""
        self.panel.load()
        read = self._context.ops.read(classes.list_classes, self._context.office)
        read.on_success(self._on_classes).run()

    def _buttons(self) -> QHBoxLayout:
        line = row()
        self.erase = button(
            tr("protection.button.erase"), self._erase, look="danger", icon_name="delete"
        )
        self.keep = button(tr("protection.button.keep"), self._keep, icon_name="calendar")
        self.list = button(tr("protection.button.list"), self._save_list, icon_name="print")
        for made in (self.erase, self.keep, self.list):
            permit(made, choice_needed(None))
            line.addWidget(made)
        line.addStretch()
        return line

    def _read(self) -> Iterable[Proposal]:
        found = retention.proposals(self._context.office)
        self._found = {proposal.id: proposal for proposal in found}
        return found

    def _on_classes(self, found: list[classes.ClassRow]) -> None:
        self.bar.setVisible(any(row.is_provisional and row.default_of for row in found))

    def _on_counted(self, count: int) -> None:
        permit(self.list, needs_something(count))

    def _on_current(self, record_id: bytes | None) -> None:
        office = self._context.office
        needed = choice_needed(self._found.get(record_id) if record_id is not None else None)
        read_only = tr("common.read_only") if office.read_only else ""
        permit(self.erase, read_only or why_not_may(office, "protection.erase") or needed)
        permit(self.keep, why_not_change(office, "protection") or needed)

    def _current(self) -> Proposal | None:
        record_id = self.panel.view.current_id()
        return self._found.get(record_id) if record_id is not None else None

    def _erase(self) -> None:
        proposal = self._current()
        if proposal is not None:
            erase_from(self, self._context, proposal.resident_id, proposal.plan_id)

    def _keep(self) -> None:
        proposal = self._current()
        if proposal is None:
            return
        self.dialog = keep_dialog(
            self._context, proposal.resident_id, proposal.plan_id, proposal.name, self
        )
        self.dialog.accepted.connect(self.load)
        self.dialog.open()

    def _save_list(self) -> None:
        path = ask_save(
            self, tr("protection.list.title"), tr("protection.list.file"), ("pdf", "xlsx")
        )
        if path is None:
            return
        wanted = list(self._found.values())
        read = self._context.ops.read(retention.archive_list, self._context.office, wanted)
        save = partial(self._write_list, path)
        read.on_success(save).run()

    def _write_list(self, path: object, document: object) -> None:
        operation = self._context.ops.files(protocols.save_list, document, path)
        operation.on_success(partial(self._on_saved, path)).run()

    def _on_saved(self, path: object, _result: object) -> None:
        self._context.notifier.success(tr("protection.saved", place=path))
