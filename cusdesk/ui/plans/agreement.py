"""Agreement and approval on the screen: facts, and the explicit steps between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.plans import PlanStatus
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.theme.icons import pixmap
from cusdesk.ui.common.widgets import button, column, label, row

if TYPE_CHECKING:
    from cusdesk.domain.plans import PlanDraft


class AgreementBox(QWidget):
    """Who agreed and approved and when; what comes next.

    Signals:
        agree_requested, approve_requested, withdraw_requested, end_requested: a step was chosen.
    """

    agree_requested = Signal()
    approve_requested = Signal()
    withdraw_requested = Signal()
    end_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.can_approve = True
        layout = column(self, gap=1)
        self._agreed = self._fact()
        self._approved = self._fact()
        self._ended = self._fact()
        for fact in (self._agreed, self._approved, self._ended):
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
        layout.addWidget(flow(self.agree, self.approve, self.withdraw, self.end))

    @staticmethod
    def _fact() -> tuple[QHBoxLayout, QLabel, QLabel]:
        line, sign, words = row(gap=0.75), QLabel(), label("", wrap=True)
        line.addWidget(sign)
        line.addWidget(words, 1)
        return line, sign, words

    def show_plan(self, draft: PlanDraft, status: PlanStatus, *, is_read_only: bool) -> None:
        """Show where the plan stands."""
        agreed, approved = draft.agreed_on, draft.approved_on
        self._say(self._agreed, agreed_words(draft), done=agreed is not None)
        self._say(self._approved, approved_words(draft), done=approved is not None)
        ended = ended_words(draft, status)
        self._say(self._ended, ended, done=True)
        for widget in self._ended[1:]:
            widget.setVisible(bool(ended))
        is_open = not ended and not is_read_only
        self._note.setVisible(is_open and approved is None)
        self.agree.setVisible(is_open and approved is None)
        key = "plans.agree.again" if agreed else "plans.agree.open"
        self.agree.setText(tr(key))
        self.approve.setVisible(self.can_approve and not ended and approved is None)
        self.approve.setEnabled(agreed is not None)
        self.withdraw.setVisible(self.can_approve and approved is not None and not ended)
        self.end.setVisible(is_open and approved is not None)

    @staticmethod
    def _say(line: tuple[QHBoxLayout, QLabel, QLabel], words: str, *, done: bool) -> None:
        sign, tone = ("success", "success") if done else ("info", "muted")
        line[1].setPixmap(pixmap(sign, tone))
        line[2].setText(words)


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
