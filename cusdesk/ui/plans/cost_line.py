"""What the planned services cost a month and until the year ends, and what is free for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_month
from cusdesk.domain.money import format_money
from cusdesk.domain.periods import Period
from cusdesk.services import plans
from cusdesk.ui.common.widgets import column, label, set_look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.plans import PlanDraft, PlanServiceDraft
    from cusdesk.services.plans import PlanCost, SourceFree
    from cusdesk.ui.common.context import ScreenContext

_PAUSE_MS = 400
_MONEY = ("contracts", "invoices", "budget", "attendance")
_SEE_BUDGET = ("contracts.see", "invoices.see", "attendance.see")


class CostLine(QWidget):
    """One line below the services; hidden while nothing can be counted, or may be seen."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._asked: tuple[tuple[PlanServiceDraft, ...], Period] | None = None
        self._free: tuple[frozenset[bytes], int, tuple[SourceFree, ...]] | None = None
        self._cost: PlanCost | None = None
        self.words = label("", "hint", wrap=True)
        self.words.setAccessibleName(tr("plans.cost.label"))
        column(self).addWidget(self.words)
        self.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.read)
        context.bus.changed.connect(self._on_changes)

    def ask(self, draft: PlanDraft) -> None:
        """Count the services of a plan as it is typed, after a short pause."""
        if not self._context.office.may("contracts.see"):
            return
        services = tuple(replace(row) for row in draft.services)
        wanted = services, Period(draft.valid_from, draft.valid_to)
        if wanted != self._asked:
            self._asked = wanted
            self._pause.start()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self._asked is not None and changes.touches(*_MONEY):
            self._free = None
            self._pause.start()

    def read(self) -> None:
        """Ask what was asked for last."""
        if self._asked is not None:
            services, period = self._asked
            read = self._context.ops.read(plans.plan_cost, self._context.office, services, period)
            read.replacing(f"plan-cost-{id(self)}").on_success(self._on_cost).run()

    def _on_cost(self, cost: PlanCost) -> None:
        self._cost = cost
        self._show()
        wanted = cost.sources, cost.year
        is_known = self._free is not None and self._free[:2] == wanted
        if cost.sources and not is_known and self._context.office.may(*_SEE_BUDGET):
            read = self._context.ops.read(plans.sources_free, self._context.office, *wanted)
            read.replacing(f"plan-free-{id(self)}").on_success(self._on_free).run()

    def _on_free(self, found: Sequence[SourceFree]) -> None:
        if self._cost is not None:
            self._free = self._cost.sources, self._cost.year, tuple(found)
            self._show()

    def _show(self) -> None:
        cost = self._cost
        is_shown = cost is not None and cost.counted > 0
        self.setVisible(is_shown)
        if cost is None or not is_shown:
            return
        is_known = self._free is not None and self._free[:2] == (cost.sources, cost.year)
        free = self._free[2] if self._free is not None and is_known else ()
        self.words.setText(cost_words(cost, free))
        is_short = any(x.free_gr is not None and x.free_gr < 0 for x in free)
        set_look(self.words, "look", "warning" if is_short else "hint")


def cost_words(cost: PlanCost, free: Sequence[SourceFree]) -> str:
    """Return the cost, what could not be counted, and what is free, in sentences."""
    told = [
        tr(
            "plans.cost.month",
            month=format_money(cost.month_gr),
            name=format_month(cost.month),
            rest=format_money(cost.rest_gr),
            year=cost.year,
        )
    ]
    for source in free:
        free_gr = source.free_gr or 0
        key = "no_plan" if source.free_gr is None else "short" if free_gr < 0 else "free"
        amount = format_money(abs(free_gr))
        told.append(tr(f"plans.cost.{key}", source=source.name, year=cost.year, amount=amount))
    if cost.uncounted:
        told.append(tr("plans.cost.uncounted", services=", ".join(cost.uncounted)))
    return " ".join(told)
