"""Agreement and approval on the screen: facts, and the explicit steps between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.plans import PlanStatus
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.permits import permit
from cusdesk.ui.common.theme.icons import pixmap
from cusdesk.ui.common.widgets import button, column, label, row

if TYPE_CHECKING:
    from cusdesk.domain.plans import PlanDraft
    from cusdesk.services.plans import PlanDetails


@dataclass(frozen=True, slots=True)
class PlanPermits:
    """Why plans are not changed, and not approved, by this person; "" where they are."""

    change: str = ""
    approve: str = ""


class AgreementBox(QWidget):
    """Who agreed and approved and when; what comes next.

    Signals:
        agree_requested, submit_requested, recall_requested, return_requested, approve_requested,
        withdraw_requested, update_requested, drop_requested, end_requested: a step was chosen.
    """

    agree_requested = Signal()
    submit_requested = Signal()
    recall_requested = Signal()
    return_requested = Signal()
    update_requested = Signal()
    drop_requested = Signal()
    approve_requested = Signal()
    withdraw_requested = Signal()
    end_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=1)
        self._agreed = self._fact()
        self._approved = self._fact()
        self._ended = self._fact()
        self._waiting = self._fact()
        for fact in (self._agreed, self._waiting, self._approved, self._ended):
            layout.addLayout(fact[0])
        self._note = label(tr("plans.agreement.note"), "hint", wrap=True)
        layout.addWidget(self._note)
        self.agree = button(tr("plans.agree.open"), self.agree_requested.emit, icon_name="check")
        self.approve = button(
            tr("plans.approve.open"), self.approve_requested.emit, icon_name="lock"
        )
        self.withdraw = button(
            tr("plans.withdraw.open"), self.withdraw_requested.emit, icon_name="undo"
        )
        self.end = button(tr("plans.end.open"), self.end_requested.emit, icon_name="close")
        self._make_more()
        layout.addWidget(
            flow(
                *(self.agree, self.submit, self.recall, self.approve, self.back, self.update_plan),
                *(self.drop, self.withdraw, self.end),
            )
        )

    def _make_more(self) -> None:
        self.submit = button(tr("plans.submit.open"), self.submit_requested.emit, icon_name="next")
        self.recall = button(
            tr("plans.recall.open"), self.recall_requested.emit, icon_name="previous"
        )
        self.back = button(tr("plans.return.open"), self.return_requested.emit, icon_name="back")
        self.update_plan = button(
            tr("plans.update.open"), self.update_requested.emit, icon_name="edit"
        )
        self.drop = button(tr("plans.drop.open"), self.drop_requested.emit, icon_name="undo")

    @staticmethod
    def _fact() -> tuple[QHBoxLayout, QLabel, QLabel]:
        line, sign, words = row(gap=0.75), QLabel(), label("", wrap=True)
        line.addWidget(sign)
        line.addWidget(words, 1)
        return line, sign, words

    def show_plan(self, details: PlanDetails, draft: PlanDraft, permits: PlanPermits) -> None:
        """Show where the plan stands; what this person may not do is grey and says who does it."""
        status = details.status
        agreed, approved = draft.agreed_on, draft.approved_on
        self._say(self._agreed, agreed_words(draft), done=agreed is not None)
        self._say(self._approved, approved_words(draft), done=approved is not None)
        ended = ended_words(draft, status)
        self._say(self._ended, ended, done=True)
        for widget in self._ended[1:]:
            widget.setVisible(bool(ended))
        waits = details.is_submitted
        self._say(self._waiting, waiting_words(details), done=False)
        for widget in self._waiting[1:]:
            widget.setVisible(waits)
        is_open = not ended
        may_change = is_open and approved is None and not waits
        self._note.setVisible(may_change and not permits.change)
        self.agree.setVisible(may_change)
        self.submit.setVisible(may_change and agreed is not None)
        self.recall.setVisible(is_open and waits)
        self.drop.setVisible(may_change and details.is_update)
        self.back.setVisible(waits)
        is_approved = status is PlanStatus.APPROVED and approved is not None
        self.update_plan.setVisible(is_open and is_approved)
        key = "plans.agree.again" if agreed else "plans.agree.open"
        self.agree.setText(tr(key))
        self.approve.setVisible(not ended and approved is None)
        self.withdraw.setVisible(approved is not None and not ended)
        self.end.setVisible(is_open and approved is not None)
        permit(self.approve, permits.approve or ("" if agreed else tr("plans.approve.agree_first")))
        for step in (self.back, self.withdraw):
            permit(step, permits.approve)
        for step in (self.agree, self.submit, self.recall, self.drop, self.update_plan, self.end):
            permit(step, permits.change)

    @staticmethod
    def _say(line: tuple[QHBoxLayout, QLabel, QLabel], words: str, *, done: bool) -> None:
        sign, tone = ("success", "success") if done else ("info", "muted")
        line[1].setPixmap(pixmap(sign, tone))
        line[2].setText(words)


def waiting_words(details: PlanDetails) -> str:
    """Return since when the plan waits for approval, "" while it does not."""
    if details.submitted_on is None:
        return ""
    date = format_date(details.submitted_on)
    return tr("plans.agreement.submitted", name=details.submitted_by, date=date)


def agreed_words(draft: PlanDraft) -> str:
    """Return with whom and when the plan was agreed."""
    if draft.agreed_on is None:
        return tr("plans.agreement.not_agreed")
    date = format_date(draft.agreed_on)
    return tr("plans.agreement.agreed", name=draft.agreed_by, date=date)


def approved_words(draft: PlanDraft) -> str:
    """Return by whom and when the plan was approved."""
    if draft.approved_on is None:
        return tr("plans.agreement.not_approved")
    who = ", ".join(part for part in (draft.approved_by, draft.approved_post) if part)
    return tr("plans.agreement.approved", name=who, date=format_date(draft.approved_on))


def ended_words(draft: PlanDraft, status: PlanStatus) -> str:
    """Return that the plan ended, "" while it has not."""
    if status not in {PlanStatus.ENDED, PlanStatus.RESIGNED}:
        return ""
    return tr(f"plans.agreement.{status.value}", date=format_date(draft.valid_to))
