"""„Przerwy i koordynator”: breaks of the services, hand-overs to another coordinator."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.permits import permit
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, clear, label
from cusdesk.ui.plans.course.box import CourseBox, Lines

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.services.plans import BreakRow, PlanCourse


class BreakBox(CourseBox):
    """Breaks, an open one with a button that ends it."""

    key = "breaks"

    def show_course(self, course: PlanCourse) -> None:
        """Show the breaks."""
        clear(self.inside)
        if course.breaks:
            names = ("valid_from", "valid_to", "reason")
            lines = Lines([*(tr(f"fields.plan_breaks.{n}") for n in names), ""], (2, 2, 8, 3))
            for entry in course.breaks:
                end = format_date(entry.valid_to) if entry.valid_to else tr("plans.course.goes_on")
                lines.add([format_date(entry.valid_from), end, entry.reason, self._side(entry)])
            self.inside.addWidget(lines)
        else:
            self.inside.addWidget(label(tr("plans.course.breaks.empty"), "hint", wrap=True))
        self.inside.addWidget(
            flow(self.step(tr("plans.break.open"), self.commands.add_break, "add"))
        )

    def _side(self, entry: BreakRow) -> QWidget:
        if entry.valid_to is None:
            return self.step(tr("plans.break_end.open"), partial(self.commands.end_break, entry.id))
        made = button(
            "", partial(self.commands.retire_break, entry.id), look="quiet", icon_name="delete"
        )
        made.setAccessibleName(tr("plans.course.breaks.remove", n=1))
        made.setToolTip(tip(made.accessibleName()))
        permit(made, self.why_not)
        return made


class HandoverBox(CourseBox):
    """Who coordinated the plan before."""

    key = "handovers"

    def show_course(self, course: PlanCourse) -> None:
        """Show the coordinator and the hand-overs."""
        clear(self.inside)
        name = course.details.draft.coordinator or tr("plans.person.none")
        self.inside.addWidget(label(tr("plans.course.handovers.now", name=name), wrap=True))
        if course.handovers:
            names = ("date", "from_name", "to_name", "reason", "note")
            headings = [tr(f"fields.plan_handovers.{n}") for n in names]
            lines = Lines(headings, (2, 3, 3, 4, 5))
            for entry in course.handovers:
                lines.add(
                    [format_date(entry.date), entry.from_name, entry.to_name, entry.reason,
                     entry.note]
                )  # fmt: skip
            self.inside.addWidget(lines)
        buttons = [self.step(tr("plans.handover.open"), self.commands.hand_over, "person")]
        if course.handovers and self.commands.may_print:
            sheet = self.commands.show_handover_paper
            buttons.append(button(tr("plans.handover.paper"), sheet, icon_name="print"))
        self.inside.addWidget(flow(*buttons))
