"""The second page of a plan: everything that happens with it after it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent  # noqa: TC002 (Qt looks the signature up)
from PySide6.QtWidgets import QWidget

from cusdesk.services import plans
from cusdesk.ui.common.least_rows import keep_rows
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.whereabouts import kept_place
from cusdesk.ui.common.widgets import column
from cusdesk.ui.plans.course.break_box import BreakBox, HandoverBox
from cusdesk.ui.plans.course.chain_box import ChainBox
from cusdesk.ui.plans.course.commands import CourseCommands
from cusdesk.ui.plans.course.ending_box import EndingBox
from cusdesk.ui.plans.course.note_box import NoteBox
from cusdesk.ui.plans.course.phase_box import PhaseBox
from cusdesk.ui.plans.course.version_box import VersionBox

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.plans import PlanCourse
    from cusdesk.ui.common.context import ScreenContext

_SHOWN_TOO = ("attendance", "catalogue", "providers")


class CoursePage(QWidget):
    """The boxes of the course under one another; read when it is in sight."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.plan_id: bytes | None = None
        self._is_stale = True
        self.commands = CourseCommands(context, self)
        self.notes = NoteBox(self.commands)
        self.chain = ChainBox(self.commands)
        self.phases = PhaseBox(self.commands)
        self.versions = VersionBox(self.commands)
        self.ending = EndingBox(self.commands)
        self.boxes = (
            self.notes,
            self.chain,
            BreakBox(self.commands),
            self.versions,
            self.phases,
            HandoverBox(self.commands),
            self.ending,
        )
        content = QWidget()
        layout = column(content, gap=2)
        for box in self.boxes:
            layout.addWidget(box)
        layout.addStretch()
        self.area = scrolled(content)
        keep_rows(self.area)
        column(self).addWidget(self.area)
        self.commands.gap_chosen.connect(self._go_to_gap)
        context.bus.changed.connect(self._on_changes)

    def _go_to_gap(self, path: str) -> None:
        """Bring what a paper misses into sight: goals are judged in the chain of the plan."""
        box = self.chain if "goals" in path else self.ending
        bar = self.area.verticalScrollBar()
        bar.setValue(min(box.y(), bar.maximum()))

    def open(self, plan_id: bytes | None) -> None:
        """Show another plan as soon as the page is in sight."""
        if plan_id != self.plan_id:
            self.plan_id = plan_id
            self.area.verticalScrollBar().setValue(0)
        self._is_stale = True
        self._read_in_sight()

    def begin_note(self) -> None:
        """Go to where a note of monitoring is typed."""
        self.area.verticalScrollBar().setValue(0)
        self.notes.form.focus("remark")

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was out of sight."""
        super().showEvent(event)
        self._read_in_sight()

    def _read_in_sight(self) -> None:
        if self.isVisible() and self._is_stale and self.plan_id is not None:
            self._is_stale = False
            operation = self._context.ops.read(
                plans.plan_course, self._context.office, self.plan_id
            )
            operation.replacing("plan-course").on_success(self._on_read).run()

    def _on_read(self, course: PlanCourse) -> None:
        if course.details.id != self.plan_id:
            return
        self.commands.course = course
        with kept_place(self.area):
            for box in self.boxes:
                box.show_course(course)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("plans", *_SHOWN_TOO):
            self._is_stale = True
            self._read_in_sight()
