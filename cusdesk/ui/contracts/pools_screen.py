"""„Pule i limity”: what is left of contracts, sources, services, plans and people's limits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from cusdesk.core.messages import tr
from cusdesk.domain.pools import PoolState
from cusdesk.domain.quantities import as_decimal
from cusdesk.domain.rounding import hundredths
from cusdesk.services import contracts
from cusdesk.ui.common.behind import BehindDialog
from cusdesk.ui.common.pool_line import ask_reason
from cusdesk.ui.common.screen import LARGE_TEXT, Screen
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, keep_from_writing, label, row
from cusdesk.ui.contracts.behind import behind_pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from PySide6.QtGui import QShowEvent

    from cusdesk.domain.pools import Balance
    from cusdesk.ui.common.behind import BehindList
    from cusdesk.ui.common.context import ScreenContext

_TONES = {PoolState.OVER: "error", PoolState.NEAR: "warning", PoolState.EXPLAINED: "muted"}


@dataclass(frozen=True, slots=True)
class PoolRow:
    """One line of the list."""

    id: bytes
    balance: Balance
    state: PoolState

    def amount(self, value: int | None) -> Decimal | None:
        """Return units, or złote of a source; two places, a third looks like thousands."""
        if value is None:
            return None
        return hundredths(as_decimal(value if self.balance.unit is not None else value * 10))


def _unit(found: PoolRow) -> str:
    unit = found.balance.unit
    return tr(f"enums.contract_unit.{unit}") if unit else tr("contracts.pools.money")


def _tone(found: PoolRow) -> str:
    return _TONES.get(found.state, "")


COLUMNS = (
    ColumnSpec(
        "kind",
        "contracts.pools.kind",
        "enum",
        width=13,
        enum_prefix="enums.pool_kind",
        getter=lambda r: r.balance.key.kind,
    ),
    ColumnSpec("name", "contracts.pools.whose", width=32, getter=lambda r: r.balance.name),
    ColumnSpec("service", "contracts.pools.service", width=24, getter=lambda r: r.balance.service),
    ColumnSpec(
        "planned",
        "contracts.pools.planned",
        "number",
        width=11,
        is_summed=False,
        getter=lambda r: r.amount(r.balance.planned),
    ),
    ColumnSpec(
        "delivered",
        "contracts.pools.delivered",
        "number",
        width=11,
        is_summed=False,
        getter=lambda r: r.amount(r.balance.delivered),
    ),
    ColumnSpec(
        "left",
        "contracts.pools.left",
        "number",
        width=11,
        is_summed=False,
        getter=lambda r: r.amount(r.balance.left),
        tone=_tone,
    ),
    ColumnSpec(
        "percent",
        "contracts.pools.percent",
        "number",
        width=8,
        is_summed=False,
        getter=lambda r: r.balance.percent,
    ),
    ColumnSpec(
        "state",
        "contracts.pools.state",
        "enum",
        width=20,
        enum_prefix="enums.pool_state",
        tone=_tone,
    ),
    ColumnSpec("unit", "contracts.pools.unit", width=12, getter=_unit),
    ColumnSpec(
        "valid_to",
        "contracts.pools.valid_to",
        "date",
        width=12,
        getter=lambda r: r.balance.valid_to,
        is_visible=False,
    ),
)


class PoolsScreen(Screen):
    """The list of pools; Enter opens what was given."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("contracts.pools.title"))
        self._rows: dict[bytes, PoolRow] = {}
        source = MemorySource(self._read, COLUMNS)
        self.panel = TablePanel(
            context,
            TableSpec(
                "contracts.pools",
                COLUMNS,
                source.list_ids,
                source.rows_for,
                refresh_on=("contracts", "attendance", "plans", "catalogue", "budget", "office"),
                empty=EmptyState("hours", tr("contracts.pools.empty"), tr("contracts.pools.text")),
                frozen=2,
                actions=self._actions,
            ),
        )
        self.panel.record_opened.connect(self.open_behind)
        output = OutputButton(context, self.panel, tr("contracts.pools.title"))
        self.header_row.addWidget(output)
        layout = column(gap=1)
        intro = label(tr("contracts.pools.text"), "hint", wrap=True)
        intro.setVisible(current().percent <= LARGE_TEXT)  # large letters leave room for few lines
        layout.addWidget(intro)
        layout.addLayout(self._bar())
        layout.addWidget(self.panel, 1)
        self.body.addLayout(layout, 1)

    def _bar(self) -> QHBoxLayout:
        line = row(gap=1)
        words = label(tr("contracts.pools.warn"))
        self.percent = QLineEdit()
        self.percent.setFixedWidth(current().chars(8))
        self.percent.setAccessibleName(tr("contracts.pools.warn"))
        self.percent.returnPressed.connect(self._set_percent)
        words.setBuddy(self.percent)
        self.set_percent = button(tr("contracts.pools.warn_set"), self._set_percent)
        self.reason = button(tr("contracts.pools.give_reason"), self._ask, icon_name="edit")
        for widget in (words, self.percent, self.set_percent):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(self.reason)
        keep_from_writing(self.context, "office", self.percent, self.set_percent)
        keep_from_writing(self.context, "contracts.reason", self.reason)
        return line

    def showEvent(self, event: QShowEvent) -> None:
        """Read everything anew whenever the screen is opened."""
        super().showEvent(event)
        if not event.spontaneous():
            self.panel.load()
            self.panel.setFocus()
            read = self.context.ops.read(contracts.get_warn_percent, self.context.office)
            read.on_success(lambda found: self.percent.setText(str(found))).run()

    def open_behind(self, row_id: bytes) -> None:
        """Show the presences and visits a pool counted."""
        found = self._rows.get(row_id)
        if found is not None:
            read = self.context.ops.read(behind_pool, self.context.office, found.balance)
            read.on_success(self._show_behind).run()

    def _show_behind(self, found: BehindList) -> None:
        BehindDialog(self.context, found, self).open()

    def _read(self) -> Iterable[PoolRow]:
        found = contracts.pools(self.context.office)
        rows = [
            PoolRow(number.to_bytes(4, "big"), balance, balance.state(found.warn_percent))
            for number, balance in enumerate(found.balances)
        ]
        self._rows = {row.id: row for row in rows}
        return rows

    def _actions(self, row_id: bytes) -> Iterable[tuple[str, Callable[[], object]]]:
        actions = [(tr("contracts.pools.open"), partial(self.open_behind, row_id))]
        found = self._rows.get(row_id)
        if found is not None and found.balance.needs_reason:
            actions.append((tr("contracts.pools.give_reason"), partial(self._ask_about, found)))
        return actions

    def _ask(self) -> None:
        chosen = self._rows.get(self.panel.view.current_id() or b"")
        if chosen is None or not chosen.balance.needs_reason:
            self.context.notifier.info(tr("contracts.pools.choose_over"))
        else:
            self._ask_about(chosen)

    def _ask_about(self, found: PoolRow) -> None:
        ask_reason(self.context, found.balance, self)

    def _set_percent(self) -> None:
        typed = self.percent.text().strip().removesuffix("%").strip()
        percent = int(typed) if typed.isdecimal() else 0
        write = self.context.ops.write(contracts.set_warn_percent, self.context.office, percent)
        write.run()
