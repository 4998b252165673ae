"""Programmes of social services among the settings: what the cards of residents may hold."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QWidget

from cusdesk.core.errors import CusdeskError, ValidationError
from cusdesk.core.messages import tr
from cusdesk.domain.special_fields import (
    ProgrammeDraft,
    SpecialField,
    field_name,
    field_names,
)
from cusdesk.services import programmes
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.form import FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import (
    LineLink,
    button,
    card,
    clear,
    column,
    label,
    resize_within_screen,
)

if TYPE_CHECKING:
    from cusdesk.services.programmes import ProgrammeRow
    from cusdesk.ui.common.context import ScreenContext

_SPEC = FormSpec(
    [
        Section(
            "programmes.title",
            [
                FieldSpec("name", "fields.programmes.name", required=True),
                FieldSpec("resolution", "fields.programmes.resolution"),
                (
                    FieldSpec("valid_from", "fields.programmes.valid_from", "date"),
                    FieldSpec("valid_to", "fields.programmes.valid_to", "date"),
                ),
            ],
        )
    ]
)


class ProgrammesCard(QFrame):
    """The programmes in lines, and a button for another."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.dialog: ProgrammeDialog | None = None
        outer = column(self)
        frame, layout = card(gap=1.5)
        outer.addWidget(frame)
        layout.addWidget(label(tr("programmes.title"), "heading"))
        layout.addWidget(label(tr("programmes.text"), "hint", wrap=True))
        self._lines = column(gap=0.75)
        layout.addLayout(self._lines)
        self.add = button(tr("programmes.add"), partial(self.open_dialog, None), icon_name="add")
        self.add.setEnabled(context.office.can_change("programmes"))
        layout.addWidget(self.add)

    def load(self) -> None:
        """Read the programmes."""
        read = self._context.ops.read(programmes.list_programmes, self._context.office)
        read.on_success(self._show).run()

    def open_dialog(self, shown: ProgrammeRow | None) -> None:
        """Show one programme, or begin a new one."""
        self.dialog = ProgrammeDialog(self._context, shown, self)
        self.dialog.accepted.connect(self.load)
        self.dialog.open()

    def _show(self, found: list[ProgrammeRow]) -> None:
        clear(self._lines)
        if not found:
            self._lines.addWidget(label(tr("programmes.none"), wrap=True))
        for each in found:
            self._lines.addWidget(LineLink(each.draft.name, partial(self.open_dialog, each)))
            self._lines.addWidget(label(state_words(each), "hint", wrap=True))


def state_words(shown: ProgrammeRow) -> str:
    """Return whether a programme is in force and what it switches on."""
    state = tr("programmes.in_force" if shown.is_in_force else "programmes.not_in_force")
    fields = field_names(shown.draft.special_fields) or tr("programmes.nothing_on")
    return tr("programmes.line", state=state, fields=fields)


class ProgrammeDialog(QDialog):
    """Name, resolution, days, and the special fields."""

    def __init__(self, context: ScreenContext, shown: ProgrammeRow | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("programmes.dialog.change" if shown else "programmes.dialog.new"))
        self._context, self._shown = context, shown
        draft = shown.draft if shown else ProgrammeDraft()
        self.form: Form[ProgrammeDraft] = Form(_SPEC, clock=context.office.clock)
        self.form.load(draft)
        layout = column(self, margin=2, gap=2)
        content = QWidget()
        inside = column(content, gap=2)
        inside.addWidget(self.form)
        self.boxes: dict[SpecialField, QCheckBox] = {}
        inside.addWidget(label(tr("programmes.dialog.special"), "label"))
        ticks = column(gap=0)
        for field in SpecialField:
            self.boxes[field] = QCheckBox(field_name(field))
            self.boxes[field].setChecked(field in draft.special_fields)
            ticks.addWidget(self.boxes[field])
        inside.addLayout(ticks)
        inside.addWidget(label(tr("programmes.dialog.special_hint"), "hint", wrap=True))
        inside.addStretch()
        layout.addWidget(scrolled(content), 1)
        before = []
        if shown is not None:
            words = tr("programmes.dialog.retire")
            before.append(button(words, self.retire, look="quiet", icon_name="delete"))
        key = "programmes.dialog.save" if shown else "programmes.dialog.create"
        self.save = button(tr(key), self.write, look="main")
        layout.addLayout(command_line(self, self.save, *before))
        self.setEnabled(context.office.can_change("programmes"))
        needed = content.sizeHint().height() + current().row_height * 4
        resize_within_screen(self, current().chars(74), needed)
        self.form.focus()

    def write(self) -> None:
        """Write the programme, or say what is wrong."""
        if not self.form.show_value_problems():
            return
        typed = self.form.draft()
        on = tuple(field for field, box in self.boxes.items() if box.isChecked())
        draft = ProgrammeDraft(typed.name, typed.resolution, typed.valid_from, typed.valid_to, on)
        ops, office, shown = self._context.ops, self._context.office, self._shown
        if shown is None:
            write = ops.write(programmes.create_programme, office, draft)
        else:
            write = ops.write(programmes.change_programme, office, shown.id, draft, shown.version)
        write.on_success(self._on_written).on_error(self._on_refused).run()

    def retire(self) -> None:
        """Put the programme into the bin; Ctrl+Z takes it out."""
        if self._shown is not None:
            write = self._context.ops.write(
                programmes.retire_programme, self._context.office, self._shown.id
            )
            write.on_success(self._on_written).on_error(self._on_refused).run()

    def _on_written(self, _saved: object) -> None:
        self.accept()

    def _on_refused(self, error: CusdeskError) -> None:
        if isinstance(error, ValidationError):
            self.form.show_problems(error.problems)
        else:
            self._context.ops.show_error(error)
