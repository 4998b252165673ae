"""What one coordinator has, handed over at once, with the sheet that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cusdesk.core.messages import tr
from cusdesk.services import applications, plans
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.tab_order import come_first
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label
from cusdesk.ui.plans.course.forms import Handover, handover_spec
from cusdesk.ui.plans.dialogs import StepDialog

if TYPE_CHECKING:
    from cusdesk.services.applications import ApplicationRow
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext

_ROWS = 6
_TICKED = Qt.CheckState.Checked
_RUNNING = frozenset(plans.OPEN_STATUSES)


@dataclass(frozen=True, slots=True)
class InHands:
    """A plan, or an application without one, that a coordinator has; `words` name it."""

    feature: str
    id: bytes
    words: str


@dataclass(frozen=True, slots=True)
class Hands:
    """Everything one coordinator has under way, what was chosen first."""

    coordinator: str
    held: list[InHands]


def hands_of(office: Office, plan_id: bytes) -> Hands:
    """Return what the coordinator of a plan has: this plan, other open ones, applications."""
    (row,) = plans.rows_for(office, [plan_id])
    wanted = plans.PlanFilter(coordinator=row.coordinator)
    ids = plans.list_ids(office, wanted, "resident_name") if row.coordinator else []
    others = [r for r in plans.rows_for(office, ids) if r.id != plan_id and r.status in _RUNNING]
    held = [InHands("plans", r.id, f"{r.resident_name}, {r.number}") for r in (row, *others)]
    if row.coordinator and office.may("applications.see"):
        waiting = applications.without_plan_of(office, row.coordinator)
        held += [InHands("applications", each.id, _application_words(each)) for each in waiting]
    return Hands(row.coordinator, held)


def _application_words(row: ApplicationRow) -> str:
    values = {"name": row.resident_name, "number": row.number}
    return tr("plans.handover.application_line", **values)


class HandingDialog(StepDialog):
    """Which plans and applications go to whom, when and why; afterwards the sheet is shown."""

    def __init__(self, parent: QWidget, context: ScreenContext, hands: Hands) -> None:
        people = plans.coordinators(context.office)
        values = Handover(date=context.office.clock.today())
        super().__init__(parent, context, "handover", handover_spec(people), values)
        self._handed: list[bytes] = []
        self._handed_applications: list[bytes] = []
        self._held = hands.held
        words = tr("plans.handover.plans", name=hands.coordinator)
        self.list = QListWidget()
        self.list.setAccessibleName(words)
        mark_personal(self.list)
        for number, each in enumerate(self._held):
            item = QListWidgetItem(each.words)
            ticked = Qt.CheckState.Checked if number == 0 else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            self.list.addItem(item)
        height = current().row_height * min(len(self._held), _ROWS) + current().space(1)
        self.list.setFixedHeight(height)
        self._inside.insertWidget(0, label(words, "label", wrap=True))
        self._inside.insertWidget(1, self.list)
        come_first(self._content, self.list)
        self._fit()
        self.confirmed.connect(self._on_confirmed)
        self.accepted.connect(self._after)

    def chosen(self, feature: str = "plans") -> list[bytes]:
        """Return the ticked records of a feature."""
        ticks = (self.list.item(place).checkState() for place in range(self.list.count()))
        ticked = [each for each, tick in zip(self._held, ticks, strict=True) if tick == _TICKED]
        return [each.id for each in ticked if each.feature == feature]

    def _on_confirmed(self, values: Handover) -> None:
        self._handed = self.chosen()
        self._handed_applications = self.chosen("applications")
        if not (self._handed or self._handed_applications):
            self._context.notifier.warning(tr("plans.handover.none"))
            return
        self.run(
            plans.hand_over,
            self._handed,
            to=values.to_name,
            on=values.date or self._context.office.clock.today(),
            reason=values.reason,
            note=values.note,
            applications=self._handed_applications,
        )

    def _after(self) -> None:
        handed, waiting = self._handed, self._handed_applications
        self._context.notifier.success(tr("plans.handover.done", n=len(handed) + len(waiting)))
        make_draft = partial(plans.handover_paper, self._context.office, handed, waiting)
        parent = self.parentWidget()
        if handed and parent is not None:  # the sheet is of plans; applications go with them
            show_paper(self._context, make_draft, parent)
