"""„Zakończenie”: resignation, early end, the closing talk, the contact after the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.money import format_money
from cusdesk.domain.plans import PlanStatus
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.permits import permit, why_not_change
from cusdesk.ui.common.widgets import button, clear, label
from cusdesk.ui.plans.course.box import CourseBox, words

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QPushButton

    from cusdesk.services.plans import PlanCourse

_OVER = {PlanStatus.ENDED, PlanStatus.RESIGNED}


class EndingBox(CourseBox):
    """What is known of the end, and the next steps towards it."""

    key = "ending"

    def show_course(self, course: PlanCourse) -> None:
        """Show it."""
        clear(self.inside)
        told = ending_words(course)
        for sentence in told:
            self.inside.addWidget(words(sentence))
        if not told:
            self.inside.addWidget(label(tr("plans.course.ending.empty"), "hint", wrap=True))
        buttons = self._steps(course)
        buttons += self._waiver(course)
        buttons += self._papers(course) if self.commands.may_print else []
        if buttons:
            self.inside.addWidget(flow(*buttons))

    def _steps(self, course: PlanCourse) -> list[QPushButton]:
        commands, status, closing = self.commands, course.details.status, course.closing
        may_end = status is PlanStatus.APPROVED and not course.details.is_update
        found = []
        if may_end:
            found.append(self.step(tr("plans.talk.open"), commands.write_talk, "edit"))
            found.append(self.step(tr("plans.resign.open"), commands.resign, "close"))
            found.append(self.step(tr("plans.end.open"), commands.end, "close"))
        if status in _OVER:
            found.append(self.step(tr("plans.talk.open"), commands.write_talk, "edit"))
            if closing.draft.follow_up_on and closing.is_written:
                found.append(self.step(tr("plans.follow_up.open"), commands.follow_up, "phone"))
        return found

    def _waiver(self, course: PlanCourse) -> list[QPushButton]:
        """Return the button of who may waive: the director, who writes no plans."""
        resigned = course.details.status is PlanStatus.RESIGNED
        if not (resigned and course.closing.fee_due_gr):
            return []
        made = button(tr("plans.waive.open"), self.commands.waive, icon_name="fees")
        permit(made, why_not_change(self.commands.context.office, "plans.approve"))
        return [made]

    def _papers(self, course: PlanCourse) -> list[QPushButton]:
        found = []
        if course.closing.resigned_on is not None:
            found.append(
                button(tr("plans.resign.paper"), self.commands.show_resignation, icon_name="print")
            )
        if course.closing.is_written:
            found.append(
                button(tr("plans.talk.paper"), self.commands.show_closing, icon_name="print")
            )
        return found


def _fee_words(due_gr: int, first: dt.date | None, last: dt.date | None) -> str:
    amount = format_money(due_gr)
    if first is None or last is None:
        return tr("plans.course.ending.fee", amount=amount)
    days = {"first": format_date(first), "last": format_date(last)}
    return tr("plans.course.ending.fee_days", amount=amount, **days)


def ending_words(course: PlanCourse) -> list[str]:
    """Return what is known of the end of a plan, sentence by sentence."""
    closing, talk = course.closing, course.closing.draft
    told = []
    if course.details.status in _OVER:
        key = f"plans.agreement.{course.details.status.value}"
        told.append(tr(key, date=format_date(course.details.draft.valid_to)))
    if closing.resigned_on is not None:
        date = format_date(closing.resigned_on)
        told.append(tr("plans.course.ending.resigned", name=closing.resigned_by, date=date))
    if closing.reason:
        told.append(tr("plans.course.ending.reason", reason=closing.reason))
    if closing.fee_due_gr is not None:
        told.append(_fee_words(closing.fee_due_gr, closing.fee_from, closing.ended_on))
    if closing.waived_gr is not None:
        amount, left = closing.waived_gr, (closing.fee_due_gr or 0) - closing.waived_gr
        words_ = {"amount": format_money(amount), "left": format_money(left)}
        told.append(
            tr("plans.course.ending.waived", name=closing.waived_by, reason=closing.waiver_reason,
               **words_)
        )  # fmt: skip
    if talk.talk_on is not None:
        told.append(tr("plans.course.ending.talk", date=format_date(talk.talk_on)))
    if closing.is_written and talk.follow_up_on is not None and talk.follow_up_done is None:
        told.append(tr("plans.course.ending.follow_up", date=format_date(talk.follow_up_on)))
    if talk.follow_up_done is not None:
        date = format_date(talk.follow_up_done)
        told.append(tr("plans.course.ending.followed", date=date, note=talk.follow_up_note))
    return told
