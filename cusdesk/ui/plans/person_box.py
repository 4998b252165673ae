"""What the paper says of the resident; it is changed on the resident's card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.theme import space
from cusdesk.ui.common.widgets import button, column, label

if TYPE_CHECKING:
    from cusdesk.domain.reports import PlanDocument

_FIELDS = ("name", "identity", "address", "contact", "representative")


class PersonBox(QWidget):
    """Name, PESEL or birth date, address, contact, representative.

    Signals:
        card_requested: the button to the card was pressed.
    """

    card_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(2))
        grid.setVerticalSpacing(space(0.5))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._names: dict[str, QLabel] = {}
        self._values: dict[str, QLabel] = {}
        for number, name in enumerate(_FIELDS):
            self._names[name] = label(tr(f"plans.person.{name}"), "hint")
            value = label("", wrap=True)
            mark_personal(value)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._values[name] = value
            at = (number // 2, number % 2 * 2)
            grid.addWidget(self._names[name], *at, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, at[0], at[1] + 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(grid)
        self.go = button(
            tr("plans.person.card"), self.card_requested.emit, look="link", icon_name="person"
        )
        # Out of the way of Tab: between two fields a space typed too early would leave the plan.
        # The menu of the plan has the same entry for the keyboard.
        self.go.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        grid.addWidget(self.go, len(_FIELDS) // 2, 2, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def show_document(self, document: PlanDocument) -> None:
        """Show the resident as the paper does."""
        person, agent = document.person, document.representative
        born = format_date(person.birth_date) if person.birth_date else ""
        parts = [
            tr("plans.person.pesel", pesel=person.pesel) if person.pesel else "",
            tr("plans.person.born", date=born) if born else "",
        ]
        shown = {
            "name": person.name,
            "identity": ", ".join(part for part in parts if part),
            "address": person.address,
            "contact": person.contact,
            "representative": "",
        }
        if agent is not None:
            known = (agent.name, agent.role, agent.contact)
            shown["representative"] = ", ".join(part for part in known if part)
        for name, text in shown.items():
            self._values[name].setText(text or tr("plans.person.none"))
        for widget in (self._names["representative"], self._values["representative"]):
            widget.setVisible(agent is not None)
