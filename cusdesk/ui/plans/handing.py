"""Many plans of one coordinator handed over at once, with the sheet that goes with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cusdesk.core.messages import tr
from cusdesk.services import plans
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label
from cusdesk.ui.plans.course.forms import Handover, handover_spec
from cusdesk.ui.plans.dialogs import StepDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.office import Office
    from cusdesk.services.plans import PlanRow
    from cusdesk.ui.common.context import ScreenContext

_ROWS = 6
_RUNNING = frozenset(plans.OPEN_STATUSES)


def plans_like(office: Office, plan_id: bytes) -> list[PlanRow]:
    """Return the open plans of the coordinator of a plan, this one first."""
    (row,) = plans.rows_for(office, [plan_id])
    wanted = plans.PlanFilter(coordinator=row.coordinator)
    ids = plans.list_ids(office, wanted, "resident_name") if row.coordinator else []
    others = [r for r in plans.rows_for(office, ids) if r.id != plan_id and r.status in _RUNNING]
    return [row, *others]


class HandingDialog(StepDialog):
    """Which plans go to whom, when and why; afterwards the sheet is shown."""

    def __init__(self, parent: QWidget, context: ScreenContext, rows: Sequence[PlanRow]) -> None:
        people = plans.coordinators(context.office)
        values = Handover(date=context.office.clock.today())
        super().__init__(parent, context, "handover", handover_spec(people), values)
        self._handed: list[bytes] = []
        self.list = QListWidget()
        self.list.setAccessibleName(tr("plans.handover.plans", name=rows[0].coordinator))
        mark_personal(self.list)
        for number, row in enumerate(rows):
            item = QListWidgetItem(f"{row.resident_name}, {row.number}")
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            ticked = Qt.CheckState.Checked if number == 0 else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            self.list.addItem(item)
        height = current().row_height * min(len(rows), _ROWS) + current().space(1)
        self.list.setFixedHeight(height)
        heading = label(tr("plans.handover.plans", name=rows[0].coordinator), "label", wrap=True)
        self._inside.insertWidget(0, heading)
        self._inside.insertWidget(1, self.list)
        self._fit()
        self.confirmed.connect(self._on_confirmed)
        self.accepted.connect(self._after)

    def chosen(self) -> list[bytes]:
        """Return the ticked plans."""
        items = [self.list.item(place) for place in range(self.list.count())]
        checked = Qt.CheckState.Checked
        return [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() == checked]

    def _on_confirmed(self, values: Handover) -> None:
        self._handed = self.chosen()
        if not self._handed:
            self._context.notifier.warning(tr("plans.handover.none"))
            return
        self.run(
            plans.hand_over,
            self._handed,
            to=values.to_name,
            on=values.date or self._context.office.clock.today(),
            reason=values.reason,
            note=values.note,
        )

    def _after(self) -> None:
        self._context.notifier.success(tr("plans.handover.done", n=len(self._handed)))
        make_draft = partial(plans.handover_paper, self._context.office, self._handed)
        parent = self.parentWidget()
        if parent is not None:
            show_paper(self._context, make_draft, parent)
