"""„Od potrzeby do godzin”: need, goal, service, hours planned, delivered and left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QComboBox, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label as label_of
from cusdesk.domain.plans import GoalOutcome
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import clear, column, label
from cusdesk.ui.plans.course.box import CourseBox, Lines, words

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.plans import ChainRow, PlanCourse, ServiceFigures

_SHARES = (5, 6, 5, 2, 2, 2, 2)
_COLUMNS = ("need", "goal", "service", "planned", "done", "left", "outcome")
_SHARES_LARGE = (5, 6, 5, 5)
_COLUMNS_LARGE = ("need", "goal", "service", "amounts")
_LARGE_TEXT = 125
"""Percent; beyond it the three amounts stand under one another, and the outcome under its goal."""


class ChainBox(CourseBox):
    """The chain, and above it what is broken in it."""

    key = "chain"

    def show_course(self, course: PlanCourse) -> None:
        """Show the chain."""
        clear(self.inside)
        for flag in course.flags:
            self.inside.addWidget(label(tr(flag.key, **flag.params), "warning", wrap=True))
        if course.details.is_update:
            self.inside.addWidget(label(tr("plans.course.chain.in_force"), "hint", wrap=True))
        if not course.chain:
            self.inside.addWidget(label(tr("plans.course.chain.empty"), "hint", wrap=True))
            return
        is_large = current().percent > _LARGE_TEXT
        columns = _COLUMNS_LARGE if is_large else _COLUMNS
        shares = _SHARES_LARGE if is_large else _SHARES
        lines = Lines([tr(f"plans.course.chain.{name}") for name in columns], shares)
        before: ChainRow | None = None
        for row in course.chain:
            same_need = before is not None and before.need == row.need and row.need > 0
            same_goal = before is not None and before.goal == row.goal and row.goal > 0
            goal = label("") if same_goal else _goal(row)
            outcome = label("") if same_goal else self._outcome(row)
            service = _service(row.service, together=is_large)
            cells = [goal, *service, outcome]
            if is_large:
                cells = [goal if same_goal else _under(goal, outcome), *service]
            lines.add(["" if same_need else _need(row), *cells])
            before = row
        self.inside.addWidget(lines)

    def _outcome(self, row: ChainRow) -> QWidget:
        if row.goal_id is None:
            return label("")
        if self.why_not:
            return label(tr(f"enums.goal_outcome.{row.outcome}") if row.outcome else "")
        choice = QComboBox()
        choice.addItem(tr("plans.course.chain.not_said"), None)
        for outcome in GoalOutcome:
            choice.addItem(label_of(outcome), outcome)
        choice.setCurrentIndex(max(0, choice.findData(_said(row))))
        choice.setAccessibleName(tr("plans.course.chain.outcome_of", n=row.goal))
        choice.activated.connect(partial(self._on_outcome, choice, row))
        return choice

    def _on_outcome(self, choice: QComboBox, row: ChainRow, _place: int) -> None:
        if row.goal_id is not None:
            failed = partial(self._take_back, choice, choice.findData(_said(row)))
            self.commands.set_outcome(row.goal_id, choice.currentData(), row.outcome_note, failed)

    def _take_back(self, choice: QComboBox, place: int, error: CusdeskError) -> None:
        """Show what is kept: an answer that was not must not stand there."""
        self.commands.context.notifier.error(describe(error))
        if shiboken6.isValid(choice):
            choice.setCurrentIndex(place)


def _under(goal: QWidget, outcome: QWidget) -> QWidget:
    """Return a goal with its outcome below it."""
    holder = QWidget()
    inside = column(holder, gap=0.5)
    for part in (goal, label(tr("plans.course.chain.outcome"), "hint"), outcome):
        inside.addWidget(part)
    inside.addStretch()
    return holder


def _said(row: ChainRow) -> GoalOutcome | None:
    return GoalOutcome(row.outcome) if row.outcome else None


def _need(row: ChainRow) -> QWidget:
    if not row.need:
        return label(tr("plans.course.chain.no_need"), "warning", wrap=True)
    return words(f"{row.need}. {row.need_text}")


def _goal(row: ChainRow) -> QWidget:
    if not row.goal:
        return label(tr("plans.course.chain.no_goal"), "warning", wrap=True)
    told = [f"{row.goal}. {row.goal_text}"]
    if row.criterion:
        told.append(tr("plans.course.chain.criterion", words=row.criterion))
    if row.due:
        told.append(tr("plans.course.chain.due", date=format_date(row.due)))
    return words("\n".join(told))


def _service(service: ServiceFigures | None, *, together: bool) -> list[QWidget]:
    if service is None:
        missing: QWidget = label(tr("plans.course.chain.no_service"), "warning", wrap=True)
        return [missing, *(label("") for _ in range(1 if together else 3))]
    told = [service.name, service.provider, service.schedule]
    left = service.left
    look = "warning" if left is not None and left < 0 else ""
    name = words("\n".join(line for line in told if line))
    amounts = {"planned": service.planned, "done": service.done, "left": left}
    if together:
        lines = [
            f"{tr(f'plans.course.chain.{key}')}: {service.words(amount)}"
            for key, amount in amounts.items()
            if amount is not None
        ]
        return [name, words("\n".join(lines), look)]
    planned, done = (words(service.words(amounts[key])) for key in ("planned", "done"))
    return [name, planned, done, words(service.words(left), look)]
