"""The line above a talk: whose it is, and what can be done with the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.permits import permit, why_not_change, why_not_may
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.widgets import CutLabel, button, row

if TYPE_CHECKING:
    from cusdesk.services.needs_talks import TalkDetails
    from cusdesk.services.office import Office
    from cusdesk.ui.needs_talks.steps import TalkSteps


class TalkHead(QWidget):
    """Name, printing, carrying into a plan, and what is wanted seldom.

    Signals:
        card_wanted: go to the card of the resident.
    """

    card_wanted = Signal()

    def __init__(self, steps: TalkSteps) -> None:
        super().__init__()
        line = row(self, gap=1)
        self.title = CutLabel("title")
        mark_personal(self.title)
        line.addWidget(self.title, 1)
        self.printing = button(tr("needs_talks.print.action"), icon_name="print")
        menu = QMenu(self.printing)
        menu.addAction(tr("needs_talks.print.filled")).triggered.connect(steps.print_filled)
        menu.addAction(tr("needs_talks.print.blank")).triggered.connect(steps.print_blank)
        self.printing.setMenu(menu)
        self.more = button(tr("needs_talks.print.more"), look="quiet", icon_name="more")
        more = QMenu(self.more)
        more.addAction(tr("needs_talks.page.card")).triggered.connect(self.card_wanted)
        history = more.addAction(tr("residents.card.tab_history"))
        history.triggered.connect(steps.show_history)
        self._bin = more.addAction(tr("needs_talks.page.retire"))
        self._bin.triggered.connect(steps.retire)
        self.more.setMenu(more)
        self.carry = button(
            tr("needs_talks.carry.action"), steps.carry, look="main", icon_name="plans"
        )
        for made in (self.more, self.printing, self.carry):
            line.addWidget(made)

    def show_talk(self, details: TalkDetails, office: Office, *, can_write: bool) -> None:
        """Say whose talk it is; what is not for this person stays grey and says why."""
        self.title.setText(tr("needs_talks.page.title", name=details.resident_name))
        permit(self._bin, why_not_change(office, "needs_talks"), when=can_write)
        permit(self.printing, why_not_may(office, "plans.change"))
        permit(self.carry, why_not_change(office, "plans"), when=not details.is_retired)
