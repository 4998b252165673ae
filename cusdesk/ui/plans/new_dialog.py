"""Beginning a plan: whose it is, with a word when that person has one running already."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.addresses import Address, format_address
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label as enum_label
from cusdesk.services import plans, residents
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import LineLink, button, clear, column, label, row
from cusdesk.ui.plans.head_words import period_words

if TYPE_CHECKING:
    from cusdesk.services.office import Office
    from cusdesk.services.plans import PlanRow
    from cusdesk.services.residents import ResidentDetails
    from cusdesk.ui.common.context import ScreenContext

_CHARS = 70


class NewPlanDialog(QDialog):
    """Type part of a name, Enter chooses, Enter again makes the plan.

    Signals:
        created: (plan id) the plan was made.
        open_requested: (plan id) the running plan is wanted instead.
    """

    created = Signal(bytes)
    open_requested = Signal(bytes)

    def __init__(self, parent: QWidget, context: ScreenContext) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("plans.new.action"))
        self._context = context
        layout: QVBoxLayout = column(self, margin=3, gap=2)
        layout.addWidget(label(tr("plans.new.action"), "heading"))
        layout.addWidget(label(tr("plans.new.text"), "hint", wrap=True))
        self.person = PersonField(context)
        words = label(tr("fields.plans.resident_id"), "label")
        words.setBuddy(self.person)
        inside = column(gap=0.5)
        inside.addWidget(words)
        inside.addWidget(self.person)
        self._nobody = label(tr("plans.new.nobody"), "problem", wrap=True)
        self._nobody.hide()
        inside.addWidget(self._nobody)
        self._who = label("", "hint")
        inside.addWidget(self._who)
        layout.addLayout(inside)
        self._running = QFrame()
        self._running.setProperty("look", "bar_warning")
        self._lines = column(self._running, margin=1, gap=0.5)
        self._running.hide()
        layout.addWidget(self._running)
        layout.addStretch()
        buttons = row(gap=1)
        buttons.addStretch()
        buttons.addWidget(button(tr("common.button.cancel"), self.reject))
        self.make = button(tr("plans.new.create"), self.create_plan, look="main", icon_name="add")
        self.make.setAutoDefault(False)
        self.make.setEnabled(False)
        buttons.addWidget(self.make)
        layout.addLayout(buttons)
        self.setMinimumWidth(current().chars(_CHARS))
        self.person.chosen.connect(self._on_chosen)
        self.person.dropped.connect(self._on_dropped)
        self.person.confirmed.connect(self.create_plan)
        self.person.not_found.connect(self._nobody.show)
        self.person.setFocus()

    def choose(self, resident_id: bytes, name: str) -> None:
        """Begin with somebody chosen elsewhere."""
        self.person.show_person(resident_id, name)
        self._on_chosen(resident_id, name)

    def _on_chosen(self, resident_id: bytes, _name: str) -> None:
        self._nobody.hide()
        self.make.setEnabled(True)
        operation = self._context.ops.read(_read_chosen, self._context.office, resident_id)
        operation.replacing("chosen-resident").on_success(self._on_read).run()

    def _on_dropped(self) -> None:
        self.make.setEnabled(False)
        self._running.hide()
        self._nobody.hide()
        self._who.setText("")

    def _on_read(self, found: tuple[ResidentDetails, list[PlanRow]]) -> None:
        draft = found[0].draft
        address = format_address(Address(draft.locality, draft.street, draft.house, draft.flat))
        born = tr("plans.person.born", date=format_date(draft.birth_date))
        self._who.setText(", ".join(p for p in (born if draft.birth_date else "", address) if p))
        self._show_running(found[1])

    def _show_running(self, found: list[PlanRow]) -> None:
        clear(self._lines)
        self._running.setVisible(bool(found))
        if not found:
            return
        self._lines.addWidget(label(tr("plans.new.running", n=len(found)), wrap=True))
        for plan in found:
            parts = (
                plan.number or tr("plans.header.unnumbered"),
                period_words(plan.valid_from, plan.valid_to),
                enum_label(plan.stage),
            )
            self._lines.addWidget(LineLink(" · ".join(parts), partial(self._open, plan.id)))

    def _open(self, plan_id: bytes) -> None:
        self.reject()
        self.open_requested.emit(plan_id)

    def create_plan(self) -> None:
        """Make the plan of the chosen person."""
        resident_id = self.person.resident_id
        if resident_id is not None and self.make.isEnabled():
            self.make.setEnabled(False)
            operation = self._context.ops.write(
                plans.create_plan, self._context.office, resident_id
            )
            operation.on_success(self._on_created).run()

    def _on_created(self, saved: plans.SavedPlan) -> None:
        self.accept()
        self.created.emit(saved.id)


def _read_chosen(office: Office, resident_id: bytes) -> tuple[ResidentDetails, list[PlanRow]]:
    return residents.get_resident(office, resident_id), plans.running_plans(office, resident_id)
