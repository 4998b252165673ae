"""„Wersje i zatwierdzanie”: approved versions as they were, annexes, and who said what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.widgets import button, clear, label
from cusdesk.ui.plans.course.box import CourseBox, Lines, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.services.plans import PlanCourse, StepRow, VersionRow


class VersionBox(CourseBox):
    """Every approved version one press away, readable and printable as it was."""

    key = "versions"

    def show_course(self, course: PlanCourse) -> None:
        """Show the versions and the history of approvals."""
        clear(self.inside)
        if not course.versions:
            self.inside.addWidget(label(tr("plans.course.versions.empty"), "hint", wrap=True))
        for version in course.versions:
            self.inside.addWidget(words(version_words(version)))
            self.inside.addWidget(self._buttons(version, course))
        if course.details.is_update and self.commands.may_print:
            annex = button(tr("plans.annex.open_now"), self._show_open_annex, icon_name="print")
            self.inside.addWidget(flow(annex))
        if course.steps:
            self.inside.addWidget(label(tr("plans.course.versions.steps"), "label"))
            lines = Lines([], (3, 4, 4, 8))
            for step in course.steps:
                lines.add(step_cells(step))
            self.inside.addWidget(lines)

    def _show_open_annex(self) -> None:
        self.commands.show_annex()

    def _buttons(self, version: VersionRow, course: PlanCourse) -> QWidget:
        shown = button(
            tr("plans.course.versions.show", n=version.number),
            partial(self.commands.show_version, version),
            look="link",
            icon_name="pdf",
        )
        buttons = [shown]
        older = any(v.number < version.number and not v.withdrawn_on for v in course.versions)
        if older and self.commands.may_print:
            buttons.append(
                button(
                    tr("plans.annex.open", n=version.number - 1),
                    partial(self.commands.show_annex, version.id),
                    look="link",
                    icon_name="print",
                )
            )
        return flow(*buttons)


def version_words(version: VersionRow) -> str:
    """Return a version in a sentence: number, who approved it and when, why, whether it holds."""
    who = ", ".join(part for part in (version.approved_by, version.approved_post) if part)
    date = format_date(version.approved_on)
    told = [tr("plans.course.versions.line", n=version.number, name=who, date=date)]
    if version.update_reason:
        reason = tr(f"enums.plan_update_reason.{version.update_reason}")
        note = f" – {version.note}" if version.note else ""
        told.append(tr("plans.course.versions.reason", reason=reason + note))
    if version.by_author:
        told.append(tr("plans.course.versions.by_author"))
    if version.withdrawn_on is not None:
        day = format_date(version.withdrawn_on)
        told.append(
            tr("plans.course.versions.withdrawn", date=day, reason=version.withdrawn_reason)
        )
    elif version.is_in_force:
        told.append(tr("plans.course.versions.in_force"))
    return " ".join(told)


def step_cells(step: StepRow) -> list[str]:
    """Return when, what, who and the comment of one step."""
    time = f"{step.time:%H:%M}" if step.time else ""
    what = tr(f"enums.plan_step.{step.kind}")
    told = [step.comment] if step.comment else []
    if step.by_author:
        told.append(tr("plans.course.versions.by_author"))
    who = ", ".join(part for part in (step.person, step.post) if part)
    return [f"{format_date(step.day)} {time}".strip(), what, who, " ".join(told)]
