"""„Długości terminów”: every term with its source; the office sets its own and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.clocks import TermKind, TermUnit, kind_name, length_words
from cusdesk.domain.dates import format_date
from cusdesk.services import clocks
from cusdesk.ui.clocks.dialogs import term_dialog
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.permits import choice_needed, permit
from cusdesk.ui.common.table import ColumnSpec, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, keep_from_writing, label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QDialog

    from cusdesk.services.clocks import TermRow
    from cusdesk.ui.common.context import ScreenContext


def state_words(row: TermRow) -> str:
    """Return how a term stands: as in the act, changed by the office, to be checked, off.

    With the length that is to come, where the office set one from a day ahead.
    """
    words = _state(row)
    if row.later is None or row.own is None:
        return words
    date, length = format_date(row.own.applies_from), length_words(row.later)
    return tr("clocks.state.later", state=words, date=date, length=length)


def _state(row: TermRow) -> str:
    if not row.term.is_on:
        return tr("clocks.state.off")
    if not row.term.is_confirmed:
        return tr("clocks.state.own_to_check" if row.term.is_own else "clocks.state.to_check")
    if row.term.is_own:
        return tr("clocks.state.own")
    return tr("clocks.state.record" if row.term.unit is TermUnit.SET else "clocks.state.law")


def _days(name: str) -> Callable[[TermRow], object]:
    """Return what reads a threshold; a border of the law has none."""
    return lambda row: None if row.term.kind is TermKind.LIMIT else getattr(row.term, name)


def _tone(row: TermRow) -> str:
    if not row.term.is_on:
        return "muted"
    return "" if row.term.is_confirmed else "warning"


COLUMNS = (
    ColumnSpec("name", "clocks.column.name", width=44),
    ColumnSpec("length", "clocks.column.length", width=38),
    ColumnSpec("state", "clocks.column.state", width=30, getter=state_words, tone=_tone),
    ColumnSpec("soon", "clocks.column.soon", "number", 9, _days("soon"), is_summed=False),
    ColumnSpec("urgent", "clocks.column.urgent", "number", 9, _days("urgent"), is_summed=False),
    ColumnSpec("source", "clocks.column.source", width=50),
    ColumnSpec("group", "clocks.column.group", width=18),
    ColumnSpec("kind", "clocks.column.kind", width=26, getter=lambda r: kind_name(r.term.kind)),
)


class TermsPage(QWidget):
    """The list; a term is changed in a small window."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._rows: dict[bytes, TermRow] = {}
        self.dialog: QDialog | None = None
        layout = column(self, gap=1.5)
        layout.addWidget(label(tr("clocks.terms_text"), "hint", wrap=True))
        source = MemorySource(self._read, COLUMNS)
        spec = TableSpec(
            "clocks.terms", COLUMNS, source.list_ids, source.rows_for, refresh_on=("clocks",)
        )
        self.panel = TablePanel(context, spec)
        self.change = button(tr("clocks.term_change"), self._change, look="main", icon_name="edit")
        self.restore = button(tr("clocks.term_restore"), self._restore, icon_name="undo")
        buttons = QWidget()
        line = FlowLayout(buttons)
        for made in (self.change, self.restore):
            line.addWidget(made)
        line.addWidget(OutputButton(context, self.panel, tr("clocks.tab.terms")))
        layout.addWidget(buttons)
        self.panel.view.setMinimumHeight(current().row_height * 7)
        layout.addWidget(self.panel, 1)
        self.panel.current_record_changed.connect(self._on_current)
        self.panel.counted.connect(self._on_counted)
        self.panel.record_opened.connect(lambda _id: self._change())
        self._on_current(None)

    def load(self) -> None:
        """Read the terms anew."""
        self.panel.load()

    def _read(self) -> Iterable[TermRow]:
        found = clocks.list_terms(self._context.office)
        self._rows = {row.id: row for row in found}
        return found

    def _current(self) -> TermRow | None:
        return self._rows.get(self.panel.view.current_id() or b"")

    def _may_change(self) -> bool:
        return self._context.office.can_change("clocks.term")

    def _on_current(self, _record_id: bytes | None) -> None:
        chosen = self._current()
        is_free = chosen is not None and not chosen.is_fixed
        permit(self.change, choice_needed(chosen, fits=is_free))
        has_own = chosen is not None and chosen.own is not None
        permit(self.restore, choice_needed(chosen, fits=has_own))
        keep_from_writing(self._context, "clocks.term", self.change, self.restore)

    def _on_counted(self, _count: int) -> None:
        self._on_current(None)

    def _change(self) -> None:
        chosen = self._current()
        if chosen is not None and not chosen.is_fixed and self._may_change():
            self.dialog = term_dialog(self._context, chosen, self)
            self.dialog.accepted.connect(self.load)
            self.dialog.open()

    def _restore(self) -> None:
        chosen = self._current()
        if chosen is not None:
            write = self._context.ops.write(
                clocks.restore_term, self._context.office, chosen.term.key
            )
            write.on_success(self._on_written).run()

    def _on_written(self, _changes: object) -> None:
        self.load()
