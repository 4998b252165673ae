"""The three lists: talks, needs without a service, and their counts, which name nobody."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services import needs_talks
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.theme import space
from cusdesk.ui.common.widgets import column, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.needs_talks import CountRow, TalkRow
    from cusdesk.ui.common.context import ScreenContext

_SHORT = 120


def _short(row: TalkRow) -> str:
    text = " ".join(row.needs_told.split())
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


TALK_COLUMNS = (
    ColumnSpec("resident_name", "fields.needs_talks.resident_id", width=24),
    ColumnSpec("held_on", "fields.needs_talks.held_on", "date", width=13),
    ColumnSpec("locality", "fields.residents.locality", width=18),
    ColumnSpec(
        "place", "fields.needs_talks.place", "enum", width=24, enum_prefix="enums.talk_place"
    ),
    ColumnSpec("coordinator", "needs_talks.column.coordinator", width=20),
    ColumnSpec("unmet", "needs_talks.column.unmet", "number", width=14),
    ColumnSpec("needs_told", "needs_talks.column.needs_told", width=50, getter=_short),
)
UNMET_COLUMNS = (
    ColumnSpec("need", "fields.unmet_needs.need", width=36),
    ColumnSpec("resident_name", "fields.unmet_needs.resident_id", width=22),
    ColumnSpec("recorded_on", "fields.unmet_needs.recorded_on", "date", width=12),
    ColumnSpec(
        "area", "fields.unmet_needs.area", "enum", width=26, enum_prefix="enums.service_area"
    ),
    ColumnSpec("locality", "fields.unmet_needs.locality", width=18),
    ColumnSpec("age_group", "fields.unmet_needs.age_group", width=14),
    ColumnSpec(
        "source", "fields.unmet_needs.source", "enum", width=20, enum_prefix="enums.unmet_source"
    ),
    ColumnSpec("met_on", "fields.unmet_needs.met_on", "date", width=13),
    ColumnSpec("note", "fields.unmet_needs.note", width=30, is_visible=False),
)


def _by_words(row: CountRow) -> str:
    return tr(f"needs_talks.counts.by_{row.by}") if row.by else ""


COUNT_COLUMNS = (
    ColumnSpec("by", "needs_talks.counts.by", width=18, getter=_by_words),
    ColumnSpec("value", "needs_talks.counts.value", width=44),
    ColumnSpec("needs", "needs_talks.counts.needs", width=12),
    ColumnSpec("people", "needs_talks.counts.people", width=12),
)


class ListTab(QWidget):
    """A list with a line of words above it.

    Signals:
        record_opened: (id) Enter or double click.
    """

    record_opened = Signal(bytes)

    def __init__(self, context: ScreenContext, hint: str, spec: TableSpec) -> None:
        super().__init__()
        self.panel = TablePanel(context, spec)
        self.panel.record_opened.connect(self.record_opened)
        layout = column(self, gap=1)
        layout.setContentsMargins(0, space(1.5), 0, 0)
        layout.addWidget(label(tr(hint), "hint", wrap=True))
        layout.addWidget(self.panel, 1)
        hand_on(self, self.panel)


def talks_tab(context: ScreenContext, begin: Callable[[], object]) -> ListTab:
    """Return the list of talks."""
    source = MemorySource(partial(needs_talks.list_talks, context.office), TALK_COLUMNS)
    first = (tr("needs_talks.new.action"), begin) if can_change(context) else None
    empty = EmptyState(
        "edit", tr("needs_talks.list.empty"), tr("needs_talks.list.empty_text"), first
    )
    spec = TableSpec(
        "needs_talks.list",
        TALK_COLUMNS,
        source.list_ids,
        source.rows_for,
        refresh_on=("needs_talks", "unmet_needs", "residents"),
        empty=empty,
        frozen=2,
    )
    return ListTab(context, "needs_talks.list.hint", spec)


def bin_tab(
    context: ScreenContext, actions: Callable[[bytes], list[tuple[str, Callable[[], object]]]]
) -> ListTab:
    """Return the list of talks in the bin."""
    source = MemorySource(partial(needs_talks.retired_talks, context.office), TALK_COLUMNS)
    spec = TableSpec(
        "needs_talks.bin",
        TALK_COLUMNS,
        source.list_ids,
        source.rows_for,
        refresh_on=("needs_talks",),
        empty=EmptyState("delete", tr("needs_talks.bin.empty")),
        actions=actions,
    )
    return ListTab(context, "needs_talks.bin.hint", spec)


def unmet_tab(
    context: ScreenContext, actions: Callable[[bytes], list[tuple[str, Callable[[], object]]]]
) -> ListTab:
    """Return the register of needs without a service."""
    source = MemorySource(partial(needs_talks.list_unmet_needs, context.office), UNMET_COLUMNS)
    spec = TableSpec(
        "unmet_needs.list",
        UNMET_COLUMNS,
        source.list_ids,
        source.rows_for,
        refresh_on=("unmet_needs", "residents"),
        empty=EmptyState(
            "search", tr("needs_talks.register.empty"), tr("needs_talks.register.empty_text")
        ),
        frozen=1,
        actions=actions,
    )
    return ListTab(context, "needs_talks.register.hint", spec)


def counts_tab(context: ScreenContext) -> ListTab:
    """Return the counts by need, area, village and age, small ones covered."""
    source = MemorySource(partial(needs_talks.unmet_counts, context.office), COUNT_COLUMNS)
    spec = TableSpec(
        "unmet_needs.counts",
        COUNT_COLUMNS,
        source.list_ids,
        source.rows_for,
        refresh_on=("unmet_needs",),
        empty=EmptyState("reports", tr("needs_talks.counts.empty")),
        frozen=0,
    )
    return ListTab(context, "needs_talks.counts.hint", spec)


def can_change(context: ScreenContext) -> bool:
    """Whether talks may be written here and now."""
    return context.office.can_change("needs_talks")
