"""One line about what is left where hours are typed, and the window that asks why it was over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.money import format_money
from cusdesk.domain.pools import PoolState
from cusdesk.domain.quantities import format_quantity
from cusdesk.services import contracts
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import CutLabel, button, row, set_look

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.pools import Balance
    from cusdesk.services.contracts import Pools
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation

_PAUSE_MS = 250
_BETWEEN = "  ·  "
_LOOKS = {PoolState.OVER: "problem", PoolState.NEAR: "warning", PoolState.EXPLAINED: "warning"}
_WORST = (PoolState.OVER, PoolState.EXPLAINED, PoolState.NEAR)


def amount_words(balance: Balance, amount: int) -> str:
    """Return an amount of a pool with its unit: `12,5 h`, `3 spotk.`, `120,00 zł`."""
    if balance.unit is None:
        return format_money(amount)
    return tr(f"contracts.unit.{balance.unit}", amount=format_quantity(amount))


def balance_words(balance: Balance, *, with_name: bool = True) -> str:
    """Return one pool in words: whose it is, what is left of how much, or how much over."""
    whose = tr(f"contracts.line.{balance.key.kind}", name=balance.name.partition(" – ")[0])
    if balance.planned is None:
        words = tr("contracts.line.open", given=amount_words(balance, balance.delivered))
    elif balance.over:
        words = tr("contracts.line.over", over=amount_words(balance, balance.over))
    else:
        left = amount_words(balance, balance.left or 0)
        words = tr("contracts.line.left", left=left, of=amount_words(balance, balance.planned))
    return f"{whose}: {words}" if with_name else words


def pools_words(found: Pools) -> str:
    """Return all pools in one line, "" without any."""
    return _BETWEEN.join(balance_words(balance) for balance in found.balances)


def pool_look(state: PoolState) -> str:
    """Return the look of words about a pool in this state."""
    return _LOOKS.get(state, "hint")


def pools_look(found: Pools) -> str:
    """Return the look of the line: that of the pool that stands worst."""
    states = {balance.state(found.warn_percent) for balance in found.balances}
    return next((_LOOKS[state] for state in _WORST if state in states), "hint")


@dataclass(frozen=True, slots=True)
class _Asked:
    service_id: bytes
    resident_id: bytes | None
    on: dt.date | None
    provider_id: bytes | None


class PoolLine(QWidget):
    """What is left of the plan, the limit and the contract; red and asking when more was given."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._asked: _Asked | None = None
        self._shown: Pools | None = None
        self.words = CutLabel("hint")
        self.words.setAccessibleName(tr("contracts.line.label"))
        self.reason = button(tr("contracts.pools.give_reason"), self._ask_reason, look="link")
        self.reason.hide()
        line = row(self, gap=1)
        line.addWidget(self.words, 1)
        line.addWidget(self.reason)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        context.bus.changed.connect(self._on_changes)
        self.setFixedHeight(round(current().line * 1.9))

    def ask(
        self,
        service_id: bytes | None,
        resident_id: bytes | None = None,
        on: dt.date | None = None,
        provider_id: bytes | None = None,
    ) -> None:
        """Show the pools of a service and a person on a day, after a short pause."""
        wanted = _Asked(service_id, resident_id, on, provider_id) if service_id else None
        if wanted == self._asked:
            return
        self._asked = wanted
        if wanted is None:
            self._pause.stop()
            self.words.setText("")
            self.reason.hide()
        else:
            self._pause.start()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self._asked and changes.touches("attendance", "contracts", "plans", "catalogue"):
            self._pause.start()

    def _read(self) -> None:
        asked = self._asked
        if asked is None:
            return
        operation = self._context.ops.read(
            contracts.balance_for,
            self._context.office,
            asked.service_id,
            resident_id=asked.resident_id,
            provider_id=asked.provider_id,
            on=asked.on,
        )
        operation.replacing(f"pool-line-{id(self)}").on_success(self._show).run()

    def _show(self, found: Pools) -> None:
        self._shown = found
        words = pools_words(found)
        self.words.setText(words)
        self.words.setToolTip(tip(words.replace(_BETWEEN, "\n")))
        set_look(self.words, "look", pools_look(found))
        can_write = self._context.office.can_change("contracts.reason")
        self.reason.setVisible(can_write and any(each.needs_reason for each in found.balances))

    def _ask_reason(self) -> None:
        over = [each for each in self._shown.balances if each.needs_reason] if self._shown else []
        if over:
            ask_reason(self._context, over[0], self.window())


@dataclass(frozen=True, slots=True)
class ReasonFields:
    """What the window asks for."""

    reason: str = ""


def ask_reason(context: ScreenContext, balance: Balance, parent: QWidget) -> None:
    """Open the window in which somebody writes why more was given than a pool holds."""
    field = FieldSpec("reason", "contracts.pools.reason", "multiline", required=True)

    def write(typed: ReasonFields) -> Operation[Changes]:
        """Write the reason down."""
        return context.ops.write(contracts.give_reason, context.office, balance, typed.reason)

    FormDialog(
        context,
        tr("contracts.pools.give_reason"),
        FormSpec([Section("", [field])]),
        ReasonFields(),
        write,
        tr("contracts.pools.write_reason"),
        parent,
        f"{balance.name}. {balance_words(balance)}",
    ).open()
