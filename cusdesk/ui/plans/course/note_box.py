"""„Monitorowanie”: a line to type a note into, and the notes so far."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a form reads the annotations of its dataclass)
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label as label_of
from cusdesk.domain.plans import PlanNoteForm
from cusdesk.ui.common.form import Choice, FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.permits import permit
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, clear, column, label, row
from cusdesk.ui.plans.course.box import CourseBox, Lines

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.plans import NoteRow, PlanCourse
    from cusdesk.ui.plans.course.commands import CourseCommands

_SHARES = (2, 3, 8, 6, 3, 1)
_COLUMNS = ("date", "form", "remark", "action", "author")
_WIDE_CHARS = 170


@dataclass(frozen=True, slots=True)
class NewNote:
    """What is being typed; date and form are there already."""

    date: dt.date | None = None
    form: PlanNoteForm = PlanNoteForm.VISIT
    remark: str = ""
    action: str = ""


def note_spec() -> FormSpec:
    """Return the line: date, form, remark, action."""
    choices = [Choice(form, label_of(form)) for form in PlanNoteForm]
    when = (
        FieldSpec("date", "fields.plan_notes.date", "date"),
        FieldSpec(
            "form", "fields.plan_notes.form", "choice", choices=choices, offers_nothing=False
        ),
    )
    what = (
        FieldSpec("remark", "fields.plan_notes.remark"),
        FieldSpec("action", "fields.plan_notes.action"),
    )
    return FormSpec([Section("", [when, what])])


class NoteBox(CourseBox):
    """Notes of monitoring; words and Enter are enough, date and form are proposed.

    Attributes:
        form: the line to type into.
    """

    key = "notes"

    def __init__(self, commands: CourseCommands) -> None:
        super().__init__(commands)
        clock = commands.context.office.clock
        self.form: Form[Any] = Form(note_spec(), clock)
        self.form.setMaximumWidth(current().chars(_WIDE_CHARS))
        for name in ("remark", "action"):
            self.form.field(name).widget.installEventFilter(self)
        self._entry = column(gap=1)
        self._entry.addWidget(self.form)
        buttons = row(gap=1)
        self.go = button(tr("plans.course.notes.add"), self.add, icon_name="add")
        buttons.addWidget(self.go)
        self._hint = label(tr("plans.course.notes.hint"), "hint", wrap=True)
        buttons.addWidget(self._hint, 1)
        self._entry.addLayout(buttons)
        self.inside.addLayout(self._entry)
        self._list = column(gap=1)
        self.inside.addLayout(self._list)
        self._fresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the note at Enter, which would go to the next field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if is_enter and not event.modifiers():
                self.add()
                return True
        return super().eventFilter(watched, event)

    def _fresh(self) -> None:
        self.form.load(NewNote(self.commands.context.office.clock.today()))

    def add(self) -> None:
        """Keep the note that was typed."""
        if self.form.show_value_problems():
            self.commands.add_note(self.form.draft(), self._on_added, self._on_refused)

    def _on_added(self, _changes: object) -> None:
        self._fresh()
        self.form.focus("remark")

    def _on_refused(self, error: CusdeskError) -> None:
        problems = getattr(error, "problems", None)
        if problems is None:
            self.commands.context.ops.show_error(error)
        else:
            self.form.show_problems(problems)

    def show_course(self, course: PlanCourse) -> None:
        """Show the notes so far; what is being typed stays."""
        why = self.why_not
        self.form.setEnabled(not why)
        permit(self.go, why)
        self._hint.setText(why or tr("plans.course.notes.hint"))
        clear(self._list)
        if not course.notes:
            self._list.addWidget(label(tr("plans.course.notes.empty"), "hint", wrap=True))
            return
        headings = [tr(f"fields.plan_notes.{name}") for name in _COLUMNS]
        lines = Lines([*headings, ""], _SHARES)
        for note in course.notes:
            lines.add([*_cells(note), self._remover(note)])
        self._list.addWidget(lines)

    def _remover(self, note: NoteRow) -> Any:  # noqa: ANN401 (a widget)
        made = button(
            "", partial(self.commands.retire_note, note.id), look="quiet", icon_name="delete"
        )
        made.setAccessibleName(tr("plans.course.notes.remove", date=format_date(note.date)))
        made.setToolTip(tip(made.accessibleName()))
        permit(made, self.why_not)
        return made


def _cells(note: NoteRow) -> list[str]:
    return [format_date(note.date), label_of(note.form), note.remark, note.action, note.author]
