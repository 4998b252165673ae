"""„Etapy pracy”: six phases with their tasks as a checklist with day and remark, never a gate."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.services import plans
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.whereabouts import kept_place
from cusdesk.ui.common.widgets import button, clear, column, label, row
from cusdesk.ui.plans.course.box import CourseBox

if TYPE_CHECKING:
    from cusdesk.services.plans import Phase, PlanCourse, TaskRow
    from cusdesk.ui.plans.course.commands import CourseCommands

_NOTE_CHARS = 34


class TaskLine(QWidget):
    """One task: a box to tick with its words, the day it was done, a remark."""

    def __init__(self, commands: CourseCommands, task: str) -> None:
        super().__init__()
        self._commands, self._task, self._row = commands, task, plans.TaskRow(task)
        line = row(self, gap=1.5)
        self.tick = QCheckBox()
        self.tick.clicked.connect(self._on_tick)
        words = tr(f"enums.plan_task.{task}")
        self.tick.setAccessibleName(words)
        self._words = label(words, wrap=True)
        self._day = label("", "hint")
        self._day.setMinimumWidth(current().chars(10))
        self.note = QLineEdit()
        self.note.setFixedWidth(current().chars(_NOTE_CHARS))
        self.note.setPlaceholderText(tr("fields.plan_tasks.note"))
        self.note.setAccessibleName(tr("plans.course.phases.note_of", task=words))
        self.note.editingFinished.connect(self._on_note)
        mark_personal(self.note)
        line.addWidget(self.tick)
        line.addWidget(self._words, 1)
        line.addWidget(self._day)
        line.addWidget(self.note)

    def show_task(self, known: TaskRow, *, may_write: bool) -> None:
        """Show what is known of the task."""
        self._row = known
        self.tick.setChecked(known.done_on is not None)
        self.tick.setEnabled(may_write)
        self._day.setText(format_date(known.done_on) if known.done_on else "")
        if not self.note.hasFocus():
            self.note.setText(known.note)
        self.note.setReadOnly(not may_write)

    def _on_tick(self, ticked: bool) -> None:
        today = self._commands.context.office.clock.today()
        day = (self._row.done_on or today) if ticked else None
        self._commands.set_task(self._task, day, self.note.text())

    def _on_note(self) -> None:
        if self.note.text().strip() != self._row.note:
            self._commands.set_task(self._task, self._row.done_on, self.note.text())


class PhaseBox(CourseBox):
    """The phases, folded to one line each; a press on its name unfolds one."""

    key = "phases"

    def __init__(self, commands: CourseCommands) -> None:
        super().__init__(commands)
        self._open = ""
        self._course: PlanCourse | None = None
        self.lines: dict[str, TaskLine] = {}
        self.inside.addWidget(label(tr("plans.course.phases.text"), "hint", wrap=True))
        self._list = column(gap=0.75)
        self.inside.addLayout(self._list)

    def show_course(self, course: PlanCourse) -> None:
        """Show the phases; those that are shown already are only refreshed."""
        self._course = course
        if self.lines:
            self._refresh()
        else:
            self._build()

    def _build(self) -> None:
        clear(self._list)
        self.lines.clear()
        self._heads: dict[str, QPushButton] = {}
        for number, phase in enumerate(plans.phases(), 1):
            head = button(
                "", partial(self._unfold, phase.code), look="link",
                icon_name="up" if phase.code == self._open else "down",
            )  # fmt: skip
            head.setProperty("phase", number)
            self._heads[phase.code] = head
            self._list.addWidget(head)
            if phase.code == self._open:
                for task in phase.tasks:
                    self.lines[task] = TaskLine(self.commands, task)
                    self._list.addWidget(self.lines[task])
        self._refresh()

    def _refresh(self) -> None:
        if self._course is None:
            return
        for number, phase in enumerate(plans.phases(), 1):
            self._heads[phase.code].setText(self._head_words(number, phase))
        for task, line in self.lines.items():
            known = self._course.tasks.get(task) or plans.TaskRow(task)
            line.show_task(known, may_write=not self.why_not)

    def _head_words(self, number: int, phase: Phase) -> str:
        tasks = self._course.tasks if self._course else {}
        done = sum(1 for t in phase.tasks if t in tasks and tasks[t].done_on is not None)
        name = tr(f"enums.plan_phase.{phase.code}")
        return tr(
            "plans.course.phases.head", number=number, name=name, done=done, count=len(phase.tasks)
        )

    def _unfold(self, code: str) -> None:
        self._open = "" if self._open == code else code
        with kept_place(self):
            self._build()
