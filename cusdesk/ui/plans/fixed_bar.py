"""The bar of a plan that may not be changed: why, and the steps that lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from cusdesk.core.messages import tr
from cusdesk.domain.plans import PlanStatus
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.permits import permit
from cusdesk.ui.common.screen import LARGE_TEXT
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, column, label, picture, row
from cusdesk.ui.plans.agreement import approved_words, waiting_words

if TYPE_CHECKING:
    from cusdesk.domain.plans import PlanDraft
    from cusdesk.services.plans import PlanDetails
    from cusdesk.ui.plans.agreement import PlanPermits

OVER = frozenset({PlanStatus.ENDED, PlanStatus.RESIGNED})


class FixedBar(QFrame):
    """The reason and buttons; in large letters the buttons stand below fewer words.

    Signals:
        withdraw_requested, copy_requested, update_requested: a button was pressed.
    """

    withdraw_requested = Signal()
    copy_requested = Signal()
    update_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bar_info")
        self._is_short = current().percent > LARGE_TEXT
        self.reason = label("", wrap=True)
        self.withdraw = button(tr("plans.withdraw.open"), self.withdraw_requested.emit)
        self.anew = button(tr("plans.copy.action"), self.copy_requested.emit)
        self.update_plan = button(tr("plans.update.open"), self.update_requested.emit)
        outer = column(self, margin=1, gap=1)
        line = row(gap=1.5)
        line.addWidget(picture("lock", "accent"))
        line.addWidget(self.reason, 1)
        outer.addLayout(line)
        steps = (self.update_plan, self.withdraw, self.anew)
        if self._is_short:
            outer.addWidget(flow(*steps))
        else:
            for step in steps:
                line.addWidget(step)
        self.hide()

    def show_plan(self, details: PlanDetails, draft: PlanDraft, permits: PlanPermits) -> None:
        """Show why a plan may not be changed, or nothing where it may."""
        self.setVisible(details.is_fixed or bool(permits.change))
        ended = details.status in OVER
        is_approved = details.is_fixed and not details.is_submitted
        self.withdraw.setVisible(is_approved and not ended)
        permit(self.withdraw, permits.approve)
        self.anew.setVisible(is_approved and ended)
        self.update_plan.setVisible(is_approved and not ended)
        for step in (self.anew, self.update_plan):
            permit(step, permits.change)
        words = _reason(details, draft, permits.change)
        self.reason.setText(_short(details, draft) or words if self._is_short else words)
        self.reason.setToolTip(tip(words) if self._is_short else "")
        self.reason.setAccessibleName(words)


def _short(details: PlanDetails, draft: PlanDraft) -> str:
    """Return the fact alone, "" where there is only the reason; the rest stands in the tip."""
    if not details.is_fixed or details.status in OVER:
        return ""
    return waiting_words(details) if details.is_submitted else approved_words(draft)


def _reason(details: PlanDetails, draft: PlanDraft, why: str) -> str:
    if not details.is_fixed:
        return tr("plans.fixed.read_only", why=why) if why else ""
    if details.status in OVER:
        return tr("plans.fixed.ended")
    if details.is_submitted:
        return tr("plans.fixed.submitted", submitted=waiting_words(details))
    told = tr("plans.fixed.approved", approved=approved_words(draft))
    return f"{told} {tr('plans.fixed.annex')}" if details.version_number > 1 else told
