"""The list of plans, and the bin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.plans import PlanStage
from cusdesk.services import plans
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.table import (
    ColumnSpec,
    EmptyState,
    MemorySource,
    TablePanel,
    TableQuery,
    TableSpec,
)
from cusdesk.ui.common.widgets import button, column, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office
    from cusdesk.services.plans import PlanRow, WaitingPlan
    from cusdesk.ui.common.context import ScreenContext

_TONES = {
    PlanStage.AGREED: "warning",
    PlanStage.SUBMITTED: "warning",
    PlanStage.APPROVED: "success",
    PlanStage.UPDATE: "success",
    PlanStage.UPDATE_SUBMITTED: "warning",
}


def _tone(row: PlanRow) -> str:
    return _TONES.get(row.stage, "muted")


def _stage(row: PlanRow) -> PlanStage:
    return row.stage


def _services(row: PlanRow) -> str:
    return row.services_text


COLUMNS = (
    ColumnSpec("number", "fields.plans.number", width=14),
    ColumnSpec("resident_name", "fields.plans.resident_id", width=22),
    ColumnSpec("valid_from", "plans.column.valid_from", "date", width=12),
    ColumnSpec("valid_to", "plans.column.valid_to", "date", width=12),
    ColumnSpec(
        "status",
        "fields.plans.status",
        "enum",
        width=26,
        getter=_stage,
        enum_prefix="enums.plan_stage",
        tone=_tone,
    ),
    ColumnSpec("coordinator", "plans.column.coordinator", width=20),
    ColumnSpec("services", "plans.column.services", width=30, can_sort=False, getter=_services),
)
BIN_COLUMNS = (
    *COLUMNS[:5],
    ColumnSpec("retired_on", "plans.bin.retired_on", "date", width=14),
)


def list_ids(office: Office, query: TableQuery) -> list[bytes]:
    """Return the ids the list asks for; the newest first by nature."""
    wanted = plans.PlanFilter(columns=dict(query.filters))
    sign = "-" if query.descending else ""
    return plans.list_ids(office, wanted, f"{sign}{query.sort}" if query.sort else "-valid_from")


class ListPage(QWidget):
    """Every plan outside the bin.

    Signals:
        record_opened: (id) a plan was chosen.
        new_requested: begin a plan.
        waiting_requested: show what waits for approval.
        packages_requested: show the packages of services.
        copy_requested, handing_requested, retire_requested, preview_requested: (id) from the menu
            of a row.
    """

    record_opened = Signal(bytes)
    new_requested = Signal()
    copy_requested = Signal(bytes)
    retire_requested = Signal(bytes)
    handing_requested = Signal(bytes)
    waiting_requested = Signal()
    packages_requested = Signal()
    preview_requested = Signal(bytes)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        office = context.office
        empty = EmptyState(
            "plans",
            tr("plans.list.empty"),
            tr("plans.list.empty_text"),
            (tr("plans.new.action"), self.new_requested.emit)
            if office.can_change("plans")
            else None,
        )
        self.panel = TablePanel(
            context,
            TableSpec(
                "plans.list",
                COLUMNS,
                partial(list_ids, office),
                partial(plans.rows_for, office),
                refresh_on=("plans", "residents", "catalogue"),
                empty=empty,
                frozen=2,
                actions=self._actions,
            ),
        )
        self.panel.record_opened.connect(self.record_opened)
        self.waiting = button("", self.waiting_requested.emit, look="link", icon_name="check")
        self.waiting.hide()
        layout = column(self)
        words = tr("plans.packages.title")
        packages = button(words, self.packages_requested.emit, look="link", icon_name="catalogue")
        layout.addWidget(flow(self.waiting, packages))
        layout.addWidget(self.panel, 1)
        hand_on(self, self.panel)
        context.bus.changed.connect(self._on_changes)
        self._count_waiting()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("plans"):
            self._count_waiting()

    def _count_waiting(self) -> None:
        operation = self._context.ops.read(plans.waiting_plans, self._context.office)
        operation.replacing("plans-waiting-count").on_success(self._on_counted).run()

    def _on_counted(self, found: list[WaitingPlan]) -> None:
        """Say above the list how many plans wait for approval."""
        self.waiting.setText(tr("plans.waiting.count", n=len(found)))
        self.waiting.setVisible(bool(found))

    def _actions(self, plan_id: bytes) -> list[tuple[str, Callable[[], object]]]:
        found: list[tuple[str, Callable[[], object]]] = [
            (tr("plans.header.preview"), partial(self.preview_requested.emit, plan_id))
        ]
        if self._context.office.can_change("plans"):
            found += [
                (tr("plans.copy.action"), partial(self.copy_requested.emit, plan_id)),
                (tr("plans.handover.several"), partial(self.handing_requested.emit, plan_id)),
                (tr("plans.retire.action"), partial(self.retire_requested.emit, plan_id)),
            ]
        return found


class BinPage(QWidget):
    """Plans in the bin."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        source = MemorySource(partial(plans.retired_plans, context.office), BIN_COLUMNS)
        self.panel = TablePanel(
            context,
            TableSpec(
                "plans.bin",
                BIN_COLUMNS,
                source.list_ids,
                source.rows_for,
                refresh_on=("plans",),
                empty=EmptyState("delete", tr("plans.bin.empty")),
                actions=self._actions,
            ),
        )
        self.panel.record_opened.connect(self.restore)
        layout = column(self, gap=2)
        layout.addWidget(label(tr("plans.bin.text"), "hint", wrap=True))
        layout.addWidget(self.panel, 1)
        hand_on(self, self.panel)

    def _actions(self, plan_id: bytes) -> list[tuple[str, Callable[[], object]]]:
        if not self._context.office.can_change("plans"):
            return []
        return [(tr("plans.bin.restore"), partial(self.restore, plan_id))]

    def restore(self, plan_id: bytes) -> None:
        """Take a plan out of the bin."""
        if self._context.office.can_change("plans"):
            operation = self._context.ops.write(plans.restore_plan, self._context.office, plan_id)
            operation.on_success(self._on_restored).run()

    def _on_restored(self, _changes: object) -> None:
        self._context.notifier.success(tr("plans.bin.restored"))
